"""Running what a command does with the services, and telling what they noticed."""

import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from paperreader import bootstrap
from paperreader.services import Services

_T = TypeVar("_T")


async def with_services(work: Callable[[Services], Awaitable[_T]], *, offline: bool = False) -> _T:
    """Return what is done with the services, and close them; say on stderr what was done about damaged bookmarks."""
    services = bootstrap.build(os.environ, offline=offline)
    try:
        return await work(services)
    finally:
        recovered = services.bookmarks.recovered
        await services.close()
        if recovered is not None:
            click.echo(f"paperreader: {recovered.sentence}", err=True)
