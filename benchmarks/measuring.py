"""Measures in pairs: each run of ours between two of the peer's, so that what else the machine does falls on both."""

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Figures = Mapping[str, float]
"""What one run came to, by the names of the rows it is for: milliseconds, megabytes or a count."""
Run = Callable[[], Figures]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some figures and their quartiles."""

    lower: float
    median: float
    upper: float
    worst: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> "Spread":
        """Return it; quartiles are figures that were measured or lie between two that were."""
        if len(figures) == 1:
            only = figures[0]
            return cls(only, only, only, only)
        lower, median, upper = statistics.quantiles(figures, n=4, method="inclusive")
        return cls(lower, median, upper, max(figures))


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one row: ours, and the peer's before, between and after; none where there is no peer."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...] = ()

    @property
    def ratios(self) -> tuple[float, ...]:
        """Each of ours over the mean of the two beside it."""
        beside = zip(self.theirs, self.theirs[1:], strict=False)
        return tuple(
            2 * ours / (before + after) for ours, (before, after) in zip(self.ours, beside, strict=False)
        )


def in_turn(ours: Run, theirs: Run, rounds: int) -> dict[str, Measured]:
    """Measure both in turn, the peer first and last, and return what each came to by name; of each a run before all does not count.

    A name that only ours has is measured without a peer.
    """
    theirs(), ours()
    before, mine = [theirs()], list[Figures]()
    for _ in range(rounds):
        mine.append(ours())
        before.append(theirs())
    return {
        name: Measured(_named(mine, name), _named(before, name) if name in before[0] else ())
        for name in mine[0]
    }


def alone(ours: Run, rounds: int) -> dict[str, Measured]:
    """Measure what has no peer; a run before all does not count."""
    ours()
    runs = [ours() for _ in range(rounds)]
    return {name: Measured(_named(runs, name)) for name in runs[0]}


def _named(runs: Iterable[Figures], name: str) -> tuple[float, ...]:
    return tuple(run[name] for run in runs)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
