"""`paperreader archive`: what is archived."""

import asyncio
import json

import click

from paperreader import bootstrap
from paperreader.cli.groups import Group
from paperreader.cli.running import with_services
from paperreader.domain.papers.archive_statistics import ArchiveStatistics
from paperreader.domain.papers.calendar import current_day
from paperreader.services import Services


@click.group(cls=Group)
def archive() -> None:
    """Look at the archive: everything that was ever fetched."""


@archive.command()
@click.option("--json", "as_json", is_flag=True, help="Print an object as JSON.")
def stats(*, as_json: bool) -> None:
    """Print what the archive holds: days, papers, vote counts, marks, full texts, size on disk, schema version.

    A day is closed once it has been fetched after it ended; weekends count as days too.
    """

    async def work(services: Services) -> ArchiveStatistics:
        return await services.library.statistics()

    statistics = asyncio.run(with_services(work, offline=True))
    facts = _facts(statistics)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    width = max(map(len, facts)) + 2
    for name, value in facts.items():
        click.echo(f"{name.replace('_', ' '):{width}}{_shown(value)}")


def _facts(statistics: ArchiveStatistics) -> dict[str, int | str | None]:
    coverage = statistics.coverage(current_day(bootstrap.now()))
    first, last = statistics.first_day, statistics.last_day
    return {
        "first_day": None if first is None else first.isoformat(),
        "last_day": None if last is None else last.isoformat(),
        "closed_days": coverage.closed,
        "filling_days": coverage.filling,
        "missing_days": coverage.missing,
        "papers": statistics.papers,
        "with_abstract": statistics.with_abstract,
        "with_summary": statistics.with_summary,
        "with_code": statistics.with_code,
        "vote_readings": statistics.votes,
        "marks": statistics.marks,
        "full_texts": statistics.texts,
        "bytes_on_disk": statistics.size,
        "schema_version": statistics.version,
    }


def _shown(value: int | str | None) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else f"{value:,}"
