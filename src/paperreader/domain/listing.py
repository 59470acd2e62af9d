"""A feed's answer: papers in order, and how far it can be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paperreader.domain.feed import Feed
from paperreader.domain.paper import Paper, PaperKey


class Origin(StrEnum):
    """Where a listing came from."""

    HUB = "hub"
    ARCHIVE = "archive"
    FILE = "file"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The papers of a feed in the order it gave them, each once."""

    feed: Feed
    papers: tuple[Paper, ...]
    origin: Origin
    fetched_at: datetime | None = None
    """When the source was asked, UTC; None for what was never fetched (file, sample)."""
    is_complete: bool = False
    """No more papers can come in: the edition was closed when it was fetched."""
    has_more: bool = False
    """The source has more than was asked for."""
    left_out: int = 0
    """Entries that were not understood."""


def each_once(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers without repetitions, each where it first stood."""
    seen: dict[PaperKey, Paper] = {}
    for paper in papers:
        seen.setdefault(paper.key, paper)
    return tuple(seen.values())
