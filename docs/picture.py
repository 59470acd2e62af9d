"""Draws the pictures of README.md and of docs/: the reader itself, on the invented papers of the gallery.

Run: make picture
"""

import asyncio
import io
import json
import re
from pathlib import Path

from textual.geometry import Size

from paperreader.document.cells import cell_width
from paperreader.settings import Settings
from tests.gallery import drawing, papers, png, svg
from tests.gallery.drawing import State, draw
from tests.gallery.frame import Frame
from tests.gallery.states import STATES
from tests.hub import Entry

FOLDER = Path(__file__).parent
COLOURS = 128
"""Of a PNG file: with as many as there are it would be four times as large."""
_FONTS = "ui-monospace, Menlo, DejaVu Sans Mono, monospace"
_DARK = Settings(theme="dark")


def days() -> dict[str, list[Entry]]:
    """Return the papers of the gallery without those that not every viewer of pictures draws alike, and none twice."""
    found = papers.days()
    by_title = {json.dumps(each["paper"]["title"]): each for each in found["2026-08-21"] if _is_narrow(each)}  # type: ignore[index]
    return {**found, "2026-08-21": list(by_title.values())}


def _is_narrow(entry: Entry) -> bool:
    text = json.dumps(entry, ensure_ascii=False)
    # Few fonts of one width have the letters that TeX's calligraphic ones become.
    return cell_width(text) == len(text) and "mathcal" not in entry["paper"]["title"]  # type: ignore[index]


PICTURES = {
    "screen": (State("screen", "", keys=("b",), settings=_DARK), Size(120, 34)),
    "reading": (STATES["full-text"], Size(100, 30)),
    "palette": (State("palette", "", keys=("colon", *"bookmark"), settings=_DARK), Size(100, 24)),
    "calendar": (STATES["calendar"], Size(100, 30)),
}
"""What is drawn, by the names of the files, and how large the terminal is."""


def as_svg(frame: Frame) -> str:
    """Return a frame as an SVG file, with the fonts of whoever looks."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{_FONTS}" font-size="13" xml:space="preserve" '
    )
    return re.sub(r"^<svg ", head, svg.picture(frame)).replace("<text", "\n<text") + "\n"


def as_png(frame: Frame) -> bytes:
    """Return a frame as a PNG file."""
    file = io.BytesIO()
    png.picture(frame).quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


async def make() -> None:
    """Write all pictures; the first as SVG as well."""
    drawing.days = days  # type: ignore[attr-defined]
    for name, (state, size) in PICTURES.items():
        frame = (await draw(state, sizes=(size,)))[size]
        if name == "screen":
            (FOLDER / "screen.svg").write_text(as_svg(frame), encoding="utf-8")
        (FOLDER / f"{name}.png").write_bytes(as_png(frame))


if __name__ == "__main__":
    asyncio.run(make())
