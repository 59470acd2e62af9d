"""The last line: what the keys do in the pane that has the focus."""

from collections.abc import Mapping, Sequence
from itertools import chain, groupby

from textual.reactive import reactive

from paperreader.document.cells import cut
from paperreader.ui.kit.bar import Bar, BarPart, width_of

Hint = tuple[str, str, str]
"""A key as Textual names it, as it is shown, and what it does."""

_MOVES = {"move.down": "move", "move.up": "move"}
_LAST = {"app.quit": "quit", "app.help": "help"}
SELECTED: Mapping[str, str] = {
    "choose.one": "select",
    "paper.keep": "bookmark",
    "paper.read": "mark read",
    "paper.skip": "hide",
    "paper.tags": "tags",
    "paper.copy": "copy",
    "paper.export": "export",
    "paper.download": "PDFs",
    "pane.back": "none",
    **_LAST,
}
DETAIL: Mapping[str, str] = {
    "pane.back": "back",
    **_MOVES,
    "paper.full_text": "full text",
    "paper.discussion": "comments",
    "paper.keep": "bookmark",
    "paper.copy": "copy",
    "paper.open": "open",
    "paper.download": "PDF",
    "paper.artefacts": "models, code",
    "paper.read": "read, next",
    **_LAST,
}
BOOKMARKS: Mapping[str, str] = {
    "pane.back": "back",
    **_MOVES,
    "pane.enter": "read",
    "paper.status": "status",
    "paper.tags": "tags",
    "paper.note": "note",
    "list.narrow": "filter",
    "list.order": "order",
    "paper.keep": "remove",
    "pane.bookmarks": "hide",
    **_LAST,
}
INBOX: Mapping[str, str] = {
    **_MOVES,
    "pane.enter": "read",
    "paper.read": "read, next",
    "paper.skip": "hide",
    "paper.keep": "bookmark",
    "list.caught_up": "mark all as read",
    "list.narrow": "filter",
    "feed.daily": "Daily",
    **_LAST,
}
EMPTY: Mapping[str, str] = {
    "feed.older": "earlier",
    "feed.newer": "later",
    "feed.daily": "Daily",
    "feed.inbox": "Inbox",
    "feed.search": "search",
    "app.watches": "watches",
    "pane.bookmarks": "bookmarks",
    "app.palette": "commands",
    **_LAST,
}
"""What to show by id, in order, with what it does: where rows are selected, in the detail, the bookmarks, the inbox, and
in a list of no papers."""


class KeyBar(Bar):
    """Shows keys; a click on one presses it. Keys that do the same stand together."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    passing: reactive[str] = reactive("")
    """What was done just now; it takes the room of some keys."""

    def parts(self) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Return the keys; those that do not fit are left out, the last one stays."""
        groups = [_parts(list(group)) for _, group in groupby(self.hints, lambda hint: hint[2])]
        if self.passing:
            groups.append([BarPart(f" {cut(self.passing, self.size.width - 2)} ", "strong")])
        while len(groups) > 1 and sum(map(width_of, groups)) >= self.size.width:
            del groups[-2]
        return [BarPart(" "), *chain.from_iterable(groups[:-1])], groups[-1] if groups else []


def _parts(group: Sequence[Hint]) -> list[BarPart]:
    keys = [BarPart(f"{shown} ", "key", f"app.simulate_key('{key}')") for key, shown, _ in group]
    key, _, label = group[0]
    return [*keys, BarPart(f"{label}  ", "plain", f"app.simulate_key('{key}')")]
