"""Opening where the former run ended, as far as that is wanted."""

from collections.abc import Mapping

from paperreader.domain.papers.feed import Edition, Feed, Period
from paperreader.domain.papers.feed_key import feed_of_key
from paperreader.domain.papers.listing import Listing
from paperreader.domain.query.sorting import SortOrder
from paperreader.domain.view_state import ViewState
from paperreader.services.papers.navigation import Navigation
from paperreader.services.papers.places import Place, Places, Position, View, remember


def resume(asked: Feed | None, former: ViewState, *, is_last_wanted: bool, is_offline: bool) -> Navigation:
    """Return where to begin: at what was asked for, at the feed of the former run if that is wanted, else the newest day.

    Whichever it is, the feed and the day of the former run are shown as they were left.
    """
    order = SortOrder(former.order) if former.order in {each.value for each in SortOrder} else SortOrder.HUB
    last, places = feed_of_key(former.feed), Places()
    for feed, paper in ((feed_of_key(former.day), former.day_paper), (last, former.paper)):
        if feed is not None:
            # A day has had the order of the last feed only if it was that.
            view = View(Position((paper,) if paper else ()), order if feed == last else SortOrder.HUB)
            places = remember(places, Place(feed, view))
    is_resumed = asked is None and is_last_wanted and last is not None
    return Navigation(
        asked=last if is_resumed else asked,
        is_offline=is_offline,
        # A newer one is told of, but not opened.
        newest=last if is_resumed else None,
        is_resumed=is_resumed,
        places=places,
    )


def left(shown: Listing | None, view: View) -> Mapping[str, object]:
    """Return what is to be remembered of a feed that is left: changes of the view state.

    Of one that could not be shown again nothing is; what was remembered before it stays.
    """
    if shown is None or feed_of_key(shown.feed.key) is None:
        return {}
    key, paper = shown.feed.key, view.position.keys[0] if view.position.keys else ""
    is_day = isinstance(shown.feed, Edition) and shown.feed.period is Period.DAY
    day = {"day": key, "day_paper": paper} if is_day else {}
    return {"feed": key, "paper": paper, "order": view.order.value, **day}
