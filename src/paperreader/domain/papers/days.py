"""Days of Daily Papers as archived: what is known of each, and what to say of those that have nothing to show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from paperreader.domain.papers.calendar import is_weekend
from paperreader.domain.papers.feed import day_label
from paperreader.domain.papers.paper import Paper

_ONE_DAY = timedelta(days=1)


class Lack(StrEnum):
    """Why a day has no papers, or may have more than are known, in words."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday, nothing published"
    """A weekday that was empty when it was over."""
    FILLING = "still filling"
    """It was fetched before it was over."""
    MISSING = "not fetched yet"
    FAILED = "could not be fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
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
    def lack(self) -> Lack | None:
        """Why there are no papers, or may be more; None for a closed day that has some."""
        if is_weekend(self.day) and not self.papers:
            return Lack.WEEKEND
        if self.is_closed:
            return None if self.papers else Lack.HOLIDAY
        if self.failure:
            return Lack.FAILED
        return Lack.MISSING if self.papers is None else Lack.FILLING

    @property
    def is_known(self) -> bool:
        """Nothing can come in any more, as far as anybody knows."""
        return self.lack in (None, Lack.WEEKEND, Lack.HOLIDAY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that lack the same."""

    first: date
    last: date
    lack: Lack

    @property
    def label(self) -> str:
        """The days without a year where that is not needed: `Mon 24 Aug`, `Sat 22–Sun 23 Aug`."""
        first, last = day_label(self.first), day_label(self.last)
        if self.first.year != self.last.year:
            return f"{first}–{last}"
        shown = 2 if self.first.month == self.last.month else 3
        end = " ".join(last.split()[:3])
        return end if self.first == self.last else f"{' '.join(first.split()[:shown])}–{end}"


def stretches(days: Iterable[Day]) -> list[Stretch]:
    """Return what days lack, oldest first; days that lack nothing are left out.

    A weekend amid other days that all lack the same is taken as part of them, unless these are still filling.
    """
    lacks = {each.day: each.lack for each in days}
    found: list[Stretch] = []
    for day in sorted(lacks):
        lack = _around(day, lacks) if lacks[day] is Lack.WEEKEND else lacks[day]
        if lack is None:
            continue
        if found and found[-1].lack is lack and day - found[-1].last == _ONE_DAY:
            found[-1] = Stretch(found[-1].first, day, lack)
        else:
            found.append(Stretch(day, day, lack))
    return found


def _around(day: date, lacks: Mapping[date, Lack | None]) -> Lack:
    before, after = day - _ONE_DAY, day + _ONE_DAY
    while lacks.get(before) is Lack.WEEKEND:
        before -= _ONE_DAY
    while lacks.get(after) is Lack.WEEKEND:
        after += _ONE_DAY
    lack = lacks.get(before)
    is_part = lack is not None and lack is not Lack.FILLING and lack is lacks.get(after)
    return lack if is_part and lack is not None else Lack.WEEKEND
