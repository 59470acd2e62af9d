"""The top line: the feeds, and which edition is shown."""

from collections.abc import Sequence

from textual.reactive import reactive

from paperreader.domain.papers.feed import Archived, Edition, Feed, ForYou, Inbox, Period, Trending, Watched
from paperreader.ui.kit.bar import Bar, BarPart

TABS = (
    ("daily", "Daily"),
    ("weekly", "Weekly"),
    ("monthly", "Monthly"),
    ("trending", "Trending"),
    ("inbox", "Inbox"),
    ("for_you", "For you"),
    ("archive", "Archive"),
    ("watched", "Watches"),
)
"""The feeds with a key of their own: the name its action has, and the name to show."""

_TAB_OF_PERIOD = {Period.DAY: "daily", Period.WEEK: "weekly", Period.MONTH: "monthly"}
_TABS_OF_KINDS: Sequence[tuple[type, str]] = (
    (Trending, "trending"),
    (Inbox, "inbox"),
    (ForYou, "for_you"),
    (Archived, "archive"),
    (Watched, "watched"),
)


def tab_of(feed: Feed | None) -> str:
    """Return the name of a feed's tab, empty where it has none."""
    if isinstance(feed, Edition):
        return _TAB_OF_PERIOD[feed.period]
    return next((name for kind, name in _TABS_OF_KINDS if isinstance(feed, kind)), "")


class FeedBar(Bar):
    """Shows the feeds and what is shown of them; a click goes there."""

    feed: reactive[Feed | None] = reactive(None)
    order: reactive[str] = reactive("")
    """How the papers are ordered, in words; empty for the feed's own order."""

    def parts(self) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Return the tabs, and the edition between its arrows."""
        active = tab_of(self.feed)
        left = [BarPart(" ")]
        for name, label in TABS:
            kind = "active" if name == active else "plain"
            left += [
                BarPart(f" {label} ", kind, f"screen.feed('{name}')", is_optional=name != active),
                BarPart(" ", is_optional=True),
            ]
        return left, self._edition()

    def _edition(self) -> list[BarPart]:
        if self.feed is None:
            return []
        order = [BarPart(f"by {self.order}  ")] if self.order else []
        if not isinstance(self.feed, Edition):
            return [*order, BarPart(f"{self.feed.label}  ", "strong")]
        return [
            *order,
            BarPart(" ‹ ", "key", "screen.feed('older')"),
            BarPart(f" {self.feed.label} ", "strong", "screen.feed('newest')"),
            BarPart(" › ", "key", "screen.feed('newer')"),
            BarPart(" "),
        ]
