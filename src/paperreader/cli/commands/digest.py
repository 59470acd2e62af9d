"""`paperreader digest`: papers of a feed as a text, a page or a feed for news readers."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from paperreader import bootstrap
from paperreader.cli.feeds import edition_options, feed_of_flags
from paperreader.cli.filtering import filter_option
from paperreader.cli.output import print_data, printable
from paperreader.cli.running import with_services
from paperreader.domain.digests.digest import Digest
from paperreader.domain.digests.request import DigestRequest
from paperreader.domain.papers.feed import ForYou
from paperreader.errors import TargetExists
from paperreader.formats.digests import DIGESTS
from paperreader.services import Services


@click.command()
@edition_options
@click.option("--search", metavar="QUERY", help="What Hugging Face finds.")
@click.option("--submitter", metavar="NAME", help="What this Hugging Face user submitted.")
@click.option("--inbox", is_flag=True, help="What is recent and unread, day by day.")
@click.option("--for-you", is_flag=True, help="Recommendations from your bookmarks.")
@click.option(
    "--watch", metavar="NAME", default="", help="What one of your watches finds and you have not read."
)
@filter_option
@click.option(
    "--min-upvotes",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    help="Leave out papers with fewer votes.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N papers.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(DIGESTS)),
    default="text",
    show_default=True,
    help="The form: Atom and RSS are feeds for news readers.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, in place of printing."
)
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--offline", is_flag=True, help="Use only what is archived; contact nobody.")
def digest(
    date: str | None,
    week: str | None,
    month: str | None,
    search: str | None,
    submitter: str | None,
    watch: str,
    filter_: str,
    min_upvotes: int,
    limit: int | None,
    format_: str,
    out: Path | None,
    *,
    trending: bool,
    inbox: bool,
    for_you: bool,
    force: bool,
    offline: bool,
) -> None:
    """Make a digest of the newest day, or of what you ask for.

    Of each paper it has title, authors, votes, why it is there, a summary and links. What you hid or muted is left out.
    """
    feed = feed_of_flags(
        bootstrap.now(),
        date=date,
        week=week,
        month=month,
        trending=trending,
        search=search,
        submitter=submitter,
        inbox=inbox,
    )
    if for_you and feed is None:
        feed, for_you = ForYou(), False
    if for_you or (watch and feed is not None):
        raise click.UsageError("ask for one listing at a time: a day, a week, a month, ...")
    request = DigestRequest(feed=feed, watch=watch, query=filter_, min_upvotes=min_upvotes, limit=limit)
    made = asyncio.run(
        with_services(
            partial(_made, request=request, write=DIGESTS[format_], out=out, force=force), offline=offline
        )
    )
    if made.why_empty:
        click.echo(f"paperreader: {made.why_empty}", err=True)


async def _made(
    services: Services,
    *,
    request: DigestRequest,
    write: Callable[[Digest], str],
    out: Path | None,
    force: bool,
) -> Digest:
    made = await services.digests.made(request)
    text = write(made)
    if out is None:
        print_data(text)
        return made
    try:
        await services.exporter.write_text(text, out, overwrite=force)
    except TargetExists as error:
        raise TargetExists(error.message, "to overwrite it: --force") from error
    click.echo(f"{made.counts} in {printable(out)}", err=True)
    return made
