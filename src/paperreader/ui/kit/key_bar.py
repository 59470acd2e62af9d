"""The last line: what the keys do in the pane that has the focus."""

from collections.abc import Sequence
from itertools import chain, groupby

from textual.reactive import reactive

from paperreader.document.cells import cut
from paperreader.ui.kit.bar import Bar, BarPart, width_of

Hint = tuple[str, str, str]
"""A key as Textual names it, as it is shown, and what it does."""


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
