"""Searching a full text: what was found, and which of it the reader is at."""

import asyncio
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from paperreader.document.rendering import rendered_text
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.domain.query.highlight import highlight_spans
from paperreader.domain.text import fold
from paperreader.ui.reading.text_blocks import TextBlocks

Spans = tuple[tuple[int, int], ...]
_AT_ONCE = 300
"""Blocks that are searched before whatever else waits."""


async def found_in(text: TextBlocks, typed: str, *, is_source: bool) -> dict[int, Spans]:
    """Return from where to where what is typed is found, by block, in order; case and accents do not matter."""
    wanted = fold(typed)
    found: dict[int, Spans] = {}
    for begin in range(0, len(text.blocks) if wanted else 0, _AT_ONCE):
        found |= await asyncio.to_thread(_found, text, wanted, range(begin, begin + _AT_ONCE), is_source)
    return found


def _found(text: TextBlocks, wanted: str, places: range, is_source: bool) -> dict[int, Spans]:  # noqa: FBT001 - for a thread
    found: dict[int, Spans] = {}
    for place in places[: len(text.blocks) - places.start]:
        if f" {wanted}" in text.folded(place, is_source=is_source):
            where = highlight_spans(rendered_text(text.blocks[place], is_source=is_source), [wanted])
            if where:
                found[place] = where
    return found


@dataclass(frozen=True, slots=True)
class TextSearch:
    """What was typed and found, and at which match the reader is: first the one at or behind where the search began."""

    typed: str
    found: Mapping[int, Spans]
    origin: ReadingPosition | None
    at: int = -1
    matches: tuple[tuple[int, int], ...] = field(init=False)
    """Block and first character of each match, in order."""

    def __post_init__(self) -> None:
        matches = tuple((block, start) for block, where in self.found.items() for start, _ in where)
        object.__setattr__(self, "matches", matches)
        if self.at < 0 and matches:
            start = (0, 0) if self.origin is None else (self.origin.block, self.origin.offset)
            object.__setattr__(self, "at", bisect_left(matches, start) % len(matches))

    @property
    def current(self) -> tuple[int, int] | None:
        """The match the reader is at; None where there is none."""
        return self.matches[self.at] if self.matches else None

    @property
    def standing(self) -> str:
        """Which match of how many it is."""
        return f"{self.at + 1:,} of {len(self.matches):,}" if self.matches else "no match"

    def moved(self, step: int) -> "TextSearch":
        """Return the search at another match; behind the last one comes the first."""
        return replace(self, at=(self.at + step) % len(self.matches)) if self.matches else self
