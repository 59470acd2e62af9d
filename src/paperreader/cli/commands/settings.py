"""`paperreader settings`: where they are; edited and checked."""

import os
import sys
from pathlib import Path

import click

from paperreader import bootstrap
from paperreader.cli.output import complain
from paperreader.errors import PaperReaderError, SettingsError
from paperreader.settings import Settings, read_settings


@click.command()
@click.option("--edit", is_flag=True, help="Open the file in $VISUAL or $EDITOR, and check it afterwards.")
def settings(*, edit: bool) -> None:
    """Print the path of the settings file.

    Whatever is wrong in the file is told, and the path printed all the same. A file that is missing is made by --edit, with every setting as a comment.
    """
    file = bootstrap.settings_file(os.environ)
    if not edit:
        click.echo(file.path)
        _complain_of(file.path)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PaperReaderError("An editor needs a terminal", f"the file is {file.path}")
    _check_keys(file.edit())
    click.echo(f"{file.path}: nothing wrong", err=True)


def _complain_of(path: Path) -> None:
    """Say what is wrong in the file, if anything is; the path is printed all the same."""
    try:
        _check_keys(read_settings(path))
    except SettingsError as error:
        complain(error)


def _check_keys(settings: Settings) -> None:
    """Raise what is wrong with the keys, which the reader alone knows."""
    if settings.keys or settings.commands:
        from paperreader.ui.app import check_keys  # noqa: PLC0415 - Textual takes 0.3 s

        check_keys(settings)
