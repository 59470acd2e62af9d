"""Counts of what an archive has, and how much of Daily Papers that covers."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from paperreader.domain.papers.calendar import FIRST_DAY


class Coverage(Struct, frozen=True, kw_only=True):
    """Of all days from the first of Daily Papers to the present one, weekends too, how many an archive has."""

    closed: int
    """Archived when they were over: nothing can come in any more."""
    filling: int
    """Archived before they were over."""
    missing: int


class ArchivedDay(Struct, frozen=True):
    """What is archived of a day of Daily Papers."""

    papers: int
    done: int
    """How many of them were read or skipped."""
    is_closed: bool
    """It was over when it was asked for."""

    @property
    def unread(self) -> int:
        """How many of them were neither."""
        return self.papers - self.done


class ArchiveStatistics(Struct, frozen=True, kw_only=True):
    """The counts of an archive."""

    days: Mapping[date, bool]
    """Every archived day, and whether it was over when it was asked for."""
    papers: int
    with_abstract: int
    with_summary: int
    with_code: int
    votes: int
    """Readings: what was counted for a paper at one time."""
    marks: int
    texts: int
    """Full texts."""
    size: int
    """On disk, in bytes."""
    version: int
    """Of the tables."""

    @property
    def first_day(self) -> date | None:
        """The earliest archived day; None if there is none."""
        return min(self.days, default=None)

    @property
    def last_day(self) -> date | None:
        """The latest archived day; None if there is none."""
        return max(self.days, default=None)

    def coverage(self, today: date) -> Coverage:
        """Return how much of Daily Papers is archived; `today` is its present day."""
        wanted = days_between(FIRST_DAY, today)
        archived = [self.days[day] for day in wanted if day in self.days]
        closed = sum(archived)
        return Coverage(closed=closed, filling=len(archived) - closed, missing=len(wanted) - len(archived))


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return all calendar days from the first to the last, both included."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
