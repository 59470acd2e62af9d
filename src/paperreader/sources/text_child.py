"""The process that reads a long answer as a full text: see `text_reading` for what it takes and gives."""

import contextlib
import sys

from paperreader.sources.text_reading import told, unpacked

_MOST_MEMORY = 512 * 1024**2
"""Bytes of addresses, of which the largest page there may be takes less than half."""
_MOST_TIME = 40
"""Seconds of work; the reader ends it before, unless the reader itself was killed."""


def main() -> int:
    """Read standard input, answer on standard output; with too little memory or time the exit status is not 0."""
    _limit()
    sys.stdout.buffer.write(told(*unpacked(sys.stdin.buffer)))
    return 0


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for limit, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CPU, _MOST_TIME)):
        # Not every system lets a process limit itself so.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main())
