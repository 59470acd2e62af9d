"""Rules of markdown-it for footnotes and for link reference definitions."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

FOOTNOTE_TARGET = "footnote "
"""What the names of footnotes begin with; no other target has a space."""
FOOTNOTE_DEFINITION = re.compile(r"\[\^([^\[\]\s^]{1,40})\]: ?")
"""What begins a footnote."""
_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\[\]\s^]{1,40})\]")
_LINK_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n^][^\[\]\n]{0,200})\]: {0,9}"
    r"(?:<((?:https?://|mailto:|#)[^<>\n]{1,2000})>|((?:https?://|mailto:|#)\S{1,2000}))"
    r"(?: {1,9}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))? *$",
    re.MULTILINE,
)
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,201})\](?!:)")
_MAX_DEFINITIONS = 5_000
"""Definitions of a text; no paper has as many."""


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read the mark of a footnote."""
    found = _FOOTNOTE_REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote", "", 0).content = found[1]
    state.pos = found.end()
    return True


def footnote_definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read what a footnote says: a paragraph that ends where another one begins, with or without a blank line."""
    begin = state.bMarks[first] + state.tShift[first]
    if FOOTNOTE_DEFINITION.match(state.src, begin, state.eMarks[first]) is None:
        return False
    if silent:
        return True
    end = first + 1
    others = state.md.block.ruler.getRules("paragraph")
    is_silent = True
    while end < last and not state.isEmpty(end):
        if state.sCount[end] < state.blkIndent or any(rule(state, end, last, is_silent) for rule in others):
            break
        end += 1
    content = state.getLines(first, end, state.blkIndent, keepLastLF=False).strip()
    state.line = end
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content, token.children = content, []
    state.push("paragraph_close", "p", -1)
    return True


def link_definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Leave out the line that says where a link leads."""
    del last
    line = state.src[state.bMarks[first] : state.eMarks[first]]
    found = _LINK_DEFINITION.match(line)
    if silent or found is None or _label(found[1]) not in state.env.get("references", ()):
        return False
    state.line = first + 1
    return True


def link_definitions(text: str, reader: MarkdownIt) -> dict[str, dict[str, str]]:
    """Return where the links of a text lead that say so elsewhere, by their names, as markdown-it wants them."""
    if "]:" not in text:
        return {}
    found = {
        _label(each[1]): each[2] or each[3]
        for each in islice(_LINK_DEFINITION.finditer(text), _MAX_DEFINITIONS)
    }
    if not found:
        return {}
    used = {_label(each[1]) for each in _BRACKETS.finditer(text)}
    return {
        name: {"href": reader.normalizeLink(address), "title": ""}
        for name, address in found.items()
        if name in used and reader.validateLink(address)
    }


def _label(name: str) -> str:
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415 - only for who reads Markdown

    return normalizeReference(name)
