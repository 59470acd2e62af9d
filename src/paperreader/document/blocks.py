"""The document model: a text as blocks of runs, without a decision about how it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, Flag, auto


class TextStyle(Flag):
    """The kind of a run, and the style of a segment of a line."""

    PLAIN = 0
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    DIM = auto()
    LINK = auto()
    FORMULA = auto()
    """TeX with the signs around it; it is shown as it is meant or as it was written."""
    PICTURE = auto()
    """What a picture is of, empty where nobody said so."""
    UNDERLINED = auto()


class BlockKind(Enum):
    """The kind of a block."""

    PARAGRAPH = auto()
    HEADING = auto()
    CAPTION = auto()
    NOTE = auto()
    """What a footnote says, behind its sign."""
    FORMULA = auto()
    """One with its lines for itself."""
    CODE = auto()
    """A line of code."""
    ROW = auto()
    """A row of a table."""
    RULE = auto()
    SOURCE = auto()
    """A line as it was written: of what could not be read."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph that is of one kind."""

    text: str
    style: TextStyle = TextStyle.PLAIN
    target: str = ""
    """Where it leads, or the address of the picture; empty where it leads nowhere."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Container:
    """A container block of CommonMark: a quote, or an item of a list."""

    sign: str
    """`>`, or that of the item: `•`, `3.`"""
    is_begun: bool = False
    """Something of the item came before: its sign is not said again."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, the first of which are its head."""

    rows: tuple[tuple[Runs, ...], ...]
    """The cells of each; rows may have fewer than the head, or more."""
    alignments: tuple[str, ...]
    """Of each column: `left`, `right`, `center`."""
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a formula, a line of code, or a row of a table."""

    runs: Runs
    kind: BlockKind = BlockKind.PARAGRAPH
    containers: tuple[Container, ...] = ()
    """The quotes and items around it, the outermost first."""
    has_gap: bool = False
    """It stands apart from what is before it."""
    level: int = 0
    """Of a heading, from 1."""
    anchors: tuple[str, ...] = ()
    """What links to it may call it."""
    table: Table | None = None
    """It is a row of this table."""
    row: int = 0
    """Which of its rows, from 0."""


def source_blocks(text: str) -> tuple[Block, ...]:
    """Return a text line by line, as it was written."""
    return tuple(Block((Run(line),), BlockKind.SOURCE) for line in text.splitlines())


def row_runs(cells: Iterable[Runs]) -> Runs:
    """Return what a row of a table says: its cells with a space between them, which is searched and counted."""
    runs: list[Run] = []
    for place, cell in enumerate(cells):
        runs += [Run(" "), *cell] if place else cell
    return tuple(runs)
