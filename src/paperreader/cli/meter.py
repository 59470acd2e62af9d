"""How a fetch stands, on stderr."""

from datetime import timedelta
from functools import partial
from typing import TextIO

from paperreader.cli.line import Line, with_bar
from paperreader.domain.papers.feed import day_label
from paperreader.services.papers.fetching import Progress


class Meter:
    """Shows progress; `last` is the one shown last, None before the first."""

    def __init__(self, stream: TextIO, *, is_quiet: bool = False) -> None:
        self.last: Progress | None = None
        self._line = Line(stream, is_quiet=is_quiet)

    def show(self, progress: Progress) -> None:
        """Show how it stands, unless that was done a moment ago; a wait is shown always."""
        self.last = progress
        is_waiting = progress.waiting_until is not None
        self._line.show(partial(_drawn, progress), _in_words(progress), is_urgent=is_waiting)

    def end(self) -> None:
        """Say what came of it, and leave the cursor at the beginning of a line."""
        if self.last is not None:
            self._line.end(partial(_drawn, self.last), summary(self.last))


def summary(progress: Progress) -> str:
    """Return what came of a fetch as a sentence without a full stop."""
    days = f"{progress.total:,} {'day' if progress.total == 1 else 'days'}"
    how_many = days if progress.done == progress.total else f"{progress.done:,} of {days}"
    return (
        f"{how_many} archived: {progress.fetched:,} fetched with {progress.papers:,} papers, "
        f"{progress.known:,} known before"
    )


def _drawn(progress: Progress, width: int, symbols: str) -> str:
    """Return the line for a terminal: what does not fit is left out, but not what is waited for."""
    share = progress.done / progress.total if progress.total else 1.0
    kept = 1 + (progress.waiting_until is not None)
    return with_bar(_facts(progress), share, width, symbols, kept=kept)


def _in_words(progress: Progress) -> str:
    day = "" if progress.day is None else f"{day_label(progress.day)}: "
    return day + ", ".join(_facts(progress))


def _facts(progress: Progress) -> list[str]:
    """Return how it stands, the most important first."""
    facts = [f"{progress.done:,}/{progress.total:,} days"]
    if progress.waiting_until is not None:
        facts.append(f"rate limit: waiting until {progress.waiting_until.astimezone():%H:%M:%S}")
    if progress.eta is not None and progress.done < progress.total:
        facts.append(f"{_duration(progress.eta)} left")
    facts.append(f"{progress.papers:,} papers")
    if progress.per_minute is not None:
        facts.append(f"{progress.per_minute:,.0f} days a minute")
    if progress.failed:
        facts.append(f"{len(progress.failed):,} failed")
    return facts


def _duration(time_left: timedelta) -> str:
    seconds = round(time_left.total_seconds())
    if seconds < 100:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.1f} h"
