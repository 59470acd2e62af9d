"""Which backups are kept: the newest, then one a day, then one a month."""

from collections.abc import Iterable
from datetime import datetime, timedelta

_NEWEST = 10
_DAILY = timedelta(days=30)


def outdated(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return the times of backups that need not be kept.

    Kept are the last ten, the last of each day (UTC) for 30 days, and the last of each month.
    """
    newest_first = sorted(set(times), reverse=True)
    kept = set(newest_first[:_NEWEST])
    days: set[object] = set()
    months: set[object] = set()
    for at in newest_first:
        day, month = at.date(), (at.year, at.month)
        if month not in months or (day not in days and now - at <= _DAILY):
            kept.add(at)
        days.add(day)
        months.add(month)
    return frozenset(newest_first) - kept
