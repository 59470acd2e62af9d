"""Commands of commands, and those that take queries."""

from collections.abc import Iterable, Iterator, Sequence

import click

_ANY_LENGTH = 10_000
"""Letters: more than the first sentence of any help has."""


class Group(click.Group):
    """A group that tells of its commands in whole sentences; click would cut them to fit a line."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        command = self.command_named(ctx, cmd_name)
        if command is not None and command.short_help is None:
            command.short_help = command.get_short_help_str(_ANY_LENGTH)
        return command

    def command_named(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command as it was made."""
        return super().get_command(ctx, name)


class QueryCommand(click.Command):
    """A command whose arguments are words that may begin with a `-`, such as queries and notes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; what begins with one `-` and is no option is a word.

        Raises:
            click.UsageError: They are wrong; how a word that begins with two is given is told.
        """
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        try:
            return super().parse_args(ctx, _apart(args, options))
        except click.NoSuchOption as error:
            path = ctx.command_path
            raise click.NoSuchOption(
                error.option_name,
                f"No such option: {error.option_name}; to search for words that begin with a dash, write --: {path} -- {error.option_name}",
                error.possibilities,
                ctx,
            ) from error


def _apart(args: Sequence[str], options: Iterable[click.Option]) -> list[str]:
    """Return arguments with the options first, then `--`, then the words."""
    taken = {
        name: not each.is_flag and not each.count
        for each in options
        for name in (*each.opts, *each.secondary_opts)
    }
    begun: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            words += rest
        elif arg.startswith("--") or arg in taken:
            begun += [arg, *_value(rest, is_wanted=taken.get(arg, False))]
        else:
            words.append(arg)
    return [*begun, "--", *words] if words else begun


def _value(rest: Iterator[str], *, is_wanted: bool) -> list[str]:
    return [value for value in (next(rest, None) if is_wanted else None,) if value is not None]
