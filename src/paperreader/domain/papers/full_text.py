"""The full text of a paper, and the position at which reading it resumes."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreError

MAX_CHARACTERS, MAX_LINES = 3_000_000, 100_000
"""Of a full text; the longest papers have a tenth of either."""
_MIN_CHARACTERS = 1_000
"""Characters that a text without a heading has."""
_HEADING = re.compile(r"^#", re.MULTILINE)
_FORMULA = re.compile(r"\$[^$]*\$")
_ERROR = re.compile(r"\\[A-Za-z@]{2,}|\{[A-Za-z]{2,}\*?\}")


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

    @property
    def is_converted(self) -> bool:
        """It was made of HTML here: a dollar that is money is escaped in it."""
        return self.origin is TextOrigin.ARXIV

    not_kept: StoreError | None = field(default=None, compare=False)
    """Why it has to be fetched again another time: the archive can't be used or written; None if it is kept."""

    @property
    def is_failed(self) -> bool:
        """It is none: arXiv's converter failed, and what is here are its marks of errors and a few stray words.

        Such were once kept as texts.
        """
        return (
            self.origin is TextOrigin.ARXIV
            and len(self.markdown) < _MIN_CHARACTERS
            and _HEADING.search(self.markdown) is None
            and _ERROR.search(_FORMULA.sub("", self.markdown)) is not None
        )


class ReadingPosition(Struct, frozen=True):
    """The first line on the screen, told so that it is found again at any width.

    Lines are not counted: other terminals break them elsewhere.
    """

    block: int
    """Which of the text's blocks (paragraphs, headings, rows of a table, lines of code) it lies in, from 0."""
    offset: int
    """Characters of that block before it, as shown; negative for the blank lines above the block."""
    share: float
    """How much of the text lies before it, from 0 to 1; for lists, and where the text has changed since."""
