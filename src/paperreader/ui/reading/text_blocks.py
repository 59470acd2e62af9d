"""The blocks of a full text, as far as it is read: its headings, the names in it, and shares of it."""

import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from threading import Lock

from msgspec import Struct

from paperreader.document.blocks import Block
from paperreader.document.chunks import Chunk
from paperreader.document.markdown import blocks_by_chunk
from paperreader.document.rendering import rendered_text
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.domain.text import fold

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_WORDS_A_MINUTE = 230
"""How fast a text is read that is to be understood."""


class Heading(Struct, frozen=True):
    """A heading, and the block it is."""

    block: int
    level: int
    text: str


class TextBlocks:
    """Reads a text a little at a time, in whatever thread; what was read can be used meanwhile.

    Args:
        markdown: A text cleaned with `clean_lines`.
        is_converted: It was made of HTML here.
    """

    def __init__(self, markdown: str, *, is_converted: bool = False) -> None:
        self._length = max(1, len(markdown))
        # Splitting a long text would hold up every key meanwhile.
        self._words = markdown.count(" ") + markdown.count("\n") - markdown.count("\n\n") + 1
        self._left = blocks_by_chunk(markdown, is_converted=is_converted)
        self._reading = Lock()
        self._slugs: Counter[str] = Counter()
        self._starts: list[int] = []
        """Characters of the Markdown before each block, about."""
        self._folded: dict[tuple[int, bool], str] = {}
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.names: dict[str, int] = {}
        """The blocks that links lead to, by what they call them."""
        self.is_read = False
        """All of it was read."""

    def read_on(self, seconds: float, *, enough: int = 0) -> None:
        """Read more for about as long, or until there are enough blocks."""
        end = time.monotonic() + seconds
        with self._reading:
            while not self.is_read and (time.monotonic() < end or len(self.blocks) < enough):
                read = next(self._left, None)
                if read is None:
                    self.is_read = True
                else:
                    self._add(*read)

    def _add(self, chunk: Chunk, blocks: Sequence[Block]) -> None:
        for number, block in enumerate(blocks):
            index = len(self.blocks)
            self._starts.append(chunk.start + len(chunk.text) * number // len(blocks))
            for name in block.anchors:
                self.names.setdefault(name, index)
            if block.level:
                self._add_heading(block, index)
            self.blocks.append(block)

    def _add_heading(self, block: Block, index: int) -> None:
        text = rendered_text(block, is_source=False)
        slug = _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-")
        number = self._slugs[slug]
        self._slugs[slug] += 1
        self.names.setdefault(f"{slug}-{number}" if number else slug, index)
        self.headings.append(Heading(index, block.level, text))

    def share(self, block: int) -> float:
        """Return how much of the text lies before a block, from 0 to 1."""
        return self._starts[block] / self._length if 0 <= block < len(self._starts) else float(block > 0)

    def block_of(self, position: ReadingPosition) -> int:
        """Return the block of a position; where the text is another one since, one about as far in it."""
        if position.block < len(self.blocks):
            return max(0, position.block)
        return max(0, bisect_right(self._starts, position.share * self._length) - 1)

    def heading_of(self, block: int) -> Heading | None:
        """Return the heading a block stands below, or is."""
        index = bisect_right(self.headings, block, key=lambda heading: heading.block) - 1
        return self.headings[index] if index >= 0 else None

    def minutes(self, share: float) -> int:
        """Return how long it takes to read a share of the text."""
        return round(self._words * share / _WORDS_A_MINUTE)

    def folded(self, block: int, *, is_source: bool) -> str:
        """Return what a block shows, folded, with a space before each word."""
        known = self._folded.get((block, is_source))
        if known is None:
            known = " " + fold(rendered_text(self.blocks[block], is_source=is_source))
            self._folded[block, is_source] = known
        return known
