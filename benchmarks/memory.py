"""The memory of a process together with what it starts, watched by another process: what this module runs as."""

import contextlib
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from os import getpid
from pathlib import Path

_INTERVAL = 0.003
"""Seconds; what a page takes at its worst lasts longer."""


@contextlib.contextmanager
def watched() -> Iterator[Callable[[], int]]:
    """Watch the memory of this process; what is given returns the most there was since it was last asked, in bytes.

    Of what it had started before nothing counts; what it shares with what it starts counts twice. Works on Linux only.
    """
    argv = [sys.executable, "-m", "benchmarks.memory", str(getpid())]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watcher:
        stdin, stdout = watcher.stdin, watcher.stdout
        assert stdin is not None
        assert stdout is not None

        def most() -> int:
            stdin.write("\n")
            stdin.flush()
            return int(stdout.readline())

        try:
            yield most
        finally:
            stdin.close()


def _read(pid: str, name: str) -> str:
    """Return what the system says about a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""


def _children(pid: str) -> set[str]:
    return set(_read(pid, f"task/{pid}/children").split())


def _resident(pid: str) -> int:
    """Return the bytes that a process takes."""
    _, is_there, resident = _read(pid, "status").partition("VmRSS:")
    return int(resident.split(maxsplit=1)[0]) * 1024 if is_there else 0


def _watch(pid: str) -> None:
    most, others, program = 0, _children(pid), _read(pid, "cmdline")
    while True:
        # Until a process runs a program of its own, its memory is that of the one which starts it.
        children = [each for each in _children(pid) - others if _read(each, "cmdline") != program]
        most = max(most, sum(map(_resident, [pid, *children])))
        if select.select([sys.stdin], [], [], _INTERVAL)[0]:
            if not sys.stdin.readline():
                return
            print(most, flush=True)
            most = 0


if __name__ == "__main__":
    _watch(sys.argv[1])
