"""What a full text has beyond CommonMark: formulas, places to jump to, footnotes, line breaks of HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from paperreader.domain.tex_formulas import formula

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_LONGEST = 5_000
"""Characters of a formula."""
_FARTHEST = 80
"""Lines among which one must end."""
_ANCHOR = re.compile(r"<a (?:id|name)=[\"']([^\"'<>\s]{1,200})[\"']\s*(?:/>|></a>|>)|</a>")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s^]{1,40})\]")
_ENVIRONMENT = re.compile(r"\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|displaymath)\*?)\}")
_MONEY = re.compile(r"\d[\d,.]*(?:[kKMB]|\s|$)")
_WORD = re.compile(r"(?<![A-Za-z\\{])[A-Za-z]{4,}")
_DISPLAYED = re.compile(r"\s*([.,;:]?)\s*(\(\d{1,4}[a-z]?\))?\s*([.,;:]?)\s*$")
"""What may stand behind a formula that has its lines for itself: its number."""


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser of full texts."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for who reads Markdown

    from paperreader.formats.prose import DEEPEST  # noqa: PLC0415 - which imports this where it is needed

    reading = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 1}).enable("table")
    # A text is read in pieces, and what is defined in one of them would be lost.
    reading.disable("reference")
    reading.inline.ruler.before("escape", "formula", _inline_formula)
    reading.inline.ruler.before("link", "footnote", _footnote)
    reading.inline.ruler.before("autolink", "html", _html)
    reading.block.ruler.before(
        "fence", "formula_block", _formula_block, {"alt": ["paragraph", "blockquote", "list"]}
    )
    return reading


def _inline_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    text, at = state.src, state.pos
    opening = next((sign for sign in ("$$", "$", r"\(", r"\[") if text.startswith(sign, at)), None)
    if opening is None:
        return False
    begin = at + len(opening)
    closing = {r"\(": r"\)", r"\[": r"\]"}.get(opening, opening)
    end = _end_of(text, begin, state.posMax, closing)
    if end is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = text[begin:end], opening
    state.pos = end + len(closing)
    return True


def _end_of(text: str, begin: int, most: int, closing: str) -> int | None:
    if closing != "$":
        found = text.find(closing, begin, min(most, begin + _LONGEST))
        return found if found > begin and text[begin:found].strip() else None
    # Who writes formulas all the time is believed more than an abstract: what is no money and no sentence is one.
    told = formula(text, begin, most, closing)
    if told is not None:
        return told
    found = text.find(closing, begin, min(most, begin + _LONGEST))
    while found > 0 and text[found - 1] == "\\":
        found = text.find(closing, found + 1, min(most, begin + _LONGEST))
    if found <= begin:
        return None
    content = text[begin:found]
    is_closed = (
        not content[0].isspace() and not content[-1].isspace() and not text[found + 1 : found + 2].isdigit()
    )
    is_words = len(_WORD.findall(content)) > 1 and "\\" not in content
    return found if is_closed and not is_words and not _MONEY.match(content) else None


def _footnote(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read anchors and line breaks; all other HTML is text."""
    anchor = _ANCHOR.match(state.src, state.pos, state.posMax)
    found = anchor or _BREAK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        if anchor is None:
            state.push("hardbreak", "br", 0)
        elif anchor[1]:
            state.push("anchor", "", 0).content = anchor[1]
    state.pos = found.end()
    return True


def _formula_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    begin = state.bMarks[first] + state.tShift[first]
    line = state.src[begin : state.eMarks[first]]
    environment = _ENVIRONMENT.match(line)
    opening = "$$" if line.startswith("$$") else r"\[" if line.startswith(r"\[") else ""
    if environment is not None:
        opening, closing = "", rf"\end{{{environment[1]}}}"
    elif opening:
        closing = "$$" if opening == "$$" else r"\]"
    else:
        return False
    for at in range(first, min(last, first + _FARTHEST)):
        here = max(begin + len(opening), state.bMarks[at])
        found = state.src.find(closing, here, state.eMarks[at])
        if found < 0:
            continue
        behind = _DISPLAYED.match(state.src, found + len(closing), state.eMarks[at])
        content = state.src[begin + len(opening) : found + (len(closing) if environment else 0)]
        if behind is None or not content.strip():
            return False
        if not silent:
            state.line = at + 1
            token = state.push("formula_block", "", 0)
            token.content, token.markup = content.strip(), opening
            token.info = "".join(part for part in behind.groups() if part)
        return True
    return False
