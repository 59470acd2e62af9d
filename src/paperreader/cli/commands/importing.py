"""`paperreader import`: keep the papers in a file of another program."""

import asyncio
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from paperreader.cli.running import with_services
from paperreader.domain.bookmarks.entry import Outcome
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats import FORMATS
from paperreader.formats.parsing import ParseFailure
from paperreader.services import Services
from paperreader.services.transfer.importing import SAVED_PAGE, Imported, ImportReport

_READ = [*(name for name, each in FORMATS.items() if each.read), SAVED_PAGE]
_MOST_BYTES = 100_000_001


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_READ),
    help="The format, if it can't be detected; 'page' is a saved results page.",
)
@click.option("--dry-run", is_flag=True, help="Change nothing; print what would be done.")
@click.option("--offline", is_flag=True, help="Do not complete papers from Hugging Face.")
def import_(file: Path, format_name: str | None, *, dry_run: bool, offline: bool) -> None:
    """Bookmark the papers in a file: BibTeX, RIS, CSL-JSON, CSV, JSON, ids or links, or a saved results page.

    Prints a tab-separated line for each paper: the line in the file, what was done (added, merged, unchanged,
    not understood), the id, and the title or the reason. A FILE of - is standard input.
    """
    work = partial(_import, file=file, format_name=format_name, is_trial=dry_run)
    report = asyncio.run(with_services(work, offline=offline))
    for line in report.lines:
        click.echo(_row(line))
    _sum_up(report)
    if report.not_understood:
        raise click.exceptions.Exit(1)


async def _import(services: Services, *, file: Path, format_name: str | None, is_trial: bool) -> ImportReport:
    if str(file) != "-":
        return await services.importer.from_file(file, format_name, is_trial=is_trial)
    raw = sys.stdin.buffer.read(_MOST_BYTES)
    return await services.importer.from_bytes(raw, "standard input", format_name, is_trial=is_trial)


def _row(line: Imported | ParseFailure) -> str:
    if isinstance(line, ParseFailure):
        return _columns(line.line, "not understood", line.text, line.reason)
    return _columns(line.line, line.outcome, line.paper.key, to_unicode(line.paper.title) or "—")


def _columns(*cells: object) -> str:
    return "\t".join(map(str, cells))


def _sum_up(report: ImportReport) -> None:
    counts = [f"{report.count(outcome):,} {outcome}" for outcome in Outcome]
    counts.append(f"{len(report.not_understood):,} not understood")
    how = ", nothing was written" if report.is_trial else ""
    click.echo(f"Read as {report.format_name}{how}: {', '.join(counts)}", err=True)
    if report.unfilled:
        click.echo(
            f"{len(report.unfilled):,} could not be completed from Hugging Face: {_reasons(report.unfilled)}",
            err=True,
        )


def _reasons(unfilled: Sequence[Imported]) -> str:
    reasons = list(dict.fromkeys(each.problem for each in unfilled))
    return "; ".join(reasons[:3]) + ("; …" if len(reasons) > 3 else "")
