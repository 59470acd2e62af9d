"""Listings: each paper once, and how long an answer is good for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.feed import Edition, Feed, Period, Sample, SavedPage, Search, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin, is_fresh, unique_papers
from paperreader.domain.papers.paper import Paper, PaperKey

INTERVAL = timedelta(minutes=15)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
CLOSES = datetime(2026, 8, 22, 1, 30, tzinfo=UTC)
FEW_KEYS = [PaperKey(f"2608.0000{n}") for n in range(4)]
NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)


def answer(feed: Feed, fetched_at: datetime | None, *, is_complete: bool = False) -> Listing:
    return Listing(
        feed=feed, papers=(), origin=ListingOrigin.HUB, fetched_at=fetched_at, is_complete=is_complete
    )


@pytest.mark.parametrize(
    ("feed", "fetched_at", "is_complete", "lasts"),
    [
        pytest.param(FRIDAY, NOON, False, INTERVAL, id="an edition that is filling"),
        pytest.param(FRIDAY, CLOSES - MINUTE, False, INTERVAL, id="fetched just before it closed"),
        pytest.param(FRIDAY, CLOSES, True, DAY, id="just closed"),
        pytest.param(FRIDAY, CLOSES + 6 * DAY, True, DAY, id="closed in the week before"),
        pytest.param(FRIDAY, CLOSES + 7 * DAY - MINUTE, True, DAY, id="closed nearly a week before"),
        pytest.param(FRIDAY, CLOSES + 7 * DAY, True, 30 * DAY, id="closed a week before"),
        pytest.param(FRIDAY, CLOSES + 700 * DAY, True, 30 * DAY, id="closed long ago"),
        pytest.param(Edition(Period.WEEK, date(2026, 8, 17)), NOON, False, INTERVAL, id="a week filling"),
        pytest.param(Edition(Period.MONTH, date(2026, 7, 1)), NOON, True, 30 * DAY, id="a month long closed"),
        pytest.param(Trending(), NOON, False, INTERVAL, id="Trending"),
        pytest.param(Search("lamps"), NOON, False, INTERVAL, id="a search"),
        pytest.param(Search("lamps"), NOON, True, INTERVAL, id="a search can change for ever"),
    ],
)
def test_an_answer_is_fresh_for_a_while(
    feed: Feed, fetched_at: datetime, is_complete: bool, lasts: timedelta
) -> None:
    listing = answer(feed, fetched_at, is_complete=is_complete)
    assert is_fresh(listing, fetched_at, INTERVAL)
    assert is_fresh(listing, fetched_at + lasts - MINUTE, INTERVAL)
    assert not is_fresh(listing, fetched_at + lasts, INTERVAL)


@pytest.mark.parametrize("feed", [Sample(), SavedPage("page.txt")])
def test_what_was_never_fetched_is_fresh_for_ever(feed: Feed) -> None:
    assert is_fresh(answer(feed, None), datetime(2099, 1, 1, tzinfo=UTC), INTERVAL)


@pytest.mark.parametrize("is_complete", [True, False])
def test_an_answer_from_the_future_is_not_trusted(is_complete: bool) -> None:
    listing = answer(FRIDAY, datetime(2062, 8, 21, tzinfo=UTC), is_complete=is_complete)
    assert not is_fresh(listing, NOON, INTERVAL)


@given(st.lists(st.builds(Paper, key=st.sampled_from(FEW_KEYS), title=st.text(max_size=2)), max_size=10))
def test_a_paper_listed_twice_is_kept_where_and_as_it_first_stood(listed: list[Paper]) -> None:
    kept = unique_papers(listed)
    keys = [paper.key for paper in listed]
    assert len({paper.key for paper in kept}) == len(kept) == len(set(keys))
    assert [keys.index(paper.key) for paper in kept] == sorted(keys.index(key) for key in set(keys))
    assert all(paper is listed[keys.index(paper.key)] for paper in kept)


def test_an_empty_listing_stays_empty() -> None:
    assert unique_papers(iter(())) == ()
