"""Builds the runs of a paragraph or a table cell from the inline tokens of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from paperreader.document.blocks import Run, Runs, TextStyle
from paperreader.document.formulas import CLOSING
from paperreader.document.parser import MarkdownProfile
from paperreader.document.references import FOOTNOTE_TARGET
from paperreader.domain.tex.display import formula_text
from paperreader.domain.tex.symbols.scripts import script
from paperreader.domain.text import clean_piece

if TYPE_CHECKING:
    from markdown_it.token import Token

LINE_BREAK = Run("\n")
"""Where a paragraph goes on on a line of its own."""
_NUMBER = re.compile(r"\d{1,3}")
"""Of a reference; more digits are a year."""
_SPACES = re.compile(r" {2,}")
_PLACE = re.compile(
    r"#(?:(?:[SATFEI]|SS|Ch|Pt|LST)x?\d|(?i:thm|alg|sec|fig|tab|eq|app|lem|def)[a-z]{0,12}[.:_-]?\d?).{0,60}"
)
"""A section, a figure or the like: its number is said with its name, and is no reference."""
_SCHEME = re.compile(
    r"^(?:(?:https?://)?(?:www\.|(?:dx\.)?doi\.org/(?=10\.))?|mailto:|doi: ?)", re.IGNORECASE
)
_NO_DESCRIPTION = frozenset({"", "Refer to caption"})
"""What is said of a picture that nobody described; the words are arXiv's."""
_WEB = ("https://", "http://")


def is_address_text(words: str, address: str) -> bool:
    """Tell whether words are an address, so that it need not be told with them."""
    if address.startswith("mailto:"):
        address = address.partition("?")[0]
    bare, told = (_SCHEME.sub("", unquote(each).strip().rstrip("/")).casefold() for each in (address, words))
    return bare == told


class InlineBuilder:
    """Builds the runs of one paragraph or cell.

    Args:
        profile: Whose Markdown it is.
        anchors: Where the places to jump to are noted.
        is_cell: Nothing in it has lines for itself.
    """

    def __init__(self, profile: MarkdownProfile, anchors: list[str], *, is_cell: bool = False) -> None:
        self._anchors = anchors
        self._profile = profile
        self._is_cell = is_cell
        self._styles: list[TextStyle] = []
        self._targets: list[str] = []
        self._shown: list[str] = []
        """The words of the link that is being read."""

    def parts(self, tokens: Iterable[Token]) -> Iterator[Run | Token]:
        """Yield runs, `LINE_BREAK` for a line break, and formulas with lines for themselves as their tokens."""
        for token in tokens:
            match token.type:
                case "strong_open" | "em_open" | "style_open":
                    self._styles.append(_token_style(token))
                case "strong_close" | "em_close" | "style_close":
                    self._close(_token_style(token))
                case "link_open" | "address_open":
                    self._open_link(token)
                case "link_close" | "address_close":
                    yield from self._close_link()
                case "anchor":
                    self._anchors.append(clean_piece(token.content))
                case "formula" if self._has_own_lines(token):
                    yield token
                case _:
                    run = self._run(token)
                    self._shown.append(run.text)
                    yield run

    def runs(self, tokens: Iterable[Token]) -> Runs:
        """Return the runs of a cell."""
        parts = (part for part in self.parts(tokens) if isinstance(part, Run))
        return tuple(normalized_runs(Run(" ") if part is LINE_BREAK else part for part in parts))

    def _close(self, style: TextStyle) -> None:
        # HTML may end what it did not begin, or in another order.
        if style in self._styles:
            del self._styles[len(self._styles) - 1 - self._styles[::-1].index(style)]

    def _has_own_lines(self, token: Token) -> bool:
        return token.markup in ("$$", r"\[") and not self._is_cell and not self._targets

    def _open_link(self, token: Token) -> None:
        address = token.content if token.type == "address_open" else str(token.attrGet("href") or "")
        self._targets.append(clean_piece(address).strip())
        self._shown = []

    def _close_link(self) -> Iterator[Run]:
        address = self._targets.pop() if self._targets else ""
        if (
            self._profile is MarkdownProfile.COMMENT
            and address
            and not is_address_text("".join(self._shown), address)
        ):
            yield Run(f" ({address})", TextStyle.DIM)

    def _run(self, token: Token) -> Run:
        text = clean_piece(token.content)
        target = self._targets[-1] if self._targets else ""
        style = TextStyle.LINK if target else TextStyle.PLAIN
        for each in self._styles:
            style |= each
        match token.type:
            case "hardbreak":
                return LINE_BREAK
            case "image":
                return _picture(token, style, target)
            case "code_inline":
                return Run(text, style | TextStyle.CODE, target)
            case "formula":
                return Run(formula_source(token), style | TextStyle.FORMULA, target)
            case "footnote":
                return Run(footnote_sign(text), style | TextStyle.LINK, f"#{FOOTNOTE_TARGET}{text}")
        if target.startswith("mailto:"):
            text = text.removeprefix("mailto:")
        return Run(" " if token.type == "softbreak" else text, style, target)


def _token_style(token: Token) -> TextStyle:
    return (
        token.meta["style"]
        if token.meta
        else TextStyle.STRONG
        if token.tag == "strong"
        else TextStyle.EMPHASIS
    )


def formula_source(token: Token) -> str:
    """Return a formula as it was written, on one line, with single spaces and the signs around it."""
    return f"{token.markup}{' '.join(clean_piece(token.content).split())}{CLOSING[token.markup]}"


def _word(token: Token) -> str:
    """Return what a token says in what a picture is of."""
    if token.type == "formula":
        return formula_text(token.content)
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def footnote_sign(name: str) -> str:
    """Return what stands for a footnote in the text."""
    return script("^", name, "") if name.isdigit() else f"[{name}]"


def _picture(token: Token, style: TextStyle, target: str) -> Run:
    words = "".join(map(_word, token.children)) if token.children else token.content
    text = " ".join(clean_piece(words).split())
    where = clean_piece(str(token.attrGet("src") or "")).strip()
    # On the screen only addresses on the web lead somewhere.
    leads = where if where.startswith(_WEB) or not target else target
    return Run("" if text in _NO_DESCRIPTION else text, (style & ~TextStyle.LINK) | TextStyle.PICTURE, leads)


def normalized_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with single spaces between words and none at the ends, numbers of references in brackets."""
    held: Run | None = None
    is_after_space = True
    for run in _bracketed_citations(runs):
        if run.style & (TextStyle.FORMULA | TextStyle.PICTURE):
            text = run.text
        else:
            text = _SPACES.sub(" ", run.text)
            text = text[1:] if is_after_space and text.startswith(" ") else text
            if not text:
                continue
        if held is not None:
            yield held
        held = run if text == run.text else replace(run, text=text)
        is_after_space = text.endswith(" ")
    if held is not None and is_after_space and not held.style & (TextStyle.FORMULA | TextStyle.PICTURE):
        held = replace(held, text=held.text[:-1])
    if held is not None and (held.text or TextStyle.PICTURE in held.style):
        yield held


def _bracketed_citations(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs, numbers of references in brackets, unless they stand in some."""
    depth = 0
    for run in runs:
        is_reference = run.target and not _PLACE.fullmatch(run.target)
        if is_reference and depth <= 0 and _NUMBER.fullmatch(run.text):
            yield replace(run, text=f"[{run.text}]")
            continue
        depth = max(0, depth + run.text.count("[") - run.text.count("]"))
        yield run
