"""Pictures for the test hub, made without a library: plain PNGs, and one that would not fit into memory."""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

from tests.hub.answers import Answer

Colour = tuple[int, int, int]
RED: Final[Colour] = (255, 0, 0)
GREEN: Final[Colour] = (0, 255, 0)
BLUE: Final[Colour] = (0, 0, 255)
GREY: Final[Colour] = (128, 128, 128)


def png(rows: Sequence[Sequence[Colour]]) -> bytes:
    """A PNG of these pixels."""
    raw = b"".join(b"\0" + b"".join(bytes(pixel) for pixel in row) for row in rows)
    return _png_of(len(rows[0]), len(rows), zlib.compress(raw))


def bomb() -> bytes:
    """A PNG of a few bytes that says to have three billion pixels."""
    return _png_of(60_000, 50_000, zlib.compress(bytes(1000)))


def stripes(known_as: str, width: int = 120, height: int = 64) -> bytes:
    """A PNG with stripes whose colours depend on the name."""
    seed = sum(map(ord, known_as))
    colours = [((seed * 37 * n) % 200 + 30, (seed * 91 * n) % 200 + 30, 60 + 20 * n) for n in range(8)]
    return png([[colours[column * 8 // width] for column in range(width)]] * height)


def picture_answer(body: bytes, kind: str = "image/png") -> Answer:
    """An answer that brings a picture."""
    return Answer(200, body, {"Content-Type": kind})


def _png_of(width: int, height: int, packed: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
