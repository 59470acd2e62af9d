"""The command without a name opens the reader; the others are loaded when they are asked for."""

import importlib

import click

from paperreader import __version__
from paperreader.cli.groups import Group

_COMMANDS = {
    "ls": ("paperreader.cli.commands.ls", "ls"),
    "search": ("paperreader.cli.commands.search", "search"),
    "digest": ("paperreader.cli.commands.digest", "digest"),
    "trends": ("paperreader.cli.commands.trends", "trends"),
    "show": ("paperreader.cli.commands.show", "show"),
    "info": ("paperreader.cli.commands.show", "info"),
    "read": ("paperreader.cli.commands.read", "read"),
    "pdf": ("paperreader.cli.commands.pdf", "pdf"),
    "fetch": ("paperreader.cli.commands.fetch", "fetch"),
    "archive": ("paperreader.cli.commands.archive", "archive"),
    "bookmarks": ("paperreader.cli.commands.bookmarks", "bookmarks"),
    "backup": ("paperreader.cli.commands.backup", "backup"),
    "doctor": ("paperreader.cli.commands.doctor", "doctor"),
    "settings": ("paperreader.cli.commands.settings", "settings"),
    "export": ("paperreader.cli.commands.export", "export"),
    "import": ("paperreader.cli.commands.importing", "import_"),
    "open": ("paperreader.cli.commands.saved", "open_"),
}
_ALIASES = {"list": "ls"}
"""Names of `hf papers` that are taken, and not listed."""


class _OnDemand(Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_COMMANDS)

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

        close = get_close_matches(name, [*_COMMANDS, *_ALIASES], n=1)
        hint = f"did you mean {close[0]}?" if close else "an arXiv id or a link opens that paper"
        raise click.UsageError(f"No such command {name!r}; {hint}", ctx)

    def command_named(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command, of which nothing was imported before."""
        del ctx
        name = _ALIASES.get(name, name)
        if name not in _COMMANDS:
            return None
        module, function = _COMMANDS[name]
        command = getattr(importlib.import_module(module), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{function} is not a command")
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
    open_reader(feed, offline=offline)
