"""Found: what a search of the archive gives."""

from dataclasses import dataclass

from paperreader.domain.paper import Paper


@dataclass(frozen=True, slots=True)
class Found:
    """Papers that match a query, the best first."""

    papers: tuple[Paper, ...]
    count: int
    """How many match; if not `is_all`, at least so many."""
    is_all: bool
    waiting: int
    """How many papers of the archive were not searched, because they are not indexed yet."""
