"""Health checks: where everything is, what works, and what needs attention."""

from __future__ import annotations

import platform
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.papers.download import format_size
from paperreader.errors import PaperReaderError, SettingsError, StoreNotWritable
from paperreader.paths import Paths
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.one_thread import OneThread
from paperreader.settings import read_settings
from paperreader.store.files import lock_owner, locked
from paperreader.store.filesystem import PathStatus, path_status

if TYPE_CHECKING:
    from paperreader.store.archive.archive import Archive

_MIN_FREE = 5_000_000
"""Bytes left on a disk on which soon nothing can be written."""
_SOFT_LOCK = "file locks do not work there; the reader uses its own lock files"
_PACKAGES = ("textual", "httpx", "tinydb")
_TERMINAL = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "LANG", "LC_ALL", "TMUX", "SSH_TTY")


class HealthCheck(Struct, frozen=True, kw_only=True):
    """The result of one check."""

    topic: str
    """What it belongs to, such as `bookmarks`."""
    name: str
    value: str
    """What was found, for people; empty when it could not be found out."""
    problem: str = ""
    """What needs attention, one sentence without a full stop; empty if nothing does."""
    hint: str = ""
    """What to do about it."""


class Health:
    """Looks everything over without changing anything but what opening the bookmarks mends.

    Args:
        paths: The folders.
        bookmarks: The service, open or not.
        open_archive: Opens the archive; it is not asked to where there is none.
        ask_hub: Returns what the Hub says of its rate limit, or raises SourceError; None when offline by wish.
        ways: For each address that may be asked, what returns its host and the proxy to it, or raises SourceError.
        is_ahead_by: Returns how far the machine's clock is ahead of what the Hub said, below zero for behind.
        clipboard_routes: By which a text would be copied, in order.
        environ: What the terminal and others tell of themselves.
        program_version: Of the reader.
    """

    def __init__(
        self,
        *,
        paths: Paths,
        bookmarks: Bookmarks,
        open_archive: Callable[[], Archive],
        ask_hub: Callable[[], Awaitable[str]] | None,
        ways: Sequence[Callable[[], tuple[str, str] | None]],
        is_ahead_by: Callable[[], timedelta],
        clipboard_routes: tuple[str, ...],
        environ: Mapping[str, str],
        program_version: str,
    ) -> None:
        self._paths = paths
        self._bookmarks = bookmarks
        self._open_archive = open_archive
        self._ask_hub = ask_hub
        self._ways = ways
        self._is_ahead_by = is_ahead_by
        self._routes = clipboard_routes
        self._environ = environ
        self._version = program_version

    async def findings(self) -> tuple[HealthCheck, ...]:
        """Return all findings, in the order to show them in."""
        return (
            *self._versions(),
            *self._places(),
            self._set(),
            *await self._kept(),
            *await self._archived(),
            *self._surroundings(),
            *self._proxies(),
            *await self._hub(),
        )

    def _versions(self) -> list[HealthCheck]:
        found = {"paperreader": self._version, "python": platform.python_version()}
        found |= {package: version(package) for package in _PACKAGES}
        found["system"] = platform.platform()
        return [HealthCheck(topic="versions", name=name, value=value) for name, value in found.items()]

    def _places(self) -> list[HealthCheck]:
        places = {
            "settings": self._paths.settings_file,
            "bookmarks": self._paths.bookmarks_file,
            "backups and undo": self._paths.bookmarks_state,
            "archive": self._paths.archive_file,
        }
        return [_path_check(name, path) for name, path in places.items()]

    def _set(self) -> HealthCheck:
        path = self._paths.settings_file
        try:
            read_settings(path)
        except SettingsError as error:
            return _failed_check("settings", "file", error)
        return HealthCheck(
            topic="settings", name="file", value="none yet" if _is_missing(path) else "understood"
        )

    async def _kept(self) -> list[HealthCheck]:
        owner = lock_owner(self._paths.bookmarks_file)
        try:
            count = len(await self._bookmarks.all())
            backups = await self._bookmarks.backups()
            copies = await self._bookmarks.conflict_copies()
        except PaperReaderError as error:
            return [_failed_check("bookmarks", "file", error)]
        recovered = " · ".join(each.sentence for each in await self._bookmarks.take_recovery_reports())
        newest = f", the newest of {backups[0].made_at:%Y-%m-%d %H:%M} UTC" if backups else ""
        return [
            HealthCheck(
                topic="bookmarks",
                name="file",
                value="1 bookmark" if count == 1 else f"{count} bookmarks",
                problem=recovered,
                hint="" if not recovered else "check whether anything is missing: paperreader bookmarks ls",
            ),
            HealthCheck(topic="bookmarks", name="lock", value=self._lock(owner)),
            HealthCheck(
                topic="bookmarks",
                name="backups",
                value=f"{len(backups)}{newest}",
                problem="There are bookmarks and no backup" if count and not backups else "",
                hint="the next change makes one; check that the folder is writable"
                if count and not backups
                else "",
            ),
            HealthCheck(
                topic="bookmarks",
                name="conflict copies",
                value=", ".join(str(each.path) for each in copies) or "none",
                problem="A sync tool left conflict copies" if copies else "",
                hint="merge each: paperreader bookmarks merge FILE" if copies else "",
            ),
        ]

    def _lock(self, owner: int | None) -> str:
        """Return who holds the lock of the bookmarks, and of which kind it is."""
        if owner is not None or _is_missing(self._paths.bookmarks_file):
            return "free" if owner is None else f"process {owner}"
        try:
            with locked(self._paths.bookmarks_file, time_limit=0) as is_soft_lock:
                return f"free; {_SOFT_LOCK}" if is_soft_lock else "free"
        except StoreNotWritable:
            # Said of the paths, or held by another program just now.
            return "not available now"

    async def _archived(self) -> list[HealthCheck]:
        if _is_missing(self._paths.archive_file):
            return [HealthCheck(topic="archive", name="file", value="none yet")]
        thread = OneThread("health")
        try:
            count, has_locks = await thread.call(self._check_archive)
        except PaperReaderError as error:
            return [_failed_check("archive", "file", error)]
        finally:
            await thread.close()
        locks = "the system's own" if has_locks else f"{_SOFT_LOCK}; its journal is not the usual one"
        return [
            HealthCheck(topic="archive", name="file", value=f"{count} papers"),
            HealthCheck(topic="archive", name="locks", value=locks),
        ]

    def _check_archive(self) -> tuple[int, bool]:
        archive = self._open_archive()
        try:
            return archive.check(), archive.has_locks
        finally:
            archive.close()

    def _surroundings(self) -> list[HealthCheck]:
        told = [f"{name}={self._environ[name]}" for name in _TERMINAL if self._environ.get(name)]
        return [
            HealthCheck(topic="desktop", name="clipboard", value=", then ".join(self._routes)),
            HealthCheck(topic="desktop", name="terminal", value=" ".join(told) or "did not give its version"),
        ]

    def _proxies(self) -> list[HealthCheck]:
        found: dict[str, HealthCheck] = {}
        for way in self._ways:
            try:
                told = way()
            except PaperReaderError as error:
                found.setdefault(error.message, _failed_check("proxies", "settings", error))
            else:
                if told is not None:
                    found.setdefault(told[0], HealthCheck(topic="proxies", name=told[0], value=told[1]))
        return list(found.values())

    async def _hub(self) -> list[HealthCheck]:
        if self._ask_hub is None:
            return [HealthCheck(topic="hub", name="answer", value="not contacted: offline")]
        try:
            answer = HealthCheck(topic="hub", name="answer", value=f"reachable, {await self._ask_hub()}")
        except PaperReaderError as error:
            answer = _failed_check("hub", "answer", error)
        return [answer, *self._clock()]

    def _clock(self) -> list[HealthCheck]:
        ahead = self._is_ahead_by()
        if not ahead:
            return []
        how = "ahead" if ahead > timedelta() else "behind"
        problem = f"The clock of this machine is {_in_words(abs(ahead))} {how} of Hugging Face's"
        hint = "correct it; meanwhile days follow Hugging Face's clock"
        return [HealthCheck(topic="hub", name="clock", value="", problem=problem, hint=hint)]


def _path_check(name: str, path: Path) -> HealthCheck:
    """Return where something is, and what keeps it from being written."""
    found = path_status(path)
    problem, hint = _obstacle(path, found)
    return HealthCheck(topic="paths", name=name, value=str(path), problem=problem, hint=hint)


def _obstacle(path: Path, found: PathStatus) -> tuple[str, str]:
    if found.is_read_only:
        return f"The disk of {path} is read-only", "what is there can be read, but nothing new can be saved"
    if found.forbidden is not None:
        whose = "" if found.owner is None else f": the owner is {found.owner}"
        return (
            f"{found.forbidden} is not writable{whose}",
            "change its owner (chown) or its permissions (chmod)",
        )
    if found.free is not None and found.free < _MIN_FREE:
        return f"The disk of {path} is full ({format_size(found.free)} left)", "free some space"
    return "", ""


def _in_words(span: timedelta) -> str:
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if (number := round(span / length)) >= 1 and span >= length:
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return f"{round(span / timedelta(minutes=1))} minutes"


def _is_missing(path: Path) -> bool:
    """Tell whether there is surely nothing: where a folder can't be looked into, reading tells why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _failed_check(topic: str, name: str, error: PaperReaderError) -> HealthCheck:
    return HealthCheck(topic=topic, name=name, value="", problem=error.message, hint=error.hint)
