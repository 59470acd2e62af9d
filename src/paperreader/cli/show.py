"""`paperreader show`: print a paper's abstract page."""

import asyncio
import os

import click

from paperreader import bootstrap
from paperreader.domain.paper import Paper, PaperKey
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
    found = asyncio.run(_paper(key_of(paper)))
    click.echo(to_page(found), nl=False)


async def _paper(key: PaperKey) -> Paper:
    services = bootstrap.build(os.environ)
    try:
        return await services.library.paper(key)
    finally:
        await services.close()
