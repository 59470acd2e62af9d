"""Frames as SVG: what is drawn as text stays text, each run as wide as its cells."""

from collections import Counter
from collections.abc import Iterator
from html import escape

from tests.gallery.frame import Frame, Rgb, Run

_COLUMN, _LINE, _BASE = 8, 17, 13
"""Units of a column, of a line, and from the top of a line to where its letters stand."""


def picture(frame: Frame) -> str:
    """Return a frame as an SVG element."""
    width, height = frame.size.width * _COLUMN, frame.size.height * _LINE
    ground = _ground(frame)
    lines = "".join(_line(frame, y, ground) for y in range(frame.size.height))
    return (
        f'<svg viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" '
        f'fill="{_hex(ground)}"/>{lines}</svg>'
    )


def _ground(frame: Frame) -> Rgb:
    counted: Counter[Rgb] = Counter()
    for y in range(frame.size.height):
        for run in frame.runs(y):
            counted[run.look.background] += run.width
    return counted.most_common(1)[0][0]


def _line(frame: Frame, y: int, ground: Rgb) -> str:
    runs = list(frame.runs(y))
    behind = "".join(
        f'<rect x="{run.x * _COLUMN}" y="{y * _LINE}" width="{run.width * _COLUMN}" height="{_LINE}" '
        f'fill="{_hex(run.look.background)}"/>'
        for run in runs
        if run.look.background != ground
    )
    return behind + "".join(_text(run, y) for run in runs if run.text.strip())


def _text(run: Run, y: int) -> str:
    # Room at the ends is left out: viewers do not agree about how wide it is.
    text = run.text.strip()
    x = run.x + len(run.text) - len(run.text.lstrip())
    width = Run(x, text, run.look).width * _COLUMN
    return (
        f'<text x="{x * _COLUMN}" y="{y * _LINE + _BASE}" textLength="{width}" '
        f'fill="{_hex(run.look.color)}"{"".join(_style(run))}>{escape(text)}</text>'
    )


def _style(run: Run) -> Iterator[str]:
    if run.look.is_bold:
        yield ' font-weight="bold"'
    if run.look.is_italic:
        yield ' font-style="italic"'
    if run.look.is_underlined:
        yield ' text-decoration="underline"'


def _hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
