"""Pictures out of half blocks: two pixels a cell, the upper one in the colour of the sign, the lower one behind it."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from paperreader.domain.papers.picture import Colour, Picture

_BLOCK = "▀"


# Every key that scrolls draws what is seen anew, and making the styles takes a frame.
@lru_cache(maxsize=64)
def half_blocks(picture: Picture, line: int) -> tuple[Segment, ...]:
    """Return a line of a picture, `picture.width` cells; below the last row of an odd number is nothing."""
    cells = groupby(_cells(picture, line))
    return tuple(Segment(_BLOCK * len(list(alike)), _style(*pair)) for pair, alike in cells)


def _cells(picture: Picture, line: int) -> Iterator[tuple[Colour, Colour | None]]:
    upper, lower = 2 * line, 2 * line + 1
    for column in range(picture.width):
        below = picture.at(column, lower) if lower < picture.height else None
        yield picture.at(column, upper), below


def _style(upper: Colour, lower: Colour | None) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=None if lower is None else Color.from_rgb(*lower))
