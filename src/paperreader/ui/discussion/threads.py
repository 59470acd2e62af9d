"""A discussion laid out as lines, comment by comment, and where among them a cursor stops."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from paperreader.document.blocks import Block, Container, Run, TextStyle
from paperreader.document.layout import layout_lines
from paperreader.document.segments import Line
from paperreader.domain.papers.discussion import Comment, Discussion, SimilarPaper
from paperreader.domain.papers.paper import PaperKey
from paperreader.formats.pages.discussion import Part, facts, left_out, name
from paperreader.ui.kit import present

_RAIL = "│ "
_MOST_RAILS = 5
_ROOM_OF_RAIL = 16
"""Columns of text there must be for each rail."""
_LISTED, _KEPT = "› ", "★ "
Parts = Mapping[tuple[str | None, str], tuple[Part, ...]]
"""The parts of comments by user name and text."""


class ThreadLine(Struct, frozen=True):
    """A line of a discussion."""

    runs: Line = ()
    rails: str = ""
    """What stands before it: a sign for each comment it answers."""
    paper: PaperKey | None = None
    """The paper of a bot's list that begins here."""

    def drawn(self, kept: frozenset[PaperKey]) -> Line:
        """Return it with its rails; a listed paper that is kept has the sign for that."""
        runs = self.runs
        if self.paper in kept and runs:
            runs = ((_KEPT, runs[0][1]), *runs[1:])
        return ((self.rails, TextStyle.DIM), *runs) if self.rails else runs


class Stop(Struct, frozen=True):
    """A comment, or a paper listed in one, and its lines: from `first` up to `end`."""

    comment: Comment
    paper: SimilarPaper | None
    first: int
    end: int

    @property
    def key(self) -> str:
        """The comment's id, and the listed paper's key behind it."""
        return self.comment.id if self.paper is None else f"{self.comment.id} {self.paper.key}"


class Threads:
    """The lines and stops of a discussion, as far as it is laid out."""

    def __init__(self, discussion: Discussion, now: datetime, width: int) -> None:
        self._discussion = discussion
        self._now = now
        self._width = max(1, width)
        self._left = iter(discussion.comments)
        self.lines: list[ThreadLine] = []
        self.stops: list[Stop] = []
        self.is_done = False
        """All comments are laid out."""
        self._add(Block((Run(present.shown(discussion.paper.title), TextStyle.STRONG),)), "")
        if not discussion.comments:
            self.lines.append(ThreadLine())
            self._add(
                Block((Run("No comments yet. o opens the page where you can write one.", TextStyle.DIM),)), ""
            )

    def lay_out_known(self, parts: Parts) -> None:
        """Lay out the comments that follow, up to the first whose parts are not known."""
        for comment in self._left:
            known = parts.get((comment.username, comment.text))
            if known is None:
                self._left = _again(comment, self._left)
                return
            self._lay_out(comment, known)
        if not self.is_done:
            self.is_done = True
            self._end()

    def _lay_out(self, comment: Comment, parts: Iterable[Part]) -> None:
        most = min(_MOST_RAILS, self._width // _ROOM_OF_RAIL)
        rails = _RAIL * min(comment.depth, most)
        self.lines.append(ThreadLine(rails=rails.rstrip()))
        first = len(self.lines)
        self._add(_heading(comment, self._now), rails)
        stop: SimilarPaper | None = None
        for part in parts:
            if isinstance(part, SimilarPaper):
                # What came before this paper is at an end.
                self._stop(comment, stop, first)
                stop, first = part, len(self.lines)
                self._add(_row(part), rails, part.key)
            elif stop is not None:
                # Text behind a list belongs to none of its papers.
                self._stop(comment, stop, first)
                stop, first = None, -1
                self._add_blocks(part, rails)
            else:
                self._add_blocks(part, rails)
        self._stop(comment, stop, first)

    def _stop(self, comment: Comment, paper: SimilarPaper | None, first: int) -> None:
        if first >= 0:
            self.stops.append(Stop(comment, paper, first, len(self.lines)))

    def _end(self) -> None:
        told = left_out(self._discussion)
        if told:
            self.lines.append(ThreadLine())
            self._add(Block((Run(told, TextStyle.DIM),)), "")

    def _add(self, block: Block, rails: str, paper: PaperKey | None = None) -> None:
        for line in layout_lines([block], max(1, self._width - len(rails))):
            self.lines.append(ThreadLine(line, rails, paper))
            paper = None

    def _add_blocks(self, blocks: Sequence[Block], rails: str) -> None:
        room = max(1, self._width - len(rails))
        self.lines += (ThreadLine(line, rails) for line in layout_lines(blocks, room))


def _again(comment: Comment, others: Iterator[Comment]) -> Iterator[Comment]:
    yield comment
    yield from others


def _heading(comment: Comment, now: datetime) -> Block:
    look = TextStyle.STRONG | TextStyle.LINK if comment.is_by_author else TextStyle.STRONG
    return Block(
        (Run(name(comment), look), Run(f" · {facts(comment, present.age(comment.at, now))}", TextStyle.DIM))
    )


def _row(paper: SimilarPaper) -> Block:
    return Block(
        (Run(present.shown(paper.title), TextStyle.LINK), Run(f" · {paper.key}", TextStyle.DIM)),
        containers=(Container(_LISTED.strip()),),
    )
