"""Running a command by click, and telling how it went."""

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import click

from paperreader.cli import completion
from paperreader.cli.output import complain
from paperreader.cli.root import paperreader
from paperreader.domain.text import clean_lines
from paperreader.errors import PaperReaderError, QueryError, UsageError

_NOT_TAKEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""Why an output takes no more."""


def invoke(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; raise what is a bug."""
    return _code(lambda: _invoke(arguments))


def code_of(error: BaseException) -> int:
    """Tell of an error as commands do, and return their exit code; raise it if it is a bug."""

    def fail() -> int:
        raise error

    return _code(fail)


def _code(work: Callable[[], int]) -> int:
    try:
        return work()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (click.ClickException, PaperReaderError) as error:
        return _told(error)
    except BrokenPipeError:
        # The reader of our output left.
        _give_up_output()
    except OSError as error:
        if error.errno not in _NOT_TAKEN or error.filename is not None:
            raise
        _give_up_output()
        with suppress(OSError):
            click.echo(f"paperreader: the output could not be written: {error.strerror}", err=True)
        return 1
    return 0


def _invoke(arguments: Sequence[str]) -> int:
    if asked := os.environ.get(completion.VARIABLE):
        from click.shell_completion import shell_complete  # noqa: PLC0415 - only for shells

        # 1 where it is no shell that click knows.
        return shell_complete(paperreader, {}, "paperreader", completion.VARIABLE, asked)
    # Not `main`: it takes a closed pipe for a failure.
    with paperreader.make_context("paperreader", list(arguments)) as context:
        paperreader.invoke(context)
    sys.stdout.flush()
    return 0


def _told(error: click.ClickException | PaperReaderError) -> int:
    """Say what went wrong, and return the exit code."""
    if isinstance(error, click.ClickException):
        _show(error)
        return error.exit_code
    _complain(error)
    return 2 if isinstance(error, UsageError) else 1


def _give_up_output() -> None:
    # Python would complain about it once more at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show(error: click.ClickException) -> None:
    """Say what click has to say, which quotes what was given: a shell may have put names of files there."""
    said = io.StringIO()
    error.show(said)
    click.echo(clean_lines(said.getvalue()), err=True)


def _complain(error: PaperReaderError) -> None:
    if isinstance(error, QueryError):
        from paperreader.cli.filtering import caret_lines  # noqa: PLC0415 - only commands with a filter come here

        complain(error, between=caret_lines(error))
    else:
        complain(error)
