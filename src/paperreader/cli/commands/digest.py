"""`paperreader digest`: papers of a feed as a text, a page or a feed for news readers."""

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from msgspec import Struct

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
@click.option("--mail", "is_mailed", is_flag=True, help="Mail it, as [mail] in the settings says.")
@click.option(
    "--to", metavar="ADDRESS", multiple=True, help="Mail it to ADDRESS; may be given several times."
)
@click.option("--smtp", metavar="URL", help="The server to mail by: smtps://USER@HOST.")
@click.option("--webhook", "webhooks", metavar="NAME", multiple=True, help="Post it to one of your webhooks.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
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
    to: tuple[str, ...],
    smtp: str | None,
    webhooks: tuple[str, ...],
    *,
    trending: bool,
    inbox: bool,
    for_you: bool,
    force: bool,
    is_mailed: bool,
    dry_run: bool,
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
    is_mailed = is_mailed or bool(to) or smtp is not None
    if not (is_mailed or webhooks):
        if dry_run:
            raise click.UsageError("--dry-run shows what --mail or --webhook would send")
        make = partial(_written, request=request, write=DIGESTS[format_], out=out, force=force)
        asyncio.run(with_services(make, offline=offline))
    elif not _run_sent(request, Post(is_mailed, to, smtp, webhooks, dry_run), offline=offline):
        raise click.exceptions.Exit(1)


class Post(Struct, frozen=True):
    """Where a digest is sent."""

    is_mailed: bool
    to: Sequence[str]
    smtp: str | None
    webhooks: Sequence[str]
    is_dry: bool


def _run_sent(request: DigestRequest, post: Post, *, offline: bool) -> bool:
    from paperreader.cli import delivering  # noqa: PLC0415 - most digests are printed
    from paperreader.services.deliveries import messages  # noqa: PLC0415 - likewise

    settings = delivering.with_server(bootstrap.settings_of(os.environ), post.smtp)

    async def work(services: Services) -> bool:
        webhooks = delivering.webhooks_named(settings, post.webhooks)
        made = await _made(services, request)
        at = bootstrap.now()
        deliveries = delivering.mails(made, settings.mail_account, post.to, at) if post.is_mailed else []
        for webhook in webhooks:
            deliveries += messages.posts(made, webhook, at)
        if post.is_dry:
            delivering.show(deliveries)
            return True
        await services.sending.queue(deliveries)
        return await delivering.send(services)

    return asyncio.run(with_services(work, offline=offline, settings=settings))


async def _made(services: Services, request: DigestRequest) -> Digest:
    made = await services.digests.made(request)
    if made.why_empty:
        click.echo(f"paperreader: {made.why_empty}", err=True)
    return made


async def _written(
    services: Services,
    *,
    request: DigestRequest,
    write: Callable[[Digest], str],
    out: Path | None,
    force: bool,
) -> None:
    made = await _made(services, request)
    text = write(made)
    if out is None:
        print_data(text)
        return
    try:
        await services.exporter.write_text(text, out, overwrite=force)
    except TargetExists as error:
        raise TargetExists(error.message, "to overwrite it: --force") from error
    click.echo(f"{made.counts} in {printable(out)}", err=True)
