"""Running what a command does with the services, and telling what they noticed."""

import os
from collections.abc import Awaitable, Callable

import click

from paperreader import bootstrap
from paperreader.services import Services


async def with_services(work: Callable[[Services], Awaitable[None]]) -> None:
    """Do something with the services and close them; say on stderr what was done about damaged bookmarks."""
    services = bootstrap.build(os.environ)
    try:
        await work(services)
    finally:
        recovered = services.bookmarks.recovered
        await services.close()
        if recovered is not None:
            click.echo(f"paperreader: {recovered.sentence}", err=True)
