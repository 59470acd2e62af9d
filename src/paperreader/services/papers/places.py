"""Where the reader was: each feed as it was left, and the way there and back, as in a browser.

All of it are values: a front end says how a list was left, and is told how the next is to be shown.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from paperreader.domain.papers.feed import Edition, Feed, Period
from paperreader.domain.query.sorting import SortOrder

_MOST_PLACES = 100
_MOST_VIEWS = 200
_K = TypeVar("_K")
_V = TypeVar("_V")
_NO_VIEWS: Mapping[Feed, "View"] = {}
_NO_ORDERS: Mapping[str, SortOrder] = {}
_NO_EDITIONS: Mapping[Period, Edition] = {}


class Position(Struct, frozen=True):
    """Which row of a list is highlighted, and where on the screen it is."""

    keys: tuple[str, ...] = ()
    """The key of the row, then those of rows beside it, in the order in which they are to stand in for it."""
    place: int = 0
    """Its place in the list, for when none of them is there any more."""
    line: int | None = None
    """The line of the list's part of the screen at which it begins; None for wherever it comes to be."""


class View(Struct, frozen=True):
    """How a list is shown: from where, in which order, and what is filtered for."""

    position: Position = Position()
    order: SortOrder = SortOrder.HUB
    query: str = ""
    """What is typed into the filter."""


class Place(Struct, frozen=True):
    """A feed, and how it was left."""

    feed: Feed
    view: View


class Going(Struct, frozen=True):
    """Where the next feed that is shown stands on the way: by itself in the place of the one before it."""

    by: int = 0
    """So many places back (negative) or forward."""
    is_new: bool = False
    """After the present one, and what was ahead of that is forgotten."""


STAYING = Going()
ONWARD = Going(is_new=True)


class Places(Struct, frozen=True):
    """The places behind and ahead of the present one, and what is remembered of feeds wherever they are.

    No two that follow each other are of the same feed, the present one included.
    """

    behind: tuple[Place, ...] = ()
    """The way here, the last one last; of a long way the beginning is forgotten."""
    ahead: tuple[Place, ...] = ()
    """What was gone back from, the next one first."""
    views: Mapping[Feed, View] = field(default_factory=lambda: _NO_VIEWS)
    """How feeds were left last, the latest last."""
    orders: Mapping[str, SortOrder] = field(default_factory=lambda: _NO_ORDERS)
    """The order chosen last for each kind of feed: a day is read as the day before was."""
    editions: Mapping[Period, Edition] = field(default_factory=lambda: _NO_EDITIONS)
    """The day, week and month that were shown last."""

    def beside(self, by: int) -> Place | None:
        """Return the place so many back (negative) or forward; None where the way ends before it."""
        places, number = (self.ahead, by - 1) if by > 0 else (self.behind, len(self.behind) + by)
        return places[number] if by and 0 <= number < len(places) else None

    def view_of(self, feed: Feed) -> View:
        """Return how a feed is to be shown by what is remembered of it, or of its kind."""
        return self.views.get(feed) or View(order=self.orders.get(kind_of(feed), SortOrder.HUB))


def kind_of(feed: Feed) -> str:
    """Return what feeds have in common that are read in one order: days, searches, the inbox."""
    return feed.period if isinstance(feed, Edition) else type(feed).__name__


def remember(places: Places, left: Place) -> Places:
    """Take note of how a feed was left."""
    return replace(
        places,
        views=latest(places.views, left.feed, left.view, _MOST_VIEWS),
        orders={**places.orders, kind_of(left.feed): left.view.order},
    )


def arrive(places: Places, left: Place | None, feed: Feed, going: Going) -> tuple[Places, View]:
    """Go to another feed; `left` is the one before it, if any. Return the places then, and how the feed is to be shown."""
    if left is not None:
        places = remember(places, left)
    if isinstance(feed, Edition):
        places = replace(places, editions={**places.editions, feed.period: feed})
    target = places.beside(going.by)
    if target is not None and target.feed == feed and left is not None:
        return _moved(places, left, going.by), target.view
    if left is not None and (going.is_new or going.by):
        places = replace(places, behind=(*places.behind, left)[-_MOST_PLACES:], ahead=())
    return _without_doubles(places, feed), places.view_of(feed)


def _moved(places: Places, left: Place, by: int) -> Places:
    way = (*places.behind, left, *places.ahead)
    here = len(places.behind) + by
    return replace(places, behind=way[:here], ahead=way[here + 1 :])


def _without_doubles(places: Places, feed: Feed) -> Places:
    """Forget the places right before and after this feed that are of the same one."""
    behind, ahead = places.behind, places.ahead
    if behind and behind[-1].feed == feed:
        behind = behind[:-1]
    if ahead and ahead[0].feed == feed:
        ahead = ahead[1:]
    return replace(places, behind=behind, ahead=ahead)


def latest(known: Mapping[_K, _V], key: _K, value: _V, most: int) -> Mapping[_K, _V]:
    """Return a mapping with one entry more, as its last; without the first where there would be too many."""
    entries = {each: of for each, of in known.items() if each != key}
    entries[key] = value
    if len(entries) > most:
        del entries[next(iter(entries))]
    return entries
