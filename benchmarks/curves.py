"""Draws how what was measured grows with the papers in the archive, as an SVG.

One small plot for each measure, from zero: medians as a line, quartiles as bars, the number of papers as a logarithm.
"""

import math
from collections.abc import Mapping, Sequence

from benchmarks.measuring import Spread
from benchmarks.rows.growth import TITLES

_WIDTH, _HEIGHT, _COLUMNS = 270, 170, 3
_LEFT, _TOP, _PLOT_WIDTH, _PLOT_HEIGHT = 52, 38, 200, 96
_INK, _PALE, _LINE = "#24292f", "#d0d7de", "#0969da"

Growth = Mapping[str, Mapping[str, Sequence[float]]]


def drawing(growth: Growth) -> str:
    """Return the plots of all that was measured, in rows of three."""
    names = [name for name in TITLES if name in growth]
    height = _HEIGHT * math.ceil(len(names) / _COLUMNS)
    plots = (
        f'<g transform="translate({_WIDTH * (place % _COLUMNS)} {_HEIGHT * (place // _COLUMNS)})">'
        f"{_plot(TITLES[name], 'MB' if name == 'memory' else 'ms', growth[name])}</g>"
        for place, name in enumerate(names)
    )
    width = _WIDTH * _COLUMNS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, DejaVu Sans, sans-serif" font-size="11" fill="{_INK}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n' + "\n".join(plots) + "\n</svg>\n"
    )


def _plot(title: str, unit: str, by_count: Mapping[str, Sequence[float]]) -> str:
    spreads = {int(count): Spread.of(list(figures)) for count, figures in by_count.items()}
    top = _round_up(max(spread.upper for spread in spreads.values()))
    places = {count: _place(count, spreads) for count in sorted(spreads)}

    def height(figure: float) -> float:
        return _TOP + _PLOT_HEIGHT * (1 - figure / top)

    points = " ".join(f"{x:.1f},{height(spreads[count].median):.1f}" for count, x in places.items())
    bars = "".join(
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{height(spreads[count].lower):.1f}" y2="{height(spreads[count].upper):.1f}"/>'
        f'<circle cx="{x:.1f}" cy="{height(spreads[count].median):.1f}" r="2.5" fill="{_LINE}"/>'
        for count, x in places.items()
    )
    counts = "".join(
        f'<text x="{x:.1f}" y="{_TOP + _PLOT_HEIGHT + 16}" text-anchor="middle">{count:,}</text>'
        for count, x in places.items()
    )
    return (
        f'<text x="{_LEFT}" y="22" font-weight="600">{title.replace("`", "")}</text>{_scale(top, unit)}{counts}'
        f'<g stroke="{_LINE}" stroke-width="1.5" fill="none"><polyline points="{points}"/>{bars}</g>'
    )


def _scale(top: float, unit: str) -> str:
    lines = []
    for figure in (0.0, top / 2, top):
        y = _TOP + _PLOT_HEIGHT * (1 - figure / top)
        lines.append(
            f'<line x1="{_LEFT}" x2="{_LEFT + _PLOT_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_PALE}"/>'
            f'<text x="{_LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{figure:g}{" " + unit if figure == top else ""}</text>'
        )
    return "".join(lines)


def _place(count: int, among: Mapping[int, object]) -> float:
    least, most = math.log(min(among)), math.log(max(among))
    share = (math.log(count) - least) / (most - least) if most > least else 0.5
    return _LEFT + 12 + share * (_PLOT_WIDTH - 24)


def _round_up(figure: float) -> float:
    """Return the next number that reads well at the end of an axis and halved."""
    size = 10.0 ** math.floor(math.log10(figure))
    return next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= figure)
