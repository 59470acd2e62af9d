"""One line on stderr that says how far something is: drawn by rich on a terminal, else written now and then."""

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

_REDRAWN_AFTER = 0.1
_NEXT_LINE_AFTER = 10.0
"""Seconds between two lines where they are not drawn over."""
_BAR, _LEAST_BAR = 24, 6
"""Columns of the bar; facts are left out before it gets narrower than the least."""


class ProgressLine:
    """Shows progress until the end of a `with` block; writes nothing when it is to be quiet."""

    def __init__(self, stream: TextIO, *, is_quiet: bool = False) -> None:
        self._stream = stream
        self._is_quiet = is_quiet
        self._is_drawing = stream.isatty() and os.environ.get("TERM", "") != "dumb"
        self._shown_at: float | None = None
        self._facts: Sequence[str] = ()
        self._share = 0.0
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Whatever happens, the cursor is seen again.
        self.clear()

    def show(self, facts: Sequence[str], share: float, words: str = "", *, is_urgent: bool = False) -> None:
        """Show facts, the most important first, unless that was done a moment ago and they are not urgent.

        Args:
            facts: As many as fit are drawn.
            share: How much is done, 0 to 1.
            words: What is written where nothing is drawn; the facts if empty.
            is_urgent: Show them however short ago others were shown.
        """
        self._facts, self._share = facts, share
        now = time.monotonic()
        pause = _REDRAWN_AFTER if self._is_drawing else _NEXT_LINE_AFTER
        if self._is_quiet or (not is_urgent and self._shown_at is not None and now - self._shown_at < pause):
            return
        self._shown_at = now
        if self._is_drawing:
            self._draw()
        else:
            self._write(words or ", ".join(facts))

    def end(self, sentence: str) -> None:
        """Leave the last facts where they were drawn, and say on a line of its own what came of it."""
        if self._is_quiet:
            return
        if self._is_drawing:
            self._draw().stop()
            self._progress = None
        self._write(sentence)

    def clear(self) -> None:
        """Take away what was drawn, so that something else can stand there."""
        if self._progress is not None:
            self._progress.live.transient = True
            self._progress.stop()
            self._progress = None
        self._shown_at = None

    def _draw(self) -> "Progress":
        progress = self._progress or _progress_on(self._stream)
        facts = list(self._facts)
        while len(facts) > 1 and len(", ".join(facts)) + _LEAST_BAR + 1 > progress.console.width:
            facts.pop()
        (task,) = progress.task_ids
        progress.update(task, completed=self._share, description=", ".join(facts))
        progress.refresh()
        if self._progress is None:
            self._progress = progress
            progress.start()
        return progress

    def _write(self, sentence: str) -> None:
        self._stream.write(f"{sentence}\n")
        self._stream.flush()


def _progress_on(stream: TextIO) -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - likewise

    progress = Progress(
        BarColumn(_BAR, complete_style="default", finished_style="default"),
        TextColumn("{task.description}", markup=False),
        console=Console(file=stream),
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    progress.add_task("", total=1.0)
    return progress
