"""Opens local files with the program that the settings name, else with the desktop's default one."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from paperreader.errors import NoViewer
from paperreader.system.child_process import launch, start_with_windows
from paperreader.system.environment import has_display, is_remote, is_wsl


class Viewer:
    """Opens files with a command that the path is added to, else by the desktop; `environ`, `time_limit` (seconds) and `platform` mean what they mean to Browser."""

    def __init__(
        self,
        environ: Mapping[str, str],
        command: Sequence[str] = (),
        *,
        time_limit: float = 2.0,
        platform: str = sys.platform,
    ) -> None:
        self._environ = environ
        self._command = command
        # xdg-open would come to a browser in the terminal that the reader draws on.
        self._child_environ = {name: value for name, value in environ.items() if name != "BROWSER"}
        self._time_limit = time_limit
        self._platform = platform

    async def open(self, path: Path) -> str:
        """Open a file, given with its whole path, and return the name of the program that took it.

        Raises:
            NoViewer: The user sits at another machine, there is no desktop, or its program failed.
        """
        if self._command:
            return await self._open_by_command(path)
        if is_remote(self._environ):
            raise NoViewer(
                "The file is on this machine, and you are at another one", "copy it to yours to read it"
            )
        program = self._program()
        if program is None:
            raise NoViewer("There is no desktop to open it on", "open it with another program")
        if not await self._takes_it(program, path):
            raise NoViewer(f"{program} did not open it", "open it with another program")
        return program

    async def _open_by_command(self, path: Path) -> str:
        program = self._command[0]
        argv = (*self._command, str(path))
        if not await launch(argv, environ=self._environ, time_limit=self._time_limit):
            raise NoViewer(f"{program} did not open it", "check pdf_command in the settings")
        return program

    def _program(self) -> str | None:
        if self._platform == "win32":
            return "Windows"
        if self._platform == "darwin":
            return "open"
        if has_display(self._environ):
            return "xdg-open"
        return "wslview" if is_wsl(self._environ) else None

    async def _takes_it(self, program: str, path: Path) -> bool:
        if self._platform != "win32":
            return await launch(
                (program, str(path)), environ=self._child_environ, time_limit=self._time_limit
            )
        try:
            await asyncio.to_thread(start_with_windows, str(path))
        except OSError:
            return False
        return True
