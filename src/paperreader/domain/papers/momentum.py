"""The rise of upvotes since yesterday, and a series of counts to draw; nothing is interpolated."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

_DAY = timedelta(days=1)
_HALF_A_DAY = _DAY / 2
MAX_AGE = _DAY + _HALF_A_DAY
"""How old a reading may be to be one of yesterday: nobody reads at the same minute every day."""


class VoteCount(Struct, frozen=True):
    """What the Hub counted for a paper at one time."""

    at: datetime
    upvotes: int | None
    comments: int | None


def rise(votes: Iterable[VoteCount], now: datetime) -> int | None:
    """Return how many upvotes came since yesterday, below zero if some were taken back; None where nobody can know.

    Compared are the latest reading, at most half a day old, and the one nearest to a day ago, at most half a day off.
    What was read later than `now` does not count: a clock was wrong.
    """
    counted = [(now - vote.at, vote.upvotes) for vote in votes if vote.upvotes is not None]
    present = [each for each in counted if timedelta() <= each[0] < _HALF_A_DAY]
    yesterday = [each for each in counted if _HALF_A_DAY <= each[0] <= MAX_AGE]
    if not present or not yesterday:
        return None
    _, before = min(yesterday, key=lambda each: abs(each[0] - _DAY))
    return min(present)[1] - before


def series(votes: Sequence[VoteCount], most: int = 24) -> tuple[int, ...]:
    """Return upvotes of at most so many readings (2 or more), oldest first, spread over the time as evenly as they were read.

    Args:
        votes: All readings, the oldest first.
        most: How many there is room for; the first and the last are always among them.
    """
    known = [vote for vote in votes if vote.upvotes is not None]
    if len(known) > most:
        first, last = known[0].at, known[-1].at
        moments = (first + (last - first) * number / (most - 1) for number in range(most))
        known = [known[place] for place in sorted({_nearest(known, moment) for moment in moments})]
    return tuple(vote.upvotes for vote in known if vote.upvotes is not None)


def _nearest(votes: Sequence[VoteCount], moment: datetime) -> int:
    after = min(bisect_left(votes, moment, key=lambda vote: vote.at), len(votes) - 1)
    before = max(after - 1, 0)
    return before if moment - votes[before].at <= votes[after].at - moment else after
