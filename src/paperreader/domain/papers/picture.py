"""The picture of a paper: where it is, and what a terminal can show of it."""

from msgspec import Struct

from paperreader.domain.papers.paper import Paper

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


class Picture(Struct, frozen=True):
    """A picture small enough for a terminal; `colours` has three bytes (red, green, blue) a pixel, row by row."""

    width: int
    height: int
    colours: bytes

    def at(self, column: int, row: int) -> Colour:
        """Return the colour of a pixel, counted from 0 at the top left.

        >>> Picture(2, 1, bytes([255, 0, 0, 0, 0, 255])).at(1, 0)
        (0, 0, 255)
        """
        place = 3 * (row * self.width + column)
        red, green, blue = self.colours[place : place + 3]
        return red, green, blue


def picture_url(paper: Paper) -> str | None:
    """Return the address of a paper's picture: the first its submitter put there, else the Hub's thumbnail.

    Films and animations are passed over. Nothing says yet that the address may be asked.
    """
    still = (url for url in paper.media_urls if url.lower().endswith(_ENDINGS))
    return next(still, paper.thumbnail)
