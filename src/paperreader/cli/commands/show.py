"""`paperreader show` and `info`: print a paper's abstract page, what is known of it as JSON, its discussion or its artefacts."""

import asyncio
import json

import click

from paperreader.cli.hf_options import printing_options
from paperreader.cli.listings import paper_of
from paperreader.cli.output import print_data, tell_once
from paperreader.cli.running import with_services
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import SourceError
from paperreader.services import Services


def key_of(text: str) -> PaperKey:
    """Return the key an arXiv id or link means.

    Raises:
        click.UsageError: It is neither.
    """
    key = PaperKey.from_text(text)
    if key is None:
        raise click.UsageError(f"{text!r} is neither an arXiv id nor a link to arXiv or Hugging Face")
    return key


def columns_of(width: int | None, *, plain: bool) -> int:
    """Return how wide plain text is to be.

    Raises:
        click.UsageError: A width was given, but not `--plain`.
    """
    if width is not None and not plain:
        raise click.UsageError("--width works with --plain only")
    return 80 if width is None else width


width_option = click.option(
    "--width",
    type=click.IntRange(min=0),
    metavar="N",
    help="Wrap --plain at N columns; 0 does not wrap.  [default: 80]",
)
_paper_argument = click.argument("paper", metavar="ID")
_INDENTED = "indented"
_ONE_LINE = dict.fromkeys(("json", "agent", "quiet"), "json")


@click.command()
@_paper_argument
@click.option("--comments", is_flag=True, help="Print the comments instead.")
@click.option("--models", is_flag=True, help="Print its models, data and code instead.")
@click.option("--artefacts", is_flag=True, hidden=True, help="The former name of --models.")
@click.option("--plain", is_flag=True, help="For speech and Braille: no columns.")
@width_option
@printing_options({"page": "page", **_ONE_LINE, "human": "page", "auto": "page"}, "page")
def show(
    paper: str,
    width: int | None,
    format_: str,
    *,
    comments: bool,
    models: bool,
    artefacts: bool,
    plain: bool,
) -> None:
    """Print a paper: title, authors, dates, counts, abstract, links; or its comments, or its models, data and code."""
    if comments + (models or artefacts) + plain + (format_ != "page") > 1:
        raise click.UsageError("use only one of --comments, --models, --plain and --format")
    columns = columns_of(width, plain=plain)
    key = key_of(paper)
    if plain:
        _echo_plain(key, columns)
    elif format_ != "page":
        _print_facts(key, None)
    else:
        page = _discussion if comments else _artefacts if models or artefacts else _page
        click.echo(page(key), nl=False)


@click.command()
@_paper_argument
@printing_options(
    {"human": _INDENTED, "auto": _INDENTED, **_ONE_LINE, "table": "page", "page": "page"}, "human"
)
def info(paper: str, format_: str) -> None:
    """Print a paper as JSON, as 'hf papers info' does; with --format table, as a page."""
    key = key_of(paper)
    if format_ == "page":
        click.echo(_page(key), nl=False)
    else:
        _print_facts(key, 2 if format_ == _INDENTED else None)


def _print_facts(key: PaperKey, indent: int | None) -> None:
    """Print a paper and what on Hugging Face names it; stderr says so where the latter can't be had."""
    from paperreader.formats.hub_json import artefacts_to_json, paper_to_json  # noqa: PLC0415 - one of several

    async def work(services: Services) -> dict[str, object]:
        facts = paper_to_json(await paper_of(services, key))
        try:
            return facts | artefacts_to_json(await services.artefacts.fetch(key))
        except SourceError as error:
            tell_once(f"paperreader: {error.message}; its models, datasets and Spaces are left out")
            return facts

    facts = asyncio.run(with_services(work))
    print_data(json.dumps(facts, ensure_ascii=False, indent=indent) + "\n")


def _echo_plain(key: PaperKey, width: int) -> None:
    from paperreader.formats.pages.page import to_plain_page  # noqa: PLC0415 - one of several

    click.echo("\n".join(to_plain_page(_paper(key), width)))


def _page(key: PaperKey) -> str:
    from paperreader.formats.pages.page import to_page  # noqa: PLC0415 - one of several

    return to_page(_paper(key))


def _paper(key: PaperKey) -> Paper:
    return asyncio.run(with_services(lambda services: paper_of(services, key)))


def _discussion(key: PaperKey) -> str:
    from paperreader.formats.pages.discussion import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.discussions.fetch(key))))


def _artefacts(key: PaperKey) -> str:
    from paperreader.formats.pages.artefacts import to_page  # noqa: PLC0415 - one of three

    return to_page(asyncio.run(with_services(lambda services: services.artefacts.fetch(key))))
