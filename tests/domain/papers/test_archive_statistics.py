"""How much of Daily Papers is archived."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.archive_statistics import ArchiveStatistics, Coverage, days_between
from paperreader.domain.papers.calendar import FIRST_DAY

_DAYS = st.dates(FIRST_DAY - timedelta(days=9), FIRST_DAY + timedelta(days=40))


def statistics(days: dict[date, bool]) -> ArchiveStatistics:
    counts = dict.fromkeys(
        (
            "papers",
            "with_abstract",
            "with_summary",
            "with_code",
            "votes",
            "marks",
            "texts",
            "size",
            "version",
        ),
        0,
    )
    return ArchiveStatistics(days=days, **counts)


def test_an_empty_archive_misses_everything() -> None:
    empty = statistics({})
    assert (empty.first_day, empty.last_day) == (None, None)
    assert empty.coverage(FIRST_DAY) == Coverage(closed=0, filling=0, missing=1)


def test_closed_filling_and_missing_days_are_told_apart() -> None:
    some = statistics({FIRST_DAY: True, FIRST_DAY + timedelta(days=2): False})
    assert some.coverage(FIRST_DAY + timedelta(days=3)) == Coverage(closed=1, filling=1, missing=2)
    assert (some.first_day, some.last_day) == (FIRST_DAY, FIRST_DAY + timedelta(days=2))


@given(st.dictionaries(_DAYS, st.booleans()), st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=40)))
def test_every_day_counts_once(days: dict[date, bool], today: date) -> None:
    coverage = statistics(days).coverage(today)
    assert coverage.closed + coverage.filling + coverage.missing == len(days_between(FIRST_DAY, today))
    assert min(coverage.closed, coverage.filling, coverage.missing) >= 0


@given(_DAYS, _DAYS)
def test_the_days_between_two_days_are_in_order_and_include_both(first: date, last: date) -> None:
    days = days_between(first, last)
    assert list(days) == sorted(set(days))
    assert len(days) == max(0, (last - first).days + 1)
    assert not days or (days[0], days[-1]) == (first, last)
