"""A clock that is set by what the Hub says: the clock of a machine may be wrong by weeks."""

from datetime import datetime, timedelta

from paperreader.domain.ports import Clock

_TOLERANCE = timedelta(minutes=5)
"""What responses may take and clocks may differ by without doing harm."""


class HubClock:
    """A machine's clock, corrected by the time the Hub last said; until it says anything it is that clock itself."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.is_ahead_by = timedelta()
        """How far the machine's clock is ahead, below zero for behind; nothing where it may be right."""

    def __call__(self) -> datetime:
        """Return the time, in UTC."""
        try:
            return self._clock() - self.is_ahead_by
        except OverflowError:
            return self._clock()

    def set_to(self, server_time: datetime) -> None:
        """Correct the clock, which is asked now, by what the Hub says that the time is."""
        ahead = self._clock() - server_time
        self.is_ahead_by = timedelta() if abs(ahead) <= _TOLERANCE else ahead
