"""How much room text takes in a terminal, and fitting it in."""

import unicodedata
from collections.abc import Iterator

_ZERO_WIDTH = ("Mn", "Me", "Cf")
_WIDE = ("W", "F")
# Vowels and finals that are drawn into the Korean syllable before them.
_JAMO = range(0x1160, 0x1200)


def cell_width(text: str) -> int:
    """Return how many columns `text` takes; emoji joined into one count as their parts."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def cut(text: str, width: int) -> str:
    """Return `text`, ended with "…" where it would take more than `width` columns."""
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    room = width - 1
    end = 0
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


def pad(text: str, width: int) -> str:
    """Return `text` with spaces behind it up to `width` columns."""
    return text + " " * (width - cell_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, at least one.

    Lines are broken at spaces and around wide characters. A longer word, such as an address, is left whole
    on a line of its own, so that it can be copied.
    """
    lines: list[str] = []
    line = ""
    room = width
    for gap, piece in _pieces(text):
        needed = cell_width(piece)
        if line and len(gap) + needed <= room:
            line += gap + piece
            room -= len(gap) + needed
            continue
        if line:
            lines.append(line)
        line, room = piece, width - needed
    return [*lines, line]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what must stay together, each with the space that stands before it."""
    for word in text.split():
        gap = " "
        if word.isascii():
            yield gap, word
            continue
        piece = ""
        for char in word:
            if piece and _width(char) and (_is_wide(char) or _is_wide(piece[0])):
                yield gap, piece
                gap, piece = "", ""
            piece += char
        yield gap, piece


def _width(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH or ord(char) in _JAMO:
        return 0
    return 2 if _is_wide(char) else 1


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE
