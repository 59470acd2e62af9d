"""How a fetch stands, on stderr: one line that is written over on a terminal, else a line now and then."""

import os
import time
from datetime import timedelta
from typing import TextIO

from paperreader.domain.feed import day_label
from paperreader.services.fetching import Progress

_REDRAWN_AFTER = 0.1
_NEXT_LINE_AFTER = 10.0
"""Seconds between two lines where they are not written over."""

_BAR = 24
_LEAST_BAR = 6
_FULL, _EMPTY = "█░"


class Meter:
    """Shows progress; `last` is the one shown last, None before the first."""

    def __init__(self, stream: TextIO, *, is_quiet: bool = False) -> None:
        self.last: Progress | None = None
        self._stream = stream
        self._is_quiet = is_quiet
        self._is_drawing = stream.isatty() and os.environ.get("TERM", "") != "dumb"
        self._shown_at: float | None = None

    def show(self, progress: Progress) -> None:
        """Show how it stands, unless that was done a moment ago; a wait is shown always."""
        self.last = progress
        now = time.monotonic()
        pause = _REDRAWN_AFTER if self._is_drawing else _NEXT_LINE_AFTER
        if self._is_quiet or (
            progress.waiting_until is None and self._shown_at is not None and now - self._shown_at < pause
        ):
            return
        self._shown_at = now
        if self._is_drawing:
            self._draw(_drawn(progress, self._width(), self._symbols()))
        else:
            self._write(f"{_in_words(progress)}\n")

    def end(self) -> None:
        """Say what came of it, and leave the cursor at the beginning of a line."""
        if self._is_quiet or self.last is None:
            return
        if self._is_drawing:
            self._draw(_drawn(self.last, self._width(), self._symbols()))
            self._write("\n")
        self._write(f"{summary(self.last)}\n")

    def _draw(self, line: str) -> None:
        self._write(f"\r{line}\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _width(self) -> int:
        try:
            # The last column is left free: some terminals break the line when it is written to.
            return max(10, os.get_terminal_size(self._stream.fileno()).columns - 1)
        except OSError:
            return 79

    def _symbols(self) -> str:
        try:
            (_FULL + _EMPTY).encode(self._stream.encoding or "ascii")
        except UnicodeEncodeError:
            return "#."
        return _FULL + _EMPTY


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
    facts = _facts(progress)
    while (
        len(facts) > 1 + (progress.waiting_until is not None)
        and len(", ".join(facts)) + _LEAST_BAR + 1 > width
    ):
        facts.pop()
    text = ", ".join(facts)
    length = min(_BAR, width - len(text) - 1)
    if length < _LEAST_BAR:
        return text[:width]
    full = length if not progress.total else length * progress.done // progress.total
    return f"{symbols[0] * full}{symbols[1] * (length - full)} {text}"


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
