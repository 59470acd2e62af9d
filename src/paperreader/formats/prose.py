"""Markdown from outside as paragraphs of plain, emphasised or dim text: nothing in it acts.

Raw HTML is text, images are their description, links are their text with the address behind it. What nests absurdly
deep, or is absurdly long, is shown as its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from paperreader.domain.text import clean_piece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Look(Flag):
    """How a piece of text is shown."""

    PLAIN = 0
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    DIM = auto()
    LINK = auto()
    FORMULA = auto()
    """TeX with the signs around it; set as lines, it is shown as it is meant or as it was written."""
    UNDERLINED = auto()


Run = tuple[str, Look]
Line = tuple[Run, ...]

DEEPEST = 60
"""Levels of nesting; the parser would leave out what lies deeper, and needs a dozen frames for each."""
LONGEST, MOST_BRACKETS = 20_000, 500
"""Characters, and opening brackets: one that is never closed costs the parser as much as a paragraph."""
CAPTION_RAIL = "│ "
"""What stands before the lines of a caption."""
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line of code or of a table."""

    runs: Line
    first: str = ""
    """What stands before its first line, such as the sign of a list."""
    rest: str = ""
    """What stands before its other lines, as wide."""
    is_code: bool = False
    """It keeps its spaces."""
    has_gap: bool = False
    """A blank line stands before it."""
    level: int = 0
    """Of a heading, from 1."""
    is_formula: bool = False
    """It is a formula with its lines for itself."""
    anchors: tuple[str, ...] = ()
    """What links to it may call it."""
    targets: tuple[str, ...] = ()
    """Where each of its runs leads, empty where it leads nowhere; none at all where there is no link."""
    table: Table | None = None
    """It is a row of this table."""
    row: int = 0
    """Which of its rows, from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; the first one is its head."""

    rows: tuple[tuple[Line, ...], ...]
    """The cells of each; rows may have fewer than the head."""
    alignments: tuple[str, ...]
    """Of each column: `left`, `right`, `center`."""


def plain(line: Line) -> str:
    """Return the text of a line."""
    return "".join(text for text, _ in line)


def row_runs(cells: Iterable[Line]) -> Line:
    """Return what a row of a table says: its cells with a space between them, which is searched and counted."""
    runs: list[Run] = []
    for place, cell in enumerate(cells):
        runs += [(" ", Look.PLAIN), *cell] if place else cell
    return tuple(runs)


def cell_starts(cells: Iterable[Line]) -> list[int]:
    """Return the characters of a row before each of its cells."""
    starts, start = [], 0
    for cell in cells:
        starts.append(start)
        start += len(plain(cell)) + 1
    return starts


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown that was cleaned with `clean_lines`."""
    if len(text) <= LONGEST and text.count("[") <= MOST_BRACKETS:
        try:
            tokens = _parser().parse(text)
        except RecursionError:
            return source(text)
        if all(token.level < DEEPEST for token in tokens):
            # Nothing is left of definitions of links that are used nowhere.
            return tuple(Reader().blocks(tokens)) or source(text)
    return source(text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for who reads Markdown

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 1})
    return parser.enable("table")


def source(text: str) -> tuple[Block, ...]:
    """Return a text line by line, as it was written."""
    return tuple(Block(((line, Look.PLAIN),), is_code=True) for line in text.splitlines())


class Reader:
    """Walks the tokens of a text, and knows which quotes and lists it is in."""

    def __init__(self) -> None:
        self._around: list[tuple[str, str]] = []
        """Before the first and before the other lines of what is in a quote or an item of a list."""
        self._numbers: list[int | None] = []
        self._look = Look.PLAIN
        self._cells: list[Run] | None = None
        """Of the row of a table that is being read."""
        self._has_gap = False
        self._open: dict[str, Callable[[Token], None]] = {
            "heading_open": lambda _: self._begin(Look.STRONG, has_gap=True),
            "paragraph_open": lambda token: self._begin(Look.PLAIN, has_gap=not token.hidden),
            "table_open": lambda _: self._begin(Look.PLAIN, has_gap=True),
            "thead_open": lambda _: self._begin(Look.STRONG, has_gap=False),
            "tbody_open": lambda _: self._begin(Look.PLAIN, has_gap=False),
            "tr_open": lambda _: self._begin_row(),
            "blockquote_open": lambda _: self._around.append(("> ", "> ")),
            "blockquote_close": lambda _: self._leave(),
            "bullet_list_open": lambda _: self._begin_list(None),
            "ordered_list_open": lambda token: self._begin_list(int(token.attrGet("start") or 1)),
            "bullet_list_close": lambda _: self._end_list(),
            "ordered_list_close": lambda _: self._end_list(),
            "list_item_open": lambda _: self._begin_item(),
            "list_item_close": lambda _: self._leave(),
        }

    def blocks(self, tokens: Iterable[Token]) -> Iterator[Block]:
        """Yield the blocks."""
        for token in tokens:
            match token.type:
                case "inline":
                    yield from self._inline(token)
                case "fence" | "code_block":
                    yield from self._code(token.content)
                case "hr":
                    self._has_gap = True
                    yield self._block((("———", Look.DIM),))
                    self._has_gap = True
                case "tr_close":
                    yield from self._end_row()
                case kind if kind in self._open:
                    self._open[kind](token)
                case _:
                    yield from self.others(token)

    def others(self, token: Token) -> Iterator[Block]:
        """Yield what else a token stands for."""
        del token
        yield from ()

    def _begin(self, look: Look, *, has_gap: bool) -> None:
        self._look = look
        self._has_gap = self._has_gap or has_gap

    def _begin_row(self) -> None:
        self._cells = []

    def _end_row(self) -> Iterator[Block]:
        yield self._block(_tidied(self._cells or []))
        self._cells = None

    def _begin_list(self, number: int | None) -> None:
        self._numbers.append(number)
        self._has_gap = self._has_gap or len(self._numbers) == 1

    def _end_list(self) -> None:
        self._numbers.pop()

    def _begin_item(self) -> None:
        number = self._numbers[-1]
        sign = "• " if number is None else f"{number}. "
        self._numbers[-1] = None if number is None else number + 1
        self._around.append((sign, " " * len(sign)))

    def _leave(self) -> None:
        self._around.pop()

    def _block(self, runs: Line, *, is_code: bool = False) -> Block:
        first = "".join(before for before, _ in self._around)
        rest = "".join(before for _, before in self._around)
        # The sign stands before the first line of an item only.
        self._around = [(after, after) for _, after in self._around]
        has_gap, self._has_gap = self._has_gap, False
        return Block(runs, first, rest, is_code, has_gap)

    def _inline(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, in parts where it has line breaks; a cell of a table waits for its row."""
        runs = _runs(token.children or [], self._look)
        if self._cells is not None:
            self._cells += [(" | ", Look.DIM)] if self._cells else []
            self._cells += ((" " if text == "\n" else text, look) for text, look in runs)
            return
        part: list[Run] = []
        for text, look in runs:
            if text == "\n":
                yield self._block(_tidied(part))
                part = []
            else:
                part.append((text, look))
        yield self._block(_tidied(part))

    def _code(self, text: str) -> Iterator[Block]:
        self._has_gap = True
        for line in text.rstrip("\n").split("\n"):
            yield self._block(((clean_piece(f"  {line}"), Look.CODE),), is_code=True)
        self._has_gap = True


def _runs(tokens: Iterable[Token], look: Look) -> Iterator[Run]:
    r"""Yield what stands in a paragraph; a line break is a run `\n`."""
    links: list[_Link] = []
    looks = [look]
    for token in tokens:
        match token.type:
            case "strong_open" | "em_open":
                looks.append(looks[-1] | (Look.STRONG if token.tag == "strong" else Look.EMPHASIS))
            case "strong_close" | "em_close":
                looks.pop()
            case "link_open":
                links.append(_Link(clean_piece(str(token.attrGet("href") or ""))))
            case "link_close":
                yield from links.pop().address_shown()
            case _:
                text, shown = _run(token, looks[-1])
                yield text, shown | (Look.LINK if links else Look.PLAIN)
                for link in links:
                    link.shown += text


def _run(token: Token, look: Look) -> Run:
    text = clean_piece(token.content)
    match token.type:
        case "softbreak":
            return " ", look
        case "hardbreak":
            return "\n", look
        case "image":
            return f"[image: {text}]" if text.strip() else "[image]", look | Look.DIM
        case "code_inline":
            return text, look | Look.CODE
        case _:
            return text, look


@dataclass(slots=True)
class _Link:
    """A link that is being read: where it leads, and what it shows so far."""

    address: str
    shown: str = ""

    def address_shown(self) -> Iterator[Run]:
        """Yield the address, unless it is what the link shows."""
        if self.address and self.address not in {self.shown, f"mailto:{self.shown}"}:
            yield f" ({self.address})", Look.DIM


def _tidied(runs: Iterable[Run]) -> Line:
    """Return runs with single spaces between words, and none at the ends."""
    tidied: list[Run] = []
    is_after_space = True
    for text, look in runs:
        single = _SPACES.sub(" ", text)
        single = single[1:] if is_after_space and single.startswith(" ") else single
        if single:
            tidied.append((single, look))
            is_after_space = single.endswith(" ")
    if tidied and is_after_space:
        text, look = tidied.pop()
        tidied += [(text[:-1], look)] if text[:-1] else []
    return tuple(tidied)
