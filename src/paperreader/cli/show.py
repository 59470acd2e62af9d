"""`paperreader show`: print a paper's abstract page, its discussion or its artefacts."""

import asyncio

import click

from paperreader.cli.listings import paper_of
from paperreader.cli.running import with_services
from paperreader.domain.paper import Paper, PaperKey


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
@click.option("--plain", is_flag=True, help="For speech and Braille: no columns.")
@click.option(
    "--width",
    type=click.IntRange(min=0),
    metavar="N",
    help="Wrap --plain at N columns, 0 for not at all; 80.",
)
def show(paper: str, width: int | None, *, comments: bool, artefacts: bool, plain: bool) -> None:
    """Print a paper: title, authors, dates, counts, abstract, links; or what is said of it or made of it."""
    if comments + artefacts + plain > 1:
        raise click.UsageError("--comments, --artefacts and --plain exclude each other")
    if width is not None and not plain:
        raise click.UsageError("--width goes with --plain")
    key = key_of(paper)
    if plain:
        _echo_plain(key, 80 if width is None else width)
    else:
        page = _discussion if comments else _artefacts if artefacts else _page
        click.echo(page(key), nl=False)


def _echo_plain(key: PaperKey, width: int) -> None:
    from paperreader.formats.page import to_plain_page  # noqa: PLC0415 - one of several

    click.echo("\n".join(to_plain_page(_paper(key), width)))


def _page(key: PaperKey) -> str:
    from paperreader.formats.page import to_page  # noqa: PLC0415 - one of several

    return to_page(_paper(key))


def _paper(key: PaperKey) -> Paper:
    return asyncio.run(with_services(lambda services: paper_of(services, key)))


def _discussion(key: PaperKey) -> str:
    from paperreader.formats.discussion import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.discussions.fetch(key))))


def _artefacts(key: PaperKey) -> str:
    from paperreader.formats.artefacts import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.artefacts.fetch(key))))
