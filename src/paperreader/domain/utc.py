"""Times in UTC, whatever zone they came in."""

from datetime import UTC, datetime
from typing import overload

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


@overload
def in_utc(at: datetime) -> datetime: ...
@overload
def in_utc(at: datetime | None) -> datetime | None: ...
def in_utc(at: datetime | None) -> datetime | None:
    """Return a time in UTC, None for none; FIRST or LAST where it lies before or after all that can be written there.

    >>> in_utc(datetime.fromisoformat("9999-12-31T23:00:00-12:00")) == LAST
    True
    """
    if at is None or at.tzinfo is UTC:
        return at
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return FIRST if at.year == FIRST.year else LAST
