"""The least a Textual app can be that draws its lines itself: a list of titles, and beside it the text of the one under the cursor."""

import textwrap
from itertools import cycle, islice
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_WORDS = (
    "models",
    "data",
    "agents",
    "vision",
    "language",
    "of",
    "the",
    "reasoning",
    "attention",
    "with",
    "sparse",
)


def _text(number: int, words: int) -> str:
    return " ".join(islice(cycle((*_WORDS[number % 7 :], *_WORDS)), words))


class Titles(Widget, can_focus=True):
    """Draws a title a line, the one under the cursor in reverse."""

    cursor = reactive(0, repaint=False)
    plain, highlighted = Style(), Style(reverse=True)

    def render_line(self, y: int) -> Strip:
        style = self.highlighted if y == self.cursor else self.plain
        width = self.size.width
        return Strip([Segment(f"{y:4} {_text(y, 9)}"[:width].ljust(width), style)], width)

    def watch_cursor(self, before: int, now: int) -> None:
        width = self.size.width
        self.refresh(Region(0, before, width, 1), Region(0, now, width, 1))


class Text(Widget):
    """Draws the text of one title."""

    number = reactive(0)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = [
            f"Title {self.number}",
            "",
            *textwrap.wrap(f"abstract{self.number:04} " + _text(self.number, 205), width),
        ]
        return Strip([Segment((lines[y] if y < len(lines) else "").ljust(width))], width)


class MinimalList(App[None]):
    """A list and a text side by side."""

    CSS = "Titles, Text { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar = [("j", "move(1)"), ("k", "move(-1)"), ("q", "quit")]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Titles()
            yield Text()

    def action_move(self, by: int) -> None:
        titles = self.query_one(Titles)
        titles.cursor = max(0, titles.cursor + by)
        self.query_one(Text).number = titles.cursor


if __name__ == "__main__":
    MinimalList().run()
