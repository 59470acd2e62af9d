"""The Hub's publishing day: when it begins, when it is over, and which days have one.

From the Hub's own tools: the feed's day begins at 21:30 New York time of the evening before, the first day is
2023-05-04, and nothing can be submitted on weekends.
"""

from calendar import Calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_DAY = date(2023, 5, 4)
"""The first day of Daily Papers."""

_NEW_YORK = "America/New_York"
_BEGINS = time(21, 30)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def current_day(now: datetime) -> date:
    """Return the publishing day in progress at `now` (aware); it may be a weekend."""
    there = now.astimezone(ZoneInfo(_NEW_YORK))
    return there.date() + _ONE_DAY if there.time() >= _BEGINS else there.date()


def begins_at(day: date) -> datetime:
    """Return when the publishing day begins, in UTC; the day before is over at the same moment."""
    return datetime.combine(day - _ONE_DAY, _BEGINS, ZoneInfo(_NEW_YORK)).astimezone(UTC)


def is_weekend(day: date) -> bool:
    """Tell whether nothing can be submitted on this day."""
    return day.weekday() >= _SATURDAY


def weeks_of_month(day: date) -> tuple[tuple[date | None, ...], ...]:
    """Return the weeks of the month in which `day` lies, Monday to Sunday; None for days of other months."""
    weeks = Calendar().monthdatescalendar(day.year, day.month)
    return tuple(tuple(each if each.month == day.month else None for each in week) for week in weeks)


def weekday_before(day: date) -> date:
    """Return the last day before `day` that is not on a weekend."""
    day -= _ONE_DAY
    while is_weekend(day):
        day -= _ONE_DAY
    return day


def weekday_after(day: date) -> date:
    """Return the first day after `day` that is not on a weekend."""
    day += _ONE_DAY
    while is_weekend(day):
        day += _ONE_DAY
    return day
