"""Reads Markdown into blocks: a comment at once, a full text chunk by chunk.

What nests absurdly deep, or is absurdly long, is shown as its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from paperreader.document.blocks import (
    Block,
    BlockKind,
    Container,
    Run,
    Runs,
    Table,
    TextStyle,
    row_runs,
    source_blocks,
)
from paperreader.document.chunks import MAX_BARS, Chunk, split_chunks
from paperreader.document.parser import MAX_BRACKETS, MAX_LENGTH, MAX_NESTING, MarkdownProfile, parser
from paperreader.document.references import FOOTNOTE_DEFINITION, FOOTNOTE_TARGET, link_definitions
from paperreader.document.runs import (
    LINE_BREAK,
    InlineBuilder,
    footnote_sign,
    formula_source,
    normalized_runs,
)
from paperreader.domain.text import clean_piece

if TYPE_CHECKING:
    from markdown_it.token import Token

_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Algorithm|Listing|Scheme|Box) ?[A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]? ?[:.|—–]"
)


def comment_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a comment that was cleaned with `clean_lines`."""
    if len(text) > MAX_LENGTH or text.count("[") > MAX_BRACKETS:
        return source_blocks(text)
    # Nothing is left of definitions of links that are used nowhere.
    return _blocks(text, MarkdownProfile.COMMENT, {}) or source_blocks(text)


def blocks_by_chunk(text: str, *, is_converted: bool = False) -> Iterator[tuple[Chunk, tuple[Block, ...]]]:
    """Yield the chunks of a full text that was cleaned with `clean_lines`, each with its blocks.

    Args:
        text: The text.
        is_converted: It was made of HTML here, where a dollar that is money is escaped.
    """
    known: dict[str, object] = {"references": link_definitions(text, parser(MarkdownProfile.FULL_TEXT))}
    if is_converted:
        known["dollars"] = "formulas"
    is_empty = True
    for chunk in split_chunks(text):
        blocks = _blocks_of_chunk(chunk, known)
        if blocks:
            # Whatever begins in it stands apart from what was before, unless it goes on with that.
            yield chunk, (replace(blocks[0], has_gap=not chunk.is_continuation), *blocks[1:])
            is_empty = False
    if is_empty and text:
        # Nothing is left of comments, and of definitions of links.
        yield Chunk(text, 0), source_blocks(text)


def full_text_blocks(text: str, *, is_converted: bool = False) -> Iterator[Block]:
    """Yield the blocks of a full text, as `blocks_by_chunk` does."""
    for _, blocks in blocks_by_chunk(text, is_converted=is_converted):
        yield from blocks


def _blocks_of_chunk(chunk: Chunk, known: dict[str, object]) -> tuple[Block, ...]:
    # The lines of a table are read one by one, those of code not at all.
    alone = chunk.text.split("\n") if chunk.is_plain else [chunk.text]
    if (chunk.is_table or not chunk.is_plain) and any(
        len(text) > MAX_LENGTH or text.count("[") > MAX_BRACKETS for text in alone
    ):
        return source_blocks(chunk.text)
    if chunk.is_table and chunk.text.count("|") > 1.5 * MAX_BARS:
        return source_blocks(chunk.text)
    return _blocks(chunk.text, MarkdownProfile.FULL_TEXT, known)


def _blocks(text: str, profile: MarkdownProfile, known: dict[str, object]) -> tuple[Block, ...]:
    """Return the blocks of a text; its source where the parser can't be trusted with it."""
    try:
        tokens = parser(profile).parse(text, known)
    except RecursionError:
        return source_blocks(text)
    if any(token.level >= MAX_NESTING for token in tokens):
        return source_blocks(text)
    return tuple(_BlockBuilder(profile).blocks(tokens))


class _BlockBuilder:
    """Builds blocks from the tokens of markdown-it, and keeps track of the quotes and lists around them."""

    def __init__(self, profile: MarkdownProfile) -> None:
        self._profile = profile
        self._containers: list[Container] = []
        self._numbers: list[int | None] = []
        """Of the lists it is in, the next number; None where items have none."""
        self._has_gap = False
        self._level = 0
        self._anchors: list[str] = []
        self._rows: list[list[Runs]] = []
        """Of the table that is being read."""
        self._is_in_table = False
        self._alignments: tuple[str, ...] = ()
        self._enter: dict[str, Callable[[Token], object]] = {
            "heading_open": self._begin_heading,
            "heading_close": lambda _: self._end_heading(),
            "paragraph_open": self._begin_paragraph,
            "table_open": self._begin_table,
            "row": lambda _: self._rows.append([]),
            "blockquote_open": lambda _: self._containers.append(Container(">")),
            "blockquote_close": lambda _: self._containers.pop(),
            "bullet_list_open": lambda _: self._begin_list(None),
            "ordered_list_open": lambda token: self._begin_list(int(token.attrGet("start") or 1)),
            "bullet_list_close": lambda _: self._numbers.pop(),
            "ordered_list_close": lambda _: self._numbers.pop(),
            "list_item_open": self._begin_item,
            "list_item_close": lambda _: self._containers.pop(),
        }

    def blocks(self, tokens: Iterable[Token]) -> Iterator[Block]:
        """Yield the blocks; what names nothing that follows names the last one."""
        held: Block | None = None
        for block in self._all(tokens):
            if held is not None:
                yield held
            held = block
        if held is not None:
            yield replace(held, anchors=(*held.anchors, *self._anchors))
        elif self._anchors:
            yield Block((), anchors=tuple(self._anchors))

    def _all(self, tokens: Iterable[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "inline":
                    yield from self._inline(token)
                case "fence" | "code_block":
                    yield from self._code(token.content)
                case "formula_block":
                    yield from self._formula(token, token.info)
                case "hr":
                    self._has_gap = True
                    yield self._block((Run("———", TextStyle.DIM),), BlockKind.RULE)
                    self._has_gap = True
                case "table_close":
                    yield from self._table()
                case kind if kind in self._enter:
                    self._enter[kind](token)

    def _begin_heading(self, token: Token) -> None:
        self._level, self._has_gap = int(token.tag[1:]), True

    def _end_heading(self) -> None:
        self._level = 0

    def _begin_paragraph(self, token: Token) -> None:
        self._has_gap = self._has_gap or not token.hidden

    def _begin_table(self, token: Token) -> None:
        self._rows, self._is_in_table = [], True
        self._alignments = tuple(token.meta["alignments"])

    def _begin_list(self, number: int | None) -> None:
        self._numbers.append(number)
        self._has_gap = self._has_gap or len(self._numbers) == 1

    def _begin_item(self, token: Token) -> None:
        number = self._numbers[-1]
        self._numbers[-1] = None if number is None else number + 1
        self._containers.append(Container("•" if number is None else f"{number}{token.markup}"))

    def _block(self, runs: Runs, kind: BlockKind) -> Block:
        block = Block(
            runs,
            kind,
            tuple(self._containers),
            self._has_gap,
            self._level,
            tuple(self._anchors),
        )
        self._containers = [Container(each.sign, is_begun=True) for each in self._containers]
        self._has_gap = False
        self._anchors.clear()
        return block

    # Paragraphs ---------------------------------------------------------------------------------------------

    def _inline(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, in parts where it has line breaks or formulas with lines for themselves."""
        children = token.children or []
        if self._is_in_table:
            self._rows[-1].append(InlineBuilder(self._profile, self._anchors, is_cell=True).runs(children))
            return
        kind, part, children = self._begin(token, children)
        for piece in InlineBuilder(self._profile, self._anchors).parts(children):
            if isinstance(piece, Run) and piece is not LINE_BREAK:
                part.append(piece)
                continue
            yield from self._part(part, kind)
            part = []
            if not isinstance(piece, Run):
                yield from self._formula(piece)
        yield from self._part(part, kind)

    def _begin(self, token: Token, children: list[Token]) -> tuple[BlockKind, list[Run], list[Token]]:
        """Return what kind of paragraph it is, the sign of a footnote, and what follows it."""
        if self._level:
            return BlockKind.HEADING, [], children
        if self._profile is MarkdownProfile.COMMENT:
            return BlockKind.PARAGRAPH, [], children
        said = FOOTNOTE_DEFINITION.match(token.content)
        if said is not None:
            self._anchors.append(FOOTNOTE_TARGET + said[1])
            behind = children[1:]
            if behind:
                behind[0].content = behind[0].content.removeprefix(":").lstrip()
            return BlockKind.NOTE, [Run(f"{footnote_sign(said[1])} ")], behind
        is_caption = _CAPTION.match(token.content.lstrip("*_")) is not None
        return BlockKind.CAPTION if is_caption else BlockKind.PARAGRAPH, [], children

    def _part(self, part: Iterable[Run], kind: BlockKind) -> Iterator[Block]:
        runs = tuple(normalized_runs(part))
        # Nothing, or only the name of what follows.
        if runs:
            yield self._block(runs, kind)

    def _formula(self, token: Token, behind: str = "") -> Iterator[Block]:
        number = (Run(f"   {behind}"),) if behind else ()
        self._has_gap = True
        yield self._block((Run(formula_source(token), TextStyle.FORMULA), *number), BlockKind.FORMULA)
        self._has_gap = True

    def _code(self, text: str) -> Iterator[Block]:
        self._has_gap = True
        for line in text.rstrip("\n").split("\n"):
            yield self._block((Run(clean_piece(line), TextStyle.CODE),), BlockKind.CODE)
        self._has_gap = True

    def _table(self) -> Iterator[Block]:
        table = Table(tuple(map(tuple, self._rows)), self._alignments)
        self._is_in_table = False
        self._has_gap = True
        for number, cells in enumerate(table.rows):
            yield replace(self._block(row_runs(cells), BlockKind.ROW), table=table, row=number)
        self._has_gap = True
