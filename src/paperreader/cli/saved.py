"""`paperreader open`: read a saved results page."""

import os
import sys

import click

from paperreader import bootstrap
from paperreader.domain.feed import Saved
from paperreader.errors import PaperReaderError


@click.command("open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def open_(file: str) -> None:
    """Read a saved results page: plain text, titles and abstracts."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PaperReaderError("The reader needs a terminal")
    from paperreader.ui.app import PaperReaderApp  # noqa: PLC0415 - Textual takes 0.3 s

    PaperReaderApp(bootstrap.build(os.environ), bootstrap.now, Saved(os.path.abspath(file))).run()  # noqa: PTH100 - a name, not a path to walk
