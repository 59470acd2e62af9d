"""Frames as PNG files, for who looks without a browser."""

import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.gallery.frame import Frame, Look

_STYLES = {
    (False, False): "Book",
    (True, False): "Bold",
    (False, True): "Oblique",
    (True, True): "Bold Oblique",
}
_CAPTION = 24


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    asked = ["fc-match", "-f", "%{file}", name]
    found = subprocess.run(asked, capture_output=True, text=True, check=True)
    return ImageFont.truetype(found.stdout, size)


def picture(frame: Frame, size: int = 15) -> Image.Image:
    """Return a frame as a picture, in letters of a size."""
    column, line = round(_mono(Look((0, 0, 0), (0, 0, 0)), size).getlength("M")), round(size * 1.25)
    image = Image.new("RGB", (column * frame.size.width, line * frame.size.height))
    draw = ImageDraw.Draw(image)
    for y in range(frame.size.height):
        for run in frame.runs(y):
            box = (run.x * column, y * line, (run.x + run.width) * column - 1, (y + 1) * line - 1)
            draw.rectangle(box, fill=run.look.background)
        for x, cell in enumerate(frame.cells(y)):
            if cell.text.strip():
                draw.text(
                    (x * column, y * line), cell.text, cell.look.color, _for(cell.text, cell.look, size)
                )
            if cell.look.is_underlined and cell.text:
                bottom = (y + 1) * line - 2
                draw.line((x * column, bottom, (x + 1) * column, bottom), cell.look.color)
    return image


def _mono(look: Look, size: int) -> ImageFont.FreeTypeFont:
    return _font(f"DejaVu Sans Mono:style={_STYLES[look.is_bold, look.is_italic]}", size)


def _for(text: str, look: Look, size: int) -> ImageFont.FreeTypeFont:
    if "\u2800" <= text[0] <= "\u28ff":
        # Of Braille, in which lines of plots are drawn, the other has nothing.
        return _font("DejaVu Sans", size)
    # The font of the others has no signs of East Asia.
    return _font("Noto Sans Mono CJK JP,sans:lang=ja", size) if text[0] >= "\u2e80" else _mono(look, size)


def sheet(named: Mapping[str, Frame], columns: int, size: int = 12) -> Image.Image:
    """Return pictures on one sheet, in so many columns, each below its name."""
    drawn = [(name, picture(frame, size)) for name, frame in named.items()]
    rows = [drawn[start : start + columns] for start in range(0, len(drawn), columns)]
    width = max(sum(image.width + 8 for _, image in row) for row in rows)
    height = sum(_height(row) for row in rows)
    paper = Image.new("RGB", (width, height), (128, 128, 128))
    draw, y = ImageDraw.Draw(paper), 0
    for row in rows:
        x = 0
        for name, image in row:
            draw.text((x + 4, y + 4), name, (255, 255, 255), _font("DejaVu Sans:style=Bold", 14))
            paper.paste(image, (x, y + _CAPTION))
            x += image.width + 8
        y += _height(row)
    return paper


def _height(row: Sequence[tuple[str, Image.Image]]) -> int:
    return max(image.height for _, image in row) + _CAPTION + 8


def write(folder: Path, name: str, image: Image.Image) -> Path:
    """Write a picture, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.png"
    image.save(file)
    return file
