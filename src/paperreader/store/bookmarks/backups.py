"""Copies of the bookmarks as they were: made while nothing is wrong, each read back before it counts."""

import re
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from paperreader.domain.bookmarks.retention import outdated
from paperreader.errors import StoreError, StoreNotWritable
from paperreader.store import files

_NAME = re.compile(r"bookmarks-(?P<at>\d{8}T\d{12}Z)\.json")
_TIME = "%Y%m%dT%H%M%S%fZ"
_SPACING = timedelta(minutes=10)
"""No two backups closer than this, except before something unusual: the undo log has what came in between."""


class Backup(Struct, frozen=True):
    """A copy of the bookmarks, when it was made (UTC), and its size in bytes."""

    path: Path
    made_at: datetime
    size: int


class Backups:
    """The backups in a folder.

    Args:
        folder: Made with the first backup; None makes none.
        check: Raises StoreError if what was written can't be read.
    """

    def __init__(self, folder: Path | None, check: Callable[[bytes], object]) -> None:
        self._folder = folder
        self._check = check

    def all(self) -> tuple[Backup, ...]:
        """Return all backups, the newest first; none where the folder can't be read."""
        try:
            names = [] if self._folder is None else sorted(self._folder.iterdir(), reverse=True)
        except OSError:
            return ()
        return tuple(backup for path in names if (backup := _backup(path)) is not None)

    def is_due(self, now: datetime) -> bool:
        """Tell whether the last backup is old enough for another; one from the future does not count."""
        newest = next((each.made_at for each in self.all() if each.made_at <= now), None)
        return self._folder is not None and (newest is None or now - newest >= _SPACING)

    def make(self, content: bytes, now: datetime) -> Backup | None:
        """Write a backup, read it back, and drop those that are outdated; return it, None without a folder.

        Raises:
            StoreError: It could not be written, or was not read back as it was written.
        """
        if self._folder is None:
            return None
        path = self._folder / f"bookmarks-{now.astimezone(UTC).strftime(_TIME)}.json"
        files.write_atomically(path, content, follow=False)
        try:
            self._verify(path, content)
        except StoreError:
            with suppress(OSError):
                path.unlink()
            raise
        self._drop_outdated(now)
        return Backup(path, now, len(content))

    def _verify(self, path: Path, content: bytes) -> None:
        try:
            found = path.read_bytes()
        except OSError as error:
            raise files.not_writable(path, error) from error
        if found != content:
            raise StoreNotWritable(f"{path} could not be read back as it was written", "Check that disk")
        self._check(found)

    def _drop_outdated(self, now: datetime) -> None:
        backups = self.all()
        dropped = outdated((each.made_at for each in backups), now)
        for each in backups:
            if each.made_at in dropped:
                # One more than needed does no harm.
                with suppress(OSError):
                    each.path.unlink()


def _backup(path: Path) -> Backup | None:
    """Return the backup in a file; None where it is none: another name, a time there never was, no file."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    try:
        made_at = datetime.strptime(name["at"], _TIME).replace(tzinfo=UTC)
        status = path.stat()
    except (ValueError, OSError):
        return None
    return Backup(path, made_at, status.st_size) if stat.S_ISREG(status.st_mode) else None
