"""Pauses grow, respect what a receiver asks for, and end."""

from datetime import UTC, datetime, timedelta

import pytest

from paperreader.domain.deliveries.retry import next_try

NOW = datetime(2026, 8, 21, 7, tzinfo=UTC)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 5), (2, 15), (3, 60), (4, 180), (20, 180)])
def test_pauses_grow(tries: int, minutes: int) -> None:
    assert next_try(NOW, NOW, tries) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("wanted", "minutes"),
    [(timedelta(seconds=2), 5), (timedelta(hours=2), 120), (timedelta(days=999), 4 * 24 * 60)],
)
def test_a_longer_pause_is_granted(wanted: timedelta, minutes: int) -> None:
    assert next_try(NOW, NOW, 1, wanted) == NOW + timedelta(minutes=minutes)


def test_after_four_days_it_is_over() -> None:
    assert next_try(NOW, NOW + timedelta(days=3, hours=23), 30) is not None
    assert next_try(NOW, NOW + timedelta(days=4), 30) is None
