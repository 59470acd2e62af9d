"""`paperreader fetch`: every day of Daily Papers into the archive."""

import asyncio
import shlex
import sys
from datetime import date
from functools import partial

import click

from paperreader.cli.feeds import day_of_flag
from paperreader.cli.meter import Meter
from paperreader.cli.running import with_services
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.errors import PaperReaderError
from paperreader.services import Services
from paperreader.services.papers.fetching import Progress


@click.command()
@click.option(
    "--since", metavar="YYYY-MM-DD", help=f"The first day; without it that of Daily Papers, {FIRST_DAY}."
)
@click.option("--until", metavar="YYYY-MM-DD", help="The last day; without it the newest there is.")
@click.option("--newest-first", is_flag=True, help="Begin with the newest day.")
@click.option(
    "--text", is_flag=True, help="Instead of days, the full texts of all bookmarks that are not here yet."
)
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
def fetch(since: str | None, until: str | None, *, newest_first: bool, text: bool, quiet: bool) -> None:
    """Fetch every day into the archive, no faster than the Hub allows.

    What was fetched after it was over is not asked for again: after Ctrl-C or anything else that ended it, the same
    command goes on. Exit 1 if a day, or a text, could not be had; that there is none is no failure.
    """
    if text:
        if since is not None or until is not None or newest_first:
            raise click.UsageError("--text goes with --quiet alone")
        from paperreader.cli.commands.fetch_texts import fetch_texts  # noqa: PLC0415 - one of two

        fetch_texts(quiet=quiet)
        return
    first = FIRST_DAY if since is None else day_of_flag("--since", since)
    last = None if until is None else day_of_flag("--until", until)
    meter = Meter(sys.stderr, is_quiet=quiet)
    work = partial(_fetch, first=first, last=last, newest_first=newest_first, meter=meter)
    try:
        asyncio.run(with_services(work))
    except KeyboardInterrupt:
        meter.end()
        if not quiet:
            click.echo(f"Stopped. To go on: {_command(since, until, newest_first=newest_first)}", err=True)
        raise click.exceptions.Exit(130) from None
    except PaperReaderError as error:
        meter.end()
        _tell_failed(meter.last, but=error.message)
        raise
    meter.end()
    _tell_failed(meter.last)
    if meter.last is not None and meter.last.failed:
        raise click.exceptions.Exit(1)


async def _fetch(
    services: Services, *, first: date, last: date | None, newest_first: bool, meter: Meter
) -> None:
    async for progress in services.fetching.days(first, last, newest_first=newest_first):
        meter.show(progress)


def _tell_failed(progress: Progress | None, but: str = "") -> None:
    """Say which days could not be had and why, except for a reason that is told anyway."""
    for failed in () if progress is None else progress.failed:
        if failed.error.message != but:
            click.echo(f"paperreader: {failed.day} could not be had: {failed.error.message}", err=True)


def _command(since: str | None, until: str | None, *, newest_first: bool) -> str:
    words = ["paperreader", "fetch"]
    words += ["--since", since] if since is not None else []
    words += ["--until", until] if until is not None else []
    words += ["--newest-first"] if newest_first else []
    return shlex.join(words)
