"""`paperreader fetch --text`: the full texts of all that is kept."""

import asyncio
import sys
from contextlib import aclosing
from functools import partial

import click

from paperreader.cli.line import Line, with_bar
from paperreader.cli.running import with_services
from paperreader.errors import PaperReaderError
from paperreader.services import Services
from paperreader.services.reading.text_fetching import TextProgress


def fetch_texts(*, quiet: bool) -> None:
    """Fetch them, and say how it stands on stderr.

    Raises:
        click.exceptions.Exit: With 1 if one could not be had, with 130 after Ctrl-C.
    """
    run = _Run(Line(sys.stderr, is_quiet=quiet))
    try:
        asyncio.run(with_services(run.all))
    except KeyboardInterrupt:
        run.end()
        if not quiet:
            click.echo("Stopped. To go on: paperreader fetch --text", err=True)
        raise click.exceptions.Exit(130) from None
    except PaperReaderError as error:
        run.end(but=error.message)
        raise
    run.end()
    if run.has_failed:
        raise click.exceptions.Exit(1)


class _Run:
    def __init__(self, line: Line) -> None:
        self._line = line
        self._last: TextProgress | None = None

    @property
    def has_failed(self) -> bool:
        return self._last is not None and bool(self._last.failed)

    async def all(self, services: Services) -> None:
        keys = [bookmark.paper.key for bookmark in await services.bookmarks.all()]
        async with aclosing(services.text_fetching.texts(keys)) as steps:
            async for progress in steps:
                self._last = progress
                is_waiting = progress.waiting_until is not None
                self._line.show(partial(_drawn, progress), ", ".join(_facts(progress)), is_urgent=is_waiting)

    def end(self, but: str = "") -> None:
        """Say what came of it, and which texts could not be had, except for a reason that is told anyway."""
        if self._last is None:
            return
        self._line.end(partial(_drawn, self._last), summary(self._last))
        for failed in self._last.failed:
            if failed.error.message != but:
                click.echo(f"paperreader: {failed.key}: {failed.error.message}", err=True)


def summary(progress: TextProgress) -> str:
    """Return what came of it as a sentence without a full stop."""
    papers = f"{progress.total:,} kept {'paper' if progress.total == 1 else 'papers'}"
    how_many = papers if progress.done == progress.total else f"{progress.done:,} of {papers}"
    return (
        f"{how_many}: {_fetched(progress)}, {progress.known:,} already here, "
        f"{len(progress.missing):,} not available"
        + (f", {len(progress.failed):,} failed" if progress.failed else "")
    )


def _drawn(progress: TextProgress, width: int, symbols: str) -> str:
    share = progress.done / progress.total if progress.total else 1.0
    kept = 1 + (progress.waiting_until is not None)
    return with_bar(_facts(progress), share, width, symbols, kept=kept)


def _facts(progress: TextProgress) -> list[str]:
    """Return how it stands, the most important first."""
    facts = [f"{progress.done:,}/{progress.total:,} papers"]
    if progress.waiting_until is not None:
        facts.append(f"rate limit: waiting until {progress.waiting_until.astimezone():%H:%M:%S}")
    facts.append(_fetched(progress))
    if progress.missing:
        facts.append(f"{len(progress.missing):,} not available")
    if progress.failed:
        facts.append(f"{len(progress.failed):,} failed")
    return facts


def _fetched(progress: TextProgress) -> str:
    return f"{progress.fetched:,} {'text' if progress.fetched == 1 else 'texts'} fetched"
