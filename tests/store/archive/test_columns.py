"""Feeds, times and marks as texts: the way there and back, and what is refused."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.feed import Feed, SavedPage, Search, Trending
from paperreader.domain.papers.marks import Mark
from paperreader.errors import StoreUnreadable
from paperreader.store.archive.tables import columns
from tests import strategies


@given(strategies.feeds())
def test_a_feed_comes_back_from_its_key(feed: Feed) -> None:
    assert columns.feed_from_key(columns.feed_to_key(feed)) == feed


def test_a_search_for_what_looks_like_a_key_stays_a_search() -> None:
    assert columns.feed_from_key("search:day:2026-08-21") == Search("day:2026-08-21")


@pytest.mark.parametrize(
    "key",
    ["", "day", "day:", "day:2026-02-30", "week:2026-W60", "year:2026", "search", "trending:", "Trending"],
)
def test_what_names_no_feed_is_refused(key: str) -> None:
    with pytest.raises(StoreUnreadable, match="not the name of a feed"):
        columns.feed_from_key(key)


def test_a_name_no_file_takes_still_gives_a_key() -> None:
    assert columns.feed_to_key(SavedPage("/home/m\udcfcller.html")) == "saved:/home/m?ller.html"


@given(st.lists(strategies.times(), min_size=2))
def test_times_as_text_come_back_and_sort_like_the_times(times: list[datetime]) -> None:
    texts = [columns.time_to_text(time) for time in times]
    assert [columns.time_from_text(text) for text in texts] == times
    assert sorted(texts) == [columns.time_to_text(time) for time in sorted(times)]


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(StoreUnreadable, match="A stored time was not understood"):
        columns.time_from_text("noon")


def test_a_day_comes_back_and_another_text_is_refused() -> None:
    assert columns.from_column("2026-08-21", date) == date(2026, 8, 21)
    with pytest.raises(StoreUnreadable, match="A stored day was not understood"):
        columns.from_column("2026-02-30", date)


def test_a_mark_comes_back_and_another_word_is_refused() -> None:
    assert [columns.from_column(str(mark), Mark) for mark in Mark] == list(Mark)
    with pytest.raises(StoreUnreadable, match="A stored mark was not understood"):
        columns.from_column("eaten", Mark)


def test_trending_has_its_plain_key() -> None:
    assert columns.feed_to_key(Trending()) == "trending"
