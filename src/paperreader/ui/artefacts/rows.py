"""The list of artefacts, a line or two a row, under a heading for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message

from paperreader.document.cells import cell_width, cut, pad
from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.domain.ports import Clock
from paperreader.formats.pages.artefacts import facts, heading, left_out
from paperreader.ui.kit import present
from paperreader.ui.kit.row_list import RowList

_INDENT, _FREE = 2, 2
"""Columns before a line, and behind it: the scroll bar's, and one before it."""


class ArtefactList(RowList[Artefact]):
    """Shows artefacts; posts which one was entered."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "enter,l,right",
            "enter",
            "open",
            key_display="⏎",
            show=False,
            id="pane.enter",
            tooltip="Open its page",
        )
    ]

    @dataclass
    class ArtefactEntered(Message):
        """This artefact was entered."""

        artefact: Artefact

    def __init__(self, clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        # A model and a dataset may have the same name.
        super().__init__(lambda artefact: f"{artefact.kind} {artefact.id}", self.ArtefactEntered, id=id)
        self._clock = clock
        self._is_answered = False

    def show(self, artefacts: tuple[Artefact, ...], listing: ArtefactListing | None) -> None:
        """Show artefacts by kind; the cursor stays on the one it was on, but at the top what comes first is seen."""
        kinds = tuple(ArtefactKind)
        self.parts = {self.key_of(each): heading(each.kind, listing) for each in artefacts}
        is_first = not self._is_answered and self.cursor == 0
        self._is_answered = listing is not None
        self.ending = "" if listing is None else left_out(listing)
        self.deselect_all_but(map(self.key_of, artefacts))
        self.show_rows(sorted(artefacts, key=lambda each: kinds.index(each.kind)), is_elsewhere=is_first)

    @property
    def acted_on(self) -> Sequence[Artefact]:
        """Those that were selected, else the highlighted one."""
        return self.selected_rows or ([] if self.highlighted is None else [self.highlighted])

    def height_of(self, row: Artefact, width: int) -> int:
        """Return the line of the name, and the one of the facts where there are any."""
        del width
        return 2 if self._facts(row) else 1

    def _facts(self, row: Artefact) -> list[str]:
        """Return what is known of an artefact; what is unknown is left out."""
        when = present.ago(row.modified_at, self._clock())
        told = facts(row, when, present.count).split(" · ")
        return [each for each in told if each and not each.startswith(f"{present.UNKNOWN} ")]

    def draw(self, row: Artefact, line: int, width: int, base: Style) -> list[Segment]:
        """Return the name, or what else is known in one dim line, as many facts as there is room for."""
        room = max(1, width - _INDENT - _FREE)
        if line == 1:
            told = self._facts(row)
            while len(told) > 1 and cell_width(" · ".join(told)) > room:
                told.pop()
            said, style = " · ".join(told), base + self._foreground("rows--dim")
        else:
            said, style = row.id, base
        return [Segment(" " * _INDENT, base), Segment(pad(cut(said, room), room + _FREE), style)]
