"""A full text as lines to be spoken or felt: words only, nothing drawn, tables row by row, formulas in Unicode.

Markdown is read line by line, and what is meant within a line is found by patterns of bounded length: a text of any
length, however broken, costs its length, and what is not understood stays as it is.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from paperreader.domain.tex import to_unicode
from paperreader.domain.text import clean
from paperreader.formats.cells import wrap

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*+){3,}+|(?:-\s*+){3,}+|(?:_\s*+){3,}+)$")
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s+(?=\S)")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_COLUMNS = re.compile(r"\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?$")
_CELL = re.compile(r"((?:[^|\\]|\\.)*+)(?:\||$)", re.DOTALL)
_NUMBER = re.compile(r"\\tag\*?\{([^{}]{1,20})\}")

_EMPHASIS = tuple(
    re.compile(
        rf"(?<![\\{mark}\w])({mark}{{1,3}})(?=[^\s{mark}])(.{{1,300}}?)(?<=[^\s{mark}\\])\1(?![\w{mark}])"
    )
    for mark in (r"\*", "_")
)
_ADDRESS = r"<?([^()\s<>]{0,2000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,200})?)>?(?:\s{1,9}\"[^\"]{0,300}\")?"
_PIECE = re.compile(
    r"(?P<code>(?P<ticks>`{1,4})(?!`)(?P<in_code>[^\n]{1,1000}?)(?<!`)(?P=ticks)(?!`))"
    r"|\$(?![\s$])(?P<formula>(?:[^$\\\n]|\\[^\n]){1,3000}+)(?<!\s)\$(?!\d)"
    rf"|!\[(?P<picture>[^\[\]]{{0,500}}+)\]\((?P<at>{_ADDRESS})\)"
    rf"|\[(?P<link>(?:[^\[\]\\]|\\.|\[[^\[\]]{{0,200}}+\]){{1,500}}+)\]\((?P<to>{_ADDRESS})\)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000}+)>"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,500}+>|<!--.{0,1000}?-->)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&#?\w{1,30};)"
)

_WHATS = ("code", "formula", "picture", "link", "address", "tag", "escaped", "entity")


def to_plain(markdown: str, width: int = 80) -> Iterator[str]:
    """Yield the lines of a text, wrapped at `width` columns, 0 for not at all; an empty line between paragraphs.

    The address of a link stands behind it the first time; links within the text are their words.
    """
    said = _Said()
    is_first = True
    for paragraph, is_code in _paragraphs(markdown.split("\n"), said):
        if not is_first:
            yield ""
        is_first = False
        for line in paragraph:
            yield from wrap(line, width) if width and not is_code else [line]


class _Said:
    """Which addresses were told already."""

    def __init__(self) -> None:
        self._addresses: set[str] = set()

    def words(self, text: str) -> str:
        """Return what a piece of Markdown within a line says."""
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", pattern.sub(r"\2", text))
        return clean(_PIECE.sub(self._piece, text))

    def _piece(self, found: re.Match[str]) -> str:
        name, text = next((name, found[name]) for name in _WHATS if found[name] is not None)
        match name:
            case "picture" | "link":
                return self._link(text, found["at"] if name == "picture" else found["to"], name)
            case "formula":
                return _in_unicode(text)
            case "code":
                return found["in_code"].strip()
            case "tag":
                return ""
            case "entity":
                return html.unescape(text)
            case _:
                return text.removeprefix("mailto:")

    def _link(self, text: str, target: str, kind: str) -> str:
        words = self.words(text)
        if kind == "picture":
            words = f"Picture: {words}" if words else "Picture"
        return words + self._behind(target.split(maxsplit=1)[0].strip("<>") if target.strip() else "", words)

    def _behind(self, address: str, words: str) -> str:
        """Return the address to be told behind words; none within the text, none that was told."""
        if not address or address.startswith("#") or address in self._addresses or address == words:
            return ""
        self._addresses.add(address)
        return f" ({address})"


def _paragraphs(lines: Sequence[str], said: _Said) -> Iterator[tuple[list[str], bool]]:
    """Yield what stands by itself, each as one or more lines that are not wrapped yet, and whether it is code."""
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line)
        if not line.strip() or _RULE.match(line):
            at += 1
            continue
        if fence is not None:
            end = _end_of_code(lines, at, fence[1])
            taken = lines[at + 1 : end]
            at = end + 1
        elif line.lstrip().startswith("$$"):
            end = _end_of_formula(lines, at)
            taken, at = [_formula(" ".join(lines[at : end + 1]))], end + 1
        elif (
            "|" in line
            and at + 1 < len(lines)
            and "|" in lines[at + 1]
            and _COLUMNS.match(lines[at + 1].strip())
        ):
            end = _end_of_table(lines, at)
            taken, at = list(_rows([line, *lines[at + 2 : end]], said)), end
        else:
            end = _end_of_text(lines, at)
            taken, at = list(_text(lines[at:end], said)), end
        taken = [each for each in taken if each.strip()]
        if taken:
            yield taken, fence is not None


def _end_of_code(lines: Sequence[str], at: int, fence: str) -> int:
    """Return the line that ends a listing; one that is never ended ends with its text."""
    mark = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    return next((end for end in range(at + 1, len(lines)) if mark.match(lines[end])), len(lines))


def _end_of_formula(lines: Sequence[str], at: int) -> int:
    """Return the last line of a formula; one that is not ended is its first line."""
    if lines[at].strip().endswith("$$") and len(lines[at].strip()) > 2:
        return at
    for end in range(at + 1, min(at + 200, len(lines))):
        if lines[end].rstrip().endswith("$$"):
            return end
        if not lines[end].strip():
            break
    return at


def _end_of_table(lines: Sequence[str], at: int) -> int:
    return next((end for end in range(at + 2, len(lines)) if "|" not in lines[end]), len(lines))


def _end_of_text(lines: Sequence[str], at: int) -> int:
    """Return the line after a heading, an item or a paragraph."""
    if _HEADING.match(lines[at]):
        return at + 1
    for end in range(at + 1, len(lines)):
        if _UNDERLINE.match(lines[end]):
            return end + 1
        if (
            not lines[end].strip()
            or any(each.match(lines[end]) for each in (_HEADING, _FENCE, _ITEM, _RULE))
            or lines[end].lstrip().startswith("$$")
        ):
            return end
    return len(lines)


def _text(lines: Sequence[str], said: _Said) -> Iterator[str]:
    """Yield a paragraph, in parts where its authors broke it."""
    if _HEADING.match(lines[0]):
        text = lines[0].strip().lstrip("#").strip()
        bare = text.rstrip("#")
        yield said.words(bare if bare.endswith((" ", "\t")) or not bare else text)
        return
    if len(lines) > 1 and _UNDERLINE.match(lines[-1]):
        lines = lines[:-1]
    first = _unquoted(lines[0])
    item = _ITEM.match(first)
    # Of the sign of an item only its number says something.
    sign = item[0].strip() if item is not None and item[0].strip()[0].isdigit() else ""
    rest = first if item is None else first[item.end() :]
    parts: list[str] = [f"{sign} {rest}" if sign else rest]
    for before, line in pairwise(lines):
        if before.endswith(("  ", "\\")):
            yield said.words(" ".join(part.rstrip("\\") for part in parts))
            parts = []
        parts.append(_unquoted(line))
    yield said.words(" ".join(parts))


def _unquoted(line: str) -> str:
    found = _QUOTE.match(line)
    return line if found is None else line[found.end() :]


def _rows(lines: Iterable[str], said: _Said) -> Iterator[str]:
    """Yield the rows of a table, each cell with the name of its column."""
    names: list[str] | None = None
    for line in lines:
        bare = line.strip().removeprefix("|")
        bare = bare.removesuffix("|") if not bare.endswith("\\|") else bare
        cells = [
            said.words(found[1].replace("\\|", "|"))
            for found in _CELL.finditer(bare)
            if found[0] or found.start() == 0
        ]
        if names is None:
            names = cells
            continue
        told = [
            f"{name}: {cell}" if name else cell
            for name, cell in zip([*names, *[""] * len(cells)], cells, strict=False)
            if cell
        ]
        yield "; ".join(told)
    if names and any(names):
        # A table of nothing but a head.
        yield from () if len(list(lines)) > 1 else ["; ".join(filter(None, names))]


def _in_unicode(tex: str) -> str:
    shown = to_unicode(f"${tex}$")
    # What is not understood comes back with its dollar signs, which nobody needs to hear.
    return shown[1:-1] if len(shown) > 2 and shown[0] == shown[-1] == "$" else shown


def _formula(text: str) -> str:
    number = _NUMBER.search(text)
    shown = _in_unicode(" ".join(_NUMBER.sub("", text).strip().strip("$").split()))
    return f"{shown} ({number[1]})" if number is not None else shown
