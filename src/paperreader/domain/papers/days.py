"""Days of Daily Papers as archived, and why some have no papers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from paperreader.domain.papers.calendar import is_weekend
from paperreader.domain.papers.feed import day_label
from paperreader.domain.papers.paper import Paper

_ONE_DAY = timedelta(days=1)


class Gap(StrEnum):
    """Why a day has no papers, or may have more than are known, in words."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday, nothing published"
    """A weekday that was empty when it was over."""
    FILLING = "more may come today"
    """It was fetched before it was over."""
    MISSING = "not fetched yet"
    FAILED = "could not be fetched"


class Day(Struct, frozen=True, kw_only=True):
    """A day of Daily Papers as archived."""

    day: date
    papers: tuple[Paper, ...] | None = None
    """In their order; None if the day was never fetched."""
    fetched_at: datetime | None = None
    """UTC; None if the day was never fetched."""
    is_closed: bool = False
    """It was over when it was fetched: nothing can come in any more."""
    failure: str = ""
    """Why it could not be fetched just now."""

    @property
    def gap(self) -> Gap | None:
        """Why there are no papers, or may be more; None for a closed day that has some."""
        if is_weekend(self.day) and not self.papers:
            return Gap.WEEKEND
        if self.is_closed:
            return None if self.papers else Gap.HOLIDAY
        if self.failure:
            return Gap.FAILED
        return Gap.MISSING if self.papers is None else Gap.FILLING

    @property
    def is_known(self) -> bool:
        """Nothing can come in any more, as far as anybody knows."""
        return self.gap in (None, Gap.WEEKEND, Gap.HOLIDAY)


class GapRange(Struct, frozen=True):
    """Consecutive days with the same gap."""

    first: date
    last: date
    gap: Gap

    @property
    def label(self) -> str:
        """The days without a year where that is not needed: `Mon 24 Aug`, `Sat 22–Sun 23 Aug`."""
        first, last = day_label(self.first), day_label(self.last)
        if self.first.year != self.last.year:
            return f"{first}–{last}"
        shown = 2 if self.first.month == self.last.month else 3
        end = " ".join(last.split()[:3])
        return end if self.first == self.last else f"{' '.join(first.split()[:shown])}–{end}"


def gap_ranges(days: Iterable[Day]) -> list[GapRange]:
    """Return the gaps of days, consecutive equal ones joined, oldest first.

    A weekend between days of one gap is taken as part of it, unless these are still filling.
    """
    gaps = {each.day: each.gap for each in days}
    found: list[GapRange] = []
    for day in sorted(gaps):
        gap = _around(day, gaps) if gaps[day] is Gap.WEEKEND else gaps[day]
        if gap is None:
            continue
        if found and found[-1].gap is gap and day - found[-1].last == _ONE_DAY:
            found[-1] = GapRange(found[-1].first, day, gap)
        else:
            found.append(GapRange(day, day, gap))
    return found


def _around(day: date, gaps: Mapping[date, Gap | None]) -> Gap:
    before, after = day - _ONE_DAY, day + _ONE_DAY
    while gaps.get(before) is Gap.WEEKEND:
        before -= _ONE_DAY
    while gaps.get(after) is Gap.WEEKEND:
        after += _ONE_DAY
    gap = gaps.get(before)
    is_part = gap is not None and gap is not Gap.FILLING and gap is gaps.get(after)
    return gap if is_part and gap is not None else Gap.WEEKEND
