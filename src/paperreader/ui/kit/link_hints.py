"""Link hints: letters over the links on the screen, to follow one of them with a key or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

_LETTERS = "asdfghjklewrtyuiopcvbnmzxq"
"""Those under the fingers first."""


class VisibleLink(Struct, frozen=True):
    """A link, or a part of one, on a line."""

    line: int
    at: int
    """Characters before it."""
    target: str


class LinkHints(Struct, frozen=True):
    """Which letters follow which link, and what was typed of them."""

    links: tuple[tuple[str, VisibleLink], ...]
    begun: str = ""

    @classmethod
    def of(cls, links: Sequence[VisibleLink]) -> LinkHints | None:
        """Return letters for links, the same for all with the same target; None where there is no link."""
        targets = list(dict.fromkeys(link.target for link in links))
        letters: Iterator[str] = iter(_LETTERS)
        if len(targets) > len(_LETTERS):
            letters = map("".join, product(_LETTERS, repeat=2))
        # There are fewer links on any screen than pairs of letters.
        named = dict(zip(targets, letters, strict=False))
        hints = tuple((named[link.target], link) for link in links if link.target in named)
        return cls(hints) if hints else None

    def typed(self, letter: str) -> tuple[LinkHints | None, str | None]:
        """Return the hints that are left when a letter was typed, and where the link leads that they select."""
        begun = self.begun + letter.lower()
        left = [(letters, link) for letters, link in self.links if letters.startswith(begun)]
        if not letter or not left:
            return None, None
        target = next((link.target for letters, link in left if letters == begun), None)
        return (None, target) if target is not None else (LinkHints(tuple(left), begun), None)

    def on_line(self, line: int) -> Iterator[tuple[int, str]]:
        """Yield the letters still to be typed on a line, each with the characters before it."""
        for letters, link in self.links:
            if link.line == line:
                yield link.at, letters[len(self.begun) :]
