"""The command without a name opens the reader; the others are loaded when they are asked for."""

import gc
import importlib
from dataclasses import dataclass

import click

from paperreader import __version__
from paperreader.cli.groups import Group


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as the help lists it, of which nothing need be imported for that."""

    module: str
    function: str
    sentence: str
    """The first of its own help."""


LISTED = {
    "ls": Listed("ls", "ls", "List papers: the newest day that has some, or what you ask for."),
    "search": Listed(
        "search", "search", "Search Hugging Face by meaning and full text, or the archive with --local."
    ),
    "digest": Listed("digest", "digest", "Make a digest of the newest day, or of what you ask for."),
    "outbox": Listed("outbox", "outbox", "List what waits to be sent, send it, or drop it."),
    "trends": Listed(
        "trends", "trends", "Print what share of the archive's papers match each query, by week or month."
    ),
    "show": Listed(
        "show",
        "show",
        "Print a paper: title, authors, dates, counts, abstract, links; or its comments, or its models, data and code.",
    ),
    "info": Listed(
        "show", "info", "Print a paper as JSON, as 'hf papers info' does; with --format table, as a page."
    ),
    "read": Listed("read", "read", "Print the full text of a paper as Markdown."),
    "pdf": Listed("pdf", "pdf", "Download PDFs from arXiv, and print where they are."),
    "fetch": Listed(
        "fetch", "fetch", "Fetch every day into the archive, no faster than Hugging Face allows."
    ),
    "archive": Listed("archive", "archive", "Look at the archive: everything that was ever fetched."),
    "bookmarks": Listed("bookmarks", "bookmarks", "List your bookmarks and change them."),
    "backup": Listed(
        "backup", "backup", "List and restore backups of the bookmarks; they are made automatically."
    ),
    "doctor": Listed("doctor", "doctor", "Check the installation: where everything is and whether it works."),
    "settings": Listed("settings", "settings", "Print the path of the settings file."),
    "export": Listed(
        "export", "export", "Write papers as BibTeX, RIS, CSL-JSON, Markdown, CSV, JSON, ids or links."
    ),
    "import": Listed(
        "importing",
        "import_",
        "Bookmark the papers in a file: BibTeX, RIS, CSL-JSON, CSV, JSON, ids or links, or a saved results page.",
    ),
    "open": Listed("saved", "open_", "Read a saved results page: plain text, titles and abstracts."),
}
"""Every command by its name, in the order of the help."""
_ALIASES = {"list": "ls"}
"""Names of `hf papers` that are taken, and not listed."""


class _OnDemand(Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(LISTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what there is, as click would, but without importing all of it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.sentence) for name, listed in LISTED.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; an id of a paper, or a link to one, opens the reader at it.

        Raises:
            click.UsageError: It is neither; what is nearest to it is told.
        """
        name = args[0]
        if self.get_command(ctx, name) is not None or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from paperreader.domain.papers.paper import PaperKey  # noqa: PLC0415 - most are commands

        if PaperKey.from_text(name) is not None:
            from paperreader.cli.commands.paper import paper  # noqa: PLC0415

            return paper.name, paper, args
        from difflib import get_close_matches  # noqa: PLC0415

        close = get_close_matches(name, [*LISTED, *_ALIASES], n=1)
        hint = f"did you mean {close[0]}?" if close else "an arXiv id or a link opens that paper"
        raise click.UsageError(f"No such command {name!r}; {hint}", ctx)

    def command_named(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command, of which nothing was imported before."""
        del ctx
        name = _ALIASES.get(name, name)
        if name not in LISTED:
            return None
        listed = LISTED[name]
        command = getattr(
            importlib.import_module(f"paperreader.cli.commands.{listed.module}"), listed.function
        )
        if not isinstance(command, click.Command):
            raise TypeError(f"{listed.module}.{listed.function} is not a command")
        # All is imported; a command may run for hours.
        gc.enable()
        return command


@click.group(
    cls=_OnDemand, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--date", metavar="YYYY-MM-DD", help="Open a day of Daily Papers; 'yesterday' works too.")
@click.option("--week", metavar="YYYY-Www", help="Open an ISO week; 'last week' works too.")
@click.option("--month", metavar="YYYY-MM", help="Open a month; 'march' works too.")
@click.option("--trending", is_flag=True, help="Open Trending.")
@click.option("--search", metavar="QUERY", help="Open a Hugging Face search.")
@click.option("--sample", is_flag=True, help="Open the built-in sample.")
@click.option("--offline", is_flag=True, help="Use only what is archived; contact nobody.")
@click.version_option(__version__, message="paperreader %(version)s")
@click.pass_context
def paperreader(
    ctx: click.Context,
    date: str | None,
    week: str | None,
    month: str | None,
    search: str | None,
    *,
    trending: bool,
    sample: bool,
    offline: bool,
) -> None:
    """Read Hugging Face Papers in the terminal.

    With the arXiv id of a paper, or a link to it, in place of a command the reader opens at that paper.
    """
    if ctx.invoked_subcommand is not None:
        return
    from paperreader import bootstrap  # noqa: PLC0415 - `--help` and `--version` need none of it
    from paperreader.cli.feeds import feed_of_flags  # noqa: PLC0415
    from paperreader.cli.reader import open_reader  # noqa: PLC0415

    feed = feed_of_flags(
        bootstrap.now(), date=date, week=week, month=month, trending=trending, search=search, sample=sample
    )
    ctx.exit(open_reader(feed, offline=offline))
