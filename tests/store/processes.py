"""Starting other processes that use a store, and small disks to use it on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Failure:
    """The error another process ended with."""

    kind: str
    message: str
    hint: str


def _command(job: str, path: Path, *numbers: int) -> list[str]:
    return [sys.executable, "-m", "tests.store.child", job, str(path), *map(str, numbers)]


@contextmanager
def started(job: str, path: Path, *numbers: int) -> Iterator[subprocess.Popen[str]]:
    """Start a job whose lines can be read and to which lines can be written; it is killed at the end."""
    process = subprocess.Popen(
        _command(job, path, *numbers), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    """Wait for the next line of a job."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str]) -> None:
    """Let a job that waits go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def ran(job: str, path: Path, *numbers: int, **limits: str) -> tuple[list[str], Failure | None]:
    """Run a job to its end, under limits such as CHILD_FILE_SIZE; return what it said and how it failed."""
    return _outcome(_command(job, path, *numbers), limits)


def ran_on_small_disk(
    job: str, path: Path, *numbers: int, options: str
) -> tuple[list[str], Failure | None] | None:
    """Run a job with a disk of its own in place of the file's folder; None where this machine allows no such disk.

    What is in the folder is copied there first. The disk is seen by the job alone and gone with it.
    """
    script = (
        'folder=$(dirname "$1"); copy=$(mktemp -d); cp -a "$folder/." "$copy"; '
        'mount -t tmpfs tmpfs "$folder" && cp -a "$copy/." "$folder" && rm -r "$copy" && '
        f'mount -o remount,{options} "$folder" && shift && exec "$@"'
    )
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    prefix = ["unshare", *mapped, "--mount", "sh", "-c", script, "sh", str(path)]
    try:
        probe = subprocess.run([*prefix, "true"], check=False, capture_output=True, timeout=_PATIENCE)
    except FileNotFoundError:
        return None
    return _outcome([*prefix, *_command(job, path, *numbers)], {}) if probe.returncode == 0 else None


def _outcome(command: list[str], limits: dict[str, str]) -> tuple[list[str], Failure | None]:
    environ = {**os.environ, **limits}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE
    )
    *said, last = done.stdout.splitlines()
    return (said, None) if last == "done" else (said, Failure(*json.loads(last)))
