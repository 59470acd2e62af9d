"""The full text of a paper, and the place in it where reading goes on."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from paperreader.domain.paper import PaperKey
from paperreader.errors import StoreError

MOST_CHARACTERS, MOST_LINES = 3_000_000, 100_000
"""Of a full text; the longest papers have a tenth of either."""


class TextOrigin(StrEnum):
    """Where a full text came from."""

    HUB = "hub"
    """The Hub's own Markdown of the paper."""
    ARXIV = "arxiv"
    """arXiv's HTML of it, turned into Markdown here."""


@dataclass(frozen=True, slots=True)
class FullText:
    """What a paper says, from its title to its references."""

    key: PaperKey
    markdown: str
    """Cleaned with `clean_lines`; its formulas are as they came."""
    origin: TextOrigin
    fetched_at: datetime
    not_kept: StoreError | None = field(default=None, compare=False)
    """Why it has to be fetched again another time: the archive can't be used or written; None if it is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """The first line on the screen, told so that it is found again at any width.

    Lines are not counted: other terminals break them elsewhere.
    """

    block: int
    """Which of the text's blocks (paragraphs, headings, rows of a table, lines of code) it lies in, from 0."""
    offset: int
    """Characters of that block before it, as shown; negative for the blank lines above the block."""
    share: float
    """How much of the text lies before it, from 0 to 1; for lists, and where the text has changed since."""
