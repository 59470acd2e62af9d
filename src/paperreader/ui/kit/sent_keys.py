"""Which keys a terminal sends, and what it sends in place of others.

A terminal sends characters, and Ctrl and Shift with a few keys only. What kitty's protocol can tell apart beyond that,
most terminals can't.
"""

import re

from paperreader.ui.kit.keys import shown

_MOVING = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"})
_HELD_WHILE_MOVING = ({"ctrl"}, {"shift"}, {"ctrl", "shift"})
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])")
_LIKE_FUNCTION = re.compile(r"f\d+")
_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
}


def why_not_sent(key: str) -> str:
    """Return why most terminals don't send a key; empty if they do.

    Args:
        key: As the settings name it: modifiers and a name with a `+` between them.

    >>> why_not_sent("ctrl+k"), why_not_sent("ctrl+i"), why_not_sent("shift+a")
    ('', 'most terminals send Tab for it', 'most terminals send A for it')
    """
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    held = set(modifiers)
    if _LIKE_FUNCTION.fullmatch(name) and not _FUNCTION.fullmatch(name):
        return "terminals have no such key"
    if _is_sent(held, name):
        return ""
    instead = _instead(held, name)
    return f"most terminals send {shown(instead)} for it" if instead else "most terminals send nothing for it"


def _is_sent(held: set[str], name: str) -> bool:
    if not held or (held, name) == ({"shift"}, "tab"):
        return True
    if name in _MOVING:
        return held in _HELD_WHILE_MOVING
    is_letter = len(name) == 1 and name.isascii() and name.islower()
    if held == {"ctrl"}:
        return (is_letter and f"ctrl+{name}" not in _AS) or bool(_FUNCTION.fullmatch(name))
    return held == {"alt"} and (is_letter or (len(name) == 1 and name.isdecimal()))


def _instead(held: set[str], name: str) -> str:
    """Return the key that is sent; empty for none."""
    if held & {"super", "alt"}:
        return ""
    if held == {"shift"} and len(name) == 1 and name.isalpha():
        return name.upper()
    if "ctrl" in held and len(name) == 1 and name.isalpha():
        plain = f"ctrl+{name.lower()}"
        return _AS.get(plain, plain)
    return _AS.get(f"ctrl+{name}", name) if held == {"ctrl"} else name
