"""`paperreader fetch`: every day of Daily Papers into the archive."""

from datetime import timedelta

import click

from paperreader.cli.feeds import day_of_flag
from paperreader.cli.fetch_run import FetchWords, done_of, run_fetch
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import day_label
from paperreader.services.papers.fetching import Progress


@click.command()
@click.option(
    "--since", metavar="YYYY-MM-DD", help=f"The first day; by default the first of Daily Papers, {FIRST_DAY}."
)
@click.option("--until", metavar="YYYY-MM-DD", help="The last day; by default the newest.")
@click.option("--newest-first", is_flag=True, help="Start with the newest day.")
@click.option(
    "--text",
    is_flag=True,
    help="Instead of days, fetch the full texts of all bookmarks that are not here yet.",
)
@click.option("--quiet", is_flag=True, help="Print errors only.")
def fetch(since: str | None, until: str | None, *, newest_first: bool, text: bool, quiet: bool) -> None:
    """Fetch every day into the archive, no faster than Hugging Face allows.

    Days that were fetched after they ended are not fetched again: after Ctrl-C or any other interruption the same
    command resumes. Exits 1 if a day or a text could not be fetched; one that does not exist is no failure.
    """
    if text:
        if since is not None or until is not None or newest_first:
            raise click.UsageError("--text works with --quiet only")
        from paperreader.cli.commands.fetch_texts import fetch_texts  # noqa: PLC0415 - one of two

        fetch_texts(is_quiet=quiet)
        return
    first = FIRST_DAY if since is None else day_of_flag("--since", since)
    last = None if until is None else day_of_flag("--until", until)
    command = _command(since, until, newest_first=newest_first)
    run_fetch(
        lambda services: services.fetching.days(first, last, newest_first=newest_first),
        WORDS,
        command,
        is_quiet=quiet,
    )


def _command(since: str | None, until: str | None, *, newest_first: bool) -> list[str]:
    words = ["paperreader", "fetch"]
    words += ["--since", since] if since is not None else []
    words += ["--until", until] if until is not None else []
    words += ["--newest-first"] if newest_first else []
    return words


def summary(progress: Progress) -> str:
    """Return what came of a fetch as a sentence without a full stop."""
    days = f"{progress.total:,} {'day' if progress.total == 1 else 'days'}"
    return (
        f"{done_of(progress, days)} archived: {progress.fetched:,} fetched with {progress.papers:,} papers, "
        f"{progress.known:,} known before"
    )


def _facts(progress: Progress) -> list[str]:
    facts = []
    if progress.eta is not None and progress.done < progress.total:
        facts.append(f"{_duration(progress.eta)} left")
    facts.append(f"{progress.papers:,} papers")
    if progress.per_minute is not None:
        facts.append(f"{progress.per_minute:,.0f} days a minute")
    return facts


def _duration(time_left: timedelta) -> str:
    seconds = round(time_left.total_seconds())
    if seconds < 100:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.1f} h"


WORDS = FetchWords(
    unit="days",
    facts=_facts,
    summary=summary,
    failures=lambda progress: [(f"{day.day} could not be fetched", day.error) for day in progress.failed],
    heading=lambda progress: "" if progress.day is None else f"{day_label(progress.day)}: ",
)
