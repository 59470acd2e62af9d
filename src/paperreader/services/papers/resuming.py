"""Opening where the former run ended, as far as that is wanted."""

from collections.abc import Mapping

from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.feed_key import feed_of_key
from paperreader.domain.papers.listing import Listing
from paperreader.domain.query.sorting import SortOrder
from paperreader.domain.view_state import ViewState
from paperreader.services.papers.navigation import Navigation
from paperreader.services.papers.places import Place, Places, Position, View, remember


def resume(asked: Feed | None, former: ViewState, *, is_last_wanted: bool, is_offline: bool) -> Navigation:
    """Return where to begin: at what was asked for, at the feed of the former run if that is wanted, else the newest day.

    Whichever it is, the feed of the former run is shown as it was left.
    """
    feed = feed_of_key(former.feed)
    if feed is None:
        return Navigation(asked=asked, is_offline=is_offline)
    is_resumed = asked is None and is_last_wanted
    view = View(Position((former.paper,) if former.paper else ()), _order(former.order))
    return Navigation(
        asked=feed if is_resumed else asked,
        is_offline=is_offline,
        # A newer one is told of, but not opened.
        newest=feed if is_resumed else None,
        is_resumed=is_resumed,
        places=remember(Places(), Place(feed, view)),
    )


def left(shown: Listing | None, view: View) -> Mapping[str, object]:
    """Return what is to be remembered of where the reader is: changes of the view state."""
    if shown is None:
        return {}
    paper = view.position.keys[0] if view.position.keys else ""
    return {"feed": shown.feed.key, "paper": paper, "order": view.order.value}


def _order(name: str) -> SortOrder:
    return SortOrder(name) if name in {order.value for order in SortOrder} else SortOrder.HUB
