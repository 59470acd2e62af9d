"""Half blocks, exactly: which colour is where."""

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from paperreader.domain.papers.picture import Picture
from paperreader.ui.browse.half_blocks import half_blocks
from paperreader.ui.browse.paper_detail import HALF_BLOCKS, cells_of
from tests.hub.pictures import BLUE, GREEN, GREY, RED


def style(upper: tuple[int, int, int], lower: tuple[int, int, int] | None) -> Style:
    below = None if lower is None else Color.from_rgb(*lower)
    return Style(color=Color.from_rgb(*upper), bgcolor=below)


def test_four_pixels_are_two_cells() -> None:
    picture = Picture(2, 2, bytes([*RED, *GREEN, *BLUE, *GREY]))
    assert cells_of(picture, HALF_BLOCKS).height == 1
    assert half_blocks(picture, 0) == (Segment("▀", style(RED, BLUE)), Segment("▀", style(GREEN, GREY)))


def test_cells_that_are_alike_are_one_segment() -> None:
    picture = Picture(3, 2, bytes([*RED, *RED, *GREEN, *BLUE, *BLUE, *BLUE]))
    assert half_blocks(picture, 0) == (Segment("▀▀", style(RED, BLUE)), Segment("▀", style(GREEN, BLUE)))


def test_below_the_last_row_of_an_odd_number_is_nothing() -> None:
    picture = Picture(1, 3, bytes([*RED, *GREEN, *BLUE]))
    assert cells_of(picture, HALF_BLOCKS).height == 2
    assert half_blocks(picture, 1) == (Segment("▀", style(BLUE, None)),)
