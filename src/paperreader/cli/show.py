"""`paperreader show`: print a paper's abstract page, or its discussion."""

import asyncio

import click

from paperreader.cli.running import with_services
from paperreader.domain.paper import PaperKey


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
@click.option("--plain", is_flag=True, help="For speech and Braille: no columns.")
@click.option(
    "--width",
    type=click.IntRange(min=0),
    metavar="N",
    help="Wrap --plain at N columns, 0 for not at all; 80.",
)
def show(paper: str, width: int | None, *, comments: bool, plain: bool) -> None:
    """Print a paper: title, authors, dates, counts, abstract, links; or what is said of it."""
    key = key_of(paper)
    if comments and plain:
        raise click.UsageError("--plain is for the page of a paper; the discussion is plain as it is")
    if width is not None and not plain:
        raise click.UsageError("--width goes with --plain")
    if plain:
        _echo_plain(key, 80 if width is None else width)
    else:
        click.echo(_discussion(key) if comments else _page(key), nl=False)


def _echo_plain(key: PaperKey, width: int) -> None:
    from paperreader.formats.page import to_plain_page  # noqa: PLC0415 - one of three

    paper = asyncio.run(with_services(lambda services: services.library.paper(key)))
    click.echo("\n".join(to_plain_page(paper, width)))


def _page(key: PaperKey) -> str:
    from paperreader.formats.page import to_page  # noqa: PLC0415 - one of two

    return to_page(asyncio.run(with_services(lambda services: services.library.paper(key))))


def _discussion(key: PaperKey) -> str:
    from paperreader.formats.discussion import to_page  # noqa: PLC0415 - one of two

    return to_page(asyncio.run(with_services(lambda services: services.discussions.fetch(key))))
