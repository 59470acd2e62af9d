"""How many requests a source answers in a window of time, and how long to wait so as never to ask for more.

The Hub counts in fixed windows of five minutes and announces with every answer what is left of the present one.
"""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

USUAL_QUOTA = 500
"""Requests in a window without a token, from the Hub's documentation; believed where nothing is announced."""

USUAL_WINDOW = timedelta(minutes=5)

LONGEST_PAUSE = timedelta(hours=1)
"""The Hub's windows are five minutes long: nobody is left alone for longer than this."""

# As the official client does: what is announced is in whole seconds, and the window may restart a little late.
_LATE = timedelta(seconds=1)
_NOTHING = timedelta()


class Allowance(Struct, frozen=True):
    """What a source announced with one answer."""

    left: int
    """Requests that are left in the present window."""
    restarts_in: timedelta
    """When the next window begins, counted from the answer."""
    quota: int | None = None
    """Requests in a whole window; None if that was not said."""
    window: timedelta | None = None
    """How long a window is; None if that was not said."""


class Budget(Struct, frozen=True):
    """What may be asked, after all that was asked and announced so far; times are aware and in UTC.

    Where nothing is announced nobody knows when a window begins: then no stretch of that length, wherever it lies,
    gets more requests than the usual quota.
    """

    quota: int | None = None
    """Requests in a window as announced."""
    window: timedelta = USUAL_WINDOW
    left: int | None = None
    """Requests that were left at the last announcement."""
    restarts_at: datetime | None = None
    """When the window of the last announcement ends."""
    asked: tuple[datetime, ...] = ()
    """The requests since the last announcement, as many as matter."""
    quiet_until: datetime | None = None
    """Until when the source asked to be left alone."""

    @property
    def tenth(self) -> int:
        """Requests of each window to leave to others when asking at length; 0 where a window's size is unknown."""
        return self._quota // 10 if self.quota is not None or self.left is None else 0

    def after_asking(self, now: datetime) -> "Budget":
        """Return what is left when a request is sent now."""
        return replace(self, asked=(*self.asked, now)[-self._quota :])

    def after_answer(self, allowance: Allowance | None, pause: timedelta | None, now: datetime) -> "Budget":
        """Return what is left after an answer.

        Args:
            allowance: What it announced, None if nothing.
            pause: For how long it asks to be left alone, None if it does not.
            now: When it came.
        """
        budget = self if pause is None else replace(self, quiet_until=now + pause)
        if allowance is None:
            return budget
        return replace(
            budget,
            quota=allowance.quota if allowance.quota is not None else self.quota,
            window=allowance.window or self.window,
            left=allowance.left,
            restarts_at=now + allowance.restarts_in,
            asked=(),
        )

    def wait(self, now: datetime, spare: int = 0) -> timedelta:
        """Return how long to wait before the next request so that at least `spare` requests stay for others."""
        times = [self._free_at(now, spare)]
        if quiet := self.quiet_for(now):
            times.append(now + quiet + _LATE)
        return max(_NOTHING, max(times) - now)

    def quiet_for(self, now: datetime) -> timedelta:
        """Return how long the source asks to be left alone yet; nothing if it never asked for so long: a clock was set back."""
        left = _NOTHING if self.quiet_until is None else self.quiet_until - now
        return left if _NOTHING < left <= LONGEST_PAUSE else _NOTHING

    def time_for(self, requests: int, each: timedelta, now: datetime, spare: int = 0) -> timedelta:
        """Return how long so many requests will take, of which each takes so long, waits included; an estimate."""
        at_once, restarts_in = self._present(now, spare)
        if requests <= at_once:
            return requests * each
        a_window = max(1, self._quota - spare)
        windows, rest = divmod(requests - at_once - 1, a_window)
        return (
            max(at_once * each, restarts_in) + windows * max(a_window * each, self.window) + (rest + 1) * each
        )

    @property
    def _quota(self) -> int:
        return max(1, USUAL_QUOTA if self.quota is None else self.quota)

    def _announced_end(self, now: datetime) -> datetime | None:
        """Return when the announced window is over; None if it is, or if the clock was set back since."""
        if self.restarts_at is None or self.left is None:
            return None
        end = self.restarts_at + _LATE
        return end if _NOTHING < end - now <= self.window + _LATE else None

    def _recent(self, now: datetime) -> list[datetime]:
        return [at for at in self.asked if now - self.window - _LATE < at <= now]

    def _present(self, now: datetime, spare: int) -> tuple[int, timedelta]:
        """Return how much may be asked at once, and after which time a window's worth may be asked again."""
        end = self._announced_end(now)
        if end is not None and self.left is not None:
            return max(0, self.left - len(self.asked) - spare), end - now
        recent = self._recent(now)
        until = recent[0] + self.window + _LATE - now if recent else self.window
        return max(0, max(1, self._quota - spare) - len(recent)), until

    def _free_at(self, now: datetime, spare: int) -> datetime:
        end = self._announced_end(now)
        if end is not None:
            return now if self._present(now, spare)[0] else end
        recent = self._recent(now)
        allowed = max(1, self._quota - spare)
        return now if len(recent) < allowed else recent[-allowed] + self.window + _LATE
