"""`paperreader show`: print a paper's abstract page, its discussion or its artefacts."""

import asyncio

import click

from paperreader.cli.running import with_services
from paperreader.domain.paper import Paper, PaperKey
from paperreader.services import Services


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
@click.option("--comments", is_flag=True, help="Print the discussion instead.")
@click.option("--artefacts", is_flag=True, help="Print its models, datasets, Spaces and code instead.")
def show(paper: str, *, comments: bool, artefacts: bool) -> None:
    """Print a paper: title, authors, dates, counts, abstract, links; or what is said of it or made of it."""
    if comments and artefacts:
        raise click.UsageError("--comments and --artefacts exclude each other")
    key = key_of(paper)
    page = _discussion if comments else _artefacts if artefacts else _page
    click.echo(page(key), nl=False)


def _page(key: PaperKey) -> str:
    from paperreader.formats.page import to_page  # noqa: PLC0415 - one of three

    async def work(services: Services) -> Paper:
        paper = await services.library.paper(key)
        if (error := services.library.why_archived) is not None:
            click.echo(f"paperreader: {error.message}; this is what is archived", err=True)
        return paper

    return to_page(asyncio.run(with_services(work)))


def _discussion(key: PaperKey) -> str:
    from paperreader.formats.discussion import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.discussions.fetch(key))))


def _artefacts(key: PaperKey) -> str:
    from paperreader.formats.artefacts import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.artefacts.fetch(key))))
