"""Why there is no day, week or month of a name."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.invalid_dates import invalid_date_reason
from paperreader.domain.query.query import Query
from paperreader.errors import QueryError

NONE = [
    (Period.DAY, "2025-02-29", "February 2025 has 28 days"),
    (Period.DAY, "2025-04-31", "April 2025 has 30 days"),
    (Period.DAY, "2025-04-00", "April 2025 has 30 days"),
    (Period.DAY, "2025-13-01", "a year has months 01 to 12"),
    (Period.DAY, "2025-00-99", "a year has months 01 to 12"),
    (Period.DAY, "0000-01-01", "years go from 0001 to 9998"),
    (Period.DAY, "9999-01-01", "years go from 0001 to 9998"),
    (Period.WEEK, "2025-W53", "2025 has the weeks W01 to W52"),
    (Period.WEEK, "2026-W54", "2026 has the weeks W01 to W53"),
    (Period.WEEK, "2026-W00", "2026 has the weeks W01 to W53"),
    (Period.MONTH, "2025-13", "a year has months 01 to 12"),
    (Period.MONTH, "2025-00", "a year has months 01 to 12"),
]


@pytest.mark.parametrize(("period", "name", "why"), NONE)
def test_what_does_not_exist_is_told_with_what_does(period: Period, name: str, why: str) -> None:
    assert invalid_date_reason(period, name) == why


@pytest.mark.parametrize(
    "name", ["", "2025-2-29", "2025-W5", "٢٠٢٥-٠٢-٢٩", "today", "2025-02-29T00", "2025-w53"]
)
@pytest.mark.parametrize("period", Period)
def test_of_another_form_nothing_is_said(period: Period, name: str) -> None:
    assert invalid_date_reason(period, name) == ""


@given(st.sampled_from(Period), st.from_regex(r"\A[0-9]{4}-(W?[0-9]{2}|[0-9]{2}-[0-9]{2})\Z"))
def test_there_is_a_reason_for_every_name_of_the_form_that_is_refused(period: Period, name: str) -> None:
    is_one = False
    with suppress(ValueError):
        Edition.from_name(period, name)
        is_one = True
    has_form = {Period.DAY: 10, Period.WEEK: 8, Period.MONTH: 7}[period] == len(name)
    assert bool(invalid_date_reason(period, name)) == (has_form and not is_one)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("after:2025-02-29 lamp", "after: there is no 2025-02-29, February 2025 has 28 days"),
        ("lamp on:2025-13", "on: there is no 2025-13, a year has months 01 to 12"),
        ("-before:2025-06-31", "before: there is no 2025-06-31, June 2025 has 30 days"),
    ],
)
def test_queries_say_so_too(text: str, told: str) -> None:
    with pytest.raises(QueryError) as wrong:
        Query.parse(text, date(2026, 8, 21))
    assert wrong.value.message == told
