"""The command line: data on stdout, words on stderr, and an exit code that tells how it went."""

import io
import os
import sys
from collections.abc import Sequence

from paperreader.cli import completion, plain_flags


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0, 1 for a failure, 2 for wrong usage, 130 for Ctrl-C, 70 for a bug."""
    _open_missing_streams()
    _replace_unencodable()
    try:
        if not os.environ.get(completion.VARIABLE) and (code := plain_flags.follow(arguments)) is not None:
            return code
        from paperreader.cli.invoking import invoke  # noqa: PLC0415 - click: the reader itself does without

        return invoke(arguments)
    except Exception as error:  # noqa: BLE001 - the one place where a bug is told
        from paperreader.cli import crashes  # noqa: PLC0415 - there should be none

        return crashes.report(error)


def _open_missing_streams() -> None:
    """Let what was closed for us lead nowhere: the next file opened would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - to the end


def _replace_unencodable() -> None:
    """Have a `?` printed for what the encoding of a stream lacks, in place of failing in mid-output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
