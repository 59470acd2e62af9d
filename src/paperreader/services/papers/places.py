"""Where the reader was in a list, to be found again though papers came or went meanwhile."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """Which row of a list is highlighted, and where on the screen it is."""

    keys: tuple[str, ...] = ()
    """The key of the row, then those of rows beside it, in the order in which they are to stand in for it."""
    place: int = 0
    """Its place in the list, for when none of them is there any more."""
    line: int | None = None
    """The line of the list's part of the screen at which it begins; None for wherever it comes to be."""
