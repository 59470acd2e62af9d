"""The blocks of a full text: prose with formulas, tables, footnotes, captions, and places to jump to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paperreader.domain.tex_scripts import script
from paperreader.domain.text import clean_piece
from paperreader.formats.prose import (
    CAPTION_RAIL,
    DEEPEST,
    LONGEST,
    MOST_BRACKETS,
    Block,
    Line,
    Look,
    Reader,
    Table,
    row_runs,
    source,
)
from paperreader.formats.text_marks import parser
from paperreader.formats.text_pieces import MOST_BARS

if TYPE_CHECKING:
    from markdown_it.token import Token

    from paperreader.formats.text_pieces import Piece

FOOTNOTE = "footnote "
"""What the names of footnotes begin with; no other target has a space."""
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Algorithm|Listing|Scheme|Box) ?[A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]? ?[:.|—–]"
)
_FOOTNOTE_SAID = re.compile(r"\[\^([^\[\]\s^]{1,40})\]: ?")
_CLOSING = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]", "": ""}
_NUMBER = re.compile(r"\d{1,3}")
"""Of a reference; more digits are a year."""
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a paragraph that is being read."""

    text: str
    look: Look
    target: str = ""


def blocks_of_piece(piece: Piece) -> tuple[Block, ...]:
    """Return the blocks of a piece of a full text."""
    blocks = _read(piece) or source(piece.text)
    # Whatever begins in it stands apart from what was before, unless it goes on with that.
    return (replace(blocks[0], has_gap=not piece.is_torn), *blocks[1:]) if blocks else ()


def _read(piece: Piece) -> tuple[Block, ...]:
    """Return the blocks of a piece, none where the parser can't be trusted with it."""
    # The lines of a table are read one by one, those of code not at all.
    alone = piece.text.split("\n") if piece.is_plain else [piece.text]
    is_table = piece.text.startswith("|")
    if (is_table or not piece.is_plain) and any(
        len(text) > LONGEST or text.count("[") > MOST_BRACKETS for text in alone
    ):
        return ()
    if is_table and piece.text.count("|") > 1.5 * MOST_BARS:
        return ()
    try:
        tokens = parser().parse(piece.text)
    except RecursionError:
        return ()
    if any(token.level >= DEEPEST for token in tokens):
        return ()
    return tuple(_TextReader().blocks(tokens))


class _TextReader(Reader):
    """Walks the tokens of a piece."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self._anchors: list[str] = []
        self._rows: list[list[Line]] = []
        self._row_targets: list[list[str]] = []
        self._alignments: list[str] = []
        self._open |= {
            "heading_open": self._begin_heading,
            "heading_close": lambda _: self._end_heading(),
            "table_open": lambda _: self._begin_table(),
            "tr_open": lambda _: self._begin_text_row(),
            "th_open": self._begin_head,
        }

    def blocks(self, tokens: Iterable[Token]) -> Iterator[Block]:
        """Yield the blocks; what names nothing that follows names the last one."""
        held: Block | None = None
        for block in super().blocks(tokens):
            if held is not None:
                yield held
            held = block
        if held is not None:
            yield replace(held, anchors=(*held.anchors, *self._anchors))
        elif self._anchors:
            yield Block((), anchors=tuple(self._anchors))

    def others(self, token: Token) -> Iterator[Block]:
        """Yield what CommonMark does not have, and whole tables."""
        match token.type:
            case "formula_block":
                self._has_gap = True
                yield self._formula(token, token.info)
                self._has_gap = True
            case "table_close":
                yield from self._table()

    # Headings -----------------------------------------------------------------------------------------------

    def _begin_heading(self, token: Token) -> None:
        self._level = int(token.tag[1:])
        look = (Look.STRONG | Look.UNDERLINED, Look.STRONG, Look.STRONG | Look.EMPHASIS)
        self._begin(look[self._level - 1] if self._level <= len(look) else Look.EMPHASIS, has_gap=True)

    def _end_heading(self) -> None:
        self._level = 0

    # Paragraphs ---------------------------------------------------------------------------------------------

    def _text_block(self, part: list[_Piece], *, is_caption: bool = False) -> Iterator[Block]:
        tidied = _tidied(part)
        if not tidied:
            # Nothing, or only the name of what follows.
            return
        targets = tuple(piece.target for piece in tidied)
        block = replace(
            self._block(tuple((piece.text, piece.look) for piece in tidied)),
            level=self._level,
            targets=targets if any(targets) else (),
            anchors=tuple(self._anchors),
        )
        self._anchors.clear()
        if is_caption:
            block = replace(block, first=block.first + CAPTION_RAIL, rest=block.rest + CAPTION_RAIL)
        yield block

    def _inline(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, in parts where it has line breaks or formulas with lines for themselves."""
        children = token.children or []
        if self._cells is not None:
            self._cell(children)
            return
        part: list[_Piece] = []
        is_caption = _is_caption(token)
        said = _FOOTNOTE_SAID.match(token.content)
        if said is not None:
            children = children[1:]
            self._anchors.append(FOOTNOTE + said[1])
            part.append(_Piece(f"{_footnote_sign(said[1])} ", Look.PLAIN))
        for piece in self._pieces(children, skip_colon=said is not None):
            if isinstance(piece, _Piece) and piece.text != "\n":
                part.append(piece)
                continue
            yield from self._text_block(part, is_caption=is_caption)
            part = []
            if not isinstance(piece, _Piece):
                self._has_gap = True
                yield self._formula(piece, "")
                self._has_gap = True
        yield from self._text_block(part, is_caption=is_caption)

    def _formula(self, token: Token, behind: str) -> Block:
        opening = token.markup
        text = f"{opening}{_spaced(token.content)}{_CLOSING[opening]}"
        runs: Line = ((text, Look.FORMULA), *([(f"   {behind}", Look.PLAIN)] if behind else []))
        block = replace(self._block(runs), is_formula=True, anchors=tuple(self._anchors))
        self._anchors.clear()
        return block

    def _pieces(self, tokens: Iterable[Token], *, skip_colon: bool = False) -> Iterator[_Piece | Token]:
        r"""Yield what stands in a paragraph; a line break is `\n`, a formula with its lines for itself its token."""
        looks, targets = [self._look], [""]
        for token in tokens:
            match token.type:
                case "strong_open" | "em_open" | "strong_close" | "em_close":
                    _change_look(looks, token)
                case "link_open":
                    targets.append(clean_piece(str(token.attrGet("href") or "")).strip())
                case "link_close":
                    targets.pop()
                case "anchor":
                    self._anchors.append(clean_piece(token.content))
                case "formula" if token.markup in ("$$", r"\[") and self._cells is None and not targets[-1]:
                    yield token
                case _:
                    piece = _piece(token, looks[-1], targets[-1])
                    yield replace(piece, text=piece.text.lstrip(": ")) if skip_colon else piece
                    skip_colon = False

    # Tables -------------------------------------------------------------------------------------------------

    def _begin_table(self) -> None:
        self._rows, self._row_targets, self._alignments = [], [], []

    def _end_row(self) -> Iterator[Block]:
        """Yield nothing: how wide its columns are is known when the table ends."""
        yield from ()

    def _begin_text_row(self) -> None:
        self._begin_row()
        self._rows.append([])
        self._row_targets.append([])

    def _begin_head(self, token: Token) -> None:
        style = str(token.attrGet("style") or "")
        self._alignments.append(next((way for way in ("right", "center") if way in style), "left"))

    def _cell(self, tokens: Iterable[Token]) -> None:
        pieces = [piece for piece in self._pieces(tokens) if isinstance(piece, _Piece)]
        tidied = _tidied(replace(piece, text=" ") if piece.text == "\n" else piece for piece in pieces)
        self._row_targets[-1] += [""] if self._rows[-1] else []
        self._rows[-1].append(tuple((piece.text, piece.look) for piece in tidied))
        self._row_targets[-1] += [piece.target for piece in tidied]

    def _table(self) -> Iterator[Block]:
        self._cells = None
        table = Table(tuple(map(tuple, self._rows)), tuple(self._alignments))
        self._has_gap = True
        for number, (cells, targets) in enumerate(zip(table.rows, self._row_targets, strict=True)):
            yield replace(
                self._block(row_runs(cells)),
                table=table,
                row=number,
                targets=tuple(targets) if any(targets) else (),
                anchors=tuple(self._anchors),
            )
            self._anchors.clear()
        self._has_gap = True


def _spaced(text: str) -> str:
    """Return the source of a formula on one line, with single spaces."""
    return " ".join(clean_piece(text).split())


def _is_caption(token: Token) -> bool:
    return _CAPTION.match(token.content.lstrip("*_")) is not None


def _footnote_sign(name: str) -> str:
    return script("^", name, "") if name.isdigit() else f"[{name}]"


def _change_look(looks: list[Look], token: Token) -> None:
    if token.nesting < 0:
        looks.pop()
    else:
        looks.append(looks[-1] | (Look.STRONG if token.tag == "strong" else Look.EMPHASIS))


def _piece(token: Token, look: Look, target: str) -> _Piece:
    text = clean_piece(token.content)
    link = look | Look.LINK if target else look
    match token.type:
        case "softbreak" | "hardbreak":
            return _Piece(" " if token.type == "softbreak" else "\n", link, target)
        case "image":
            return _image(text, token, look, target)
        case "code_inline":
            return _Piece(text, link | Look.CODE, target)
        case "formula":
            return _Piece(
                f"{token.markup}{_spaced(text)}{_CLOSING[token.markup]}", link | Look.FORMULA, target
            )
        case "footnote":
            return _Piece(_footnote_sign(text), look | Look.LINK, f"#{FOOTNOTE}{text}")
        case _:
            return _Piece(text, link, target)


def _image(text: str, token: Token, look: Look, target: str) -> _Piece:
    where = clean_piece(str(token.attrGet("src") or "")).strip()
    # What arXiv says of a picture that nobody described.
    is_described = text.strip() not in ("", "Refer to caption")
    shown = f"[image: {text}]" if is_described else "[image]"
    return _Piece(shown, look | Look.DIM, where if where.startswith(("https://", "http://")) else target)


def _tidied(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return pieces with single spaces between words, and none at the ends."""
    tidied: list[_Piece] = []
    is_after_space = True
    for piece in pieces:
        if Look.FORMULA in piece.look:
            tidied.append(piece)
            is_after_space = False
            continue
        single = _SPACES.sub(" ", piece.text)
        single = single[1:] if is_after_space and single.startswith(" ") else single
        if single:
            tidied.append(replace(piece, text=single))
            is_after_space = single.endswith(" ")
    if tidied and is_after_space:
        last = tidied.pop()
        tidied += [replace(last, text=last.text[:-1])] if last.text[:-1] else []
    return list(_cited(tidied))


def _cited(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield pieces, numbers that lead to a place in the text in brackets, unless they stand in some."""
    depth = 0
    for piece in pieces:
        if piece.target.startswith("#") and _NUMBER.fullmatch(piece.text) and depth <= 0:
            yield replace(piece, text=f"[{piece.text}]")
            continue
        depth = max(0, depth + piece.text.count("[") - piece.text.count("]"))
        yield piece
