"""Running a fetch: how far it is, what came of it, what could not be had, and how to go on after Ctrl-C."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from paperreader.cli.progress_line import ProgressLine
from paperreader.cli.running import resumable, with_services
from paperreader.errors import PaperReaderError
from paperreader.services import Services

if TYPE_CHECKING:
    from paperreader.services.papers.fetching import Progress
    from paperreader.services.reading.text_fetching import TextProgress

_P = TypeVar("_P", "Progress", "TextProgress")


@dataclass(frozen=True, slots=True)
class FetchWords(Generic[_P]):
    """How a fetch is told of."""

    unit: str
    """What is counted, in the plural."""
    facts: Callable[[_P], Iterable[str]]
    """What else is known, the most important first; how many failed is told after it."""
    summary: Callable[[_P], str]
    """What came of it, as a sentence without a full stop."""
    failures: Callable[[_P], Iterable[tuple[str, PaperReaderError]]]
    """What could not be had, and why."""
    heading: Callable[[_P], str] = lambda _: ""
    """What stands before it where nothing is drawn."""


def run_fetch(
    steps: Callable[[Services], AsyncGenerator[_P]],
    words: FetchWords[_P],
    command: Sequence[str],
    *,
    is_quiet: bool,
) -> None:
    """Fetch, and tell of it on stderr.

    Args:
        steps: Starts the fetch and yields its progress.
        words: How it is told of.
        command: What goes on with it after Ctrl-C.
        is_quiet: Tell only what could not be had.

    Raises:
        click.exceptions.Exit: With 1 if something could not be had, with 130 after Ctrl-C.
    """
    last: _P | None = None
    ended_by = ""

    async def fetch(line: ProgressLine, services: Services) -> None:
        nonlocal last
        async with aclosing(steps(services)) as progresses:
            async for last in progresses:
                show_progress(line, words, last)

    with resumable(command, is_quiet=is_quiet), ProgressLine(sys.stderr, is_quiet=is_quiet) as line:
        try:
            asyncio.run(with_services(partial(fetch, line)))
        except PaperReaderError as error:
            ended_by = error.message
            raise
        finally:
            if last is not None:
                _end(line, words, last, ended_by)
    if last is not None and last.failed:
        raise click.exceptions.Exit(1)


def done_of(progress: "Progress | TextProgress", everything: str) -> str:
    """Return how much of everything is done, such as `2 of 5 days`, and at the end `5 days`."""
    return everything if progress.done == progress.total else f"{progress.done:,} of {everything}"


def _end(line: ProgressLine, words: FetchWords[_P], last: _P, ended_by: str) -> None:
    line.end(words.summary(last))
    for about, error in words.failures(last):
        # What ended it is told anyway.
        if error.message != ended_by:
            click.echo(f"paperreader: {about}: {error.message}", err=True)


def show_progress(line: ProgressLine, words: FetchWords[_P], progress: _P) -> None:
    """Show how far a fetch is; a wait is shown at once."""
    waiting_until = progress.waiting_until
    stage = f"{progress.done:,}/{progress.total:,} {words.unit}"
    if waiting_until is not None:
        stage += f", rate limit: waiting until {waiting_until.astimezone():%H:%M:%S}"
    facts = [stage, *words.facts(progress)]
    if progress.failed:
        facts.append(f"{len(progress.failed):,} failed")
    share = progress.done / progress.total if progress.total else 1.0
    sentence = words.heading(progress) + ", ".join(facts)
    line.show(facts, share, sentence, is_urgent=waiting_until is not None)
