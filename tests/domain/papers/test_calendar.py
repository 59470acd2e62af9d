"""The Hub's publishing day: it begins at 21:30 in New York, whatever the clocks there are set to."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.calendar import (
    FIRST_DAY,
    begins_at,
    current_day,
    is_weekend,
    weekday_after,
    weekday_before,
    weeks_of_month,
)

ONE_DAY = timedelta(days=1)
AN_INSTANT = timedelta(microseconds=1)

days = st.dates(FIRST_DAY, date(2100, 1, 1))
moments = st.datetimes(datetime(2023, 5, 4), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param("2026-08-21T01:29:59Z", "2026-08-20", id="summer: not yet 21:30"),
        pytest.param("2026-08-21T01:30:00Z", "2026-08-21", id="summer: 21:30"),
        pytest.param("2026-08-21T12:00:00Z", "2026-08-21", id="summer: in mid-day"),
        pytest.param("2026-01-15T01:30:00Z", "2026-01-14", id="winter: only 20:30"),
        pytest.param("2026-01-15T02:29:59Z", "2026-01-14", id="winter: not yet 21:30"),
        pytest.param("2026-01-15T02:30:00Z", "2026-01-15", id="winter: 21:30"),
        pytest.param("2026-03-08T02:29:59Z", "2026-03-07", id="evening before clocks go forward: not yet"),
        pytest.param(
            "2026-03-08T02:30:00Z", "2026-03-08", id="evening before clocks go forward: winter time"
        ),
        pytest.param("2026-03-09T01:30:00Z", "2026-03-09", id="evening of that day: summer time"),
        pytest.param("2026-11-01T01:30:00Z", "2026-11-01", id="evening before clocks go back: summer time"),
        pytest.param(
            "2026-11-02T01:30:00Z", "2026-11-01", id="evening of that day: 20:30 by the clocks set back"
        ),
        pytest.param("2026-11-02T02:30:00Z", "2026-11-02", id="evening of that day: winter time"),
        pytest.param("2027-01-01T02:30:00Z", "2027-01-01", id="New Year's Eve"),
        pytest.param("2028-02-29T02:30:00Z", "2028-02-29", id="a day of leap years"),
        pytest.param("2026-08-22T12:00:00Z", "2026-08-22", id="a Saturday is a day in progress too"),
        pytest.param("2026-08-21T10:30:00+09:00", "2026-08-21", id="the time as Tokyo tells it"),
    ],
)
def test_the_day_in_progress(now: str, day: str) -> None:
    assert current_day(datetime.fromisoformat(now)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        ("2026-08-21", "2026-08-21T01:30:00Z"),
        ("2026-01-15", "2026-01-15T02:30:00Z"),
        ("2026-03-08", "2026-03-08T02:30:00Z"),
        ("2026-03-09", "2026-03-09T01:30:00Z"),
        ("2026-11-01", "2026-11-01T01:30:00Z"),
        ("2026-11-02", "2026-11-02T02:30:00Z"),
    ],
)
def test_a_day_begins_in_the_evening_before_in_new_york(day: str, begins: str) -> None:
    assert begins_at(date.fromisoformat(day)) == datetime.fromisoformat(begins)
    assert begins_at(date.fromisoformat(day)).tzinfo is UTC


@pytest.mark.parametrize(("day", "hours"), [("2026-08-21", 24), ("2026-03-08", 23), ("2026-11-01", 25)])
def test_a_day_is_an_hour_shorter_or_longer_where_the_clocks_change(day: str, hours: int) -> None:
    first = date.fromisoformat(day)
    assert begins_at(first + ONE_DAY) - begins_at(first) == timedelta(hours=hours)


@given(days)
def test_a_day_is_in_progress_from_the_moment_it_begins(day: date) -> None:
    assert current_day(begins_at(day)) == day
    assert current_day(begins_at(day) - AN_INSTANT) == day - ONE_DAY


@given(moments)
def test_every_moment_lies_within_its_day(now: datetime) -> None:
    day = current_day(now)
    assert begins_at(day) <= now < begins_at(day + ONE_DAY)


@given(moments, st.sampled_from(["Asia/Kathmandu", "America/New_York", "Pacific/Auckland", "UTC"]))
def test_where_the_reader_is_makes_no_difference(now: datetime, zone: str) -> None:
    assert current_day(now.astimezone(ZoneInfo(zone))) == current_day(now)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        pytest.param("2026-08-19", "2026-08-18", "2026-08-20", id="Wednesday"),
        pytest.param("2026-08-21", "2026-08-20", "2026-08-24", id="Friday"),
        pytest.param("2026-08-22", "2026-08-21", "2026-08-24", id="Saturday"),
        pytest.param("2026-08-23", "2026-08-21", "2026-08-24", id="Sunday"),
        pytest.param("2026-08-24", "2026-08-21", "2026-08-25", id="Monday"),
        pytest.param("2026-01-01", "2025-12-31", "2026-01-02", id="New Year"),
    ],
)
def test_the_weekdays_before_and_after(day: str, before: str, after: str) -> None:
    assert weekday_before(date.fromisoformat(day)) == date.fromisoformat(before)
    assert weekday_after(date.fromisoformat(day)) == date.fromisoformat(after)


@given(days)
def test_between_a_day_and_the_next_weekday_lie_only_weekends(day: date) -> None:
    after = weekday_after(day)
    assert not is_weekend(after)
    between = [day + timedelta(days=n) for n in range(1, (after - day).days)]
    assert all(map(is_weekend, between))
    assert weekday_before(after) == (weekday_before(day) if is_weekend(day) else day)


def test_the_first_day_is_a_thursday() -> None:
    assert f"{FIRST_DAY:%A}" == "Thursday"
    assert not is_weekend(FIRST_DAY)


@pytest.mark.parametrize("day", range(17, 24))
def test_saturday_and_sunday_are_the_weekend(day: int) -> None:
    assert is_weekend(date(2026, 8, day)) == (day >= 22)


@given(st.dates(date(2023, 1, 1), date(2100, 12, 31)))
def test_the_weeks_of_a_month_have_each_of_its_days_once_under_its_weekday(day: date) -> None:
    weeks = weeks_of_month(day)
    days = [each for week in weeks for each in week if each is not None]
    assert days[0].day == 1
    assert (days[-1] + ONE_DAY).day == 1
    assert all(later - earlier == ONE_DAY for earlier, later in pairwise(days))
    assert day in days
    for week in weeks:
        assert len(week) == 7
        assert any(week)
        assert all(each is None or each.weekday() == column for column, each in enumerate(week))
