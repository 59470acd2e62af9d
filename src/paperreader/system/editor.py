"""Edits a text in the user's own editor."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from paperreader.errors import NoEditor
from paperreader.system.environment import child_environ
from paperreader.system.foreground import run_in_foreground

_DEFAULT_EDITORS = ("nano", "vi", "notepad")


class Editor:
    """Runs what $VISUAL or $EDITOR names, else a usual editor; those and the PATH are taken from `environ`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def edit(self, text: str) -> str:
        """Have a text edited, and return it when the editor has ended.

        The editor has the terminal meanwhile, so the caller must have given it back, and must draw nothing.

        Raises:
            NoEditor: There is none, it could not be started, or it ended with a failure.
        """
        argv = self._argv()
        with tempfile.TemporaryDirectory(prefix="paperreader-") as folder:
            path = Path(folder) / "note.md"
            path.write_text(text, encoding="utf-8")
            try:
                status = run_in_foreground([*argv, str(path)], child_environ(self._environ))
                edited = path.read_text(encoding="utf-8")
            except (OSError, UnicodeError) as error:
                raise NoEditor(f"{argv[0]} could not be used: {error}", "set EDITOR to another") from error
        # What was saved before the editor was killed was meant to last.
        if status > 0 or (status < 0 and edited == text):
            raise NoEditor(f"{argv[0]} failed ({status}); the text is unchanged")
        return edited.removesuffix("\n") if not text.endswith("\n") else edited

    def edit_file(self, path: Path) -> None:
        """Have a file edited in its place, as `edit` does with a text.

        Raises:
            NoEditor: There is none, it could not be started, or it ended with a failure.
        """
        argv = self._argv()
        try:
            status = run_in_foreground([*argv, str(path)], child_environ(self._environ))
        except OSError as error:
            raise NoEditor(f"{argv[0]} could not be used: {error}", "set EDITOR to another") from error
        if status > 0:
            raise NoEditor(f"{argv[0]} failed ({status})", f"the file is {path}")

    def _argv(self) -> list[str]:
        named = self._environ.get("VISUAL") or self._environ.get("EDITOR") or ""
        try:
            argv = shlex.split(named, posix=os.name == "posix")
        except ValueError as error:
            raise NoEditor(f"EDITOR can't be understood: {named}", "check its quotation marks") from error
        if argv:
            return argv
        found = next(
            (name for name in _DEFAULT_EDITORS if shutil.which(name, path=self._environ.get("PATH"))), None
        )
        if found is None:
            raise NoEditor("There is no editor", "set EDITOR to one")
        return [found]
