"""Exports papers to a text or a file."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from paperreader.errors import ExportFailed, TargetExists

if TYPE_CHECKING:
    from paperreader.domain.bookmarks.entry import Entry
    from paperreader.formats import Format

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class Exporter:
    """Renders entries in any format; long lists are rendered and written off the event loop."""

    async def text(self, format_: Format, entries: Sequence[Entry]) -> str:
        """Return the entries in that format, for stdout or the clipboard."""
        return await asyncio.to_thread(format_.write, entries)

    async def write(
        self, format_: Format, entries: Sequence[Entry], path: Path, *, overwrite: bool = False
    ) -> None:
        """Write the entries to a file, which others see whole or not at all.

        Args:
            format_: How.
            entries: What, in order.
            path: The file, `~` is the home. Its folder must be there; a link stays and what it points to is replaced.
            overwrite: Replace a file that is there.

        Raises:
            TargetExists: There is one, and `overwrite` was not asked for.
            ExportFailed: It could not be written; nothing was changed.
        """
        await asyncio.to_thread(_write, lambda: format_.write(entries), path, overwrite=overwrite)

    async def write_text(self, text: str, path: Path, *, overwrite: bool = False) -> None:
        """Write a text to a file as `write` writes entries, with the same errors."""
        await asyncio.to_thread(_write, lambda: text, path, overwrite=overwrite)


def _write(render: Callable[[], str], path: Path, *, overwrite: bool) -> None:
    from paperreader.store import files  # noqa: PLC0415 - not on the start path

    try:
        # A shell is not always there to do it.
        target = Path(os.path.realpath(path.expanduser()))
        _check(path, target, overwrite=overwrite)
        # Half a surrogate pair, from the name of a file, can't be written.
        _write_beside(target, render().encode(errors="replace"), overwrite=overwrite)
    except FileExistsError as error:
        raise _exists(path) from error
    except RuntimeError as error:
        # A `~` before the name of nobody.
        raise ExportFailed(f"No such folder: {path.parent}", "give a full path") from error
    except OSError as error:
        told = files.not_writable(path, error)
        raise ExportFailed(told.message, told.hint) from error
    except ValueError as error:
        raise ExportFailed("That is not a file name", "use another") from error


def _check(path: Path, target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise ExportFailed(f"No such folder: {target.parent}", "create it, or use another")
    if not target.exists():
        return
    if not target.is_file():
        raise ExportFailed(f"{path} is not a file", "give a file name")
    if not overwrite:
        raise _exists(path)


def _exists(path: Path) -> TargetExists:
    return TargetExists(f"{path} already exists", "use another name, or overwrite it")


def _write_beside(target: Path, data: bytes, *, overwrite: bool) -> None:
    """Write beside the target, then put it in its place.

    Unlike `store.files` this has no lock to leave in the user's folder: a name of its own keeps two writers apart.
    """
    beside = target.with_name(f".{target.name[:80]}.{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(beside, flags, 0o666), "wb") as file:  # noqa: PTH123 - the usual mode, less the umask
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            with suppress(FileNotFoundError):
                shutil.copymode(target, beside)
            beside.replace(target)
        else:
            _rename_new(beside, target)
    finally:
        with suppress(OSError):
            beside.unlink()


def _rename_new(beside: Path, target: Path) -> None:
    """Give the file its name, unless that was taken meanwhile; where there are no links that can't be told for sure."""
    try:
        os.link(beside, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        beside.replace(target)
