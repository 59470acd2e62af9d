"""Makes the tables of docs/keys.md, docs/settings.md and docs/command-line.md from the code.

Run: make docs
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from paperreader.cli.root import paperreader
from paperreader.settings import SETTINGS, Setting
from paperreader.ui.kit.keys import bindings_of, keys_of, shown
from paperreader.ui.scopes import SECTIONS

FOLDER = Path(__file__).parent


def keys() -> Iterator[str]:
    """Yield a table of keys for each part of the reader."""
    for heading, owners in SECTIONS:
        yield f"### {heading}\n\n| key | what it does | id |\n| --- | --- | --- |\n"
        for binding in (each for owner in owners for each in bindings_of(owner)):
            typed = " ".join(f"`{shown(key)}`" for key in keys_of(binding, {}))
            yield f"| {typed} | {binding.tooltip} | `{binding.id}` |\n"
        yield "\n"


def settings() -> Iterator[str]:
    """Yield the table of settings."""
    yield "| setting | default | can be | what it does |\n| --- | --- | --- | --- |\n"
    for setting in SETTINGS.values():
        name = f"[{setting.name}]" if setting.is_table else setting.name
        is_empty = setting.is_table or setting.default == ()
        default = "empty" if is_empty else f"`{_toml(setting.default)}`"
        yield f"| `{name}` | {default} | {_can_be(setting)} | {setting.sentence} |\n"


def _can_be(setting: Setting) -> str:
    match setting.allowed:
        case str() | range():
            return re.sub(r"(?<=such as ).+", lambda found: f"`{found[0]}`", setting.must_be)
        case choices:
            return " ".join(f'`"{choice}"`' for choice in choices)


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def example() -> Iterator[str]:
    """Yield a file of settings that has each of them once."""
    yield "```toml\n"
    for setting in SETTINGS.values():
        yield "\n" if setting.is_table else ""
        yield f"# {setting.sentence}\n"
        yield (
            f"[{setting.name}]\n{setting.example}\n"
            if setting.is_table
            else f"{setting.name} = {setting.example}\n"
        )
    yield "```\n"


def commands() -> Iterator[str]:
    """Yield what each command does, and its options."""
    yield from _commands(paperreader, "paperreader")


def _commands(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    # With its parent: a command remembers the names of the option for help, which it has from there.
    with command.make_context(name, [], parent, resilient_parsing=True) as context:
        path = context.command_path
        usage = " ".join(command.collect_usage_pieces(context))
        told = (
            re.sub(r"\s*\n\s+", " ", (command.help or "").split("\n\n")[0]),
            *(command.help or "").split("\n\n")[1:],
        )
        yield f"### `{path}`\n\n```\n{path} {usage}\n```\n\n"
        yield "".join(f"{' '.join(paragraph.split())}\n\n" for paragraph in told)
        yield from _options(command, context)
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                below = command.get_command(context, each)
                if below is not None:
                    yield from _commands(below, each, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [
        record
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) is not None
        and record[1]
        and "--help" not in record[0]
    ]
    if records:
        yield "| option | what it does |\n| --- | --- |\n"
        for names, told in records:
            yield f"| `{_cell(names)}` | {_cell(told)} |\n"
        yield "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


TABLES: dict[str, dict[str, Callable[[], Iterator[str]]]] = {
    "keys.md": {"keys": keys},
    "settings.md": {"settings": settings, "example": example},
    "command-line.md": {"commands": commands},
}
"""What is made, by the page it stands in and the name of its place there."""


def made(page: str) -> str:
    """Return a page with its tables made anew, each between `<!-- NAME -->` and `<!-- end of NAME -->`."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    for name, table in TABLES[page].items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, rest = text.split(begin, 1)
        after = rest.split(end, 1)[1]
        text = "".join(
            [before, begin, "\n", *table(), "" if name in {"keys", "commands"} else "\n", end, after]
        )
    return text


def main() -> None:
    """Write the pages."""
    for page in TABLES:
        (FOLDER / page).write_text(made(page), encoding="utf-8")


if __name__ == "__main__":
    main()
