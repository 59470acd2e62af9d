"""Whether a terminal's background is dark: asking it (OSC 11), and what it answers, which may come at any time or never."""

import re
from collections.abc import Mapping

from textual.message import Message

QUESTION = "\x1b]11;?\x1b\\"
_COLOR = re.compile(
    r"\x1b\]11;rgba?:([\da-fA-F]{1,4})/([\da-fA-F]{1,4})/([\da-fA-F]{1,4})(?:/[\da-fA-F]{1,4})?"
)
_WITHOUT_ANSWER = ("linux", "dumb", "cons25", "vt")
"""How terminals are called that might print the question."""


class BackgroundTold(Message):
    """The terminal told its background."""

    def __init__(self, *, is_dark: bool) -> None:
        super().__init__()
        self.is_dark = is_dark


def may_be_asked(environ: Mapping[str, str]) -> bool:
    """Tell whether a terminal either answers or takes no notice."""
    return not environ.get("TERM", "").startswith(_WITHOUT_ANSWER)


def background_told(answer: str) -> BackgroundTold | None:
    """Return what an answer, without what ends it, tells; None where it is no colour."""
    found = _COLOR.fullmatch(answer)
    if found is None:
        return None
    # Any number of digits: the largest number of so many is full.
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return BackgroundTold(is_dark=0.299 * red + 0.587 * green + 0.114 * blue < 0.5)
