"""`paperreader trends`: which share of the papers match queries, over time."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date

import click

from paperreader.cli.commands.search import finish_index
from paperreader.cli.feeds import day_of_flag
from paperreader.cli.filtering import query_of
from paperreader.cli.groups import QueryCommand
from paperreader.cli.output import print_data
from paperreader.cli.running import with_services
from paperreader.domain.papers.calendar import FIRST_DAY, current_day
from paperreader.domain.papers.feed import Period
from paperreader.domain.query.query import Query
from paperreader.domain.ranking.trends import Trends
from paperreader.domain.text import clean
from paperreader.errors import PaperReaderError, UsageError
from paperreader.formats.pages.plot import ASCII, LEAST, MOST, PlotSegment, legend, plot
from paperreader.formats.pages.trends import to_csv, to_json, to_table
from paperreader.formats.pages.wording import UNKNOWN
from paperreader.services import Services

_PERIODS = {"week": Period.WEEK, "month": Period.MONTH}
_COLORS = ("bright_blue", "bright_yellow", "bright_green", "bright_magenta", "bright_cyan", "bright_red")
_SIZE = (100, 20)
"""Columns and lines of a plot at most, where the terminal has more."""
_SYMBOLS = str.maketrans({**ASCII, UNKNOWN: "-", "…": "~"})


@click.command(cls=QueryCommand)
@click.argument("queries", metavar="QUERY...", nargs=-1, required=True)
@click.option(
    "--by",
    type=click.Choice(list(_PERIODS)),
    default="month",
    show_default=True,
    help="The length of a period.",
)
@click.option(
    "--since", metavar="YYYY-MM-DD", help="The first day; by default the earliest that is archived in full."
)
@click.option("--until", metavar="YYYY-MM-DD", help="The last day; by default today.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["plot", "table", "csv", "json"]),
    help="How to print; by default a table, with a plot below it on a terminal.",
)
def trends(
    queries: Sequence[str], by: str, since: str | None, until: str | None, format_: str | None
) -> None:
    """Print what share of the archive's papers match each query, by week or month.

    Queries are written as for --filter. Where nothing is archived the share is unknown: "—", null, or a gap.
    """
    wanted = [(clean(text), query_of(text)) for text in queries]
    is_shown = sys.stdout.isatty()
    if format_ == "plot" and len(wanted) > MOST:
        raise click.UsageError(f"a plot has room for {MOST} queries, not {len(wanted)}")
    first = None if since is None else day_of_flag("--since", since)
    last = None if until is None else day_of_flag("--until", until)
    if first is not None and last is not None and last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    found = asyncio.run(
        with_services(lambda services: _found(services, wanted, by, first, last), offline=True)
    )
    if format_ is None:
        format_ = "table and plot" if is_shown and len(wanted) <= MOST else "table"
    if format_ in {"csv", "json"}:
        print_data((to_csv if format_ == "csv" else to_json)(found))
    else:
        click.echo("".join(_drawn(found, format_, is_shown=is_shown)), nl=False)


async def _found(
    services: Services, queries: Sequence[tuple[str, Query]], by: str, first: date | None, last: date | None
) -> Trends:
    await finish_index(services)
    bookmarks = await services.bookmarks.all() if any(query.needs_bookmarks for _, query in queries) else ()
    tally = await services.trends.tally(queries, bookmarks)
    span = tally.span(current_day(services.clock()), first, last)
    if span is None and not tally.papers:
        raise PaperReaderError("Nothing is archived yet", "fetch all papers with: paperreader fetch")
    if span is None:
        raise UsageError("There are no Daily Papers in that time", f"they began on {FIRST_DAY}")
    missing, all_days = tally.missing(span)
    if missing:
        click.echo(
            f"paperreader: {missing:,} of {all_days:,} weekdays are not archived; fetch them with: paperreader fetch",
            err=True,
        )
    return tally.by(_PERIODS[by], span)


def _drawn(found: Trends, format_: str, *, is_shown: bool) -> Iterator[str]:
    columns, lines = shutil.get_terminal_size()
    if "table" in format_:
        yield _printable(to_table(found, columns if is_shown else None))
    if "plot" in format_:
        width, height = min(columns - 1, _SIZE[0]), min(lines - len(found.series) - 2, _SIZE[1])
        drawn = [*plot(found, width, max(height, LEAST)), *legend(found, width)]
        yield "\n" if "table" in format_ else ""
        yield from (f"{''.join(map(_colored, line))}\n" for line in drawn)


def _colored(segment: PlotSegment) -> str:
    text, place = _printable(segment[0]), segment[1]
    if place is None or os.environ.get("NO_COLOR"):
        return text
    # Where stdout is no terminal the colours are taken off again.
    return click.style(text, fg=_COLORS[place % len(_COLORS)])


def _printable(text: str) -> str:
    """Return a text in characters that stdout has."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_SYMBOLS).encode(encoding, "replace").decode(encoding)
    return text
