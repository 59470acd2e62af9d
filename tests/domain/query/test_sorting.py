"""How a listing is looked at: orders, and narrowing it a slice at a time."""

from datetime import UTC, date, datetime
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.sorting import SortOrder, filter_in_slices, sort_papers
from paperreader.domain.text import clean
from paperreader.errors import QueryError

TODAY = date(2026, 8, 21)


def at(day: int) -> datetime:
    return datetime(2026, 8, day, tzinfo=UTC)


counts = st.none() | st.integers(0, 3)
few_papers = st.builds(
    Paper,
    key=st.just(PaperKey("2608.01234")),
    title=st.text(max_size=3).map(clean),
    upvotes=counts,
    comments=counts,
    github_stars=counts,
    published_at=st.none() | st.integers(1, 3).map(at),
)
listings = st.lists(few_papers, max_size=12)
orders = st.sampled_from(SortOrder)


# A row each: title, upvotes, comments, stars, day on arXiv; named by their titles below.
LISTED = (
    Paper(
        key=PaperKey("2608.00001"), title="delta", upvotes=5, comments=0, github_stars=10, published_at=at(1)
    ),
    Paper(key=PaperKey("2608.00002"), title="[/red] Alpha", upvotes=None, comments=None),
    Paper(
        key=PaperKey("2608.00003"), title="Élan", upvotes=0, comments=7, github_stars=0, published_at=at(9)
    ),
    Paper(key=PaperKey("2608.00004"), title="", upvotes=5, comments=7, published_at=at(4)),
    Paper(key=PaperKey("2608.00005"), title="charlie", upvotes=12, github_stars=79_408, published_at=at(4)),
)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (SortOrder.HUB, "12345"),
        (SortOrder.UPVOTES, "51432"),
        (SortOrder.COMMENTS, "34125"),
        (SortOrder.STARS, "51324"),
        (SortOrder.NEWEST, "34512"),
        (SortOrder.TITLE, "51324"),
    ],
)
def test_papers_are_put_in_order_ties_as_listed_and_the_unknown_last(order: SortOrder, numbers: str) -> None:
    assert "".join(paper.key[-1] for paper in sort_papers(LISTED, order)) == numbers


def test_by_rise_the_unknown_comes_last_also_behind_what_fell() -> None:
    rises = {LISTED[1].key: -3, LISTED[3].key: 0, LISTED[4].key: 37}
    assert "".join(paper.key[-1] for paper in sort_papers(LISTED, SortOrder.RISE, rises)) == "54213"
    assert sort_papers(LISTED, SortOrder.RISE) == LISTED


@given(listings, orders)
def test_an_order_keeps_every_paper(listed: list[Paper], order: SortOrder) -> None:
    assert sorted(map(id, sort_papers(listed, order))) == sorted(map(id, listed))
    assert sort_papers(sort_papers(listed, order), order) == sort_papers(listed, order)


@given(listings)
def test_in_every_order_but_the_hubs_neighbours_are_in_order(listed: list[Paper]) -> None:
    def falls(values: list[int | None]) -> bool:
        known = [value for value in values if value is not None]
        return known == sorted(known, reverse=True) and None not in values[: len(known)]

    assert falls([paper.upvotes for paper in sort_papers(listed, SortOrder.UPVOTES)])
    assert falls([paper.comments for paper in sort_papers(listed, SortOrder.COMMENTS)])
    assert falls([paper.github_stars for paper in sort_papers(listed, SortOrder.STARS)])


@given(listings, orders)
def test_papers_that_rank_alike_stay_as_listed(listed: list[Paper], order: SortOrder) -> None:
    blank = [Paper(key=paper.key, title="same") for paper in listed]
    assert sort_papers(blank, order) == tuple(blank)


def _is_query(text: str) -> bool:
    try:
        Query.parse(text, TODAY)
    except QueryError:
        return False
    return True


typed_queries = st.text(max_size=3).filter(_is_query) | st.sampled_from(["a", "1", "-a", '"a'])


@given(listings, typed_queries, st.integers(1, 15))
def test_narrowing_in_slices_finds_what_narrowing_at_once_finds(
    listed: list[Paper], typed: str, size: int
) -> None:
    query = Query.parse(typed, TODAY)
    slices = list(filter_in_slices(listed, query, size=size))
    assert list(chain.from_iterable(slices)) == [
        paper for paper in listed if query.matches(SearchCandidate(paper))
    ]
    first = max(1, size // 4)
    assert len(slices) == (1 + -(-max(0, len(listed) - first) // size) if listed else 0)
    assert all(len(found) <= size for found in slices)


def test_a_slice_looks_at_no_more_papers_than_its_size() -> None:
    listed = [Paper(key=PaperKey(f"2608.{n:05}"), title="lamp") for n in range(450)]
    looked_at: list[Paper] = []

    def candidate_of(paper: Paper) -> SearchCandidate:
        looked_at.append(paper)
        return SearchCandidate(paper)

    slices = filter_in_slices(listed, Query.parse("lamp", TODAY), candidate_of)
    assert looked_at == []
    # The first is small, so that there is something to see at once.
    for expected in (50, 250, 450):
        next(slices)
        assert len(looked_at) == expected
    assert next(slices, None) is None


def test_what_is_known_of_a_paper_besides_counts() -> None:
    (found,) = filter_in_slices(
        LISTED, Query.parse("is:read", TODAY), lambda paper: SearchCandidate(paper, Mark.READ)
    )
    assert found == list(LISTED)


def test_an_empty_listing_has_no_slices() -> None:
    assert list(filter_in_slices((), Query())) == []
