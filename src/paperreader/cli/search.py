"""`paperreader search`: ask the Hub."""

import asyncio

import click

from paperreader.cli.listings import format_option, latest, limit_option, show
from paperreader.cli.running import with_services
from paperreader.domain.feed import Search


@click.command()
@click.argument("query")
@limit_option
@format_option
def search(query: str, limit: int | None, format_: str) -> None:
    """Ask the Hub for papers, by meaning and full text."""
    listing = asyncio.run(with_services(lambda services: latest(services, Search(query))))
    show(listing.papers, format_, limit)
