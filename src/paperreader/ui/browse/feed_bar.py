"""The top line: the feeds with what waits in them, and which day or question is shown."""

from collections.abc import Iterable, Mapping, Sequence

from textual.binding import ActiveBinding
from textual.reactive import reactive

from paperreader.document.cells import cell_width, cut
from paperreader.domain.papers.feed import Archived, Edition, Feed, ForYou, Inbox, Period, Trending, Watched
from paperreader.ui.kit import keys
from paperreader.ui.kit.bar import Bar, BarPart, width_of

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

_WIDE = 100
"""Columns from which there is room around the day."""
_SPACIOUS = 120
"""Columns from which there is room between the tabs, whatever is said at their right: no tab moves with the feed."""
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


def tab_keys(active: Iterable[ActiveBinding]) -> Mapping[str, str]:
    """Return the first key of each tab, as people write it; nothing while no pane has the focus, and so its keys."""
    names = {f"feed.{name}": name for name, _ in TABS}
    own: dict[str, str] = {}
    for each in active:
        if each.binding.id in names:
            own.setdefault(names[each.binding.id], keys.shown(each.binding.key))
    return own


class FeedBar(Bar):
    """Shows the feeds, what waits in them and what is shown of them; a click goes there."""

    feed: reactive[Feed | None] = reactive(None)
    order: reactive[str] = reactive("")
    """How the papers are ordered, in words; empty for the feed's own order."""
    unread: reactive[Mapping[str, int]] = reactive({})
    """How many papers wait to be read, by the name of the tab; without those where that is not known."""
    keys: reactive[Mapping[str, str]] = reactive({name: str(n) for n, (name, _) in enumerate(TABS, 1)})
    """The key that opens a tab, as people write it, by its name."""

    def parts(self) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Return the tabs, and the day between its arrows."""
        active = tab_of(self.feed)
        tabs = [self._tab(name, label, is_active=name == active) for name, label in TABS]
        place = next((place for place, (name, _) in enumerate(TABS) if name == active), 0)
        free = self.size.width - width_of(_row(tabs, range(place, place + 1), 0)) - 2
        at_right = self._place(free)
        left = tabs_in(
            tabs, place, self.size.width - width_of(at_right), is_wide=self.size.width >= _SPACIOUS
        )
        return left, at_right

    def _tab(self, name: str, label: str, *, is_active: bool) -> list[BarPart]:
        action = f"screen.feed('{name}')"
        key = f"{self.keys[name]} " if self.keys.get(name) else ""
        waiting = self.unread.get(name, 0)
        parts = [BarPart(f"{key}{label}", "active" if is_active else "plain", action)]
        if waiting:
            parts.append(BarPart(f" {waiting:,}", "key", action))
        return parts

    def _place(self, free: int) -> list[BarPart]:
        """Return the day, week or month, or what was asked for in `free` columns; and an order that is not the feed's own."""
        feed, wide = self.feed, self.size.width >= _WIDE
        order = [BarPart(f"by {self.order}   ")] if self.order else []
        if isinstance(feed, Edition):
            gap = "  " if wide else " "
            label = feed.label
            if width_of(order) + cell_width(label) + 5 > free:
                # The tab says that it is a week: what matters are its days.
                gap, label = "", label.rpartition(", ")[2]
            return [
                *order,
                BarPart(f"‹{gap}", "key", "screen.feed('older')"),
                BarPart(label, "strong", "screen.feed('newest')"),
                BarPart(f"{gap}› ", "key", "screen.feed('newer')"),
            ]
        if feed is None or (tab_of(feed) and not (isinstance(feed, Archived) and feed.text)):
            return order
        # The question comes before the tabs, as long as that of the feed itself is there.
        room = min(self.size.width * 2 // 3, free - width_of(order))
        return [*order, BarPart(f"{cut(feed.label, max(12, room))} ", "strong")]


def tabs_in(
    tabs: Sequence[Sequence[BarPart]], active: int, width: int, *, is_wide: bool = False
) -> list[BarPart]:
    """Return the tabs that fit, the active one among them; `…` stands for those left out and opens the next of them."""
    gap = 3 if is_wide else 2
    if width_of(row := _row(tabs, range(len(tabs)), gap)) < width:
        return row
    first, last = active, active
    # As many as fit: those after the active one come first, as they do when all fit.
    while True:
        wider = [(first, last + 1)] if last + 1 < len(tabs) else []
        wider += [(first - 1, last)] if first else []
        fitting = [(f, t) for f, t in wider if width_of(_row(tabs, range(f, t + 1), gap)) < width]
        if not fitting:
            return _row(tabs, range(first, last + 1), gap)
        # The first tabs are those of every day.
        first, last = fitting[-1]


def _row(tabs: Sequence[Sequence[BarPart]], shown: range, gap: int) -> list[BarPart]:
    between = BarPart(" " * gap)
    row = [BarPart(" ")]
    if shown.start:
        row += [BarPart("… ", "plain", tabs[shown.start - 1][0].action)]
    for place in shown:
        row += ([between] if place > shown.start else []) + [*tabs[place]]
    if shown.stop < len(tabs):
        row += [BarPart(" …", "plain", tabs[shown.stop][0].action)]
    return [*row, BarPart(" ")]
