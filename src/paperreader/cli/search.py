"""`paperreader search`: ask the Hub."""

import asyncio
import os

import click

from paperreader import bootstrap
from paperreader.cli.listings import format_option, latest, limit_option, show
from paperreader.domain.feed import Search


@click.command()
@click.argument("query")
@limit_option
@format_option
def search(query: str, limit: int | None, format_: str) -> None:
    """Ask the Hub for papers, by meaning and full text."""
    asyncio.run(_search(Search(query), limit, format_))


async def _search(feed: Search, limit: int | None, format_: str) -> None:
    services = bootstrap.build(os.environ)
    try:
        listing = await latest(services, feed)
    finally:
        await services.close()
    show(listing.papers, format_, limit)
