"""Which lines of a list are which row's, where rows differ in height and only those that are seen are measured."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_AT_ONCE = 16
"""Rows of a block: they are measured together."""


@dataclass(slots=True)
class _Block:
    """What was measured of the rows of a block."""

    begins: list[int]
    """The line of the block at which each row begins, heading included, and the one behind the last."""
    above: list[int]
    """How many lines of each row are its heading's."""


class RowLines:
    """Knows at which line each row is; rows are measured, a block at once, when one of them is asked for.

    Until then they count as those measured first. So what is below a block moves when that is measured; what was asked
    for stays where it is as long as nothing above it is asked for.

    Args:
        count: How many rows there are.
        measure: Returns how many lines a row has above it, for its heading, and how many itself, at least one.
        guess: Lines of a row, before any was measured.
    """

    def __init__(self, count: int, measure: Callable[[int], tuple[int, int]], guess: int = 1) -> None:
        self.count = count
        """How many rows there are; `grow` changes it."""
        self._measure = measure
        self._guess = guess * _AT_ONCE
        """Lines of a block that was not measured."""
        self._blocks: dict[int, _Block] = {}
        self._measured: list[int] = []
        """The blocks in `_blocks`, in order."""
        self._shifts: list[int] = []
        """Of each of them, how many more lines than guessed it and all before it have."""

    @property
    def total(self) -> int:
        """How many lines there are, as far as is known."""
        last = self._last
        return self._top(last) + self._lines_of(last) if self.count else 0

    def line_of(self, place: int) -> int:
        """Return the first line of a row, below its heading; behind the last row the end."""
        if place >= self.count:
            return self.total
        block, top = self._of(place)
        return top + block.begins[place % _AT_ONCE] + block.above[place % _AT_ONCE]

    def above(self, place: int) -> int:
        """Return how many lines above a row are its heading's."""
        return self._of(place)[0].above[place % _AT_ONCE] if place < self.count else 0

    def height_of(self, place: int) -> int:
        """Return how many lines a row has, without its heading."""
        if place >= self.count:
            return 0
        begins, row = self._of(place)[0].begins, place % _AT_ONCE
        return begins[row + 1] - begins[row] - self.above(place)

    def at(self, line: int) -> tuple[int, int]:
        """Return the place of the row at a line, and which of its lines that is: negative ones are its heading's.

        Below the last row the place is that behind it.
        """
        if not self.count:
            return 0, line
        number = self._block_at(line)
        while number not in self._blocks:
            self._measure_block(number)
            # It may be shorter than was guessed, and another at that line.
            number = self._block_at(line)
        block, within = self._blocks[number], max(0, line - self._top(number))
        row = bisect_right(block.begins, within) - 1
        if row == len(block.above):
            return self.count, line - self.total
        return number * _AT_ONCE + row, within - block.begins[row] - block.above[row]

    def is_measured(self, line: int) -> bool:
        """Tell whether measuring will not change which row is at a line."""
        return not self.count or self._block_at(line) in self._blocks

    def measure_between(self, first: int, behind: int) -> bool:
        """Measure what is at these lines; tell whether anything had not been."""
        has_measured = False
        number = self._block_at(first) if self.count else 0
        while self.count and number <= self._last and self._top(number) < behind:
            if number not in self._blocks:
                self._measure_block(number)
                has_measured = True
            number += 1
        return has_measured

    def grow(self, count: int) -> None:
        """Have more rows behind the last."""
        last = self._last
        if self.count % _AT_ONCE and self._blocks.pop(last, None) is not None:
            # It has more rows now, and is the last that could be measured.
            self._measured.pop()
            self._shifts.pop()
        self.count = count

    @property
    def _last(self) -> int:
        return max(0, self.count - 1) // _AT_ONCE

    def _of(self, place: int) -> tuple[_Block, int]:
        """Return the block of a row, and its first line."""
        number = place // _AT_ONCE
        if number not in self._blocks:
            self._measure_block(number)
        return self._blocks[number], self._top(number)

    def _block_at(self, line: int) -> int:
        return max(0, bisect_right(range(self._last + 1), line, key=self._top) - 1)

    def _top(self, number: int) -> int:
        """Return the first line of a block."""
        before = bisect_left(self._measured, number) - 1
        return number * self._guess + (self._shifts[before] if before >= 0 else 0)

    def _lines_of(self, number: int) -> int:
        block = self._blocks.get(number)
        return self._guessed(number) if block is None else block.begins[-1]

    def _guessed(self, number: int) -> int:
        rows = min(_AT_ONCE, self.count - number * _AT_ONCE)
        return max(rows, round(self._guess * rows / _AT_ONCE))

    def _measure_block(self, number: int) -> None:
        block = _Block([0], [])
        for place in range(number * _AT_ONCE, min(self.count, (number + 1) * _AT_ONCE)):
            above, height = self._measure(place)
            block.above.append(above)
            block.begins.append(block.begins[-1] + above + height)
        if not self._blocks:
            self._guess = max(_AT_ONCE, round(block.begins[-1] * _AT_ONCE / len(block.above)))
        at = bisect_left(self._measured, number)
        more = block.begins[-1] - self._guessed(number)
        self._blocks[number] = block
        self._measured.insert(at, number)
        self._shifts.insert(at, self._shifts[at - 1] if at else 0)
        self._shifts[at:] = [shift + more for shift in self._shifts[at:]]


def nearest_first(place: int, count: int) -> Iterator[int]:
    """Return the places 0 to `count` - 1, the nearest to `place` first."""
    after, before = range(max(0, place), count), range(min(place, count) - 1, -1, -1)
    both = min(len(after), len(before))
    for pair in zip(after, before, strict=False):
        yield from pair
    yield from after[both:]
    yield from before[both:]
