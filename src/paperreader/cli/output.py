"""Standard output and error: what is printed acts on no terminal, and breaks on no encoding."""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from paperreader.domain.text import clean
from paperreader.errors import PaperReaderError

_TOLD = "paperreader.told"
"""Where a command notes what it has said."""


def complain(error: PaperReaderError, about: str = "", between: Iterable[str] = ()) -> None:
    """Say on standard error what went wrong, about what, and what to do; lines may come between the two."""
    click.echo(f"paperreader: {f'{about}: ' if about else ''}{error.message}", err=True)
    for line in (*between, *filter(None, [error.hint])):
        click.echo(f"  {line}", err=True)


def tell_once(text: str) -> None:
    """Say something on standard error, unless this command has said it before."""
    told: set[str] = click.get_current_context().meta.setdefault(_TOLD, set())
    if text not in told:
        told.add(text)
        click.echo(text, err=True)


def complain_once(error: PaperReaderError) -> None:
    """Say on standard error what went wrong and what to do, unless this command has said it before."""
    hint = f"\n  {error.hint}" if error.hint else ""
    tell_once(f"paperreader: {error.message}{hint}")


def print_data(text: str) -> None:
    """Print what other programs read: always in UTF-8, as the formats are, but to a terminal in its own encoding."""
    click.echo(text if sys.stdout.isatty() else text.encode(errors="replace"), nl=False)


def columns_of_stdout() -> int | None:
    """Return how wide the terminal is that standard output is; None where it is none: there nothing is cut."""
    if not sys.stdout.isatty():
        return None
    with suppress(OSError):
        # Not what COLUMNS says, where the terminal itself knows better.
        if (columns := os.get_terminal_size(sys.stdout.fileno()).columns) > 0:
            return columns
    return shutil.get_terminal_size().columns


def print_place(path: Path, before: str = "") -> None:
    """Print where a file is, on a line: harmless to a terminal, elsewhere to the byte what the system calls it."""
    if sys.stdout.isatty():
        click.echo(f"{before}{printable(path)}")
    else:
        click.echo(before.encode() + os.fsencode(path))


def printable(path: Path) -> str:
    """Return a path for a message: a name may hold anything but a slash, also what acts, or is no text."""
    return clean(str(path))
