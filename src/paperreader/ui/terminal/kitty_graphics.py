"""Pictures in terminals that have kitty's graphics protocol: sent once, then text cells of a certain character show their parts.

The cells are scrolled and cut as any text is. https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

import asyncio
import os
import unicodedata
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.widget import Widget

from paperreader.domain.papers.picture import Picture
from paperreader.ui.terminal.terminal_app import TerminalApp

PLACEHOLDER = "\U0010eeee"
_QUESTION_NUMBER = 31
QUESTION = f"\x1b_Gi={_QUESTION_NUMBER},s=1,v=1,a=q,U=1,t=d,f=24;AAAA\x1b\\"
"""Whether a picture could be shown by placeholders: who has none does not know `U`, and gives no answer."""
_CHUNK = 4096
_TERMINALS = ("xterm-kitty", "xterm-ghostty")
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")
"""What keeps the protocol away from the terminal unless it was asked not to."""
_FUSED = frozenset(
    {*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x313, 0x314, 0x342, 0x653, 0x654}
)
"""Marks that may become one with the letter below them; the protocol counts without them."""
_MARKS = tuple(
    chr(code)
    for code in range(0x300, 0x6ED)
    if code not in _FUSED
    and unicodedata.combining(chr(code)) == 230
    and not unicodedata.decomposition(chr(code))
)
"""By place, the marks that tell a cell which row of a picture it shows, and which column."""
MOST_COLUMNS = len(_MARKS)
_OURS = {"picture": True}


def may_show_pictures(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal is one of those that have placeholders in new versions, and nothing stands between.

    Others would answer a question about pictures, too, and draw the cells as letters.
    """
    if any(environ.get(name) for name in _MULTIPLEXERS) or environ.get("TERM", "").startswith(
        ("screen", "tmux")
    ):
        return False
    return (
        environ.get("TERM") in _TERMINALS
        or bool(environ.get("KITTY_WINDOW_ID"))
        or environ.get("TERM_PROGRAM") == "ghostty"
    )


class PicturesAccepted(Message):
    """The terminal told that it shows pictures by placeholders."""


def pictures_accepted(answer: str) -> PicturesAccepted | None:
    """Return what an answer, without what ends it, tells; None where it is another one, or a refusal."""
    return PicturesAccepted() if answer == f"\x1b_Gi={_QUESTION_NUMBER};OK" else None


class KittyGraphics:
    """Sends pictures to the terminal of a widget's app, one in place of the former."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        # Other programs in the same window have numbers of their own.
        self._first = (os.getpid() & 0x7FFF) << 8
        self._sent = 0

    @property
    def can_show(self) -> bool:
        """The terminal told so, and has the colours that are the numbers of pictures."""
        app = self._widget.app
        has_colors = not app.no_color and app.console.color_system == "truecolor"
        return has_colors and isinstance(app, TerminalApp) and app.has_pictures

    async def send(self, picture: Picture, columns: int, rows: int) -> int:
        """Send a picture that takes so many cells, and return its number."""
        number = self._first | (self._sent + 1) % 256
        data = await asyncio.to_thread(sequences, picture, number, columns, rows)
        self.forget()
        self._sent = number & 0xFF
        self._write(data)
        return number

    def forget(self) -> None:
        """Have the terminal forget the picture that was sent last."""
        if self._sent:
            self._write(f"\x1b_Ga=d,d=I,i={self._first | self._sent},q=2\x1b\\")

    def _write(self, data: str) -> None:
        driver = self._widget.app._driver  # noqa: SLF001 - there is no other way
        if driver is not None:
            driver.write(data)


def sequences(picture: Picture, number: int, columns: int, rows: int) -> str:
    """Return what sends a picture, which the terminal does not answer."""
    data = b64encode(zlib.compress(picture.colours, 6)).decode()
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    what = f"a=T,U=1,q=2,f=24,o=z,t=d,i={number},s={picture.width},v={picture.height},c={columns},r={rows},"
    return "".join(
        f"\x1b_G{what if place == 0 else 'q=2,'}m={int(place < len(chunks) - 1)};{chunk}\x1b\\"
        for place, chunk in enumerate(chunks)
    )


@lru_cache(maxsize=64)
def placeholders(number: int, columns: int, row: int) -> Segment:
    """Return the cells that show a row of the picture with a number."""
    cells = "".join(f"{PLACEHOLDER}{_MARKS[row]}{_MARKS[column]}" for column in range(columns))
    color = Color.from_rgb(number >> 16, number >> 8 & 0xFF, number & 0xFF)
    return Segment(cells, Style(color=color, meta=_OURS))


def is_of_picture(segment: Segment) -> bool:
    """Tell whether a segment shows a part of a picture; the same characters within a text do not."""
    return (
        segment.text.startswith(PLACEHOLDER) and segment.style is not None and "picture" in segment.style.meta
    )


def without_pictures(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield segments with room in place of pictures: in another colour the cells would show another one, or none."""
    for segment in segments:
        is_cell = is_of_picture(segment)
        yield Segment(" " * segment.cell_length, None) if is_cell else segment
