"""Results of searching the archive, of indexing it, and of asking for one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.papers.paper import Paper
from paperreader.errors import SourceError, StoreError, StoreNotWritable

if TYPE_CHECKING:
    from paperreader.domain.query.relaxation import RelaxedQuery


class SearchResult(Struct, frozen=True):
    """Papers that match a query, the best first."""

    papers: tuple[Paper, ...]
    count: int
    """How many match; if not `is_all`, at least so many."""
    is_all: bool
    waiting: int
    """How many papers of the archive were not searched, because they are not indexed yet."""
    relaxed: RelaxedQuery | None = None
    """What was looked for as well, because few papers match; None if all papers match."""
    with_all: int = 0
    """If it was widened, how many match: they come first."""

    @property
    def sentence(self) -> str:
        """What is to be said of papers that have only some of the words; empty where there are none."""
        if self.relaxed is None or len(self.papers) <= self.with_all:
            return ""
        return self.relaxed.sentence(self.with_all)


class IndexingState(Struct, frozen=True):
    """The progress of indexing the archive."""

    left: int
    """Papers that are not indexed yet."""
    why_in_memory: StoreNotWritable | None = None
    """Why they are indexed for this run only: the archive can't be written."""


class PaperResult(Struct, frozen=True):
    """A paper that was asked for."""

    paper: Paper
    why_archived: SourceError | None = None
    """Why it is the archived one; None if its source gave it."""
    not_kept: StoreError | None = None
    """Why it is not remembered past this run; None if it is."""
