"""Trends drawn in characters: lines of braille dots, and a marker for each query, so that colour is never alone.

Gaps in what is known are gaps in the line.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperreader.document.cells import cell_width, cut
from paperreader.domain.ranking.trends import Trends
from paperreader.formats.pages.wording import percent

MARKERS = "●▲■◆○△"
"""Of the queries, in their order."""
MOST = len(MARKERS)
"""How many queries can be told apart in one plot."""
PlotSegment = tuple[str, int | None]
"""A piece of a line in one colour, and the place of the query whose colour it is."""
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""What each dot of a braille character adds to its number, by row and column."""
ASCII: Mapping[str, str] = {
    **dict(zip(MARKERS, "o^#*@+", strict=True)),
    **{chr(_BRAILLE + dots): "." for dots in range(1, 256)},
    **dict(zip("│┤└┬─", "|+++-", strict=True)),
}
"""The ASCII form of every character of a plot that is not ASCII."""
_BETWEEN_MARKERS = 6
"""Columns at least between two markers of a line."""
LEAST = 5
"""Lines of the lowest plot that says anything."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The axis at the left: from 0 to `top`, a tick every `step`."""

    top: float
    step: float

    @classmethod
    def up_to(cls, most: float, ticks: int) -> "_Scale":
        """Return the finest scale with at most so many ticks above 0 that reaches a share."""
        if not most:
            return cls(0.01, 0.01)
        rough = most / ticks
        unit = 10 ** math.floor(math.log10(rough))
        step = next(size * unit for size in (1, 2, 2.5, 5, 10) if size * unit >= rough * (1 - 1e-9))
        return cls(step * math.ceil(most / step - 1e-9), step)

    def labels(self, height: int) -> dict[int, str]:
        """Return what stands at the lines of a plot of that height."""
        ticks = round(self.top / self.step)
        values = [self.top * tick / ticks for tick in range(ticks + 1)]
        return {self.dot(value, height) // 4: f"{round(value * 100, 8):g} %" for value in values}

    def dot(self, share: float, height: int) -> int:
        """Return how many dots from the top a share lies."""
        return round((1 - share / self.top) * (4 * height - 1))


def plot(trends: Trends, width: int, height: int) -> list[list[PlotSegment]]:
    """Return the shares of all queries over time, in exactly so many lines of at most that width.

    The last two lines are the axis and the names of periods. Without any papers there is nothing to draw: no lines.
    """
    rows = height - 2
    if not trends.known or height < LEAST:
        return []
    most = max((share for each in trends.series for share in trends.shares(each) if share), default=0.0)
    scale = _Scale.up_to(most, max(1, min(4, rows // 2)))
    labels = scale.labels(rows)
    left = max(map(len, labels.values()))
    area = _Area(trends, scale, max(1, width - left - 2), rows)
    lines = [
        [(f"{labels.get(row, ''):>{left}} {'┤' if row in labels else '│'}", None), *area.segments(row)]
        for row in range(rows)
    ]
    axis, names = _axis(trends, area)
    return [*lines, [(f"{'':{left}} └{axis}", None)], [(f"{'':{left}}  {names}", None)]]


def legend(trends: Trends, width: int) -> list[list[PlotSegment]]:
    """Return a line for each query: its marker, itself, cut where there is no room, and its latest share."""
    return [_key(trends, place, width) for place in range(len(trends.series))]


def _key(trends: Trends, place: int, width: int) -> list[PlotSegment]:
    series = trends.series[place]
    latest = "no papers archived"
    if trends.known:
        last = trends.known[-1]
        latest = f"{percent(trends.shares(series)[last])} in {trends.periods[last].name}"
    text = cut(series.text, max(1, width - cell_width(latest) - 4))
    return [(f"{MARKERS[place % MOST]} {text}", place), (f"  {latest}", None)]


class _Area:
    """Where the lines are: columns and rows of characters, each of two by four dots."""

    def __init__(self, trends: Trends, scale: _Scale, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._steps = max(1, len(trends.periods) - 1)
        self._dots: defaultdict[tuple[int, int], int] = defaultdict(int)
        self._owners: dict[tuple[int, int], int] = {}
        self._markers: dict[tuple[int, int], int] = {}
        lines = [
            [None if share is None else scale.dot(share, height) for share in trends.shares(each)]
            for each in trends.series
        ]
        for owner, line in enumerate(lines):
            self._draw(owner, line)
        self._place_markers(lines)

    def column(self, place: int) -> int:
        """Return the column of a period."""
        return self._x(place) // 2

    def _x(self, place: int) -> int:
        return round(place * (2 * self.width - 1) / self._steps)

    def _draw(self, owner: int, line: list[int | None]) -> None:
        before: int | None = None
        for place, y in enumerate(line):
            if y is not None:
                here = (self._x(place), y)
                start = here if before is None else (self._x(place - 1), before)
                for x, dot in _between(start, here):
                    cell = (x // 2, dot // 4)
                    self._dots[cell] |= _DOTS[dot % 4][x % 2]
                    self._owners.setdefault(cell, owner)
            before = y

    def _place_markers(self, lines: list[list[int | None]]) -> None:
        """Put markers on the lines, as many as there is room for; where lines meet, one after the other has its turn."""
        apart = math.ceil(_BETWEEN_MARKERS * self._steps / self.width)
        count = len(lines)
        for place in range(self._steps + 1):
            for turn in range(count):
                owner = (place // apart + turn) % count
                y = lines[owner][place] if place < len(lines[owner]) else None
                is_due = (place + owner * apart // count) % apart == 0 or _is_end(lines[owner], place)
                if y is not None and is_due:
                    self._markers.setdefault((self.column(place), y // 4), owner)

    def segments(self, row: int) -> Iterator[PlotSegment]:
        """Yield the segments of a line, its end left out where it is empty."""
        text, owner = "", None
        for column in range(self.width):
            char, here = self._cell((column, row))
            if here != owner and text.strip():
                yield text, owner
                text = ""
            text, owner = text + char, here
        if text.strip():
            yield text, owner

    def _cell(self, cell: tuple[int, int]) -> PlotSegment:
        if cell in self._markers:
            return MARKERS[self._markers[cell] % MOST], self._markers[cell]
        if cell in self._dots:
            return chr(_BRAILLE + self._dots[cell]), self._owners[cell]
        return " ", None


def _is_end(line: list[int | None], place: int) -> bool:
    """Tell whether a line is drawn no further, or stands alone: it could be taken for another's."""
    return place + 1 >= len(line) or line[place + 1] is None


def _between(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the dots of a straight line, both ends included."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    for step in range(steps + 1):
        yield (
            start[0] + round((end[0] - start[0]) * step / steps),
            start[1] + round((end[1] - start[1]) * step / steps),
        )


def _axis(trends: Trends, area: _Area) -> tuple[str, str]:
    """Return the axis with its ticks, and the names of the periods below them: the last, and as many as fit."""
    length = len(trends.periods[-1].name)
    count = len(trends.periods)
    # One and a half: the last name ends with the plot, the others have their ticks in the middle.
    every = math.ceil((1.5 * length + 1) * max(1, count - 1) / area.width)
    ticks, names = ["─"] * area.width, [" "] * max(area.width, length)
    for place in range(count - 1, -1, -every):
        column = area.column(place)
        start = max(0, min(column - length // 2, area.width - length))
        ticks[column] = "┬"
        names[start : start + length] = trends.periods[place].name
    return "".join(ticks), "".join(names).rstrip()
