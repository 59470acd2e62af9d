"""`paperreader open`: read a saved results page."""

import os

import click

from paperreader.cli.reader import open_reader
from paperreader.domain.papers.feed import SavedPage


@click.command("open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.pass_context
def open_(ctx: click.Context, file: str) -> None:
    """Read a saved results page: plain text, titles and abstracts."""
    ctx.exit(open_reader(SavedPage(os.path.abspath(file))))  # noqa: PTH100 - a name, not a path to walk
