"""Why a well-formed name such as `2025-02-29` is no day, week or month."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date

from paperreader.domain.papers.feed import Period, month_name

_YEAR = "(?P<year>[0-9]{4})"
_FORMS = {
    Period.DAY: re.compile(f"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"),
    Period.WEEK: re.compile(f"{_YEAR}-W(?P<week>[0-9]{{2}})"),
    Period.MONTH: re.compile(f"{_YEAR}-(?P<month>[0-9]{{2}})"),
}


def invalid_date_reason(period: Period, name: str) -> str:
    """Return why nothing is called `2025-02-29`, `2025-W53` or `2025-13`; empty where there is, or it has no such form.

    >>> invalid_date_reason(Period.DAY, "2025-02-29"), invalid_date_reason(Period.WEEK, "2025-W53")
    ('February 2025 has 28 days', '2025 has weeks W01 to W52')
    >>> invalid_date_reason(Period.DAY, "2024-02-29"), invalid_date_reason(Period.DAY, "February")
    ('', '')
    """
    if (form := _FORMS[period].fullmatch(name)) is None:
        return ""
    parts = {part: int(digits) for part, digits in form.groupdict().items()}
    if not date.min.year <= parts["year"] < MAXYEAR:
        # As the names of editions have it: the calendar ends in the last year.
        return f"years go from 0001 to {MAXYEAR - 1}"
    return _why(**parts)


def _why(year: int, month: int = 1, day: int = 1, week: int = 1) -> str:
    # By ISO 8601 the 28th of December is always in the last week of its year.
    last_week = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= last_week:
        return f"{year:04} has the weeks W01 to W{last_week}"
    if not 1 <= month <= 12:
        return "a year has months 01 to 12"
    last_day = monthrange(year, month)[1]
    return "" if 1 <= day <= last_day else f"{month_name(date(year, month, 1))} {year:04} has {last_day} days"
