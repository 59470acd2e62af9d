"""Capabilities of file systems: locks, shared memory, fsync and permissions, which some network disks and FUSE lack."""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from filelock import BaseFileLock

if sys.platform != "win32":
    import fcntl

_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_LOCK_UNSUPPORTED = _UNSUPPORTED | {errno.EINVAL, errno.EPERM}
"""Nothing of these says that somebody else has the lock."""
_SYNC_UNSUPPORTED = _UNSUPPORTED | {errno.EINVAL}
_MMAP_UNSUPPORTED = _UNSUPPORTED | {errno.ENODEV, errno.EINVAL}
_POLL_INTERVAL = 0.01


def lock_path(target: Path) -> Path:
    """Return the file that is locked in place of another."""
    return target.with_name(f"{target.name}.lock")


def soft_lock_path(target: Path) -> Path:
    """Return the file that is there while another is locked, where the system's own locks do not work."""
    return target.with_name(f"{target.name}.lock-held")


class LockHeld(Exception):
    """Another program holds a lock, and did not give it back in time."""


def acquire_lock(target: Path, time_limit: float) -> BaseFileLock:
    """Return the lock of a file between processes, held: the system's own, or a file that stands for it.

    A soft lock names the process and the machine that made it, so that one whose process is gone is taken over.

    Raises:
        LockHeld: Another program did not give it back in time.
        OSError: There can be no lock file.
    """
    from filelock import FileLock, SoftFileLock, Timeout  # noqa: PLC0415 - who only reads locks nothing

    lock: BaseFileLock = FileLock(lock_path(target), timeout=time_limit, fallback_to_soft=False)
    try:
        try:
            lock.acquire(poll_interval=_POLL_INTERVAL)
        except OSError as error:
            if error.errno not in _LOCK_UNSUPPORTED:
                raise
            lock = SoftFileLock(soft_lock_path(target), timeout=time_limit)
            lock.acquire(poll_interval=_POLL_INTERVAL)
    except Timeout as error:
        raise LockHeld from error
    return lock


def is_soft_lock(lock: BaseFileLock) -> bool:
    """Tell whether a lock is a soft one: a file that stands for the lock of the system."""
    from filelock import SoftFileLock  # noqa: PLC0415 - likewise

    return isinstance(lock, SoftFileLock)


def soft_lock_owner(target: Path) -> int | None:
    """Return the process that holds the soft lock; None if there is none."""
    from filelock import SoftFileLock  # noqa: PLC0415 - likewise

    return SoftFileLock(soft_lock_path(target)).pid


def has_record_locks(target: Path) -> bool:
    """Tell whether locks of the kind that SQLite takes work beside a file, also where that can't be found out.

    They are not tried on the file itself: SQLite's own would be given back by that.
    """
    if sys.platform == "win32":
        return True

    def try_it(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)

    return _is_supported(target, try_it, _LOCK_UNSUPPORTED)


def can_share_memory(folder: Path) -> bool:
    """Tell whether programs can share memory by a file in a folder, also where that can't be found out."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.truncate(mmap.PAGESIZE)
            mmap.mmap(file.fileno(), mmap.PAGESIZE).close()
    except OSError as error:
        return error.errno not in _MMAP_UNSUPPORTED
    return True


def can_sync(target: Path) -> bool:
    """Tell whether the disk can be made to have what was written, also where that can't be found out."""
    return _is_supported(target, os.fsync, _SYNC_UNSUPPORTED)


def _is_supported(target: Path, work: Callable[[int], object], unable: frozenset[int]) -> bool:
    try:
        with _probe_file(target) as file:
            work(file.fileno())
    except OSError as error:
        return error.errno not in unable
    return True


def _probe_file(target: Path) -> IO[bytes]:
    """Return a file to try something on: the lock file, which takes no time, else one that leaves nothing behind."""
    lock = lock_path(target)
    if lock.is_file():
        return lock.open("rb")
    return TemporaryFile(dir=target.parent)


def sync(descriptor: int) -> None:
    """Have on disk what was written to a file or a folder, where the disk can do that.

    Raises:
        OSError: It may not be there.
    """
    try:
        os.fsync(descriptor)
    except OSError as error:
        # A disk that can't do this has what was written when it has it.
        if error.errno not in _SYNC_UNSUPPORTED:
            raise


def copy_ownership(descriptor: int, former: os.stat_result, mode: int) -> None:
    """Give a file the owner and the permissions of a former one, as far as that may and can be done."""
    if sys.platform == "win32":
        return
    for change in (
        partial(os.fchown, descriptor, former.st_uid, former.st_gid),
        partial(os.fchmod, descriptor, mode),
    ):
        try:
            change()
        except PermissionError:
            # Only an administrator may give a file away; some disks have one owner and no permissions.
            continue
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise


class PathStatus(Struct, frozen=True, kw_only=True):
    """Whether and how a file or folder, existing or not, can be written."""

    is_read_only: bool
    """Its disk is."""
    free: int | None
    """Bytes left on that for this user; None where that can't be found out."""
    forbidden: Path | None
    """What may not be written of it and of what it lies in; None if all may."""
    owner: str | None
    """Whom that belongs to, where that is somebody else."""


def path_status(path: Path) -> PathStatus:
    """Return the status of a path, judged by the nearest folder that exists."""
    there = Path(os.path.realpath(path))
    # Not `Path.exists`, which fails for a name that is too long.
    while not os.path.exists(there) and there != there.parent:  # noqa: PTH110
        there = there.parent
    forbidden = next((each for each in _needed(there) if not os.access(each, os.W_OK)), None)
    owner = None if forbidden is None else _owner(forbidden)
    try:
        free: int | None = shutil.disk_usage(there).free
        is_read_only = sys.platform != "win32" and bool(os.statvfs(there).f_flag & os.ST_RDONLY)
    except OSError:
        free, is_read_only = None, False
    return PathStatus(is_read_only=is_read_only, free=free, forbidden=forbidden, owner=owner)


def _needed(there: Path) -> list[Path]:
    """Return what must be writable: a file, its folder and what SQLite has beside it, or a folder."""
    if there.is_dir():
        return [there]
    beside = [there.with_name(there.name + ending) for ending in ("-wal", "-shm", ".lock")]
    return [there, there.parent, *(each for each in beside if each.exists())]


def _owner(path: Path) -> str | None:
    try:
        return None if path.stat().st_uid == os.getuid() else path.owner()
    except (OSError, KeyError, AttributeError, NotImplementedError):
        # No such user, or no owners at all.
        return None


def is_writable(path: Path) -> bool:
    """Tell whether a file, and what may have to lie beside it, may be written; also where it is yet to be made."""
    target = Path(os.path.realpath(path))
    with suppress(OSError):
        return not target.exists() or (os.access(target, os.W_OK) and os.access(target.parent, os.W_OK))
    return True
