"""What a listing can be asked of: names and labels of editions, what lies before and after, when they close."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paperreader.domain.papers.calendar import FIRST_DAY, begins_at, is_weekend
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Sample,
    SavedPage,
    Search,
    SimilarTo,
    Submissions,
    Trending,
    day_label,
)
from paperreader.domain.papers.paper import PaperKey
from tests.strategies import editions, feeds

ONE_DAY = timedelta(days=1)
AN_INSTANT = timedelta(microseconds=1)

periods = st.sampled_from(Period)
days = st.dates(FIRST_DAY, date(2100, 1, 1))


def edition(name: str) -> Edition:
    """Return the edition of that name, whatever its length."""
    if "W" in name:
        return Edition.from_name(Period.WEEK, name)
    return Edition.from_name(Period.MONTH if len(name) == len("2026-08") else Period.DAY, name)


@pytest.mark.parametrize(
    ("name", "first", "last", "label"),
    [
        ("2026-08-18", "2026-08-18", "2026-08-18", "Tue 18 Aug 2026"),
        ("2026-01-01", "2026-01-01", "2026-01-01", "Thu 1 Jan 2026"),
        ("2028-02-29", "2028-02-29", "2028-02-29", "Tue 29 Feb 2028"),
        ("2026-W34", "2026-08-17", "2026-08-23", "Week 34, 17–23 Aug 2026"),
        ("2026-W31", "2026-07-27", "2026-08-02", "Week 31, 27 Jul – 2 Aug 2026"),
        ("2026-W01", "2025-12-29", "2026-01-04", "Week 1, 29 Dec 2025 – 4 Jan 2026"),
        ("2026-W53", "2026-12-28", "2027-01-03", "Week 53, 28 Dec 2026 – 3 Jan 2027"),
        ("2024-W01", "2024-01-01", "2024-01-07", "Week 1, 1–7 Jan 2024"),
        ("2026-08", "2026-08-01", "2026-08-31", "August 2026"),
        ("2026-12", "2026-12-01", "2026-12-31", "December 2026"),
        ("2026-02", "2026-02-01", "2026-02-28", "February 2026"),
        ("2028-02", "2028-02-01", "2028-02-29", "February 2028"),
    ],
)
def test_an_edition_has_a_name_two_ends_and_a_label(name: str, first: str, last: str, label: str) -> None:
    named = edition(name)
    assert named.name == name
    assert named.first_day == date.fromisoformat(first)
    assert named.last_day == date.fromisoformat(last)
    assert named.label == label


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period.DAY, "2025-13-40"),
        (Period.DAY, "2026-02-29"),
        (Period.DAY, "2026-8-1"),
        (Period.DAY, "20260818"),
        (Period.DAY, "2026-W34-1"),
        (Period.DAY, "2026-08-18T00:00"),
        (Period.DAY, " 2026-08-18"),
        (Period.DAY, "2026-08-18\n"),
        (Period.DAY, "2026-08"),
        (Period.DAY, ""),
        (Period.DAY, "0000-01-01"),
        (Period.DAY, "2026\N{FULLWIDTH HYPHEN-MINUS}08-18"),
        (Period.WEEK, "2025-W53"),
        (Period.WEEK, "2026-W54"),
        (Period.WEEK, "2026-W00"),
        (Period.WEEK, "2026-W5"),
        (Period.WEEK, "2026W34"),
        (Period.WEEK, "2026-w34"),
        (Period.WEEK, "2026-08"),
        (Period.WEEK, "٢٠٢٦-W٣٤"),
        (Period.MONTH, "2026-13"),
        (Period.MONTH, "2026-00"),
        (Period.MONTH, "2026-8"),
        (Period.MONTH, "2026-08-01"),
        (Period.MONTH, "August"),
    ],
)
def test_what_is_no_name_of_that_length_is_refused(period: Period, name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is all that is promised
        Edition.from_name(period, name)


@pytest.mark.parametrize(
    ("period", "name"), [(Period.DAY, "9999-12-31"), (Period.WEEK, "9999-W52"), (Period.MONTH, "9999-12")]
)
def test_an_edition_after_which_no_other_could_come_is_refused(period: Period, name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is all that is promised
        Edition.from_name(period, name)


@given(periods, st.integers(1, 9998), st.integers(1, 12))
def test_whatever_has_a_name_can_say_everything_of_itself(period: Period, year: int, number: int) -> None:
    names = {
        Period.DAY: f"{year:04}-{number:02}-01",
        Period.WEEK: f"{year:04}-W{number:02}",
        Period.MONTH: f"{year:04}-{number:02}",
    }
    named = Edition.from_name(period, names[period])
    now = datetime(2026, 8, 21, 12, tzinfo=UTC)
    assert named.name == names[period]
    assert named.label.endswith(str(named.last_day.year))
    assert named.next().first_day > named.last_day
    assert named.is_closed(now) == (named.last_day < date(2026, 8, 21))
    assert named.has_begun(now) == (named.first_day <= date(2026, 8, 21))
    assert (named.previous() is None) == (named.first_day <= FIRST_DAY)


@given(editions())
def test_an_edition_is_found_by_its_name(named: Edition) -> None:
    assert Edition.from_name(named.period, named.name) == named


@given(periods, days)
def test_the_edition_containing_a_day_contains_it(period: Period, day: date) -> None:
    found = Edition.containing(period, day)
    assert found.first_day <= day <= found.last_day
    assert Edition.containing(period, found.first_day) == found
    assert Edition.containing(period, found.last_day) == found


@pytest.mark.parametrize(
    ("period", "day", "name"),
    [
        (Period.DAY, "2026-08-22", "2026-08-22"),
        (Period.WEEK, "2026-08-17", "2026-W34"),
        (Period.WEEK, "2026-08-23", "2026-W34"),
        (Period.WEEK, "2027-01-03", "2026-W53"),
        (Period.WEEK, "2027-01-04", "2027-W01"),
        (Period.WEEK, "2025-12-29", "2026-W01"),
        (Period.WEEK, "2023-05-04", "2023-W18"),
        (Period.MONTH, "2026-08-31", "2026-08"),
        (Period.MONTH, "2028-02-29", "2028-02"),
    ],
)
def test_a_day_lies_in_this_edition(period: Period, day: str, name: str) -> None:
    assert Edition.containing(period, date.fromisoformat(day)).name == name


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("2026-08-19", "2026-08-18", "2026-08-20"),
        ("2026-08-24", "2026-08-21", "2026-08-25"),
        ("2026-08-21", "2026-08-20", "2026-08-24"),
        ("2026-08-22", "2026-08-21", "2026-08-24"),
        ("2023-05-05", "2023-05-04", "2023-05-08"),
        ("2023-05-04", None, "2023-05-05"),
        ("2023-05-01", None, "2023-05-02"),
        ("0001-01-01", None, "0001-01-02"),
        ("2026-W34", "2026-W33", "2026-W35"),
        ("2027-W01", "2026-W53", "2027-W02"),
        ("2025-W52", "2025-W51", "2026-W01"),
        ("2023-W19", "2023-W18", "2023-W20"),
        ("2023-W18", None, "2023-W19"),
        ("0001-W01", None, "0001-W02"),
        ("2026-01", "2025-12", "2026-02"),
        ("2026-12", "2026-11", "2027-01"),
        ("2023-06", "2023-05", "2023-07"),
        ("2023-05", None, "2023-06"),
        ("0001-01", None, "0001-02"),
    ],
)
def test_before_and_after_an_edition_comes_another(name: str, before: str | None, after: str) -> None:
    previous = edition(name).previous()
    assert (previous.name if previous else None) == before
    assert edition(name).next().name == after


@given(editions())
def test_back_and_on_again_leads_to_the_same_edition(start: Edition) -> None:
    assume(start.period is not Period.DAY or not is_weekend(start.first_day))
    assert start.next().previous() == start
    previous = start.previous()
    assert previous is None or previous.next() == start


@given(editions())
def test_no_weekday_lies_between_an_edition_and_the_next(start: Edition) -> None:
    following = start.next()
    day = start.last_day + ONE_DAY
    assert day <= following.first_day
    while day < following.first_day:
        assert start.period is Period.DAY
        assert is_weekend(day)
        day += ONE_DAY


@given(editions())
def test_an_edition_begins_with_its_first_day_and_closes_with_its_last(some: Edition) -> None:
    begins, closes = begins_at(some.first_day), begins_at(some.last_day + ONE_DAY)
    assert some.has_begun(begins)
    assert not some.has_begun(begins - AN_INSTANT)
    assert some.is_closed(closes)
    assert not some.is_closed(closes - AN_INSTANT)


@pytest.mark.parametrize(
    ("feed", "key", "label"),
    [
        (edition("2026-08-18"), "day:2026-08-18", "Tue 18 Aug 2026"),
        (edition("2026-W34"), "week:2026-W34", "Week 34, 17–23 Aug 2026"),
        (edition("2026-08"), "month:2026-08", "August 2026"),
        (Trending(), "trending", "Trending"),
        (Search("[/red] lamps"), "search:[/red] lamps", "Search “[/red] lamps”"),
        (Submissions("carla"), "submitter:carla", "Submitted by carla"),
        (SavedPage("/home/carla/page.txt"), "saved:/home/carla/page.txt", "Saved page page.txt"),
        (SavedPage("C:\\papers\\page.txt"), "saved:C:\\papers\\page.txt", "Saved page page.txt"),
        (SavedPage("page.txt"), "saved:page.txt", "Saved page page.txt"),
        (Sample(), "sample", "Built-in sample"),
    ],
)
def test_a_feed_has_a_key_and_a_label(feed: Feed, key: str, label: str) -> None:
    assert feed.key == key
    assert feed.label == label


@given(feeds(), feeds())
def test_different_feeds_have_different_keys(one: Feed, other: Feed) -> None:
    assert (one.key == other.key) == (one == other)


@pytest.mark.parametrize(
    ("day", "label"), [("2026-08-18", "Tue 18 Aug 2026"), ("2026-05-03", "Sun 3 May 2026")]
)
def test_a_day_is_written_in_english(day: str, label: str) -> None:
    assert day_label(date.fromisoformat(day)) == label


def test_a_long_title_leaves_room_beside_the_name_of_the_feed() -> None:
    keys = (PaperKey("2608.00001"), PaperKey("2608.00002"))
    assert SimilarTo(keys, "Lamps").label == "Like “Lamps” and 1 more"
    assert SimilarTo(keys[:1], "Lamps " * 20).label == f"Like “{('Lamps ' * 20)[:39].rstrip()}…”"
