"""The list of papers, two lines a row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive

from paperreader.document.cells import cell_width, cut, pad
from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.highlight import highlight_spans
from paperreader.ui.kit import present
from paperreader.ui.kit.row_list import RowList

_INDENT = 9
"""Columns before the title: mark, votes and the room between them."""
_KEPT = 3
"""Columns at the right edge for the mark of a kept paper."""
_WANTED = Style(underline=True)


class PaperList(RowList[Paper]):
    """Shows papers; posts which one is highlighted and which one was entered."""

    ROW_HEIGHT: ClassVar[int] = 2

    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers that have a bookmark."""
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
        """Folded words and phrases to highlight; they and `reason_of` are set before the rows."""
        self.reason_of: Callable[[Paper], str] = lambda _: ""
        """Tells why a paper is worth a look, to be said first; empty for most."""

    def next_unread(self) -> int | None:
        """Return the place of the first unread paper below the cursor, else of the first above; None without any."""
        places = chain(range(self.cursor + 1, len(self.rows)), range(min(self.cursor, len(self.rows))))
        return next((n for n in places if self._mark_of(self.rows[n]).is_unread), None)

    def draw(self, row: Paper, line: int, width: int, base: Style) -> list[Segment]:
        """Return mark, votes, title and whether it is kept, or what else is known in one dim line."""
        if line == 1:
            return self._second_line(row, self._clock(), width, base)
        mark = self._mark_of(row)
        accent = base + self._foreground("rows--accent")
        weight = Style(bold=mark.is_unread, dim=mark is Mark.SKIPPED)
        room = max(1, width - _INDENT - _KEPT + 1)
        return [
            Segment(f"{present.dot(mark)} ", accent if mark is Mark.NEW else base + weight),
            Segment(f"{present.count(row.upvotes):>4}  ", base + Style(dim=mark is Mark.SKIPPED)),
            *self._highlighted(
                pad(cut(present.shown(row.title, is_source=self.is_source), room), room), base + weight
            ),
            self._kept_sign(row.key, base),
        ]

    def _highlighted(self, text: str, style: Style) -> Iterator[Segment]:
        """Yield a text in pieces, the wanted words so that they are seen, also without colours."""
        at = 0
        for start, end in highlight_spans(text, self.words):
            yield Segment(text[at:start], style)
            yield Segment(text[start:end], style + self._foreground("rows--accent") + _WANTED)
            at = end
        yield Segment(text[at:], style)

    def _kept_sign(self, key: PaperKey, base: Style) -> Segment:
        if key in self.unsaved:
            return Segment(" !", base + self._foreground("rows--warning"))
        return Segment(" ★" if key in self.kept else "  ", base + self._foreground("rows--accent"))

    def _second_line(self, paper: Paper, now: datetime, width: int, base: Style) -> list[Segment]:
        room = max(0, width - _INDENT)
        said = filter(None, [self.statuses.get(paper.key, ""), self.reason_of(paper)])
        reason = cut(" · ".join(said), room)
        rest = cut(f"{' · ' if reason else ''}{present.second_line(paper, now)}", room - cell_width(reason))
        return [
            Segment(" " * (_INDENT - 1) + reason, base + self._foreground("rows--accent")),
            Segment(rest, base + self._foreground("rows--dim")),
        ]

    def _mark_of(self, paper: Paper) -> Mark:
        return self._marks.get(paper.key, Mark.NEW)
