"""The TeX of a LaTeXML page's formulas, and of what it sets high or low within text.

What is set high or low becomes a formula: so it is never read as part of the number or word before it.
"""

import re
from collections.abc import Iterable

from paperreader.domain.tex.display import formula_text, without_drawings
from paperreader.sources.arxiv.html.element_tree import Element
from paperreader.sources.arxiv.html.markdown_writer import formula

_STYLED = re.compile(r"\\(?:display|text)style\s*(?![A-Za-z])")
_LINE_END = re.compile(r"(?<!\\)%\s*\n\s*")
_DOLLAR = re.compile(r"(?<!\\)\$")

_MAX_LENGTH = 60
"""Characters of a script; what is longer is a text that was set small."""
_WORDS = re.compile(r"\s")
_ESCAPED = re.compile(r"[%#&_]")
_COMMAND = re.compile(r"\\[A-Za-z]+$")
_ANY_COMMAND = re.compile(r"\\[A-Za-z]")
_NO_TEX = re.compile(r"[\\{}$^~`<>]")
_ONE = r"(?:\d{1,3}|[*∗†‡§¶‖]|\\(?:dagger|ddagger|ast|S|P))"
_SEVERAL = re.compile(rf"{_ONE}(?:,{_ONE})+")
_ENDS_OF_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "ère", "ème", "º", "ª"])
_STYLES = frozenset(["span", "b", "i", "em", "strong", "small", "big", "u", "font"])
_NO_STYLES = frozenset({"ltx_note", "ltx_ERROR", "ltx_note_mark"})


def tex_of(element: Element) -> str:
    """Return the TeX of a formula on one line, without dollar signs; empty where it has none."""
    # LaTeXML breaks long lines as TeX does, with a sign that would make a remark of what follows.
    tex = without_drawings(_LINE_END.sub("", element.attributes.get("alttext", "")))
    tex = " ".join(_DOLLAR.sub("", _STYLED.sub("", tex)).split())
    bare = tex.rstrip("\\")
    # A backslash at the end would take the mark behind the formula for its own; two are a line break of TeX.
    return bare.strip() if (len(tex) - len(bare)) % 2 else tex


def formula_text_of(math: Element) -> str:
    """Return a formula as it is read where there is no TeX: in a program, in the name of something."""
    return formula_text(tex_of(math))


def is_ordinal(ending: str, before: str) -> bool:
    """Tell whether what is set high behind a character is the end of an ordinal, such as that of 2nd."""
    return before.isdigit() and ending.casefold() in _ENDS_OF_ORDINALS


def script(element: Element) -> str | None:
    """Return what is set high or low as Markdown; None if that is more than a formula can say."""
    tex = _tex(element.children)
    if tex is None or len(tex) > _MAX_LENGTH:
        return None
    inside = tex.strip(" ,;")
    if not inside:
        return tex
    before, _, after = tex.partition(inside)
    sign = "^" if element.tag == "sup" else "_"
    # Each of several marks has a raised form of its own; the comma between them has none.
    parts = inside.split(",") if sign == "^" and _SEVERAL.fullmatch(inside) else [_grouped(inside)]
    return before + ",".join(formula(f"{sign}{{{part}}}") for part in parts) + after


def _grouped(tex: str) -> str:
    return f"\\text{{{tex}}}" if _WORDS.search(tex) and not _ANY_COMMAND.search(tex) else tex


def _tex(nodes: Iterable[Element | str]) -> str | None:
    parts: list[str] = []
    left = list(reversed(list(nodes)))
    while left:
        node = left.pop()
        if isinstance(node, str):
            if _NO_TEX.search(node):
                return None
            parts.append(_ESCAPED.sub(r"\\\g<0>", node))
        elif node.tag == "math":
            tex = tex_of(node)
            # What follows must not become part of the name of a command.
            parts.append(f"{tex} " if _COMMAND.search(tex) else tex)
        elif node.tag in _STYLES and _NO_STYLES.isdisjoint(node.classes):
            left.extend(reversed(node.children))
        else:
            return None
    return re.sub(r"\s*([,;])\s*", r"\1", " ".join("".join(parts).split()))
