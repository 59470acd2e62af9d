"""`paperreader read`: print what a paper says."""

import asyncio
import json

import click

from paperreader.cli.commands.show import columns_of, key_of, width_option
from paperreader.cli.hf_options import printing_options
from paperreader.cli.output import print_data
from paperreader.cli.running import with_services
from paperreader.domain.papers.full_text import FullText
from paperreader.services import Services

_FORMATS = ("text", "json", "human", "auto", "agent", "quiet")


@click.command()
@click.argument("paper", metavar="ID")
@click.option("--plain", is_flag=True, help="For speech and Braille: words only, tables row by row.")
@width_option
@click.option("--anew", is_flag=True, help="Fetch it again, even if it is here.")
@click.option("--offline", is_flag=True, help="Use only what is here; contact nobody.")
@printing_options({name: name if name == "json" else "text" for name in _FORMATS}, "text")
def read(paper: str, width: int | None, format_: str, *, plain: bool, anew: bool, offline: bool) -> None:
    """Print the full text of a paper as Markdown.

    It comes from Hugging Face or, if there is none, from arXiv's HTML, and is saved: the next time it is here at once
    and without a network. About one paper in fifteen has no text, because arXiv could not convert it.
    """
    key = key_of(paper)
    if plain and format_ == "json":
        raise click.UsageError("use --plain or --json, not both")
    columns = columns_of(width, plain=plain)

    async def work(services: Services) -> FullText:
        text = await services.full_texts.full_text(key, anew=anew)
        if text.not_kept is not None:
            click.echo(f"paperreader: the text could not be saved: {text.not_kept.message}", err=True)
        return text

    text = asyncio.run(with_services(work, offline=offline))
    if plain:
        _echo_plain(text, columns)
    elif format_ == "json":
        _print_json(text)
    else:
        click.echo(text.markdown)


def _print_json(text: FullText) -> None:
    fetched_at = text.fetched_at.isoformat()
    said = {"id": text.key, "source": text.origin, "fetched_at": fetched_at, "markdown": text.markdown}
    print_data(json.dumps(said, ensure_ascii=False) + "\n")


def _echo_plain(text: FullText, width: int) -> None:
    from paperreader.document.speech import speech_lines  # noqa: PLC0415 - one of two

    for line in speech_lines(text.markdown, width, is_converted=text.is_converted):
        click.echo(line)
