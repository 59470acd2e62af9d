"""The list of papers, titles whole, or a line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive

from paperreader.document.cells import cell_width, cut
from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.ui.browse.paper_row import (
    ACCENT,
    DIM,
    INDENT,
    MOST_LINES,
    PLAIN,
    Look,
    RowRoom,
    last_line,
    title_line,
    title_lines,
)
from paperreader.ui.kit.row_list import RowList


class PaperList(RowList[Paper]):
    """Shows papers; posts which one is highlighted and which one was entered."""

    IS_SELECTED_IN_BAR = False

    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers that have a bookmark."""
    is_compact: reactive[bool] = reactive(default=False)
    """Each paper has one line, and its title is cut."""
    unsaved: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers of which the bookmark, or its absence, is not on disk yet."""

    statuses: reactive[Mapping[PaperKey, Status]] = reactive({})
    """How far the reading of bookmarked papers has come, where it has begun."""

    @dataclass
    class PaperHighlighted(Message):
        """The cursor is on this paper; None when there is none."""

        paper: Paper | None

    @dataclass
    class PaperEntered(Message):
        """This paper was entered."""

        paper: Paper

    def __init__(self, clock: Clock, marks: Mapping[PaperKey, Mark], *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(lambda paper: paper.key, self.PaperEntered, self.PaperHighlighted, id=id)
        self._clock = clock
        self._marks = marks
        self.words: Sequence[str] = ()
        """Folded words and phrases to highlight; they, `has_ages` and `reason_of` are set before the rows."""
        self.has_ages = False
        """The age of a paper is told: not all have the same."""
        self.reason_of: Callable[[Paper], str] = lambda _: ""
        """Tells why a paper is worth a look; empty for most."""

    def next_unread(self) -> int | None:
        """Return the place of the first unread paper below the cursor, else of the first above; None without any."""
        places = chain(range(self.cursor + 1, len(self.rows)), range(min(self.cursor, len(self.rows))))
        return next((n for n in places if self._marks.get(self.rows[n].key, Mark.NEW).is_unread), None)

    def watch_is_compact(self) -> None:
        """Show rows of the other height."""
        self.measure_anew()

    def height_of(self, row: Paper, width: int) -> int:
        """Return the lines of the title, one for a reason, and one for the rest."""
        return len(self._title(row, width)) + (0 if self.is_compact else 1 + bool(self.reason_of(row)))

    def draw(self, row: Paper, line: int, width: int, base: Style) -> list[Segment]:
        """Return mark, votes, a line of the title and whether it has a bookmark; or the reason, or what else is known."""
        titles, room = self._title(row, width), RowRoom(width)
        if line < len(titles):
            sign = "!" if row.key in self.unsaved else "★" if row.key in self.kept else ""
            mark = self._marks.get(row.key, Mark.NEW)
            status = self._status_beside(row)
            room = RowRoom(width - cell_width(status))
            parts = title_line(row, titles, line, room, mark, sign, tuple(self.words))
            parts.insert(len(parts) - 1, (status, ACCENT))
            if not line and row.key in self.selected:
                # In the place of its mark: beside the cursor's bar the two would be read as one.
                parts[0] = ("+ ", ACCENT)
        elif line == len(titles) and (reason := self.reason_of(row)):
            parts = [(" " * INDENT, PLAIN), (cut(reason, room.rest), ACCENT)]
        else:
            status = f"{self.statuses[row.key]} · " if row.key in self.statuses else ""
            left = room.rest - cell_width(status)
            facts = last_line(row, left, self._clock() if self.has_ages else None)
            parts = [(" " * INDENT, PLAIN), (status, ACCENT), (facts, DIM)]
        return [Segment(text, base + self._style_of(look)) for text, look in parts]

    def _status_beside(self, paper: Paper) -> str:
        """Return the status where there is no other line for it."""
        return f"{self.statuses[paper.key]} " if self.is_compact and paper.key in self.statuses else ""

    def _title(self, paper: Paper, width: int) -> Sequence[str]:
        most = 1 if self.is_compact else MOST_LINES
        room = RowRoom(width - cell_width(self._status_beside(paper)))
        return title_lines(paper.title, room.title, is_source=self.is_source, most=most)

    def _style_of(self, look: Look) -> Style:
        colour = next((each for each in ("warning", "accent", "dim") if each in look), None)
        known = self._foreground(f"rows--{colour}") if colour else Style()
        return known + Style(bold="bold" in look, underline="wanted" in look)
