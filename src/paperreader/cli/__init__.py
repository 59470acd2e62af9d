"""The command line: data on stdout, words on stderr, and an exit code that tells how it went."""

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from paperreader.cli.output import complain, replace_unencodable
from paperreader.cli.root import paperreader
from paperreader.domain.text import clean_lines
from paperreader.errors import PaperReaderError, QueryError, UsageError

_COMPLETE = "_PAPERREADER_COMPLETE"
"""By which a shell asks how a command line can go on, and for the script with which it does."""
_NOT_TAKEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""Why an output takes no more."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0, 1 for a failure, 2 for wrong usage, 130 for Ctrl-C, 70 for a bug."""
    _open_missing_streams()
    replace_unencodable()
    try:
        return _run(arguments)
    except Exception as error:  # noqa: BLE001 - the one place where a bug is told
        from paperreader.cli import crashes  # noqa: PLC0415 - there should be none

        return crashes.report(error)


def _run(arguments: Sequence[str]) -> int:
    code = 0
    try:
        code = _invoke(arguments)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except PaperReaderError as error:
        _complain(error)
        return 2 if isinstance(error, UsageError) else 1
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
    return code


def _invoke(arguments: Sequence[str]) -> int:
    if asked := os.environ.get(_COMPLETE):
        from click.shell_completion import shell_complete  # noqa: PLC0415 - only for shells

        # 1 where it is no shell that click knows.
        return shell_complete(paperreader, {}, "paperreader", _COMPLETE, asked)
    # Not `main`: it takes a closed pipe for a failure.
    with paperreader.make_context("paperreader", list(arguments)) as context:
        paperreader.invoke(context)
    sys.stdout.flush()
    return 0


def _open_missing_streams() -> None:
    """Let what was closed for us lead nowhere: the next file opened would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - to the end


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
