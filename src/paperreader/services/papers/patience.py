"""What those share who ask for many things one after the other: waiting, and knowing when to give up."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from paperreader.domain.ports import Clock
from paperreader.errors import SourceError, SourceUnreachable
from paperreader.services.papers.library import Library

Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""
MOST_PAUSES = 8
"""Pauses a source may ask for before one thing, until it is given up."""

_NOTHING = timedelta()
# A machine that was asleep goes on as soon as it is awake: its clock is looked at this often.
_LONGEST_SLEEP = 15.0
# One that can't be had must not keep those after it; without a network, each costs some seconds to find out.
_MOST_UNREACHED = 2
_MOST_FAILED = 5


class Patience:
    """Waits until the Hub may be asked; of each window of its budget a tenth is left to whoever else asks."""

    def __init__(self, library: Library, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._library = library
        self._clock = clock
        self._sleep = sleep

    def needed(self, not_before: datetime) -> timedelta:
        """Return how long to wait, at least until then."""
        budget, now = self._library.budget, self._clock()
        wait = _NOTHING if budget is None else budget.wait(now, budget.tenth)
        return max(wait, not_before - now)

    async def wait_until(self, until: datetime, at_most: timedelta) -> None:
        """Wait, bounded by both clocks: that of the machine may be set back, the other stands still while it is asleep."""
        left = at_most.total_seconds()
        while left > 0 and self._clock() < until:
            nap = min(left, _LONGEST_SLEEP)
            await self._sleep(nap)
            left -= nap


class Failures:
    """What failed in a row."""

    def __init__(self) -> None:
        self._in_a_row: list[SourceError] = []

    def add(self, error: SourceError) -> None:
        """Note one more.

        Raises:
            SourceError: It is not for this one thing alone.
        """
        self._in_a_row.append(error)
        unreached = sum(isinstance(each, SourceUnreachable) for each in self._in_a_row)
        if unreached == _MOST_UNREACHED or len(self._in_a_row) == _MOST_FAILED:
            raise error

    def end(self) -> None:
        """Note that something came."""
        self._in_a_row.clear()
