"""Searching a full text: its matches, and which of them the reader is at."""

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


async def find(text: TextBlocks, typed: str, *, is_source: bool) -> dict[int, Spans]:
    """Return the start and end of each match by block, in order; case and accents do not matter."""
    wanted = fold(typed)
    matches: dict[int, Spans] = {}
    for begin in range(0, len(text.blocks) if wanted else 0, _AT_ONCE):
        blocks = range(begin, min(begin + _AT_ONCE, len(text.blocks)))
        matches |= await asyncio.to_thread(_find, text, wanted, blocks, is_source)
    return matches


def _find(text: TextBlocks, wanted: str, blocks: range, is_source: bool) -> dict[int, Spans]:  # noqa: FBT001 - for a thread
    matches: dict[int, Spans] = {}
    for block in blocks:
        if f" {wanted}" in text.folded(block, is_source=is_source):
            within = highlight_spans(rendered_text(text.blocks[block], is_source=is_source), [wanted])
            if within:
                matches[block] = within
    return matches


@dataclass(frozen=True, slots=True)
class TextSearch:
    """What was typed, its matches, and the one the reader is at: first the one at or behind where the search began."""

    typed: str
    matches: Mapping[int, Spans]
    """Start and end of each match, by block."""
    began: ReadingPosition | None
    at: int = -1
    starts: tuple[tuple[int, int], ...] = field(init=False)
    """Block and first character of each match, in order."""

    def __post_init__(self) -> None:
        starts = tuple((block, start) for block, within in self.matches.items() for start, _ in within)
        object.__setattr__(self, "starts", starts)
        if self.at < 0 and starts:
            began = (0, 0) if self.began is None else (self.began.block, self.began.offset)
            object.__setattr__(self, "at", bisect_left(starts, began) % len(starts))

    @property
    def current(self) -> tuple[int, int] | None:
        """Block and first character of the match the reader is at; None where there is none."""
        return self.starts[self.at] if self.starts else None

    @property
    def count(self) -> str:
        """Which match of how many it is, in words."""
        return f"{self.at + 1:,} of {len(self.starts):,}" if self.starts else "no match"

    def moved(self, step: int) -> "TextSearch":
        """Return the search at another match; behind the last one comes the first."""
        return replace(self, at=(self.at + step) % len(self.starts)) if self.starts else self
