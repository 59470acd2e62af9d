"""Splits a full text into chunks that can be parsed by themselves, in one pass over its lines.

Each is short enough for the parser, whose cost is not linear for everything, and a screen can be shown when the first
of them are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperreader.document.formulas import CLOSING, MAX_LINES
from paperreader.document.references import FOOTNOTE_DEFINITION
from paperreader.document.tables import BELOW_HEAD

_ENOUGH, _MUCH, _TOO_MUCH = 1_500, 6_000, 15_000
"""Characters after which a chunk ends: between paragraphs, between items of a list, between any lines."""
_MANY_BRACKETS = 200
_MAX_LINE_LENGTH, _PART = 20_000, 6_000
"""Characters of a line that is not broken, and of the parts of one that is: nobody wrote it, and a line is set at once."""
MAX_BARS = 3_000
"""Of a table that is set as one, which takes all of its cells; a longer one is set as several."""
_FENCE = re.compile(r" *(`{3,}|~{3,})(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?: |$)")
_HEADING = re.compile(r"#{1,6}(?: |$)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive lines of a text."""

    text: str
    start: int
    """Characters of the whole text before it."""
    is_continuation: bool = False
    """It goes on with a list, or whatever, that began before it."""
    is_plain: bool = False
    """It is code or a table, whose lines the parser reads one by one: its length does no harm."""
    is_table: bool = False


def split_chunks(text: str) -> Iterator[Chunk]:
    """Yield the chunks of Markdown that was cleaned with `clean_lines`, in order; together they are all of it but blank lines.

    Lines that are absurdly long are broken, at spaces where there are any. Of a very long table each chunk has the head.
    """
    lines = [part for line in text.split("\n") for part in _breakable_parts(line)]
    splitter = _ChunkSplitter(lines)
    at = 0
    while at < len(lines):
        end = splitter.end_of_whole(at)
        if end is None:
            splitter.take(at, at + 1)
            at += 1
        else:
            # Cut apart only where it stands by itself.
            if splitter.is_at_beginning(at):
                yield from splitter.cut()
                yield from splitter.cut_whole(at, end)
            else:
                splitter.take(at, end)
            at = end
        if at < len(lines) and (how := splitter.may_cut(at)):
            yield from splitter.cut(before_continuation=how == "continued")
    yield from splitter.cut()


def _breakable_parts(line: str) -> Iterator[str]:
    at = 0
    if len(line) > _MAX_LINE_LENGTH:
        while len(line) - at > _PART:
            space = line.rfind(" ", at + _PART // 2, at + _PART)
            yield line[at : space if space > 0 else at + _PART]
            at = space + 1 if space > 0 else at + _PART
    yield line[at:]


class _ChunkSplitter:
    """Takes lines for the next chunk, and remembers which fences are never closed."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._begin = self._end = 0
        self._start = 0
        self._size = self._brackets = 0
        self._is_continuation = False
        self._never_closed: dict[str, int] = {}
        """Of each sign of a fence, the shortest that nothing closes any more."""

    def take(self, at: int, end: int) -> None:
        """Add lines to the chunk."""
        self._end = end
        for line in self._lines[at:end]:
            self._size += len(line) + 1
            self._brackets += line.count("[")

    def cut(
        self,
        *,
        is_plain: bool = False,
        is_table: bool = False,
        before_continuation: bool = False,
        head: Sequence[str] = (),
    ) -> Iterator[Chunk]:
        """Yield the lines taken as a chunk, behind a head, if there are any but blank ones."""
        text = "\n".join([*head, *self._lines[self._begin : self._end]])
        if text.strip():
            yield Chunk(text, self._start, self._is_continuation, is_plain, is_table)
        self._start += self._size
        self._begin = self._end
        self._size = self._brackets = 0
        self._is_continuation = before_continuation

    def cut_whole(self, at: int, end: int) -> Iterator[Chunk]:
        """Yield what stands by itself from a line up to another: code, a formula, or a table."""
        is_table = self._is_table(at)
        if not is_table or sum(line.count("|") for line in self._lines[at:end]) <= MAX_BARS:
            self.take(at, end)
            is_plain = is_table or _FENCE.match(self._lines[at]) is not None
            yield from self.cut(is_plain=is_plain, is_table=is_table)
            return
        head: list[str] = []
        below = self._lines[at : at + 2]
        rows = max(1, MAX_BARS // self._lines[at].count("|") - len(below))
        for begin in (at, *range(at + len(below) + rows, end, rows)):
            self.take(begin, min(begin + rows + (0 if head else len(below)), end))
            yield from self.cut(is_plain=True, is_table=True, head=head)
            head = below

    def _is_table(self, at: int) -> bool:
        if "|" not in self._lines[at] or at + 1 == len(self._lines):
            return False
        return BELOW_HEAD.match(self._lines[at + 1]) is not None

    def is_at_beginning(self, at: int) -> bool:
        """Tell whether a line begins something of its own."""
        line = self._lines[at]
        is_after_gap = at == 0 or not self._lines[at - 1].strip()
        return not line.startswith(" ") and (is_after_gap or not line.startswith("|"))

    def may_cut(self, at: int) -> str:
        """Return whether the text can be cut before a line: `whole`, `continued` or not at all."""
        line = self._lines[at]
        brackets = self._brackets + line.count("[")
        if not self._size or (self._size + len(line) < _ENOUGH and brackets <= _MANY_BRACKETS):
            return ""
        if _HEADING.match(line) or FOOTNOTE_DEFINITION.match(line):
            return "whole"
        is_item = _ITEM.match(line) is not None
        if line and not line.startswith((" ", ">")) and not is_item and not self._lines[at - 1]:
            return "whole"
        if is_item and (self._size > _MUCH or brackets > _MANY_BRACKETS):
            return "continued"
        return "continued" if self._size > _TOO_MUCH else ""

    def end_of_whole(self, at: int) -> int | None:
        """Return where the code, formula or table ends that begins at a line; None where none does."""
        line = self._lines[at]
        if (fence := _FENCE.match(line)) is not None:
            return self._end_of_fence(at, fence[1])
        if line.startswith(("$$", r"\[")):
            return self._end_of_formula(at, CLOSING[line[:2]])
        is_table = not line.startswith((" ", ">", "#")) and self._is_table(at)
        if not is_table and not line.startswith("|"):
            return None
        end = at + 1
        while end < len(self._lines) and self._is_row(end, in_table=is_table):
            end += 1
        return end if end > at + 1 else None

    def _is_row(self, at: int, *, in_table: bool) -> bool:
        line = self._lines[at]
        return line.startswith("|") or (in_table and "|" in line and _HEADING.match(line) is None)

    def _end_of_fence(self, at: int, sign: str) -> int:
        """Return where a fence ends; one that nothing closes ends before the next heading."""
        kind, length = sign[0], len(sign)
        if length < self._never_closed.get(kind, length + 1):
            for end in range(at + 1, len(self._lines)):
                found = _FENCE.match(self._lines[end])
                if found and found[1][0] == kind and len(found[1]) >= length and not found[2].strip():
                    return end + 1
            self._never_closed[kind] = length
        end = at + 1
        while end < len(self._lines) and not (
            _HEADING.match(self._lines[end]) or _FENCE.match(self._lines[end])
        ):
            end += 1
        return end

    def _end_of_formula(self, at: int, closing: str) -> int | None:
        if closing in self._lines[at][2:]:
            return None
        for end in range(at + 1, min(at + MAX_LINES, len(self._lines))):
            if closing in self._lines[end]:
                return end + 1
        return None
