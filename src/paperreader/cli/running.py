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

_T = TypeVar("_T")


async def with_services(work: Callable[[Services], Awaitable[_T]], *, offline: bool = False) -> _T:
    """Return what is done with the services, and close them.

    Standard error says what was done about damaged bookmarks, and why the archive can't be used.
    """
    services = bootstrap.build({**os.environ, **given_token()}, offline=offline)
    raised: PaperReaderError | None = None
    try:
        return await work(services)
    except PaperReaderError as error:
        raised = error
        raise
    finally:
        recovered, problem = (
            await services.bookmarks.take_recovery_reports(),
            await services.library.refusal(),
        )
        remark = await services.bookmarks.take_lock_remark()
        await services.close()
        if remark:
            click.echo(f"paperreader: {remark}", err=True)
        for each in recovered:
            click.echo(f"paperreader: {each.sentence}", err=True)
        if problem is not None and (raised is None or problem.message != raised.message):
            complain_once(problem)


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
