"""Characters about whose width terminals disagree, put so that what stands behind them does not move.

What is drawn is measured here, and the terminal measures again. Where they differ, a row is longer than its place, and
whoever names a paper could move what is around it. So joined emoji are shown by their first, flags by their letters, and nothing is
combined out of more than a few characters.
"""

import unicodedata
from functools import lru_cache

from paperreader.document.cells import cell_width, characters

_MOST_MARKS = 3
"""Above or below a letter; a heap of them would be drawn over the lines around it."""
_FIRST_FLAG, _LAST_FLAG = "\U0001f1e6", "\U0001f1ff"
_NON_JOINER = "\u200c"
_VARIATIONS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
_LEADING_JAMO, _FOLLOWING_JAMO = range(0x1100, 0x1160), range(0x1161, 0x1200)


# What is drawn again with every key is mostly what was drawn before.
@lru_cache(maxsize=4096)
def agreed(text: str) -> str:
    """Return a text as wide as this one, in which every terminal gives each character the same room."""
    return "".join(_put(text[start:end], width) for start, end, width in characters(text))


def _put(character: str, width: int) -> str:
    if len(character) == 1 and width and character.isprintable() and not _is_flag(character):
        return character
    base = _base(character[0]) if width else ""
    marks = [char for char in character[1 if width else 0 :] if _is_combined(char, base)]
    put = base + "".join(marks[:_MOST_MARKS])
    return put + " " * (width - cell_width(put))


def _base(char: str) -> str:
    if _is_flag(char):
        return chr(ord("A") + ord(char) - ord(_FIRST_FLAG))
    # Of what this Python's tables do not know nobody can tell how wide it is.
    return char if char.isprintable() else "\ufffd"


def _is_flag(char: str) -> bool:
    return _FIRST_FLAG <= char <= _LAST_FLAG


def _is_combined(char: str, base: str) -> bool:
    if any(ord(char) in variations for variations in _VARIATIONS):
        return False
    if char == _NON_JOINER:
        return base.isalpha()
    if ord(char) in _FOLLOWING_JAMO:
        return bool(base) and ord(base) in _LEADING_JAMO
    return unicodedata.category(char).startswith("M")
