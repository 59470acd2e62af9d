"""The width of text in terminal cells, and fitting text into a width.

Widths are Rich's, by which Textual draws: two opinions would shift what stands behind a text.
"""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, split_graphemes

_MAX_CHARACTER_LENGTH = 20
"""Code points that are looked at for each column, when a text is cut: the rest is not worth reading."""


def cell_width(text: str) -> int:
    """Return how many columns `text` takes; emoji joined into one count as one."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """Return `text`, ended with "…" where it would take more than `width` columns."""
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    end, room = 0, width - 1
    for _, stop, needed in characters(text[: width * _MAX_CHARACTER_LENGTH]):
        room -= needed
        if room < 0:
            break
        end = stop
    return text[:end].rstrip() + "…"


def pad(text: str, width: int) -> str:
    """Return `text` with spaces behind it up to `width` columns."""
    return text + " " * (width - cell_width(text))


def chop(text: str, width: int) -> Iterator[str]:
    """Yield a text in pieces of at most `width` columns, at least one; a wide character alone may take two."""
    begin = end = used = 0
    for start, stop, needed in characters(text):
        if used + needed > width and start > begin:
            yield text[begin:start]
            begin, used = start, 0
        end, used = stop, used + needed
    yield text[begin:end]


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, at least one.

    Lines are broken at spaces and around wide characters. A longer word, such as an address, is left whole
    on a line of its own, so that it can be copied.
    """
    lines: list[str] = []
    line = ""
    room = width
    for gap, piece in _unbreakable(text):
        needed = cell_width(piece)
        if line and len(gap) + needed <= room:
            line += gap + piece
            room -= len(gap) + needed
            continue
        if line:
            lines.append(line)
        line, room = piece, width - needed
    return [*lines, line]


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Return the first lines of a paragraph, all of them within the width, the last ended with "…" where there are more.

    As `wrap`, but a word that is longer than a line is broken.
    """
    # More than all lines may hold is not looked at.
    shortened = text[: width * most * _MAX_CHARACTER_LENGTH + 1]
    lines = [piece for line in wrap(shortened, width) for piece in chop(line, width)]
    if len(lines) <= most:
        return lines
    # Together they are too long for a line, else they were one.
    return [*lines[: most - 1], cut(f"{lines[most - 1]} {lines[most]}", width)]


def characters(text: str) -> Iterable[tuple[int, int, int]]:
    """Return where each character begins and ends, what is combined with it included, and how wide it is."""
    if text.isascii():
        return ((place, place + 1, 1) for place in range(len(text)))
    return split_graphemes(text)[0]


def _unbreakable(text: str) -> Iterator[tuple[str, str]]:
    """Yield what must stay together, each with the space that stands before it."""
    for word in text.split():
        gap = " "
        if word.isascii():
            yield gap, word
            continue
        piece, was_wide = "", False
        for start, end, width in characters(word):
            is_wide = width > 1
            if piece and (is_wide or was_wide):
                yield gap, piece
                gap, piece = "", ""
            piece += word[start:end]
            was_wide = is_wide
        yield gap, piece
