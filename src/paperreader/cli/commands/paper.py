"""`paperreader 2608.01234`: open the reader at a paper."""

import click

from paperreader.cli.commands.show import key_of
from paperreader.cli.reader import open_reader
from paperreader.domain.papers.feed import SinglePaper


@click.command(hidden=True)
@click.argument("paper", metavar="ID")
@click.option("--offline", is_flag=True, help="Use only what is archived; contact nobody.")
@click.pass_context
def paper(ctx: click.Context, paper: str, *, offline: bool) -> None:
    """Open the reader at a paper, by its arXiv id or a link to it."""
    asked = {} if ctx.parent is None else ctx.parent.params
    if any(value for name, value in asked.items() if name != "offline"):
        raise click.UsageError("give a paper or a listing, not both", ctx.parent)
    ctx.exit(open_reader(SinglePaper(key_of(paper)), offline=offline or bool(asked.get("offline"))))
