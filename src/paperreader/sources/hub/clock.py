"""What time it is, as the Hub says: the clock of a machine may be wrong by weeks."""

from datetime import datetime, timedelta

from paperreader.domain.ports import Clock

_TOLERANCE = timedelta(minutes=5)
"""What answers may take and clocks may differ by without doing harm."""


class HubClock:
    """A machine's clock, put right by what the Hub last said; until it says anything it is that clock itself."""

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

    def learn(self, said: datetime) -> None:
        """Take it from the Hub that it is this time now."""
        ahead = self._clock() - said
        self.is_ahead_by = timedelta() if abs(ahead) <= _TOLERANCE else ahead
