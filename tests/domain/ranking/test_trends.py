"""Trends: periods and shares, and several queries on one line."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Period
from paperreader.domain.ranking.trends import DailyCounts, split_queries

TODAY = date(2026, 8, 21)


def days(counts: Mapping[str, int]) -> dict[date, int]:
    return {date.fromisoformat(day): count for day, count in counts.items()}


TALLY = DailyCounts(
    days({"2026-06-30": 4, "2026-07-01": 8, "2026-07-31": 2, "2026-08-03": 10, "2023-05-01": 7}),
    (("lamp", days({"2026-06-30": 1, "2026-07-31": 5, "2026-08-03": 0})), ("knot", {})),
)


def test_a_month_has_what_matches_of_all_that_was_published_in_it() -> None:
    trends = TALLY.by(Period.MONTH, TALLY.span(TODAY, date(2026, 6, 1)))
    assert [each.name for each in trends.periods] == ["2026-06", "2026-07", "2026-08"]
    assert trends.totals == (4, 10, 10)
    lamp, knot = trends.series
    assert (lamp.text, lamp.counts, trends.shares(lamp)) == ("lamp", (1, 5, 0), (0.25, 0.5, 0.0))
    assert (knot.text, knot.counts, trends.shares(knot)) == ("knot", (0, 0, 0), (0.0, 0.0, 0.0))


def test_weeks_begin_on_monday_and_may_lie_in_two_months() -> None:
    trends = TALLY.by(Period.WEEK, (date(2026, 6, 29), date(2026, 7, 5)))
    assert [each.name for each in trends.periods] == ["2026-W27"]
    assert trends.totals == (12,)
    assert trends.series[0].counts == (1,)


def test_what_is_not_archived_is_unknown_and_not_nought() -> None:
    trends = TALLY.by(Period.WEEK, (date(2026, 7, 6), date(2026, 8, 9)))
    assert trends.totals == (None, None, None, 2, 10)
    assert trends.series[0].counts == (None, None, None, 5, 0)
    assert trends.shares(trends.series[1]) == (None, None, None, 0.0, 0.0)
    assert trends.known == (3, 4)


def test_of_the_outermost_periods_only_the_days_asked_for_count() -> None:
    trends = TALLY.by(Period.MONTH, (date(2026, 7, 2), date(2026, 8, 2)))
    assert trends.totals == (2, None)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (None, None, (date(2026, 6, 30), TODAY)),
        (date(2020, 1, 1), None, (FIRST_DAY, TODAY)),
        (None, date(2030, 1, 1), (date(2026, 6, 30), TODAY)),
        (None, date(2026, 6, 29), None),
        (None, date(2020, 1, 1), None),
        (date(2026, 8, 22), None, None),
        (date(2026, 8, 22), date(2026, 8, 23), None),
        (TODAY, TODAY, (TODAY, TODAY)),
    ],
)
def test_no_day_before_daily_papers_is_looked_at_and_none_to_come(
    first: date | None, last: date | None, span: tuple[date, date] | None
) -> None:
    assert TALLY.span(TODAY, first, last) == span


def test_an_empty_archive_has_no_trends() -> None:
    empty = DailyCounts({}, (("lamp", {}),))
    assert empty.span(TODAY) is None
    assert empty.by(Period.WEEK, None).periods == ()
    assert empty.by(Period.MONTH, (date(2026, 7, 1), TODAY)).series[0].counts == (None, None)


_DAYS = st.dates(FIRST_DAY, date(2027, 1, 31))


@given(
    st.dictionaries(_DAYS, st.integers(1, 50), max_size=30),
    st.sampled_from([Period.WEEK, Period.MONTH]),
    st.data(),
)
def test_every_paper_of_the_span_is_in_one_period_and_no_share_is_above_one(
    papers: dict[date, int], period: Period, data: st.DataObject
) -> None:
    found = {day: data.draw(st.integers(0, count)) for day, count in papers.items()}
    first, last = sorted([data.draw(_DAYS), data.draw(_DAYS)])
    trends = DailyCounts(papers, (("x", found),)).by(period, (first, last))
    within = [day for day in papers if first <= day <= last]
    assert sum(filter(None, trends.totals)) == sum(papers[day] for day in within)
    assert sum(filter(None, trends.series[0].counts)) == sum(found[day] for day in within)
    assert all(share is None or 0 <= share <= 1 for share in trends.shares(trends.series[0]))
    assert [share is None for share in trends.shares(trends.series[0])] == [t is None for t in trends.totals]
    # No gap and no overlap.
    assert trends.periods[0].first_day <= first
    assert trends.periods[-1].last_day >= last
    for one, other in zip(trends.periods, trends.periods[1:], strict=False):
        assert other.first_day == one.last_day + timedelta(days=1)


def test_weekends_are_not_missed() -> None:
    tally = DailyCounts({}, (), frozenset({date(2026, 8, 19), date(2026, 8, 20)}))
    assert tally.missing((date(2026, 8, 15), date(2026, 8, 21))) == (3, 5)


@pytest.mark.parametrize(
    ("line", "queries"),
    [
        ("", []),
        (" ; ;;", []),
        ("lamp", [(0, "lamp")]),
        (" lamp ;knot", [(1, "lamp"), (7, "knot")]),
        ('"a;b" c;d', [(0, '"a;b" c'), (8, "d")]),
        ('"a;b', [(0, '"a;b')]),
    ],
)
def test_a_line_has_queries_between_semicolons(line: str, queries: list[tuple[int, str]]) -> None:
    assert split_queries(line) == queries


@given(st.text(alphabet='ab ;"'))
def test_every_query_stands_where_it_is_said_to(line: str) -> None:
    for start, text in split_queries(line):
        assert line[start:].startswith(text)
        assert text == text.strip() != ""
