"""The options of `hf papers`, so that scripts written for it run here: how to print, and the token."""

from collections.abc import Callable, Mapping
from functools import wraps

import click

_META_KEY = "paperreader.token"


def printing_options(
    names: Mapping[str, str], default: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that adds `--format`, `--json`, `-q`, `--no-truncate` and `--token`.

    Args:
        names: What may stand behind `--format`, and what the command calls it; it is given that as `format_`.
        default: Which of them it is where none is asked for.

    A command that prints a table is given `is_whole`, too: whether no title is to be cut.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(
            *args: object,
            format_: str | None,
            as_json: bool,
            quiet: bool,
            no_truncate: bool,
            **others: object,
        ) -> None:
            asked = [name for name in (format_, "json" if as_json else "", "quiet" if quiet else "") if name]
            if len(asked) > 1:
                raise click.UsageError("use only one of --format, --json and -q")
            if "table" in names.values():
                others["is_whole"] = no_truncate
            command(*args, format_=names[asked[0] if asked else default], **others)

        for option in reversed(_options(names, default)):
            option(run)
        return run

    return decorate


def _options(names: Mapping[str, str], default: str) -> list[Callable[[Callable[..., None]], object]]:
    return [
        click.option(
            "--format", "format_", type=click.Choice(list(names)), help=f"How to print.  [default: {default}]"
        ),
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option("-q", "--quiet", is_flag=True, help="The same as --format quiet."),
        click.option("--no-truncate", is_flag=True, help="Never cut titles, however small the terminal."),
        click.option(
            "--token",
            metavar="TOKEN",
            expose_value=False,
            callback=_remember_token,
            help="A Hugging Face token, as in 'hf'. Other users can see it while the command runs; HF_TOKEN is safer.",
        ),
    ]


def _remember_token(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    del param
    if value:
        ctx.meta[_META_KEY] = value


def given_token() -> dict[str, str]:
    """Return the token that was given on the command line as a variable of the environment; nothing without one."""
    ctx = click.get_current_context(silent=True)
    token = ctx.meta.get(_META_KEY) if ctx is not None else None
    return {"HF_TOKEN": token} if token else {}
