"""The status line: what is shown, from where, how old, what is going on, and what was done just now."""

from collections.abc import Sequence

from textual.reactive import reactive

from paperreader.document.cells import cell_width
from paperreader.ui.browse.listing_text import Phrase
from paperreader.ui.kit.bar import Bar, BarPart, sentence_in


class StatusBar(Bar):
    """Shows what is there at the left, and where it is from at the right; where room is short, what matters most."""

    shown: reactive[tuple[Phrase, ...]] = reactive(())
    source: reactive[tuple[Phrase, ...]] = reactive(())
    passing: reactive[str] = reactive("")
    """What was done just now; it stands where the source does."""

    def parts(self) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Return both sides."""
        room = self.size.width - 4
        if self.passing:
            passing = sentence_in(self.passing, self.size.width - 2)
            shown = making_way(self.shown, room - cell_width(passing))
            return [BarPart(f" {shown}  ")] if shown else [], [BarPart(f"{passing} ", "strong")]
        shown, source = fitted(self.shown, self.source, room)
        return [BarPart(f" {shown}  ")], [BarPart(f"{source} ")]


def making_way(phrases: Sequence[Phrase], width: int) -> str:
    """Return phrases joined, without as many as it takes to fit: whole ones, what matters least first, from the end."""
    left = list(phrases)
    while left and cell_width(_joined(left)) > width:
        least = max(rank for _, rank in left)
        del left[max(place for place, (_, rank) in enumerate(left) if rank == least)]
    return _joined(left)


def _joined(phrases: Sequence[Phrase]) -> str:
    return " · ".join(text for text, _ in phrases)


def fitted(left: Sequence[Phrase], right: Sequence[Phrase], width: int) -> tuple[str, str]:
    """Return both sides joined, without what matters least as long as they do not fit."""
    for least in range(max((rank for _, rank in (*left, *right)), default=0), -1, -1):
        sides = [" · ".join(text for text, rank in side if rank <= least) for side in (left, right)]
        if sum(map(cell_width, sides)) <= width:
            break
    return sides[0], sides[1]
