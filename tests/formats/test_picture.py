"""Picture files from outside made small, whatever they are."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from paperreader.domain.papers.picture import Picture
from paperreader.formats.picture import to_picture
from tests.hub.pictures import BLUE, GREEN, GREY, RED, bomb, png, stripes


def file_of(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def test_a_small_picture_is_taken_pixel_by_pixel() -> None:
    picture = to_picture(png([[RED, GREEN], [BLUE, GREY]]), 2, 2)
    assert picture == Picture(2, 2, bytes([*RED, *GREEN, *BLUE, *GREY]))


@pytest.mark.parametrize(
    ("size", "room", "fits"),
    [
        ((1200, 648), (80, 24), (44, 24)),
        ((1200, 100), (80, 24), (80, 7)),
        ((10, 3000), (80, 24), (1, 24)),
        ((4, 4), (80, 24), (24, 24)),
    ],
)
def test_proportions_are_kept(size: tuple[int, int], room: tuple[int, int], fits: tuple[int, int]) -> None:
    picture = to_picture(file_of(Image.new("RGB", size, "red"), "PNG"), *room)
    assert picture is not None
    assert (picture.width, picture.height) == fits
    assert picture.colours == bytes(RED) * fits[0] * fits[1]


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF"])
def test_other_kinds_are_read(kind: str) -> None:
    picture = to_picture(file_of(Image.new("RGB", (400, 200), "blue"), kind), 40, 20)
    assert picture is not None
    red, green, blue = picture.at(20, 10)
    assert (red < 20, green < 20, blue > 230) == (True, True, True)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "F"])
def test_every_mode_of_colours_is_read_or_refused(mode: str) -> None:
    kind = {"CMYK": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    picture = to_picture(file_of(Image.new(mode, (8, 8)), kind), 8, 8)
    # Only the last is of a kind that is not asked for.
    assert (picture is None) == (mode == "F")


def test_what_is_transparent_is_white() -> None:
    picture = to_picture(file_of(Image.new("RGBA", (2, 2), (255, 0, 0, 0)), "PNG"), 2, 2)
    assert picture is not None
    assert picture.at(0, 0) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        stripes("a")[:-30],
        b"GIF89a",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert to_picture(data, 80, 24) is None


@pytest.mark.parametrize("pixels", [(6_000, 5_000), (12_000, 10_000)])
def test_what_is_too_large_to_unpack_is_none(pixels: tuple[int, int]) -> None:
    # The second is one of which Pillow warns by itself.
    assert to_picture(file_of(Image.new("1", pixels), "PNG"), 80, 24) is None


def test_a_bomb_is_none() -> None:
    assert to_picture(bomb(), 80, 24) is None


_WHOLE = {
    kind: file_of(Image.linear_gradient("L").resize((32, 32)).convert("RGB"), kind)
    for kind in ("PNG", "JPEG", "WEBP", "GIF")
}


@given(
    st.sampled_from(sorted(_WHOLE)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
    st.floats(0.2, 1),
)
def test_damaged_files_are_read_or_refused(kind: str, flips: list[tuple[float, int]], part: float) -> None:
    data = bytearray(_WHOLE[kind])
    for place, value in flips:
        data[int(place * len(data))] = value
    picture = to_picture(bytes(data[: int(part * len(data))]), 10, 10)
    assert picture is None or len(picture.colours) == 3 * picture.width * picture.height
