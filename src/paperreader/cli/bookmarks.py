"""`paperreader bookmarks`: list, add and remove bookmarks."""

import asyncio
import os
from collections.abc import Awaitable, Callable

import click

from paperreader import bootstrap
from paperreader.cli.listings import format_option, limit_option
from paperreader.cli.listings import show as print_papers
from paperreader.cli.show import key_of
from paperreader.errors import PaperNotFound
from paperreader.services import Services


@click.group()
def bookmarks() -> None:
    """The papers that were kept."""


@bookmarks.command("ls")
@limit_option
@format_option
def list_(limit: int | None, format_: str) -> None:
    """Print the bookmarks, the newest first."""

    async def work(services: Services) -> None:
        kept = await services.bookmarks.all()
        print_papers([bookmark.paper for bookmark in kept], format_, limit)

    _run(work)


@bookmarks.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
def add(papers: tuple[str, ...]) -> None:
    """Keep papers, by arXiv id or link."""
    keys = [key_of(paper) for paper in papers]

    async def work(services: Services) -> None:
        for key in keys:
            await services.bookmarks.keep(await services.library.paper(key))
            click.echo(f"Kept {key}", err=True)

    _run(work)


@bookmarks.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
def rm(papers: tuple[str, ...]) -> None:
    """Stop keeping papers."""
    keys = [key_of(paper) for paper in papers]

    async def work(services: Services) -> None:
        missing = [key for key in keys if await services.bookmarks.remove(key) is None]
        if missing:
            raise PaperNotFound(f"Not among the bookmarks: {', '.join(missing)}")

    _run(work)


def _run(work: Callable[[Services], Awaitable[None]]) -> None:
    async def with_services() -> None:
        services = bootstrap.build(os.environ)
        try:
            await work(services)
        finally:
            await services.close()

    asyncio.run(with_services())
