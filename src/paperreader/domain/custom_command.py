"""Commands of the user's own: programs with placeholders among their arguments, filled in for a paper without any shell."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Self

from msgspec import Struct

from paperreader.domain.text import clean

PLACEHOLDERS = ("id", "url", "pdf", "title", "bibtex")
"""What can stand in braces within an argument."""
_NAMES = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w*)\}")
"""One of them; a brace that is doubled is meant as such."""
_FIELDS = frozenset({"run", "key", "terminal"})
_OPTIONS_END = "--"


class CommandError(ValueError):
    """Says what is wrong with a command, or with a paper it is to be run for, in words that follow its name."""


class CustomCommand(Struct, frozen=True):
    """A program to be run for a paper."""

    name: str
    argv: Sequence[str]
    """The program and its arguments, placeholders and all."""
    key: str = ""
    has_terminal: bool = False
    """The program gets the terminal, and the reader waits for it."""

    @classmethod
    def from_setting(cls, name: str, value: object) -> Self:
        """Return the command that a table of TOML describes, or a line alone.

        Raises:
            CommandError: It describes none.
        """
        table = value if isinstance(value, dict) else {"run": value}
        unknown = [field for field in table if field not in _FIELDS]
        if unknown:
            raise CommandError(f"has no setting {unknown[0]}; use run, key and terminal")
        key, has_terminal = table.get("key", ""), table.get("terminal", False)
        if not isinstance(key, str) or "," in key:
            raise CommandError('must have one key in quotation marks, such as key = "z"')
        if not isinstance(has_terminal, bool):
            raise CommandError("must have terminal = true or false")
        if name != clean(name) or not name:
            raise CommandError("can't be the name of a command: it must be words on one line")
        return cls(name, program_of(table.get("run")), key, has_terminal)

    def argv_for(self, values: Mapping[str, str | None]) -> list[str]:
        """Return program and arguments, each placeholder replaced within its argument; nothing is split or read anew.

        Raises:
            CommandError: A value is missing, or would be taken for an option.
        """
        argv = list(self.argv[:1])
        for argument in self.argv[1:]:
            filled = _PLACEHOLDER.sub(lambda found: _value(found, values), argument)
            # An option that the user wrote begins with a dash of theirs.
            if filled.startswith("-") and not argument.startswith("-") and _OPTIONS_END not in argv:
                raise CommandError(f'would take {filled[:20]}… for an option; put "--" before {argument}')
            argv.append(filled)
        return argv


def program_of(run: object) -> tuple[str, ...]:
    """Return program and arguments of a list, or of a line that is split as a shell splits it.

    Raises:
        CommandError: That is neither, or a placeholder is unknown.
    """
    try:
        argv = shlex.split(run) if isinstance(run, str) else run
    except ValueError as error:
        raise CommandError(f"is not understood: {error}".lower()) from error
    if not isinstance(argv, list) or not argv or not all(_is_argument(each) for each in argv) or not argv[0]:
        raise CommandError('needs run = ["program", "{id}"], or the same as one string')
    if _PLACEHOLDER.search(argv[0]):
        raise CommandError("must begin with a program, not with a placeholder")
    for found in (found for argument in argv for found in _PLACEHOLDER.finditer(argument)):
        if found[1] is not None and found[1] not in PLACEHOLDERS:
            raise CommandError(f"can't fill in {found[0]}; use {_NAMES}, or {{{{ for a brace")
    return tuple(argv)


def _is_argument(each: object) -> bool:
    return isinstance(each, str) and "\0" not in each


def _value(found: "re.Match[str]", values: Mapping[str, str | None]) -> str:
    if found[1] is None:
        return found[0][0]
    value = values.get(found[1])
    if not value:
        raise CommandError(f"needs {found[0]}, which this paper does not have")
    return value
