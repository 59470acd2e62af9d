"""How votes move: only what was counted, and nothing in between."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.momentum import VoteCount, rise, series

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)


def votes(*counted: tuple[float, int | None]) -> list[VoteCount]:
    """Return readings, given as how many hours ago and how many upvotes, oldest first."""
    readings = sorted(counted, key=lambda each: -each[0])
    return [VoteCount(NOW - timedelta(hours=hours), upvotes, None) for hours, upvotes in readings]


@pytest.mark.parametrize(
    ("counted", "risen"),
    [
        pytest.param([(24, 100), (0, 137)], 37, id="yesterday and now"),
        pytest.param([(24, 100), (0, 98)], -2, id="some were taken back"),
        pytest.param([(24, 100), (0, 100)], 0, id="nobody voted"),
        pytest.param([(30, 90), (25, 100), (20, 110), (1, 137)], 37, id="the reading nearest to a day ago"),
        pytest.param([(36, 100), (0, 137)], 37, id="a day and a half ago is yesterday"),
        pytest.param([(36.1, 100), (0, 137)], None, id="longer ago is not"),
        pytest.param([(12, 100), (0, 137)], 37, id="half a day ago is yesterday"),
        pytest.param([(11.9, 100), (0, 137)], None, id="later is not"),
        pytest.param([(30, 90), (20, 110)], None, id="not read lately"),
        pytest.param([(3, 90), (0, 110)], None, id="not read yesterday"),
        pytest.param([(0, 110)], None, id="read once"),
        pytest.param([], None, id="never read"),
        pytest.param([(24, None), (25, 100), (1, 137), (0, None)], 37, id="only comments were known"),
        pytest.param([(24, 100), (0, 137), (-1, 500)], 37, id="read later than now, by a wrong clock"),
    ],
)
def test_the_rise_is_from_the_reading_nearest_to_a_day_ago(
    counted: Sequence[tuple[float, int | None]], risen: int | None
) -> None:
    assert rise(votes(*counted), NOW) == risen


def test_a_few_readings_are_all_in_the_series() -> None:
    assert series(votes((50, 1), (24, None), (20, 5), (0, 9))) == (1, 5, 9)
    assert series([]) == ()


def test_of_many_readings_those_spread_over_the_time_are_in_the_series() -> None:
    hourly = votes(*((hours, 100 - hours) for hours in range(101)))
    assert series(hourly, 5) == (0, 25, 50, 75, 100)
    at_last = votes((1000, 0), *((hours, 50 - hours) for hours in range(50)))
    assert series(at_last, 5) == (0, 1, 50), "nothing was read in between"


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 500)), unique_by=lambda each: each[0]),
    st.integers(2, 30),
)
def test_a_series_is_short_and_holds_only_readings_the_first_and_the_last_among_them(
    counted: list[tuple[int, int]], most: int
) -> None:
    readings = votes(*counted)
    known = [vote.upvotes for vote in readings]
    drawn = list(series(readings, most))
    assert len(drawn) == min(len(drawn), most, len(known))
    rest = iter(known)
    assert all(upvotes in rest for upvotes in drawn), "in their order"
    if known:
        assert (drawn[0], drawn[-1]) == (known[0], known[-1])
