"""Wording: counts, ages and days, and "—" for what is unknown."""

from datetime import UTC, datetime, timedelta

import pytest

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.ui.kit import present

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)
BARE = Paper(key=PaperKey("title:a-bare-one"), title="A bare one")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, "—"),
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1049, "1k"),
        (2100, "2.1k"),
        (9999, "10k"),
        (79_408, "79k"),
        (999_999, "999k"),
        (1_000_000, "1.0M"),
    ],
)
def test_counts(number: int | None, shown: str) -> None:
    assert present.count(number) == shown
    assert len(shown) <= 4


@pytest.mark.parametrize(
    ("gone", "shown"),
    [
        (timedelta(days=-3), "—"),
        (timedelta(days=-1), "just now"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=2), "2 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=59), "59 d"),
        (timedelta(days=60), "2 mo"),
        (timedelta(days=730), "2 y"),
    ],
)
def test_ages(gone: timedelta, shown: str) -> None:
    assert present.age(NOW - gone, NOW) == shown


def test_an_age_in_a_sentence() -> None:
    assert present.ago(None, NOW, "as of ") == ""
    assert present.ago(NOW, NOW, "as of ") == "just now"
    assert present.ago(NOW - timedelta(minutes=2), NOW) == "2 min ago"
    assert present.ago(NOW - timedelta(minutes=2), NOW, "as of ") == "as of 2 min ago"


@pytest.mark.parametrize(
    ("upvotes", "shown"),
    [
        (37, "+37 since yesterday"),
        (1234, "+1,234 since yesterday"),
        (0, "+0 since yesterday"),
        (-2, "-2 since yesterday"),
        (None, "—"),
    ],
)
def test_rises(upvotes: int | None, shown: str) -> None:
    assert present.rise(upvotes) == shown


@pytest.mark.parametrize(
    ("counts", "bars"),
    [
        ((), ""),
        ((5,), ""),
        ((5, 5, 5), "▁▁▁"),
        ((3, 4), "▁█"),
        (tuple(range(8)), "▁▂▃▄▅▆▇█"),
        ((100, 107, 114, 170), "▁▁▂█"),
        ((9, 5, 1), "█▄▁"),
    ],
)
def test_sparklines(counts: tuple[int, ...], bars: str) -> None:
    assert present.sparkline(counts) == bars
