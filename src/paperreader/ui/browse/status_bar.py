"""The status line: what is shown, from where, how old, what is going on, and what was done just now."""

from collections.abc import Sequence

from textual.reactive import reactive

from paperreader.document.cells import cell_width, cut
from paperreader.ui.browse.listing_text import Phrase
from paperreader.ui.kit.bar import Bar, BarPart


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
            shown, _ = fitted(self.shown, ((self.passing, 0),), room)
            passing = cut(self.passing, max(room - cell_width(shown), room * 2 // 3))
            return [BarPart(f" {shown}  ")], [BarPart(f"{passing} ", "strong")]
        shown, source = fitted(self.shown, self.source, room)
        return [BarPart(f" {shown}  ")], [BarPart(f"{source} ")]


def fitted(left: Sequence[Phrase], right: Sequence[Phrase], width: int) -> tuple[str, str]:
    """Return both sides joined, without what matters least as long as they do not fit."""
    for least in range(max((rank for _, rank in (*left, *right)), default=0), -1, -1):
        sides = [" · ".join(text for text, rank in side if rank <= least) for side in (left, right)]
        if sum(map(cell_width, sides)) <= width:
            break
    return sides[0], sides[1]
