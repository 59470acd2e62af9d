"""The flags with which the reader is opened, and `--version`, read without click, which takes as long as Python to start.

What is not written plainly, such as a flag cut short, is left to click, and so is everything that is wrong.
"""

import sys
from collections.abc import Callable, Sequence

from paperreader import __version__
from paperreader.errors import PaperReaderError

_SWITCHES = frozenset({"trending", "sample", "offline"})


def follow(arguments: Sequence[str]) -> int | None:
    """Do what the flags ask for and return the exit code; None where they are for click."""
    if list(arguments) == ["--version"]:
        return _guarded(_print_version)
    switches = {flag.removeprefix("--") for flag in arguments}
    if (
        len(switches) != len(arguments)
        or not switches <= _SWITCHES
        or not all(flag.startswith("--") for flag in arguments)
    ):
        return None
    if "trending" in switches and "sample" in switches:
        return None
    return _guarded(lambda: _open_reader(switches))


def _guarded(work: Callable[[], int]) -> int:
    """Return the exit code of work that can go wrong in the ways of all commands."""
    try:
        return work()
    except (PaperReaderError, OSError, KeyboardInterrupt) as error:
        from paperreader.cli.invoking import code_of  # noqa: PLC0415 - click, which tells it

        return code_of(error)


def _print_version() -> int:
    # As click prints it.
    sys.stdout.write(f"paperreader {__version__}\n")
    sys.stdout.flush()
    return 0


def _open_reader(switches: set[str]) -> int:
    from paperreader.cli.reader import open_reader  # noqa: PLC0415 - `--version` needs none of it
    from paperreader.domain.papers.feed import Sample, Trending  # noqa: PLC0415 - likewise

    feed = Trending() if "trending" in switches else Sample() if "sample" in switches else None
    return open_reader(feed, offline="offline" in switches)
