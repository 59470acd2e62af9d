"""Where the rows of a list are, some of which have a heading above them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence


class Headings:
    """Which line belongs to which row, where some rows have a heading above them.

    Args:
        places: Of the rows with a heading, in order.
        row_height: Lines of a row.
    """

    def __init__(self, places: Iterable[int], row_height: int) -> None:
        self._places = tuple(places)
        self._height = row_height
        self._ends: list[int] = []
        above = 0
        for place in self._places:
            above += _above(place)
            self._ends.append(place * row_height + above)
        self._tops = [end - _above(place) for place, end in zip(self._places, self._ends, strict=True)]

    def line_of(self, place: int) -> int:
        """Return the first line of a row."""
        head = bisect_right(self._places, place) - 1
        return place * self._height + self._shift(head)

    def above(self, place: int) -> int:
        """Return how many lines above a row are its heading's."""
        head = bisect_right(self._places, place) - 1
        return _above(place) if head >= 0 and self._places[head] == place else 0

    def at(self, line: int) -> tuple[int, int]:
        """Return the place of the row at a line, and which of its lines that is: negative ones are its heading's."""
        head = bisect_right(self._tops, line) - 1
        if head >= 0 and line < self._ends[head]:
            return self._places[head], line - self._ends[head]
        return divmod(line - self._shift(head), self._height)

    def _shift(self, head: int) -> int:
        return self._ends[head] - self._places[head] * self._height if head >= 0 else 0


def _above(place: int) -> int:
    """Return the lines of a heading: a blank one before it, but not at the top."""
    return 2 if place else 1


def first_of_parts(parts: Sequence[str]) -> Iterator[int]:
    """Yield the places of rows that are the first of their part, given the part each row belongs to, empty for none."""
    former = ""
    for place, part in enumerate(parts):
        if part != former:
            yield place
        former = part


def nearest_first(place: int, count: int) -> Iterator[int]:
    """Return the places 0 to `count` - 1, the nearest to `place` first."""
    after, before = range(max(0, place), count), range(min(place, count) - 1, -1, -1)
    both = min(len(after), len(before))
    for pair in zip(after, before, strict=False):
        yield from pair
    yield from after[both:]
    yield from before[both:]
