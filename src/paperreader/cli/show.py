"""`paperreader show`: print a paper's abstract page."""

import asyncio

import click

from paperreader.cli.running import with_services
from paperreader.domain.paper import PaperKey
from paperreader.formats.page import to_page


def key_of(text: str) -> PaperKey:
    """Return the key an arXiv id or link means.

    Raises:
        click.UsageError: It is neither.
    """
    key = PaperKey.from_text(text)
    if key is None:
        raise click.UsageError(f"{text!r} is no arXiv id, and no arXiv or Hugging Face link")
    return key


@click.command()
@click.argument("paper", metavar="ID")
def show(paper: str) -> None:
    """Print a paper: title, authors, dates, counts, abstract, links."""
    key = key_of(paper)
    found = asyncio.run(with_services(lambda services: services.library.paper(key)))
    click.echo(to_page(found), nl=False)
