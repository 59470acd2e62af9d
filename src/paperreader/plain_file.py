"""Reading a file that is one, up to a bound: a pipe would be waited for, and a device read, without end."""

import errno
import os
import stat
from pathlib import Path


class NotAFile(OSError):
    """There is a folder, a pipe or a device where a file is expected."""


class FileTooLarge(OSError):
    """There is more in a file than can be of use."""


def check(path: Path) -> None:
    """See that nothing but a file has this name.

    Raises:
        NotAFile: There is something else.
        FileNotFoundError: There is nothing.
        OSError: It can't be looked at.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFile(errno.EINVAL, "it is not a file", str(path))


def read(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Return what is in a file, at most so many bytes, and the file's status at that time.

    Raises:
        NotAFile: It is something else.
        FileTooLarge: There is more in it.
        OSError: It can't be read.
    """
    check(path)
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        data = file.read(most + 1)
    if len(data) > most:
        raise FileTooLarge(errno.EFBIG, f"it is larger than {most // 1_000_000} MB", str(path))
    return data, status
