"""A frame: what stands in each cell of a screen, and where the widgets are that drew it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

Rgb = tuple[int, int, int]
_OWN_LETTERS = "աբգդեզէը"
TO_OWN_LETTERS = str.maketrans("01234567", _OWN_LETTERS)
"""Digits that differ from start to start, as letters that nothing else has: drawn, they are all the same."""
_ALL_THE_SAME = str.maketrans(_OWN_LETTERS, "x" * len(_OWN_LETTERS))

_SIXTEEN = (
    (0, 0, 0), (205, 49, 49), (13, 188, 121), (229, 229, 16), (36, 114, 200), (188, 63, 188), (17, 168, 205),
    (229, 229, 229), (102, 102, 102), (241, 76, 76), (35, 209, 139), (245, 245, 67), (59, 142, 234),
    (214, 112, 214), (41, 184, 219), (255, 255, 255),
)  # fmt: skip
TERMINAL = TerminalTheme((16, 16, 16), (221, 221, 221), [*_SIXTEEN[:8]], [*_SIXTEEN[8:]])
"""The sixteen colours of a usual dark terminal."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn."""

    color: Rgb
    background: Rgb
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Some text on one line in one look, from a column on."""

    x: int
    text: str
    look: Look

    @property
    def width(self) -> int:
        """The columns it takes."""
        return cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column: a character and what is joined to it; nothing in the second column of a wide one."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Place:
    """Where a widget is: what kind it is, by the names of its classes, and the cells of it that are drawn."""

    kinds: frozenset[str]
    name: str
    classes: frozenset[str]
    region: Region
    is_focused: bool

    def is_a(self, *kinds: str) -> bool:
        """Tell whether the widget is of one of these classes."""
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawn screen."""

    size: Size
    strips: tuple[Strip, ...]
    places: tuple[Place, ...]
    """The widgets of the screen in front that are in sight, each before those it holds."""
    behind: tuple[Place, ...]
    """Those of the screen that a dialog lies over; none where there is no dialog."""
    is_modal: bool
    screen: str
    """The class of the screen in front."""

    @property
    def lines(self) -> list[str]:
        """What stands on each line, without the room at its end."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """All of it as text."""
        return "\n".join(self.lines)

    def runs(self, y: int) -> Iterator[Run]:
        """Yield what is drawn on a line, from left to right."""
        x = 0
        for segment in self.strips[y]:
            if segment.text:
                yield Run(x, segment.text, look_of(segment))
                x += cell_len(segment.text)

    def cells(self, y: int) -> list[Cell]:
        """Return the cells of a line."""
        found: list[Cell] = []
        for run in self.runs(y):
            for character in run.text:
                width = cell_len(character)
                if width == 0 and found:
                    found[-1] = Cell(found[-1].text + character, found[-1].look)
                else:
                    found += [Cell(character, run.look), *[Cell("", run.look)] * (width - 1)]
        return found

    def first(self, *kinds: str) -> Place | None:
        """Return the first widget of one of these classes that is in sight."""
        return next((place for place in self.places if place.is_a(*kinds)), None)

    def text_in(self, region: Region) -> list[str]:
        """Return the text of each line of a region, with the room at its end."""
        return [
            "".join(cell.text for cell in self.cells(y)[region.x : region.right])
            for y in range(region.y, min(region.bottom, self.size.height))
        ]


def look_of(segment: Segment) -> Look:
    """Return how a segment is drawn."""
    return _look(segment.style or Style.null())


@cache
def _look(style: Style) -> Look:
    color = _rgb(style.color, is_foreground=True)
    background = _rgb(style.bgcolor, is_foreground=False)
    if style.reverse:
        color, background = background, color
    if style.dim:
        color = _between(color, background)
    return Look(
        color,
        background,
        is_bold=bool(style.bold),
        is_italic=bool(style.italic),
        is_underlined=bool(style.underline),
        is_struck=bool(style.strike),
    )


def _rgb(color: Color | None, *, is_foreground: bool) -> Rgb:
    return tuple((color or Color.default()).get_truecolor(TERMINAL, foreground=is_foreground))  # type: ignore[return-value]


def _between(one: Rgb, other: Rgb) -> Rgb:
    return tuple(round(0.6 * a + 0.4 * b) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def frame_of(screen: Screen[object], below: Screen[object] | None) -> Frame:
    """Return what a screen draws; `below` is the one a dialog lies over."""
    # What lies behind a dialog is drawn by whoever tells which screens those are.
    visible_screen_stack.set(screen.app._background_screens)
    strips = screen._compositor.render_strips()
    return Frame(
        size=screen.size,
        strips=tuple(map(_always_the_same, strips)),
        places=_places(screen),
        behind=() if below is None else _places(below),
        is_modal=screen.is_modal,
        screen=type(screen).__name__,
    )


def _always_the_same(strip: Strip) -> Strip:
    if strip.text == strip.text.translate(_ALL_THE_SAME):
        return strip
    return Strip([segment._replace(text=segment.text.translate(_ALL_THE_SAME)) for segment in strip])


def _places(screen: Screen[object]) -> tuple[Place, ...]:
    return tuple(
        Place(
            kinds=frozenset(each.__name__ for each in type(widget).__mro__),
            name=widget.id or "",
            classes=widget.classes,
            region=region.intersection(clip),
            is_focused=widget.has_focus,
        )
        for widget, (region, clip) in reversed(screen._compositor.visible_widgets.items())
        if widget is not screen
    )
