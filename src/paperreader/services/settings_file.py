"""The settings file in the user's own editor."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import wrap

from paperreader.settings import SETTINGS, Setting, Settings, read_settings

_WIDTH = 98
"""Columns of a comment."""


class SettingsFile:
    """Has the settings edited.

    Args:
        path: The file of settings.
        edit_file: Has a file edited, and returns when that is done.
    """

    def __init__(self, path: Path, edit_file: Callable[[Path], None]) -> None:
        self.path = path
        self._edit_file = edit_file

    def edit(self) -> Settings:
        """Have the file edited, and return what is in it then; it is made, with all defaults as comments, if it is missing.

        The editor has the terminal until this returns.

        Raises:
            NoEditor: There is none, or it failed.
            StoreNotWritable: The file could not be made.
            SettingsError: There is something wrong in it.
        """
        if not self.path.exists():
            from paperreader.store import files  # noqa: PLC0415 - not on the start path

            files.write_atomically(self.path, commented_defaults().encode())
        self._edit_file(self.path)
        return read_settings(self.path)


def commented_defaults() -> str:
    """Return a file that sets nothing and tells of every setting."""
    return (
        "# Remove the # before a line to set it. paperreader settings --edit opens this file and checks it.\n"
        + ("".join(line for setting in SETTINGS.values() for line in _lines(setting)))
    )


def _lines(setting: Setting) -> Iterator[str]:
    yield "\n"
    told = [setting.sentence]
    if not setting.is_table:
        must_be = setting.must_be
        told.append(f"{must_be[0].upper()}{must_be[1:]}.")
    for sentence in told:
        yield from (f"# {line}\n" for line in wrap(sentence, _WIDTH))
    if setting.is_table:
        yield f"# [{setting.name}]\n# {setting.example}\n"
    else:
        yield f"# {setting.name} = {json.dumps(setting.default)}\n"
