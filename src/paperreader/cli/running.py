"""Running what a command does with the services, and telling what they noticed."""

import os
import shlex
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from paperreader import bootstrap
from paperreader.cli.hf_options import given_token
from paperreader.cli.output import complain_once
from paperreader.domain.text import clean
from paperreader.errors import PaperReaderError
from paperreader.services import Services
from paperreader.settings import Settings

_T = TypeVar("_T")


def from_stores(work: Callable[[Services], Awaitable[_T]]) -> _T:
    """Return what is done with services that ask the stores alone and nobody else: nothing is ever waited for.

    An event loop takes longer to import than most of that takes.
    """
    going = with_services(work, offline=True, is_inline=True)
    try:
        going.send(None)
    except StopIteration as ended:
        result: _T = ended.value
        return result
    going.close()
    raise AssertionError("it waits for something")


async def with_services(
    work: Callable[[Services], Awaitable[_T]],
    *,
    offline: bool = False,
    is_inline: bool = False,
    settings: Settings | None = None,
) -> _T:
    """Return what is done with the services, and close them; without `settings` they are read.

    Standard error says what was done about damaged bookmarks, and why the archive can't be used.
    """
    environ = {**os.environ, **given_token()}
    services = bootstrap.build(environ, offline=offline, is_inline=is_inline, settings=settings)
    raised: PaperReaderError | None = None
    try:
        return await work(services)
    except PaperReaderError as error:
        raised = error
        raise
    finally:
        remarks = await _remarks(services)
        problem = await services.library.refusal() if services.is_made("library") else None
        await services.close()
        for remark in remarks:
            click.echo(f"paperreader: {remark}", err=True)
        if problem is not None and (raised is None or problem.message != raised.message):
            complain_once(problem)


async def _remarks(services: Services) -> list[str]:
    """Return what is to be told of the bookmarks, if they were used."""
    if not services.is_made("bookmarks"):
        return []
    recovered = await services.bookmarks.take_recovery_reports()
    remark = await services.bookmarks.take_lock_remark()
    return [*filter(None, [remark]), *(each.sentence for each in recovered)]


@contextmanager
def resumable(command: Sequence[str], *, is_quiet: bool) -> Iterator[None]:
    """Say which command goes on after Ctrl-C, unless it is to be quiet.

    Raises:
        click.exceptions.Exit: With 130, after Ctrl-C.
    """
    try:
        yield
    except KeyboardInterrupt:
        if not is_quiet:
            click.echo(f"Stopped. To resume: {clean(shlex.join(command))}", err=True)
        raise click.exceptions.Exit(130) from None
