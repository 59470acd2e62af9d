"""Runs the programs that the user named as commands of their own; no shell is involved."""

import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from paperreader.domain.text import clean
from paperreader.errors import CommandFailed
from paperreader.system.child_process import run_alone
from paperreader.system.environment import child_environ
from paperreader.system.foreground import run_in_foreground

_TIME_LIMIT = 60.0
"""Seconds that a program has which does not have the terminal."""
_SCRIPTS_OF_WINDOWS = frozenset({".bat", ".cmd"})


class CustomPrograms:
    """Runs programs found in the PATH of `environ`; `time_limit` in seconds, `platform` as in sys.platform."""

    def __init__(
        self, environ: Mapping[str, str], *, time_limit: float = _TIME_LIMIT, platform: str = sys.platform
    ) -> None:
        self._environ = environ
        self._time_limit = time_limit
        self._platform = platform

    async def run(self, argv: Sequence[str]) -> None:
        """Run a program that can't touch the terminal, and wait for its end.

        Raises:
            CommandFailed: It could not be started, failed, or took too long.
        """
        found = self._found(argv)
        try:
            ended = await run_alone(found, environ=self._environ, time_limit=self._time_limit)
        except TimeoutError:
            raise CommandFailed(f"{argv[0]} did not finish within {self._time_limit:g} seconds") from None
        except OSError as error:
            raise _not_started(argv, error) from error
        if ended.status:
            raise _failed(argv, ended.status, _last_line(ended.output))

    def run_in_terminal(self, argv: Sequence[str]) -> None:
        """Run a program that has the terminal; the caller gave it back, and draws nothing.

        Raises:
            CommandFailed: It could not be started, or failed.
        """
        found = self._found(argv)
        try:
            status = run_in_foreground(found, child_environ(self._environ))
        except OSError as error:
            raise _not_started(argv, error) from error
        if status:
            raise _failed(argv, status, "")

    def _found(self, argv: Sequence[str]) -> Sequence[str]:
        program = shutil.which(argv[0], path=self._environ.get("PATH")) or argv[0]
        if self._platform == "win32" and Path(program).suffix.lower() in _SCRIPTS_OF_WINDOWS:
            # Windows has a shell run them, which reads every argument anew.
            raise CommandFailed(f"{argv[0]} is a script for the Windows shell, which is not safe to run")
        return (program, *argv[1:])


def _not_started(argv: Sequence[str], error: OSError) -> CommandFailed:
    return CommandFailed(f"{argv[0]} could not be started: {error.strerror or error}")


def _failed(argv: Sequence[str], status: int, said: str) -> CommandFailed:
    how = f"exit status {status}" if status > 0 else f"ended by {_signal_name(-status)}"
    return CommandFailed(f"{argv[0]} failed ({how}){f': {said}' if said else ''}")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _last_line(output: bytes) -> str:
    lines = [line for raw in output.decode(errors="replace").splitlines() if (line := clean(raw))]
    return lines[-1][:200] if lines else ""
