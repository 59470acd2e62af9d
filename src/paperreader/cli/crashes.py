"""What is told of a bug: one line on standard error, and all that is known in a file, without secrets."""

import os
import platform
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from paperreader import __version__
from paperreader.domain.text import clean, clean_lines, truncated
from paperreader.errors import PaperReaderError
from paperreader.paths import Paths

CRASHED = 70
"""The exit code: EX_SOFTWARE of sysexits.h."""
_KEPT = 10
"""Reports; older ones are dropped."""
_LONGEST_REASON, _LONGEST_LINE = 200, 2000
_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|_KEY$|AUTH", re.IGNORECASE)
_SHORTEST_SECRET = 6
_LOGIN = re.compile(r"(?<=//)[^/\s@'\"]+@")
_TOKEN = re.compile(r"\bhf_\w+|(?i:\b(?:bearer|basic)\s+)[\w.~+/=-]+")


def report(error: Exception) -> int:
    """Write a report on a bug, say where it lies, and return the exit code."""
    text = _report(error, os.environ)
    reason = truncated(clean(_reason(error, os.environ)), _LONGEST_REASON)
    try:
        path = _write(text, Paths.from_environment(os.environ).crash_folder)
    except (OSError, PaperReaderError):
        click.echo(text, err=True)
        click.echo(f"paperreader crashed: {reason}; the report above could not be saved", err=True)
    else:
        click.echo(f"paperreader crashed: {reason}; the report is {clean(str(path))}", err=True)
    return CRASHED


def _reason(error: BaseException, environ: Mapping[str, str]) -> str:
    said = _without_secrets(str(error), environ)
    return f"{type(error).__name__}{said and f': {said}'}"


def _report(error: Exception, environ: Mapping[str, str]) -> str:
    frames = "".join(traceback.format_exception(error))
    lines = (
        f"paperreader {__version__} crashed at {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC.",
        "This report holds no token and no variables, but read it before you share it.",
        "",
        f"Python {platform.python_version()}, {platform.platform()}, TERM={environ.get('TERM', '')}",
        "",
        *(truncated(line, _LONGEST_LINE) for line in _without_secrets(frames, environ).splitlines()),
    )
    return clean_lines("\n".join(lines)) + "\n"


def _without_secrets(text: str, environ: Mapping[str, str]) -> str:
    for name, value in environ.items():
        if _SECRET_NAME.search(name) and len(value) >= _SHORTEST_SECRET:
            text = text.replace(value, f"({name})")
    return _TOKEN.sub("(token)", _LOGIN.sub("(login)@", text))


def _write(report: str, folder: Path) -> Path:
    from paperreader.store import files  # noqa: PLC0415 - only after a crash

    path = folder / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%f}.txt"
    files.write_atomically(path, report.encode())
    for old in sorted(folder.glob("*.txt"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path
