"""Reads the programs and algorithms of a LaTeXML page, line by line.

The white space between the tags of a page is as good as none; of a program each space is one of its own, and the lines
of an algorithm are set in by spaces that do not break.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote_to_bytes

from paperreader.sources.arxiv.html.classification import is_error, is_skipped, note_parts, plain_text
from paperreader.sources.arxiv.html.element_tree import Element
from paperreader.sources.arxiv.html.tex import formula_text_of

_LANGUAGE = re.compile(r"ltx_lst_language_(\w{1,20})$")
_OF_A_PROGRAM = frozenset(["ltx_lst_space", "ltx_lst_identifier", "ltx_lst_keyword", "ltx_lst_comment"])
_BEGIN, _END = "\x02", "\x03"
_WIDTHS = str.maketrans(
    {"\N{EM SPACE}": "  ", "\N{EM QUAD}": "  ", "\N{HAIR SPACE}": "", "\N{NO-BREAK SPACE}": " "}
    | dict.fromkeys("\N{EN SPACE}\N{EN QUAD}\N{THREE-PER-EM SPACE}\N{FOUR-PER-EM SPACE}\N{THIN SPACE}", " ")
)
"""How wide the spaces are by which algorithms are set in."""
_FIXED = "\N{NO-BREAK SPACE}"
_OUTER = re.compile(r"^[ \t\r]*\n[ \t\r\n]*|[ \t\r]*\n[ \t\r\n]*$")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def is_program(listing: Element) -> bool:
    """Tell whether a listing is a program as its authors wrote it, not an algorithm that was set."""
    return "ltx_lstlisting" in listing.classes or any(
        not _OF_A_PROGRAM.isdisjoint(each.classes) for each in listing.within()
    )


def language_of(listing: Element) -> str:
    """Return the language of a program; empty if nobody said it."""
    languages = filter(None, map(_LANGUAGE.match, sorted(listing.classes)))
    return next((each[1].lower() for each in languages), "")


def code_of(listing: Element) -> str:
    """Return what a listing says."""
    for element in listing.within():
        source = _source(element.attributes.get("href", "")) if element.tag == "a" else None
        if source is not None:
            return source.strip("\n")
    has_numbers = not is_program(listing)
    pieces = list(_pieces(listing, has_numbers=has_numbers))
    if _BEGIN not in pieces:
        return "".join(pieces).replace(_FIXED, " ").strip("\n")
    return "\n".join(_lines(pieces, _algorithm_line if has_numbers else _program_line))


def inline_code(listing: Element) -> str:
    """Return what a program within a line of text says."""
    return "".join(" " if each in {_BEGIN, _END} else each for each in _pieces(listing, has_numbers=False))


def _source(href: str) -> str | None:
    """Return the program that a listing offers for download."""
    head, comma, data = href.partition(",")
    if not comma or not head.startswith("data:text/plain"):
        return None
    raw = unquote_to_bytes(data)
    try:
        return (base64.b64decode(raw) if head.endswith(";base64") else raw).decode(errors="replace")
    except (binascii.Error, ValueError):
        return None


def _lines(pieces: Iterable[str], made: Callable[[Sequence[str]], str]) -> Iterator[str]:
    """Yield each line of the page, be it empty, and what stands before and behind the lines within it."""
    parts: list[str] = []
    is_whole = False
    for piece in (*pieces, _BEGIN):
        if piece not in {_BEGIN, _END}:
            parts.append(piece)
            continue
        line = made(parts)
        if line.strip() or (piece == _END and is_whole):
            yield line
        parts.clear()
        is_whole = piece == _BEGIN


def _program_line(parts: Sequence[str]) -> str:
    text = "".join("" if part.isspace() and "\n" in part else _OUTER.sub("", part) for part in parts)
    return text.replace("\n", " ").replace(_FIXED, " ").rstrip()


def _algorithm_line(parts: Sequence[str]) -> str:
    return _SPACES.sub(" ", "".join(parts)).strip(" ").translate(_WIDTHS).rstrip()


def _pieces(listing: Element, *, has_numbers: bool) -> Iterator[str]:
    left: list[Element | str | None] = [listing]
    while left:
        each = left.pop()
        if each is None:
            yield _END
        elif isinstance(each, str):
            yield each.replace(_BEGIN, "").replace(_END, "")
        elif "ltx_listingline" in each.classes:
            yield _BEGIN
            # The number of a line may stand behind it, and be set before it by the page's style.
            left += [None, *sorted(each.children, key=_is_no_number)[::-1]]
        elif "ltx_tag_listingline" in each.classes:
            yield f"{plain_text(each)} " if has_numbers else ""
        else:
            said = _said(each)
            if said is None:
                left.extend(reversed(each.children))
            else:
                yield said


def _words(nodes: Iterable[Element | str]) -> str:
    """Return what nodes say where there is neither Markdown nor TeX."""
    parts: list[str] = []
    left = list(reversed(list(nodes)))
    while left:
        node = left.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "math":
            parts.append(formula_text_of(node))
        elif is_error(node):
            parts.append(" ")
        else:
            left.extend(reversed(node.children))
    return " ".join("".join(parts).split())


def _is_no_number(node: Element | str) -> bool:
    return isinstance(node, str) or "ltx_tag_listingline" not in node.classes


def _said(element: Element) -> str | None:
    """Return what an element says in a listing; None where that is what is in it."""
    match element.tag:
        case "math":
            # Nobody reads TeX in a program.
            return formula_text_of(element)
        case "br":
            return "\n"
        case "sup" | "sub":
            text = _words(element.children)
            sign = "^" if element.tag == "sup" else "_"
            return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})" if text else ""
        case _:
            if "ltx_note" in element.classes:
                return f" ({_words(note_parts(element))})"
            return " " if is_error(element) else "" if is_skipped(element) else None
