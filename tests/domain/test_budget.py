"""How long to wait so that no window is overdrawn, whatever is announced and wherever the window lies."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.budget import USUAL_QUOTA, USUAL_WINDOW, Allowance, Budget

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def announced(left: int, restarts_in: float = 55, quota: int | None = 500, window: float = 300) -> Budget:
    allowance = Allowance(
        left=left, restarts_in=seconds(restarts_in), quota=quota, window=seconds(window) if quota else None
    )
    return Budget().after_answer(allowance, None, NOON)


def asking(budget: Budget, times: int, at: datetime = NOON) -> Budget:
    for _ in range(times):
        budget = budget.after_asking(at)
    return budget


@pytest.mark.parametrize(
    ("budget", "later", "spare", "expected"),
    [
        (Budget(), 0, 0, 0),
        (announced(499), 0, 0, 0),
        (announced(1), 0, 0, 0),
        # One second more than announced: the window may restart a little late.
        (announced(0), 0, 0, 56),
        (announced(0), 50, 0, 6),
        (announced(0), 56, 0, 0),
        (announced(0, 0), 0, 0, 1),
        (announced(50), 0, 50, 56),
        (announced(51), 0, 50, 0),
        # Without an answer a request may have been counted all the same.
        (asking(announced(2), 1), 0, 0, 0),
        (asking(announced(2), 2), 0, 0, 56),
        (announced(0, quota=None), 10, 0, 46),
        # The clock was set back, or the announcement makes no sense: asking tells.
        (announced(0, 900), 0, 0, 0),
        (announced(0), -3600, 0, 0),
        (Budget().after_answer(None, seconds(7), NOON), 0, 0, 8),
        (Budget().after_answer(None, seconds(7), NOON), 8, 0, 0),
        (announced(9, 20).after_answer(None, seconds(30), NOON), 0, 0, 31),
        (asking(Budget(), USUAL_QUOTA - 1), 0, 0, 0),
        (asking(Budget(), USUAL_QUOTA), 0, 0, 301),
        (asking(Budget(), USUAL_QUOTA), 200, 0, 101),
        (asking(Budget(), USUAL_QUOTA - 50), 0, 50, 301),
        (asking(Budget(), USUAL_QUOTA), -10, 0, 0),
    ],
)
def test_the_wait_follows_what_was_announced_else_what_is_usual(
    budget: Budget, later: float, spare: int, expected: float
) -> None:
    assert budget.wait(NOON + seconds(later), spare) == seconds(expected)


def test_a_tenth_of_each_window_can_be_left_to_others_where_its_size_is_known() -> None:
    assert Budget().tenth == 50
    assert announced(3, quota=50).tenth == 5
    assert announced(3, quota=9).tenth == 0
    assert announced(3, quota=None).tenth == 0


@given(
    quota=st.integers(1, 30),
    offset=st.floats(0, 300),
    is_announcing=st.booleans(),
    gaps=st.lists(st.floats(0, 40), min_size=1, max_size=120),
)
def test_no_fixed_window_is_ever_overdrawn(
    quota: int, offset: float, is_announcing: bool, gaps: list[float]
) -> None:
    # Where nothing is announced, the source is one with the usual quota, and others use most of ours.
    spare = 0 if is_announcing else USUAL_QUOTA - quota
    budget, now, spent = Budget(), NOON, dict[int, int]()
    for gap in gaps:
        now += seconds(gap)
        now += budget.wait(now, spare)
        budget = budget.after_asking(now)
        window, into = divmod((now - NOON).total_seconds() + offset, 300)
        spent[int(window)] = spent.get(int(window), 0) + 1
        assert spent[int(window)] <= quota
        if is_announcing:
            left = quota - spent[int(window)]
            # As the Hub does, in whole seconds, which may be a second too few.
            allowance = Allowance(
                left=left, restarts_in=seconds(int(300 - into)), quota=quota, window=USUAL_WINDOW
            )
            budget = budget.after_answer(allowance, None, now)


@given(
    st.builds(announced, st.integers(0, 60), st.integers(0, 300), st.integers(1, 60)),
    st.integers(0, 60),
    st.floats(0, 2000),
)
def test_waiting_is_over_when_it_is_over_and_never_longer_than_a_window(
    budget: Budget, spare: int, later: float
) -> None:
    now = NOON + seconds(later)
    wait = budget.wait(now, spare)
    assert timedelta() <= wait <= USUAL_WINDOW + seconds(1)
    assert budget.wait(now + wait, spare) == timedelta()


@given(
    st.builds(announced, st.integers(0, 60), st.integers(0, 300), st.integers(10, 60)),
    st.integers(0, 500),
    st.integers(0, 500),
    st.floats(0, 10),
)
def test_more_requests_never_take_less_time(budget: Budget, some: int, more: int, each: float) -> None:
    fewer = budget.time_for(some, seconds(each), NOON, budget.tenth)
    assert fewer >= some * seconds(each)
    assert budget.time_for(some + more, seconds(each), NOON, budget.tenth) >= fewer


@pytest.mark.parametrize(
    ("requests", "expected"), [(0, 0), (10, 5), (11, 56.5), (60, 81), (61, 356.5), (110, 381)]
)
def test_the_time_for_many_requests_counts_the_windows_they_need(requests: int, expected: float) -> None:
    assert announced(10, quota=50).time_for(requests, seconds(0.5), NOON) == seconds(expected)


def test_what_is_remembered_does_not_grow() -> None:
    assert len(asking(Budget(), USUAL_QUOTA + 100).asked) == USUAL_QUOTA
