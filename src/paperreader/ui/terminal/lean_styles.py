"""Says to a terminal only what changes of a style: Textual ends each piece of text with a reset and begins the next anew."""

import re
from functools import lru_cache

from msgspec import Struct

_STYLE = re.compile(r"\x1b\[([\d;]*)m")
_MOVES = re.compile(r"(?:\x1b\[\d+;\d+H)*")
"""What draws nothing, and stays what it is in any style."""
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""Underlined, reversed, struck out, doubly underlined, overlined."""


class _Style(Struct, frozen=True):
    """A style as the terminal has it; an empty colour is its own."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""


_PLAIN = _Style()


def lean(data: str) -> str:
    """Return what looks the same and is shorter, for output that begins and ends without a style."""
    drawn: list[str] = []
    shown = wanted = _PLAIN
    # Text and parameters of styles in turn.
    pieces = _STYLE.split(data)
    for place, piece in enumerate(pieces):
        if place % 2:
            wanted = _styled(wanted, piece)
        elif _MOVES.fullmatch(piece):
            drawn.append(piece)
        else:
            if wanted != shown and not (piece.isspace() and _is_same_on_blanks(shown, wanted)):
                drawn.append(_change(shown, wanted))
                shown = wanted
            drawn.append(piece)
    if wanted != shown:
        drawn.append(_change(shown, wanted))
    return "".join(drawn)


@lru_cache(maxsize=2_000)
def _styled(style: _Style, parameters: str) -> _Style:
    """Return a style with what the parameters of a sequence set; those that are not known are kept as they are."""
    codes = iter(parameters.split(";"))
    attributes, foreground, background = set(style.attributes), style.foreground, style.background
    for code in codes:
        if code in {"", "0"}:
            attributes, foreground, background = set(), "", ""
        elif code in {"38", "48"}:
            kind = next(codes, "")
            rest = [next(codes, "") for _ in range(3 if kind == "2" else 1)]
            color = ";".join([code, kind, *rest])
            foreground, background = (color, background) if code == "38" else (foreground, color)
        elif _is_between(code, 30, 37) or _is_between(code, 90, 97):
            foreground = code
        elif _is_between(code, 40, 47) or _is_between(code, 100, 107):
            background = code
        elif code in {"39", "49"}:
            foreground, background = ("", background) if code == "39" else (foreground, "")
        else:
            attributes.add(code)
    return _Style(frozenset(attributes), foreground, background)


def _is_between(code: str, first: int, last: int) -> bool:
    return code.isdigit() and first <= int(code) <= last


def _is_same_on_blanks(one: _Style, other: _Style) -> bool:
    marks = (one.attributes | other.attributes) & _SEEN_ON_BLANKS
    return not marks and one.background == other.background


@lru_cache(maxsize=2_000)
def _change(shown: _Style, wanted: _Style) -> str:
    """Return the sequence that leads from one style to another."""
    if wanted == _PLAIN:
        return "\x1b[0m"
    codes: list[str] = []
    if not shown.attributes <= wanted.attributes:
        # What is set can be taken back alone, but each attribute by another code.
        codes.append("0")
        shown = _PLAIN
    codes += sorted(wanted.attributes - shown.attributes)
    if wanted.foreground != shown.foreground:
        codes.append(wanted.foreground or "39")
    if wanted.background != shown.background:
        codes.append(wanted.background or "49")
    return f"\x1b[{';'.join(codes)}m"
