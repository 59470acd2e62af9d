"""A partial download: it grows beside its target, survives being stopped, and is checked before it takes its name.

While `NAME.pdf` is on its way there are `NAME.pdf.part` and, to go on with it another day, `NAME.pdf.part.json`.
"""

import errno
import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from paperreader.domain.papers.download import NOT_STARTED, DownloadStart, ResumeState, format_size
from paperreader.errors import SourceChanged, StoreNotWritable
from paperreader.store import files, filesystem
from paperreader.store.records import MALFORMED

_HEAD = b"%PDF-"
_END_MARKERS = (b"%%EOF", b"startxref")
# A reader of PDF looks for the end in the last kilobyte; some writers put a little more behind it.
_TAIL = 4096
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class _PartMetadata(Struct, frozen=True):
    """What is stored beside a partial download, to resume it."""

    validator: str
    total: int | None


class PartFile:
    """A PDF on its way to `target`; one program at a time, and every call from one thread.

    Raises:
        StoreNotWritable: Anything but `close`, when the folder or the file can't be written, or another program
            writes it. What is there stays, to go on with.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._part = target.with_name(f"{target.name}.part")
        self._about = target.with_name(f"{target.name}.part.json")
        self._lock = target.with_name(f"{target.name}.part.lock")
        self._held = ExitStack()
        self._file: BinaryIO | None = None
        self.resume_state = NOT_STARTED
        """What is here of it."""

    def open(self) -> None:
        """Make its folder and open it, as it was left when there is one."""
        try:
            # Unlike that of a store, the lock is taken away in the end: the folder is the user's own.
            self._held.enter_context(files.locked(self._part, time_limit=0))
            self._held.callback(_remove_if_possible, self._lock)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            self._file = open(os.open(self._part, flags, 0o666), "r+b", buffering=0)  # noqa: PTH123, SIM115 - closed in `close`
            about = self._read_about()
            self.resume_state = ResumeState(
                os.fstat(self._file.fileno()).st_size, about.validator, about.total
            )
        except OSError as error:
            raise files.not_writable(self._part, error) from error

    def begin(self, begun: DownloadStart) -> None:
        """Keep what is before `begun.start` and write behind it from now on, if there is space for all of it."""
        file = self._opened()
        try:
            file.truncate(begun.start)
            file.seek(begun.start)
            free = shutil.disk_usage(self._part.parent).free
        except OSError as error:
            raise files.not_writable(self._part, error) from error
        self.resume_state = ResumeState(begun.start, begun.validator, begun.total)
        if begun.total is not None and begun.total - begun.start > free:
            raise self._full(free)
        if begun.start == 0:
            about = msgspec.json.encode(_PartMetadata(begun.validator, begun.total))
            files.write_atomically(self._about, about, follow=False)

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        file, rest = self._opened(), memoryview(piece)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError as error:
            if error.errno not in _FULL:
                raise files.not_writable(self._part, error) from error
            raise self._full(0) from error
        finally:
            written = len(piece) - len(rest)
            here = self.resume_state
            self.resume_state = ResumeState(here.size + written, here.validator, here.total)

    def finish(self) -> None:
        """Check that it is a whole PDF and put it in its place.

        Raises:
            SourceChanged: It is not, and was thrown away.
            StoreNotWritable: It could not be put there.
        """
        file = self._opened()
        try:
            if not self._is_pdf(file):
                file.truncate(0)
                self.resume_state = NOT_STARTED
                raise SourceChanged("The download is not a complete PDF and was deleted", "try again later")
            filesystem.sync(file.fileno())
            file.close()
            self._part.replace(self.target)
            files.sync_folder(self.target.parent)
            self._about.unlink(missing_ok=True)
        except OSError as error:
            raise files.not_writable(self.target, error) from error

    def close(self) -> None:
        """Leave what came, safe from a power cut, for another time; nothing where nothing came."""
        if self._file is not None:
            with suppress(OSError):
                if not self._file.closed:
                    filesystem.sync(self._file.fileno())
            self._file.close()
            if self.resume_state.size == 0:
                _remove_if_possible(self._part)
                _remove_if_possible(self._about)
        self._file = None
        # The lock is removed before it is given back: who comes then makes a new one.
        self._held.close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("open it first")
        return self._file

    def _read_about(self) -> _PartMetadata:
        try:
            return msgspec.json.decode(files.read(self._about)[0], type=_PartMetadata)
        except (OSError, *MALFORMED):
            # Without it nobody knows what the bytes are of: it begins anew.
            return _PartMetadata("", None)

    def _full(self, free: int) -> StoreNotWritable:
        total, size = self.resume_state.total, self.resume_state.size
        missing = "" if total is None else f": {format_size(total - size - free)} more is needed"
        return StoreNotWritable(
            f"There is no space left for the PDF in {self._part.parent}{missing}",
            "free some space and try again: the download resumes",
        )

    def _is_pdf(self, file: BinaryIO) -> bool:
        size = file.seek(0, os.SEEK_END)
        if self.resume_state.total not in {None, size}:
            return False
        file.seek(0)
        head = file.read(len(_HEAD))
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
        return head == _HEAD and any(end in tail for end in _END_MARKERS)


def _remove_if_possible(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
