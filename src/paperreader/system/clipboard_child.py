"""The process that copies with pyperclip: text on standard input, one line of JSON on standard output.

The line is `{"route": "xclip", "verified": true}`: the program that was used, and whether the text could be
read back. No line and another exit status than 0 mean that nothing was copied.

pyperclip never runs in the reader itself: it lets its programs inherit the terminal, does not read their exit
status, and waits for them without a limit. Here all three can do no harm.
"""

import json
import os
import sys
import time
from collections.abc import Callable

import pyperclip

_ROUTES = {
    "copy_dev_clipboard": "/dev/clipboard",
    "copy_klipper": "Klipper",
    "copy_osx_pbcopy": "pbcopy",
    "copy_osx_pyobjc": "macOS",
    "copy_windows": "Windows",
    "copy_wl": "wl-copy",
    "copy_wsl": "clip.exe",
}

_SETTLING = 0.5
"""Seconds within which a copied text can be read back, where it ever can."""


def main() -> int:
    """Copy, read back, report; the exit status is 1 when there is nothing to copy with."""
    text = sys.stdin.buffer.read().decode("utf-8")
    report = _take_streams_away()
    copy, paste = pyperclip.determine_clipboard()
    name = getattr(copy, "__name__", "")
    # Without a name there is no clipboard at all. Qt keeps the text in this process, which is about to end.
    if name in {"", "copy_qt"}:
        return 1
    copy(text)
    answer = {
        "route": _ROUTES.get(name, name.removeprefix("copy_")),
        "verified": _arrives(text, paste),
    }
    os.write(report, json.dumps(answer).encode() + b"\n")
    return 0


def is_same(text: str, kept: str) -> bool:
    """Whether a clipboard that holds `kept` holds `text`.

    Windows keeps its own line ends, and some programs add or drop the last one; nothing else may differ.
    """
    wanted, found = (one.replace("\r\n", "\n").replace("\r", "\n") for one in (text, kept))
    return found != "" and (found == wanted or found + "\n" == wanted or found == wanted + "\n")


def _arrives(text: str, paste: Callable[[], str]) -> bool:
    """Whether the text can be read back, now or shortly.

    The xclip that was started ends before the display has heard of the new owner of the selection, which is the
    process it leaves behind. Whoever reads at once still finds the text copied before, now and then.
    """
    deadline = time.monotonic() + _SETTLING
    while not is_same(text, _read(paste)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _read(paste: Callable[[], str]) -> str:
    try:
        return paste()
    except UnicodeDecodeError:  # another program's picture, say
        return ""


def _take_streams_away() -> int:
    """Put the null device on all three standard streams and return a descriptor for the report.

    xclip and wl-copy leave a process behind that owns the selection, and it keeps the streams it inherited: the
    reader, waiting for the end of the report, would wait until something else is copied. What `dup` returns is
    not inherited.
    """
    report = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    return report


if __name__ == "__main__":
    sys.exit(main())
