"""Sorts and filters the papers of a listing."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.text import fold

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_UNKNOWN = -math.inf
"""Below every rise: votes can be taken back."""


class SortOrder(StrEnum):
    """An order of papers; the Hub's own is the first."""

    HUB = "hub"
    UPVOTES = "upvotes"
    RISE = "rise"
    """Upvotes since yesterday, which no paper says by itself."""
    COMMENTS = "comments"
    STARS = "stars"
    NEWEST = "newest"
    TITLE = "title"


_RANK: dict[SortOrder, Callable[[Paper], int | datetime]] = {
    SortOrder.UPVOTES: lambda paper: -1 if paper.upvotes is None else paper.upvotes,
    SortOrder.COMMENTS: lambda paper: -1 if paper.comments is None else paper.comments,
    SortOrder.STARS: lambda paper: -1 if paper.github_stars is None else paper.github_stars,
    SortOrder.NEWEST: lambda paper: paper.published_at or _LONG_AGO,
}


def sort_papers(
    papers: Sequence[Paper], order: SortOrder, rises: Mapping[PaperKey, int] = MappingProxyType({})
) -> tuple[Paper, ...]:
    """Return the papers in that order; ties keep the Hub's order, the unknown comes last.

    `rises` is for the order by rise: upvotes since yesterday, of the papers of which that is known.
    """
    if order is SortOrder.HUB:
        return tuple(papers)
    if order is SortOrder.RISE:
        return tuple(sorted(papers, key=lambda paper: -rises.get(paper.key, _UNKNOWN)))
    if order is SortOrder.TITLE:
        return tuple(sorted(papers, key=lambda paper: (not paper.title, fold(paper.title))))
    return tuple(sorted(papers, key=_RANK[order], reverse=True))


def filter_in_slices(
    papers: Sequence[Paper],
    query: Query,
    candidate_of: Callable[[Paper], SearchCandidate] = SearchCandidate,
    size: int = 200,
) -> Iterator[list[Paper]]:
    """Yield the papers that match, in their order, slice by slice of `size` papers looked at, the first a quarter.

    A slice holds what matched, perhaps nothing. Slices let a long listing be narrowed a little at a time;
    `candidate_of` lets the caller say what is known of a paper besides, and remember the folded texts.
    """
    start, end = 0, max(1, size // 4)
    while start < len(papers):
        yield [paper for paper in papers[start:end] if query.matches(candidate_of(paper))]
        start, end = end, end + size
