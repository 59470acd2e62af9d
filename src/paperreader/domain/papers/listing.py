"""A feed's answer: papers in order, and how far it can be trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from paperreader.domain.papers.calendar import begins_at
from paperreader.domain.papers.feed import Edition, Feed
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import StoreError


class ListingOrigin(StrEnum):
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
    origin: ListingOrigin
    fetched_at: datetime | None = None
    """When the source was asked, UTC; None for what was never fetched (file, sample)."""
    is_complete: bool = False
    """No more papers can come in: the edition was closed when it was fetched."""
    has_more: bool = False
    """The source has more than was asked for."""
    count: int | None = None
    """How many it has in all, or at least; None where that was not said."""
    left_out: int = 0
    """Entries that were not understood."""
    words: tuple[str, ...] = ()
    """Folded words and phrases that were wanted: to be highlighted."""
    reasons: Mapping[PaperKey, str] = field(default_factory=dict)
    """Why a paper is in it, in words, where that is worth telling."""
    headings: Mapping[PaperKey, str] = field(default_factory=dict)
    """What to show above the first paper of a part."""
    ending: str = ""
    """What to show below the last paper."""
    not_kept: StoreError | None = field(default=None, compare=False)
    """Why it is not remembered past this run: the archive can't be used or written; None if it is, or need not be."""

    @property
    def parts(self) -> dict[str, str]:
        """The heading of the part each paper is in, by the paper's key; empty where there are no headings."""
        heading = ""
        parts: dict[str, str] = {}
        for paper in self.papers if self.headings else ():
            heading = self.headings.get(paper.key, heading)
            parts[paper.key] = heading
        return parts


def unique_papers(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers without repetitions, each where it first stood."""
    seen: dict[PaperKey, Paper] = {}
    for paper in papers:
        seen.setdefault(paper.key, paper)
    return tuple(seen.values())


_RECENT = timedelta(days=7)
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)


def is_fresh(listing: Listing, now: datetime, interval: timedelta) -> bool:
    """Tell whether the listing need not be asked for again yet.

    What can still change is fresh for `interval`; a closed edition, whose votes still move a little, for a
    day in its first week and for a month afterwards; a file or the sample for ever. What was fetched later than
    `now` is not: a clock was wrong.
    """
    if listing.fetched_at is None:
        return True
    age = now - listing.fetched_at
    if age < timedelta():
        return False
    if not listing.is_complete or not isinstance(listing.feed, Edition):
        return age < interval
    closed_at = begins_at(listing.feed.last_day + _DAY)
    is_recent = listing.fetched_at - closed_at < _RECENT
    return age < (_DAY if is_recent else _MONTH)
