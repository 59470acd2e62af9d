"""The process that reads a long answer as a full text: see `text_reading` for what it takes and gives."""

import contextlib
import sys

from paperreader.sources.text_reading import told, unpacked

_MOST_MEMORY = 512 * 1024**2
"""Bytes of addresses, of which the largest page there may be takes less than half."""


def main() -> int:
    """Read standard input, answer on standard output; with too little memory the exit status is not 0."""
    _limit_memory()
    sys.stdout.buffer.write(told(*unpacked(sys.stdin.buffer)))
    return 0


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    # Not every system lets a process limit itself so.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
