"""The process that reads a long response as a full text; `text_reading` says what its input and output are."""

import contextlib
import sys

from paperreader.sources.text_reading import decode_request, encode_result

_MAX_MEMORY = 512 * 1024**2
"""Bytes of addresses, of which the largest page there may be takes less than half."""
_MAX_CPU_TIME = 40
"""Seconds of work; the reader ends it before, unless the reader itself was killed."""


def main() -> int:
    """Read standard input, answer on standard output; with too little memory or time the exit status is not 0."""
    _limit()
    sys.stdout.buffer.write(encode_result(*decode_request(sys.stdin.buffer)))
    return 0


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for limit, most in ((resource.RLIMIT_AS, _MAX_MEMORY), (resource.RLIMIT_CPU, _MAX_CPU_TIME)):
        # Not every system lets a process limit itself so.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main())
