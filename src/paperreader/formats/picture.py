"""A picture file made as small as a terminal needs it; files from outside, which may be anything.

Pillow does the work. It is no dependency of the reader but of its extra `images`, and imported by the first picture.
"""

import struct
import warnings
from importlib.util import find_spec
from io import BytesIO

from paperreader.domain.papers.picture import Picture

_MOST_PIXELS = 25_000_000
"""Of a picture before it is made small: unpacked it takes four bytes each."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def can_read_pictures() -> bool:
    """Tell whether Pillow is installed, without importing it."""
    return find_spec("PIL") is not None


def to_picture(data: bytes, width: int, height: int) -> Picture | None:
    """Return a picture in its proportions, as large as fits; None where the file is no picture that can be shown.

    It is None of a file that is damaged, of another kind, or too large to be unpacked. What is transparent becomes
    white: figures of papers are made for paper.

    Args:
        data: The file.
        width: Pixels at most.
        height: Likewise; pixels are as high as wide.
    """
    from PIL import Image  # noqa: PLC0415 - only who sees pictures needs it, and it is an extra

    # The filters are the process's: whoever calls lets one picture be read at a time.
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS or not image.width or not image.height:
                    return None
                size = _fitting(image.width, image.height, width, height)
                # A JPEG is unpacked at a fraction of its size at once.
                image.draft("RGB", (2 * size[0], 2 * size[1]))
                shown = image.convert("RGBA").resize(size, Image.Resampling.BOX)
                page = Image.new("RGBA", size, "white")
                colours = Image.alpha_composite(page, shown).convert("RGB").tobytes()
        # What damaged files make the readers of Pillow raise; SyntaxError is its own word for a broken PNG.
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            struct.error,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ):
            return None
    return Picture(*size, colours)


def _fitting(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """Return the largest size of these proportions within the bounds, at least one pixel each way."""
    scale = min(most_width / width, most_height / height)
    return max(1, min(most_width, round(width * scale))), max(1, min(most_height, round(height * scale)))
