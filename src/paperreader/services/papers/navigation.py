"""Where the reader is among the feeds: what is shown, what was asked for, and which answer is awaited.

A front end keeps one `Navigation`, puts in its place what these functions return, and sends a request whenever the
number of the request has changed. Nothing here waits, asks anybody or knows the time.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from paperreader.domain.budget import LONGEST_PAUSE
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import (
    Archived,
    ArchiveFeed,
    Edition,
    Feed,
    ForYou,
    Inbox,
    Period,
    SimilarTo,
    Trending,
    Watched,
)
from paperreader.domain.papers.listing import Listing
from paperreader.errors import PaperReaderError, SourceBusy
from paperreader.services.papers import places as places_
from paperreader.services.papers.places import ONWARD, STAYING, Going, Place, Places, View

_NO_SEARCHES: Mapping[Archived, Listing] = {}
_MOST_SEARCHES = 3
_RETRY = timedelta(minutes=2)
"""How long a failed refresh is left alone before it is tried again by itself."""
_LATE = timedelta(seconds=1)
"""How much later than announced the Hub's window may restart, as its official client supposes."""
_NOBODY_ASKED = (Archived, SimilarTo, ForYou, Watched)
"""Feeds for which no request is sent."""


class Activity(Enum):
    """What goes on."""

    OPENING = auto()
    ASKING = auto()
    """The Hub is being asked."""
    OFFLINE = auto()
    NOTHING = auto()
    NOT_REFRESHED = auto()
    """The last request failed."""
    PAUSED = auto()
    """The Hub asks for a pause, which is counted down."""
    NEWER = auto()
    """A newer edition has begun."""


class Refusal(Enum):
    """Why there is nowhere to go."""

    NO_EDITIONS = auto()
    FIRST = auto()
    NEWEST = auto()
    OFFLINE = auto()
    NOTHING_BEHIND = auto()
    NOTHING_AHEAD = auto()


# By identity: comparing two listings takes as long as there are papers.
class Navigation(Struct, frozen=True, eq=False):
    """What is shown and what is awaited.

    Args:
        asked: What was asked for last; None is what to open with, the newest edition.
        is_offline: The Hub is not asked.
    """

    asked: Feed | None = None
    is_offline: bool = False
    shown: Listing | None = None
    """What is shown; None before the first answer."""
    newer: Listing | None = None
    """An answer that is told but not shown, because somebody reads what is shown."""
    held: Listing | None = None
    """The beginning of an answer that does not go as far as the reader was: shown if no more of it comes."""
    request: int = 0
    """Number of the last request: an answer to any other comes too late."""
    is_loading: bool = False
    """Answers to it are still to come."""
    is_wanted_fresh: bool = False
    """The reader asked for it just now, and expects to see it."""
    activity: Activity = Activity.OPENING
    other_feed: Feed | None = None
    """The feed that is being asked for, where that is another than the one shown."""
    was_used: bool = False
    """Somebody reads: what they look at is not exchanged any more."""
    is_searching: bool = False
    before_search: Feed | None = None
    """Where the search of the archive began."""
    retry_at: datetime | None = None
    pause_until: datetime | None = None
    is_resumed: bool = False
    """What was asked for is what a former run showed, and nobody asked for it in this one."""
    newest: Feed | None = None
    """What was the newest edition when it was opened."""
    places: Places = field(default_factory=Places)
    searches: Mapping[Archived, Listing] = field(default_factory=lambda: _NO_SEARCHES)
    """The last few lists from the archive, which take a while to make: shown at once when they are come back to."""
    going: Going = STAYING
    """Where among the places stands what was asked for, until it is shown."""

    def is_shown(self, feed: Feed) -> bool:
        """Tell whether that feed is shown."""
        return self.shown is not None and self.shown.feed == feed

    @property
    def edition(self) -> Edition | None:
        """The edition that is asked for, else the one that is shown."""
        shown = None if self.shown is None else self.shown.feed
        asked = shown if self.asked is None else self.asked
        return asked if isinstance(asked, Edition) else None


def last_day(state: Navigation, now: datetime) -> date:
    """Return the last day of the edition that has begun: from this month to today, not to its first day."""
    today = current_day(now)
    return today if state.edition is None else min(state.edition.last_day, today)


# Going somewhere ----------------------------------------------------------------------------------------------


def request(state: Navigation, *, is_wanted_fresh: bool = False) -> Navigation:
    """Ask for what was asked for last, and give up what was being asked for."""
    feed = state.asked
    activity, other_feed = state.activity, state.other_feed
    if state.is_offline:
        activity = Activity.OFFLINE
    elif not isinstance(feed, _NOBODY_ASKED):
        activity = Activity.ASKING
        other_feed = None if feed is None or state.is_shown(feed) else feed
    return replace(
        state,
        request=state.request + 1,
        held=None,
        is_loading=True,
        is_wanted_fresh=is_wanted_fresh,
        activity=activity,
        other_feed=other_feed,
        pause_until=None,
    )


def go_to(state: Navigation, feed: Feed | None) -> Navigation:
    """Go to a feed; None is the newest edition."""
    return _ask(replace(state, is_searching=False, going=ONWARD), feed)


def back(state: Navigation) -> Navigation | Refusal:
    """Go back to the place before this one; who is on the way elsewhere stays."""
    if state.going.is_new and state.shown is not None:
        return _ask(replace(state, is_searching=False, going=STAYING), state.shown.feed)
    return _go_by(-1, state) or Refusal.NOTHING_BEHIND


def forward(state: Navigation) -> Navigation | Refusal:
    """Go to the place that was gone back from."""
    return _go_by(1, state) or Refusal.NOTHING_AHEAD


def _go_by(step: int, state: Navigation) -> Navigation | None:
    """Go one place further than what was asked for last; None where the way ends."""
    by = state.going.by + step
    place = state.places.beside(by)
    if place is not None:
        return _ask(replace(state, is_searching=False, going=Going(by)), place.feed)
    if by or state.shown is None:
        return None
    # There and back before it was shown.
    return _ask(replace(state, going=STAYING), state.shown.feed)


def arrive(former: Navigation, state: Navigation, left: View) -> tuple[Navigation, View]:
    """Take note that another feed is shown than formerly, and of how that was left; return how to show this one."""
    if state.shown is None:
        return state, View()
    here = None if former.shown is None else Place(former.shown.feed, left)
    known, view = places_.arrive(state.places, here, state.shown.feed, state.going)
    searches = state.searches
    if former.shown is not None and isinstance(former.shown.feed, Archived):
        searches = places_.latest(searches, former.shown.feed, former.shown, _MOST_SEARCHES)
    return replace(state, places=known, searches=searches, going=STAYING), view


def search(state: Navigation, text: str) -> Navigation:
    """Search the archive; `leave_search` goes back to where this began."""
    if not state.is_searching:
        began_at = state.asked if state.shown is None else state.shown.feed
        state = replace(state, is_searching=True, before_search=began_at, going=ONWARD)
    elif state.before_search is not None and state.is_shown(state.before_search):
        # What was typed first was taken back.
        state = replace(state, going=ONWARD)
    return _ask(state, Archived(text))


def leave_search(state: Navigation) -> Navigation:
    """Go back to what was shown before the search of the archive, if there was one."""
    is_shown = isinstance(state.asked, Archived) and bool(state.asked.text) and not state.going.is_new
    if not (state.is_searching or is_shown):
        return state
    place = state.places.beside(-1)
    if place is not None and (not state.is_searching or place.feed == state.before_search):
        gone = back(replace(state, going=STAYING))
        return state if isinstance(gone, Refusal) else gone
    if not state.is_searching:
        return state
    # Nothing that was found is shown yet.
    return _ask(replace(state, is_searching=False, going=STAYING), state.before_search)


def reload(state: Navigation) -> Navigation | Refusal:
    """Ask the Hub again."""
    if state.is_offline and not isinstance(state.asked, ArchiveFeed):
        return Refusal.OFFLINE
    return request(state, is_wanted_fresh=True)


def use(state: Navigation) -> Navigation:
    """Take note that somebody reads."""
    return state if state.was_used else replace(state, was_used=True)


def _ask(state: Navigation, feed: Feed | None) -> Navigation:
    state = replace(state, asked=feed, was_used=False)
    if isinstance(feed, Archived) and not state.is_shown(feed) and feed in state.searches:
        state = replace(state, shown=state.searches[feed])
    return request(state)


def _go_beside(step: int, state: Navigation, now: datetime) -> Navigation | Refusal:
    edition = state.edition
    if edition is None:
        return Refusal.NO_EDITIONS
    target = edition.previous() if step < 0 else edition.next()
    if target is None:
        return Refusal.FIRST
    return go_to(state, target) if target.has_begun(now) else Refusal.NEWEST


def _go_to_newest(state: Navigation, now: datetime) -> Navigation:
    edition = state.edition
    if edition is None or edition.period is Period.DAY:
        return go_to(state, None)
    return go_to(state, Edition.containing(edition.period, current_day(now)))


def _go_to_period(period: Period, state: Navigation, now: datetime) -> Navigation:
    """Go from one length of editions to the one that holds the same day; to the one seen last where that is possible."""
    edition, seen = state.edition, state.places.editions.get(period)
    if seen is not None and (edition is None or edition.overlaps(seen)):
        is_old = seen == state.newest and seen.is_over(now)
        return go_to(state, None if is_old else seen)
    if period is Period.DAY and edition is None:
        return go_to(state, None)
    return go_to(state, Edition.containing(period, last_day(state, now)))


def _go_to_always(feed: Feed, state: Navigation, now: datetime) -> Navigation:
    del now
    return go_to(state, feed)


DESTINATIONS: Mapping[str, Callable[[Navigation, datetime], Navigation | Refusal]] = {
    "daily": partial(_go_to_period, Period.DAY),
    "weekly": partial(_go_to_period, Period.WEEK),
    "monthly": partial(_go_to_period, Period.MONTH),
    "trending": partial(_go_to_always, Trending()),
    "inbox": partial(_go_to_always, Inbox()),
    "for_you": partial(_go_to_always, ForYou()),
    "archive": partial(_go_to_always, Archived()),
    "watched": partial(_go_to_always, Watched()),
    "older": partial(_go_beside, -1),
    "newer": partial(_go_beside, 1),
    "newest": _go_to_newest,
    "back": lambda state, _: back(state),
    "forward": lambda state, _: forward(state),
}
"""Where keys and tabs lead to, by name."""


# Answers ------------------------------------------------------------------------------------------------------


def answer(state: Navigation, number: int, listing: Listing) -> Navigation:
    """Show an answer to a request, unless it comes too late or what is shown is being read."""
    if number != state.request:
        return state
    is_elsewhere = state.asked is None and not state.is_shown(listing.feed)
    if is_elsewhere and state.was_used and not state.is_wanted_fresh:
        return replace(state, newer=listing)
    if listing.has_more and len(listing.papers) < _depth(state, listing.feed):
        return replace(state, held=listing)
    return replace(state, shown=listing, held=None)


def _depth(state: Navigation, feed: Feed) -> int:
    """Return how many papers of a feed must be there for its reader to be where they were."""
    if state.shown is not None and state.shown.feed == feed:
        return len(state.shown.papers)
    place = state.places.beside(state.going.by)
    view = place.view if place is not None and place.feed == feed else state.places.view_of(feed)
    return view.position.place + 1


def end(state: Navigation, number: int) -> Navigation:
    """Take note that all answers came.

    From here on the keys are about the edition that was opened, also when a newer one begins.
    """
    if number != state.request:
        return state
    # On the way it is only until that is shown.
    going = STAYING if state.held is None else state.going
    if state.held is not None:
        state = replace(state, shown=state.held, held=None)
    activity = Activity.OFFLINE if state.is_offline else Activity.NOTHING
    state = replace(state, is_loading=False, retry_at=None, activity=activity, going=going)
    if state.asked is None and state.shown is not None and not state.was_used:
        return replace(state, asked=state.shown.feed, newest=state.shown.feed)
    return state


def fail(state: Navigation, number: int, error: PaperReaderError, now: datetime) -> Navigation:
    """Take note of what went wrong; what was shown stays, and is what the keys are about again."""
    if number != state.request:
        return state
    going = STAYING if state.held is None else state.going
    if state.held is not None:
        state = replace(state, shown=state.held, held=None)
    if state.shown is None and state.is_resumed:
        # It can't be shown any more.
        return request(replace(state, asked=None, is_resumed=False, newest=None))
    if state.shown is not None and state.asked is not None and not state.is_shown(state.asked):
        state = replace(state, asked=state.shown.feed, is_wanted_fresh=False)
    state = replace(state, going=going)
    if state.is_offline:
        activity = Activity.OFFLINE
    else:
        activity = Activity.NOTHING if state.shown is None else Activity.NOT_REFRESHED
    state = replace(state, is_loading=False, retry_at=now + _RETRY, activity=activity)
    if isinstance(error, SourceBusy):
        restart = error.retry_at + _LATE
        return replace(state, retry_at=restart, pause_until=restart, activity=Activity.PAUSED)
    return state


# Time ---------------------------------------------------------------------------------------------------------


def pause_left(state: Navigation, now: datetime) -> timedelta:
    """Return how long the Hub still asks to be left alone."""
    return timedelta() if state.pause_until is None else _left(state.pause_until, now)


def count_down(state: Navigation, now: datetime) -> Navigation:
    """Ask the Hub when the pause it asks for is over."""
    if state.pause_until is None or pause_left(state, now) > timedelta():
        return state
    return tick(replace(state, pause_until=None), now, is_due=True)


def tick(state: Navigation, now: datetime, *, is_due: bool) -> Navigation:
    """Ask again for what is due: what failed a while ago, or what is shown, if `is_due` says so of it."""
    is_waiting = state.retry_at is not None and _left(state.retry_at, now) > timedelta()
    is_due = is_due or state.retry_at is not None
    # A slow answer is waited for: asking anew would begin its time limit anew, without end.
    if is_due and not (is_waiting or state.is_loading or state.is_offline):
        # What was wanted fresh still is, and where it is shown already nothing is pushed away by it.
        is_here = state.asked is not None and state.is_shown(state.asked)
        is_wanted = state.retry_at is not None and state.is_wanted_fresh
        return request(state, is_wanted_fresh=is_here and is_wanted)
    edition = state.edition
    is_over = edition is not None and edition == state.newest and edition.is_over(now)
    if is_over and state.activity is Activity.NOTHING:
        return replace(state, activity=Activity.NEWER)
    return state


def _left(until: datetime, now: datetime) -> timedelta:
    """Return how long to wait yet; nothing where it is longer than anybody asks for: the clock was set back since."""
    left = until - now
    return left if left <= LONGEST_PAUSE + _LATE else timedelta()
