"""The command line: data on stdout, words on stderr, and an exit code that tells how it went."""

import os
import sys
from collections.abc import Sequence

import click

from paperreader.cli.root import paperreader
from paperreader.errors import PaperReaderError, QueryError, UsageError


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0, 1 for a failure, 2 for wrong usage, 130 for Ctrl-C."""
    try:
        # Not `main`: it takes a closed pipe for a failure.
        with paperreader.make_context("paperreader", list(arguments)) as context:
            paperreader.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except PaperReaderError as error:
        _complain(error)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        # The reader of our output left; Python would complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _complain(error: PaperReaderError) -> None:
    click.echo(f"paperreader: {error.message}", err=True)
    if isinstance(error, QueryError):
        from paperreader.cli.filtering import pointed_at  # noqa: PLC0415 - only commands with a filter come here

        for line in pointed_at(error):
            click.echo(f"  {line}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)
