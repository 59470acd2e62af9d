"""`paperreader export`: papers in a format of the field, to stdout or a file."""

import asyncio
import sys
from functools import partial
from pathlib import Path

import click

from paperreader import bootstrap
from paperreader.cli.commands.show import key_of
from paperreader.cli.feeds import edition_options, feed_of_flags
from paperreader.cli.filtering import candidates_of, filter_option, query_of
from paperreader.cli.listings import latest, paper_of
from paperreader.cli.output import print_data, printable
from paperreader.cli.running import with_services
from paperreader.domain.bookmarks.entry import Entry, bare, entry_of
from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.query import Query
from paperreader.errors import TargetExists
from paperreader.formats import FORMATS, Format
from paperreader.services import Services


@click.command()
@click.argument("papers", metavar="[ID]...", nargs=-1)
@click.option("--bookmarks", is_flag=True, help="All bookmarks (the default).")
@edition_options
@filter_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="The format; by default the one the file name suggests, else BibTeX.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--offline", is_flag=True, help="Use only what is archived; contact nobody.")
def export(
    papers: tuple[str, ...],
    date: str | None,
    week: str | None,
    month: str | None,
    filter_: str,
    format_name: str | None,
    out: Path | None,
    *,
    bookmarks: bool,
    trending: bool,
    force: bool,
    offline: bool,
) -> None:
    """Write papers as BibTeX, RIS, CSL-JSON, Markdown, CSV, JSON, ids or links.

    Bookmarks are written with tags, status and note where the format has room for them; papers of a listing are not.
    """
    feed = feed_of_flags(bootstrap.now(), date=date, week=week, month=month, trending=trending)
    if bool(papers) + bookmarks + (feed is not None) > 1:
        raise click.UsageError("export one thing at a time: papers, bookmarks or a listing")
    keys = [key_of(paper) for paper in papers]
    format_ = _format(format_name, out)
    query = query_of(filter_)
    work = partial(_export, keys=keys, feed=feed, query=query, format_=format_, out=out, force=force)
    asyncio.run(with_services(work, offline=offline))


def _format(name: str | None, out: Path | None) -> Format:
    if name is None and out is not None:
        lower = out.name.lower()
        # `library.csl.json` ends like JSON too: the longest suffix tells.
        fitting = [each for each in FORMATS.values() if lower.endswith(each.suffix)]
        return max(fitting, key=lambda each: len(each.suffix), default=FORMATS["bibtex"])
    return FORMATS[name or "bibtex"]


async def _export(
    services: Services,
    *,
    keys: list[PaperKey],
    feed: Feed | None,
    query: Query,
    format_: Format,
    out: Path | None,
    force: bool,
) -> None:
    chosen = await _chosen(services, keys, feed)
    candidates = await candidates_of(services, query, [entry.paper for entry in chosen])
    entries = [entry for entry, candidate in zip(chosen, candidates, strict=True) if query.matches(candidate)]
    if out is None:
        print_data(await services.exporter.text(format_, entries))
    else:
        await _write(services, format_, entries, out, overwrite=force)
        click.echo(
            f"{len(entries):,} of {len(chosen):,} papers as {format_.label} in {printable(out)}", err=True
        )


async def _chosen(services: Services, keys: list[PaperKey], feed: Feed | None) -> list[Entry]:
    if feed is not None:
        return bare((await latest(services, feed)).papers)
    kept = {bookmark.paper.key: entry_of(bookmark) for bookmark in await services.bookmarks.all()}
    if not keys:
        return list(kept.values())
    return [kept[key] if key in kept else Entry(await paper_of(services, key)) for key in keys]


async def _write(
    services: Services, format_: Format, entries: list[Entry], out: Path, *, overwrite: bool
) -> None:
    try:
        await services.exporter.write(format_, entries, out, overwrite=overwrite)
    except TargetExists as error:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise TargetExists(error.message, "use another name, or overwrite it with --force") from error
        click.confirm(f"{error.message}; overwrite it?", abort=True, err=True)
        await services.exporter.write(format_, entries, out, overwrite=True)
