"""Everything ever published, day by day into the archive, and no faster than the Hub allows."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from paperreader.domain.papers.archive_statistics import days_between
from paperreader.domain.papers.calendar import FIRST_DAY, current_day
from paperreader.domain.papers.feed import Edition, Period, day_label
from paperreader.domain.ports import Clock
from paperreader.errors import SourceBusy, SourceError, UsageError
from paperreader.services.papers.library import Library
from paperreader.services.papers.patience import MOST_PAUSES, Failures, Patience, Sleep

_NOTHING = timedelta()


class FailedDay(Struct, frozen=True):
    """A day that could not be had, and why."""

    day: date
    error: SourceError


class Progress(Struct, frozen=True, kw_only=True):
    """How far it has come; times are aware and in UTC."""

    day: date | None
    """The day that was dealt with last; None before the first."""
    done: int
    """Days that are archived by now, of those that were asked for; the failed ones are not."""
    total: int
    known: int
    """Of the done ones, how many were closed in the archive before, and are not asked for again."""
    papers: int
    """On the days that were fetched in this run."""
    failed: tuple[FailedDay, ...]
    """What could not be had so far, oldest first; it is tried once more at the end."""
    per_minute: float | None
    """Days fetched in a minute of this run, waits included; None as long as there are none."""
    eta: timedelta | None
    """How long the rest will take, waits included; None where that can't be told yet."""
    waiting_until: datetime | None = None
    """Until when nothing is asked, since the Hub allows no more; None while asking."""

    @property
    def fetched(self) -> int:
        """Days that were fetched in this run."""
        return self.done - self.known


class Fetching:
    """Fetches every day of Daily Papers that the archive has not, or not whole, through the library.

    Nothing is kept besides the archive: a run that is cancelled or killed at any moment has archived some days and
    not others, and the next one goes on from there.
    """

    def __init__(self, library: Library, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._library = library
        self._clock = clock
        self._patience = Patience(library, clock, sleep)

    async def days(
        self, since: date = FIRST_DAY, until: date | None = None, *, newest_first: bool = False
    ) -> AsyncGenerator[Progress]:
        """Fetch all days from `since` to `until`, weekends too; yield how it stands at first, at each wait and day.

        What was closed when it was archived is not asked for again. `since` is at least the first day of Daily
        Papers, `until` at most the day in progress, which is also what None means. A day that fails is passed over
        and tried once more at the end. Of each window of the Hub's budget a tenth is left to whoever else asks.

        Raises:
            UsageError: There are no such days; nothing was asked.
            SourceError: Several days failed one after the other: going on makes no sense.
            StoreError: The archive can't be used or written.
        """
        wanted = _wanted(since, until, current_day(self._clock()))
        run = _Run(wanted, await self._library.days(), self._clock())
        yield self._progress(run)
        for _ in ("at first", "once more"):
            for day in sorted(run.left, reverse=newest_first):
                if self._has_begun(run, day):
                    async for progress in self._day(run, day):
                        yield progress
                yield self._progress(run)

    async def _day(self, run: "_Run", day: date) -> AsyncIterator[Progress]:
        """Fetch one day, yielding how it stands before each wait."""
        not_before = began = self._clock()
        for pause in range(1, MOST_PAUSES + 1):
            while (wait := self._patience.needed(not_before)) > _NOTHING:
                until = self._clock() + wait
                yield self._progress(run, until)
                await self._patience.wait_until(until, wait)
            began = self._clock()
            try:
                listing = await self._library.fetch(Edition(Period.DAY, day))
            except SourceBusy as busy:
                if pause == MOST_PAUSES:
                    raise
                not_before = busy.retry_at
            except SourceError as error:
                self._fail(run, day, error)
                return
            else:
                break
        if listing.not_kept is not None:
            raise listing.not_kept
        run.archive(day, len(listing.papers), self._clock() - began)

    def _has_begun(self, run: "_Run", day: date) -> bool:
        """Tell whether a day has begun after all; the Hub may have said meanwhile that the clock is ahead."""
        if day <= current_day(self._clock()):
            return True
        run.leave_out(day)
        return False

    def _fail(self, run: "_Run", day: date, error: SourceError) -> None:
        if self._has_begun(run, day):
            run.fail(day, error)

    def _progress(self, run: "_Run", waiting_until: datetime | None = None) -> Progress:
        now = self._clock()
        return Progress(
            day=run.day,
            done=run.known + run.fetched,
            total=run.total,
            known=run.known,
            papers=run.papers,
            failed=tuple(FailedDay(day, error) for day, error in sorted(run.failed.items())),
            per_minute=run.per_minute(now),
            eta=self._eta(run, now),
            waiting_until=waiting_until,
        )

    def _eta(self, run: "_Run", now: datetime) -> timedelta | None:
        if not run.fetched:
            return None
        each, budget = run.asking / run.fetched, self._library.budget
        if budget is None:
            return len(run.left) * each
        return budget.time_for(len(run.left), each, now, budget.tenth)


class _Run:
    """One run: what is left to do, and what was done."""

    def __init__(self, wanted: tuple[date, ...], archived: Mapping[date, bool], began: datetime) -> None:
        self.left = {day for day in wanted if not archived.get(day, False)}
        self.total = len(wanted)
        self.known = self.total - len(self.left)
        self.day: date | None = None
        self.fetched = 0
        self.papers = 0
        self.failed: dict[date, SourceError] = {}
        self.asking = _NOTHING
        """Time that went by while the Hub was asked, waits left out."""
        self._began = began
        self._failures = Failures()

    def archive(self, day: date, papers: int, took: timedelta) -> None:
        """Note that a day is archived."""
        self.day = day
        self.left.discard(day)
        self.failed.pop(day, None)
        self.fetched += 1
        self.papers += papers
        self.asking += max(took, _NOTHING)
        self._failures.end()

    def fail(self, day: date, error: SourceError) -> None:
        """Note that a day could not be had.

        Raises:
            SourceError: It is not for this day alone.
        """
        self.day = day
        self.failed[day] = error
        self._failures.add(error)

    def leave_out(self, day: date) -> None:
        """Note that a day is not wanted any more."""
        self.left.discard(day)
        self.failed.pop(day, None)
        self.total = self.known + self.fetched + len(self.left)

    def per_minute(self, now: datetime) -> float | None:
        minutes = (now - self._began) / timedelta(minutes=1)
        return self.fetched / minutes if self.fetched and minutes > 0 else None


def _wanted(since: date, until: date | None, today: date) -> tuple[date, ...]:
    until = today if until is None else until
    if since > today:
        raise UsageError(f"{day_label(since)} has not begun yet", f"the newest day is {day_label(today)}")
    if until < FIRST_DAY:
        raise UsageError(
            f"There are no papers until {day_label(until)}", f"Daily Papers began on {day_label(FIRST_DAY)}"
        )
    if since > until:
        raise UsageError(f"{day_label(since)} is after {day_label(until)}", "give the earlier day first")
    return days_between(max(since, FIRST_DAY), min(until, today))
