"""Days, weeks and months as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Edition, Period, day_label
from paperreader.domain.papers.typed_dates import CAN_BE_TYPED, edition_from_text
from paperreader.errors import DateError

TODAY = date(2026, 8, 21)
"""A Friday."""

TYPED = {
    "today": "2026-08-21",
    "Yesterday": "2026-08-20",
    "friday": "2026-08-21",
    "last friday": "2026-08-14",
    "this fri": "2026-08-21",
    "monday": "2026-08-17",
    "mon": "2026-08-17",
    "last monday": "2026-08-17",
    # One that lies in the future is the last one there was.
    "saturday": "2026-08-15",
    "sun.": "2026-08-16",
    "tues": "2026-08-18",
    "3 days ago": "2026-08-18",
    "a day ago": "2026-08-20",
    "3d": "2026-08-18",
    "0d": "2026-08-21",
    "  3 d  ": "2026-08-18",
    "2w": "2026-W32",
    "2 weeks ago": "2026-W32",
    "one week ago": "2026-W33",
    "8m": "2025-12",
    "a month ago": "2026-07",
    "20 months ago": "2024-12",
    "this week": "2026-W34",
    "week": "2026-W34",
    "last week": "2026-W33",
    "this month": "2026-08",
    "last month": "2026-07",
    "12 mar": "2026-03-12",
    "12 March": "2026-03-12",
    "12. March": "2026-03-12",
    "12th of march": "2026-03-12",
    "mar 12": "2026-03-12",
    "March 12th": "2026-03-12",
    "12 march 2025": "2025-03-12",
    "March 12, 2025": "2025-03-12",
    "2025 mar 12": "2025-03-12",
    "thu 12 mar": "2026-03-12",
    "Thursday, March 12": "2026-03-12",
    "1 sept 2025": "2025-09-01",
    # Without a year the last one that has begun.
    "22 aug": "2025-08-22",
    "21 aug": "2026-08-21",
    "29 feb": "2024-02-29",
    "dec": "2025-12",
    "august": "2026-08",
    "may": "2026-05",
    "mar": "2026-03",
    "march 2025": "2025-03",
    "2025 march": "2025-03",
    "2026-03-12": "2026-03-12",
    "2026-3-12": "2026-03-12",
    "2026/03/12": "2026-03-12",
    "2026.03.12": "2026-03-12",
    "2026-03": "2026-03",
    "2026/3": "2026-03",
    "2026-W10": "2026-W10",
    "2026w10": "2026-W10",
    "2026 week 10": "2026-W10",
    "w10": "2026-W10",
    "W1": "2026-W01",
    "week 10": "2026-W10",
    "week 10 of 2025": "2025-W10",
    "w10 2025": "2025-W10",
    "w35": "2025-W35",
    "Week 34, 17–23 Aug 2026": "2026-W34",
    "week 31, 27 jul - 2 aug 2026": "2026-W31",
    # Daily Papers began within them.
    "2023-05": "2023-05",
    "2023-W18": "2023-W18",
    "4 may 2023": "2023-05-04",
}


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_a_day_a_week_or_a_month(text: str) -> None:
    assert edition_from_text(text, TODAY).name == TYPED[text]


def test_a_week_that_few_years_have_is_the_last_one() -> None:
    assert edition_from_text("w53", date(2033, 1, 5)).name == "2032-W53"
    # In the first days of January the last week of the year before may still go on, or the first one have begun.
    assert edition_from_text("w53", date(2027, 1, 2)).name == "2026-W53"
    assert edition_from_text("w1", date(2025, 12, 30)).name == "2026-W01"


WRONG = {
    "soon": ("soon", "no day, week or month", f"type {CAN_BE_TYPED}"),
    "yesterdy": ("yesterdy", "no day, week or month", "did you mean yesterday?"),
    "12 marhc 2025": ("marhc", "no day, week or month", "did you mean march?"),
    "last year": ("year", "no day, week or month", ""),
    "mo": ("mo", "no day, week or month", ""),
    "12": ("12", "no day, week or month", ""),
    "12 mar 25": ("12 mar 25", "no day, week or month", ""),
    "friday march": ("friday march", "no day, week or month", ""),
    "": ("", "nothing is typed", f"type {CAN_BE_TYPED}"),
    "  ": ("  ", "nothing is typed", f"type {CAN_BE_TYPED}"),
    "12.3.": ("12.3.", "day and month could be either way round", "type 12 mar or 3 dec"),
    "3/12/2025": ("3/12/2025", "day and month could be either way round", "type 3 dec 2025 or 12 mar 2025"),
    # Whoever may write it on the 13th would wonder on the 12th.
    "13.3.": ("13.3.", "day and month could be either way round", "type 13 mar"),
    "3.3.": ("3.3.", "day and month could be either way round", "type 3 mar"),
    "99/99": ("99/99", "day and month could be either way round", f"type {CAN_BE_TYPED}"),
    "2025": ("2025", "a year is too long", "type a month of it, such as 2025-03"),
    "30 feb": ("30 feb", "there is none, February 2026 has 28 days", ""),
    "31 june 2025": ("31 june 2025", "there is none, June 2025 has 30 days", ""),
    "2025-W53": ("2025-W53", "there is none, 2025 has the weeks W01 to W52", ""),
    "w54": ("w54", "there is none, 2026 has the weeks W01 to W53", ""),
    "2025-13": ("2025-13", "there is none, a year has months 01 to 12", ""),
    "0000-01-01": ("0000-01-01", "there is none, years go from 0001 to 9998", ""),
    "fri 12 mar": ("fri 12 mar", "there is none, that day is a Thursday", ""),
    "999999 days ago": ("999999 days ago", "there is none, that is too long ago", ""),
    "999999m": ("999999m", "there is none, that is too long ago", ""),
    "22 aug 2026": ("22 aug 2026", "Sat 22 Aug 2026 has not begun, today is Fri 21 Aug 2026", ""),
    "2026-W35": ("2026-W35", "Week 35, 24–30 Aug 2026 has not begun, today is Fri 21 Aug 2026", ""),
    "3 may 2023": ("3 may 2023", "too long ago, Daily Papers began on Thu 4 May 2023", ""),
    "2000d": ("2000d", "too long ago, Daily Papers began on Thu 4 May 2023", ""),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_is_told_with_its_place_and_what_can(text: str) -> None:
    place, message, hint = WRONG[text]
    with pytest.raises(DateError) as wrong:
        edition_from_text(text, TODAY)
    error = wrong.value
    assert error.text == text
    assert text[error.start : error.start + error.length] == place
    assert (error.message, error.hint) == (message, hint or f"type {CAN_BE_TYPED}")


def test_every_example_that_is_offered_can_be_typed() -> None:
    for typed in CAN_BE_TYPED.split(", "):
        assert edition_from_text(typed, TODAY).first_day <= TODAY


@given(st.sampled_from(Period), st.dates(FIRST_DAY, date(2100, 1, 1)), st.integers(0, 4000))
@example(Period.WEEK, date(2026, 12, 28), 0)
@example(Period.WEEK, date(2024, 12, 30), 400)
def test_whatever_name_the_reader_shows_can_be_typed_back(period: Period, day: date, later: int) -> None:
    edition, today = Edition.containing(period, day), day + timedelta(days=later)
    assert edition_from_text(edition.label, today) == edition
    assert edition_from_text(edition.name, today) == edition
    assert edition_from_text(day_label(day), today).first_day == day


_WORDS = st.sampled_from(
    [
        *[
            "last",
            "this",
            "week",
            "w10",
            "12",
            "31",
            "mar",
            "feb",
            "fri",
            "2026",
            "0000",
            "9999",
            "ago",
            "3d",
            "999999",
            ".",
            ",",
            "-",
            "–",
            "/",
            "W",
            "of",
            "the",
            "²",
            "٣",
            "İ",
        ],
        "\0",
    ]
)


@given(st.text() | st.lists(_WORDS, max_size=6).map(" ".join), st.dates())
def test_any_text_is_a_day_that_has_begun_or_told(text: str, today: date) -> None:
    edition = error = None
    try:
        edition = edition_from_text(text, today)
    except DateError as wrong:
        error = wrong
    if error is not None:
        assert error.text == text
        assert 0 <= error.start <= len(text)
        assert error.length >= 1
    if edition is not None:
        assert edition.last_day >= FIRST_DAY
        assert edition.first_day <= today
