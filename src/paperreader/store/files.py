"""Reading a file, and writing it so that it is always whole: beside, then in its place; one program at a time."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from paperreader import plain_file
from paperreader.errors import StoreNotWritable
from paperreader.store import filesystem

MAX_BYTES = 200_000_000
"""Of one file: ten times what a library of 10,000 full bookmarks takes."""
Stamp = tuple[int, int, int]
"""What tells one state of a file from the next: time of change in nanoseconds, size, inode."""

_HINTS = {
    errno.ENOSPC: "Free some space on that disk and try again",
    errno.EDQUOT: "Your disk quota is used up: free some space and try again",
    errno.EFBIG: "Files can't be that large here: see `ulimit -f`",
    errno.EACCES: "Check who owns the file and its folder, and whether you may write there",
    errno.EPERM: "Check who owns the file and its folder, and whether you may write there",
    errno.EROFS: "That disk is read-only: use a folder on another one",
}


def stamp_of(path: Path) -> Stamp | None:
    """Return the file's present stamp, None where there is no file.

    Raises:
        OSError: The file can't be looked at.
    """
    try:
        return stamp_from(path.stat())
    except FileNotFoundError:
        return None


def check(path: Path) -> None:
    """See that nothing but a file has this name, if anything has: what is something else would be gone once replaced.

    Raises:
        NotAFile: There is something else.
        OSError: It can't be looked at.
    """
    with suppress(FileNotFoundError):
        plain_file.check(path)


def read(path: Path) -> tuple[bytes, Stamp]:
    """Return what is in a file, and the stamp of that.

    Raises:
        OSError: It can't be read, is not a file, or is larger than any of ours can be.
    """
    data, status = plain_file.read(path, MAX_BYTES)
    return data, stamp_from(status)


def stamp_from(status: os.stat_result) -> Stamp:
    """Return the stamp in a file's status."""
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def write_atomically(path: Path, data: bytes, *, follow: bool = True) -> Stamp:
    """Replace the file by `data` so that others see the old or the new content, never a part, whatever happens.

    The data goes to one fixed name beside the file, so that a killed writer leaves at most one such file behind.
    Programs that may write the same file at the same time must therefore hold `locked` around the call.
    A link stays and what it points to is replaced; without `follow` the link itself is. An existing file keeps its permissions, and its owner where
    that is allowed. Missing folders are made.

    Returns:
        The stamp of the file as written.

    Raises:
        StoreNotWritable: Nothing was changed, except that after a failure of the disk itself the new content
            may stand without being safe from a power cut.
    """
    target = _resolved(path) if follow else path
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        make_folder(target.parent)
        if follow:
            check(target)
        stamp = _write_beside(temporary, data, target)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise not_writable(path, error) from error
    return stamp


@contextmanager
def locked(path: Path, time_limit: float = 5.0) -> Iterator[bool]:
    """Hold the lock of a file between processes; wait for it at most `time_limit` seconds.

    The lock is a file `NAME.lock` beside the file. It stays: removing it would let two waiting programs in. Where
    the disk has no locks, a file `NAME.lock-held` stands for it while it is held: what is given tells whether that is so.

    Raises:
        StoreNotWritable: Another program did not give the lock back in time, or there can be no lock file.
    """
    target = _resolved(path)
    try:
        make_folder(target.parent)
        check(target)
        lock = filesystem.acquire_lock(target, time_limit)
    except filesystem.LockHeld as error:
        raise _lock_timeout(path, target) from error
    except OSError as error:
        raise not_writable(path, error) from error
    try:
        yield filesystem.is_soft_lock(lock)
    finally:
        lock.release()


def soft_lock_warning(folder: Path) -> str:
    """Return what to tell of a folder in which the system's own locks do not work, one sentence without a full stop."""
    return (
        f"File locks do not work in {folder}: the reader uses lock files of its own here, "
        "so do not open it on two machines at the same time"
    )


def _lock_timeout(path: Path, target: Path) -> StoreNotWritable:
    owner, soft_lock = lock_owner(path), filesystem.soft_lock_path(target)
    who = "" if owner is None else f" (process {owner})"
    hint = "Try again; if that does not help, look for another reader that hangs"
    if soft_lock.exists():
        hint += f", here or on another machine; if there is none, remove {soft_lock}"
    return StoreNotWritable(f"{path} is being written by another program{who}", hint)


def lock_owner(path: Path) -> int | None:
    """Return the process that holds the lock of a file; None if none does, or where the system does not tell."""
    target = _resolved(path)
    if (owner := filesystem.soft_lock_owner(target)) is not None:
        return owner
    try:
        inode = filesystem.lock_path(target).stat().st_ino
        held = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in held:
        # 1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF
        match line.split():
            case [_, "FLOCK", _, "WRITE", process, place, *_] if place.rpartition(":")[2] == str(inode):
                return int(process)
    return None


def not_writable(path: Path, error: OSError) -> StoreNotWritable:
    """Return what to tell the user when the file could not be written."""
    reason = error.strerror or str(error)
    return StoreNotWritable(f"{path} could not be written: {reason}", _HINTS.get(error.errno or 0, ""))


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where they are missing, each for the user alone.

    Raises:
        OSError: It could not be made.
    """
    # mkdir(parents=True) would make the folders above with other permissions.
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        try:
            each.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError as error:
            # "File exists" would say nothing to someone who reads of the file in that folder.
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(each)) from error


def _resolved(path: Path) -> Path:
    # Unlike Path.resolve, which raises RuntimeError, this leaves links in a circle to the call that opens them.
    return Path(os.path.realpath(path))


def _write_beside(temporary: Path, data: bytes, target: Path) -> Stamp:
    # What a killed writer left behind, or a link put there, must not be written to.
    temporary.unlink(missing_ok=True)
    former = target.stat() if target.exists() and not target.is_symlink() else None
    mode = 0o666 if former is None else stat.S_IMODE(former.st_mode)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, mode), "wb") as file:  # noqa: PTH123 - a mode has to be given
        if former is not None:
            # An administrator's run must not take the file away from its owner.
            filesystem.copy_ownership(file.fileno(), former, mode)
        file.write(data)
        file.flush()
        filesystem.sync(file.fileno())
        return stamp_from(os.fstat(file.fileno()))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk.

    Raises:
        OSError: They may not be.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        filesystem.sync(descriptor)
    finally:
        os.close(descriptor)


def put_aside(path: Path, word: str) -> Path:
    """Give a file a second name that nothing has, `NAME.WORD` or `NAME.WORD-2` …, and return that.

    The file stays under its own name too, until it is replaced: at no moment is there none.

    Raises:
        StoreNotWritable: It can't be had under another name.
    """
    target = _resolved(path)
    number = 1
    while True:
        aside = target.with_name(f"{target.name}.{word}" + (f"-{number}" if number > 1 else ""))
        try:
            _link_or_copy(target, aside)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise not_writable(aside, error) from error
        else:
            return aside


def _link_or_copy(target: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no such links.
        with aside.open("xb") as file:
            file.write(target.read_bytes())
            file.flush()
            filesystem.sync(file.fileno())


def move(path: Path, folder: Path) -> Path:
    """Move a file to a folder, under a name that nothing there has, and return where it lies.

    Raises:
        StoreNotWritable: It is where it was.
    """
    try:
        make_folder(folder)
        number = 1
        while (place := folder / (f"{number}-{path.name}" if number > 1 else path.name)).exists():
            number += 1
        # The folder may be on another disk.
        write_atomically(place, path.read_bytes())
        path.unlink()
    except OSError as error:
        raise not_writable(path, error) from error
    return place
