"""Rules of markdown-it for HTML within Markdown: tags with a meaning are read, tags of layout are dropped, others are text."""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from paperreader.document.blocks import TextStyle
from paperreader.domain.tex.display import formula_text
from paperreader.domain.tex.symbols.scripts import script

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_ANCHOR = re.compile(r"<a (?:id|name)=[\"']([^\"'<>\s]{1,200})[\"']\s*(?:/>|></a>|>)")
# Attributes have values: `a<b and c>d` is no tag.
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})"
    r"((?:\s{1,9}[A-Za-z-]{1,20}\s{0,9}=\s{0,9}(?:\"[^\"<]{0,500}\"|'[^'<]{0,500}'|[^\s\"'<>=]{1,500})){0,20})\s{0,9}/?>"
)
_ATTRIBUTE = re.compile(
    r"([A-Za-z-]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]{0,500})\"|'([^']{0,500})'|([^\s\"'>]{1,500}))"
)
_SCRIPT = re.compile(r"<(su[bp])>([^<>\n]{1,200})</\1>", re.IGNORECASE)
_CODE = re.compile(r"<(code|tt|kbd|samp)>([^<>\n]{1,1000})</\1>", re.IGNORECASE)
_NO_TEX = re.compile(r"[\\{}%#&_^$~]")
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_MAX_LINES = 80
"""Lines among which a comment must end."""
_STYLE_TAGS = MappingProxyType(
    {
        "b": TextStyle.STRONG,
        "strong": TextStyle.STRONG,
        "i": TextStyle.EMPHASIS,
        "em": TextStyle.EMPHASIS,
        "cite": TextStyle.EMPHASIS,
        "var": TextStyle.EMPHASIS,
        "dfn": TextStyle.EMPHASIS,
    }
)
_DROPPED_TAGS = frozenset(
    ["a", "abbr", "big", "code", "del", "font", "ins", "kbd", "mark", "nobr", "q", "samp", "small", "span", "sub", "sup", "tt", "u", "wbr"]
)  # fmt: skip
"""What is left out without a trace."""
_SPACED_TAGS = frozenset(
    ["article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "header", "hr", "li", "main", "ol", "p", "picture", "section", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
"""What is left out with a space in its place: words on either side of it are two."""
_KNOWN = frozenset((*_STYLE_TAGS, *_DROPPED_TAGS, *_SPACED_TAGS, "br", "img"))
_SCHEMES = ("https://", "http://", "mailto:", "#")


def inline_html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read anchors, line breaks, pictures, links, emphasis, and raised or lowered text."""
    if state.src[state.pos] != "<":
        return False
    end = _anchor(state, silent=silent) or _element(state, silent=silent) or _tag(state, silent=silent)
    if end is None:
        return False
    state.pos = end
    return True


def _anchor(state: StateInline, *, silent: bool) -> int | None:
    found = _ANCHOR.match(state.src, state.pos, state.posMax)
    if found is None:
        return None
    if not silent:
        state.push("anchor", "", 0).content = found[1]
    return found.end()


def _element(state: StateInline, *, silent: bool) -> int | None:
    """Read what is understood only with what is in it."""
    at, most = state.pos, state.posMax
    raised, code = _SCRIPT.match(state.src, at, most), _CODE.match(state.src, at, most)
    found = raised or code or _COMMENT.match(state.src, at, most)
    if found is None:
        return None
    if not silent and raised is not None:
        behind = state.src[raised.end() : raised.end() + 1]
        state.push("text", "", 0).content = _script(raised[1], html.unescape(raised[2]).strip(), behind)
    elif not silent and code is not None:
        state.push("code_inline", "code", 0).content = html.unescape(code[2])
    return found.end()


def _script(tag: str, text: str, behind: str) -> str:
    """Return what is raised or lowered as a formula would have it: marks of notes as they are."""
    sign = "^" if tag.lower() == "sup" else "_"
    if not text:
        return ""
    if behind.isalnum() or _NO_TEX.search(text):
        return script(sign, text, behind)
    return formula_text(f"{sign}{{{text}}}")


def _tag(state: StateInline, *, silent: bool) -> int | None:
    found = _TAG.match(state.src, state.pos, state.posMax)
    name = "" if found is None else found[2].lower()
    if found is None or name not in _KNOWN:
        return None
    if not silent:
        _push(state, name, found[3] or "", is_end=bool(found[1]))
    return found.end()


def _push(state: StateInline, name: str, said: str, *, is_end: bool) -> None:
    # None of these nest as markdown-it's own tokens do: what is never closed, or never opened, breaks nothing.
    if name in _STYLE_TAGS:
        state.push("style_close" if is_end else "style_open", "", 0).meta["style"] = _STYLE_TAGS[name]
    elif name == "br":
        state.push("hardbreak", "br", 0)
    elif name == "img":
        attributes = _attributes(said)
        token = state.push("image", "img", 0)
        token.content, token.attrs["src"] = attributes.get("alt", ""), attributes.get("src", "")
    elif name == "a":
        _push_link(state, said, is_end=is_end)
    elif name in _SPACED_TAGS:
        state.push("softbreak", "", 0)


def _push_link(state: StateInline, said: str, *, is_end: bool) -> None:
    attributes = {} if is_end else _attributes(said)
    name = attributes.get("id") or attributes.get("name")
    if name:
        state.push("anchor", "", 0).content = name
    address = attributes.get("href", "")
    if is_end:
        state.push("address_close", "", 0)
    elif address.startswith(_SCHEMES):
        state.push("address_open", "", 0).content = address


def _attributes(said: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(said)
    }


def comment_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Leave out a comment of several lines."""
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("<!--", begin, state.eMarks[first]):
        return False
    for at in range(first, min(last, first + _MAX_LINES)):
        found = state.src.find("-->", max(begin, state.bMarks[at]), state.eMarks[at])
        if found >= 0:
            if state.src[found + 3 : state.eMarks[at]].strip():
                return False
            if not silent:
                state.line = at + 1
            return True
    return False
