"""Watches and mutes: read from the settings, and changed there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.ports import Clock
from paperreader.domain.query.watch import Watch, WatchList
from paperreader.settings import Settings, settings_in, text_of, with_query


class Watches:
    """The saved queries; what is changed is written to the file of settings, which keeps all else as it is.

    Args:
        path: The file of settings.
        settings: What was read from it at the start.
        clock: Gives the day that ages in queries are counted from.
    """

    def __init__(self, path: Path, settings: Settings, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self.all = _watches(settings)
        """All of them, watches first, in the order of the file."""

    def watching(self) -> WatchList:
        """Return all of them, ready to be asked, as they are understood today."""
        return WatchList(self.all, current_day(self._clock()))

    async def save(self, watch: Watch) -> None:
        """Add a watch, or give the one of that name and kind another query.

        Raises:
            SettingsError: The query is not understood, or the file holds something wrong by now; nothing was changed.
            StoreNotWritable: The file could not be written.
        """
        await asyncio.to_thread(self._change, watch, watch.text)

    async def remove(self, watch: Watch) -> None:
        """Forget a watch.

        Raises:
            SettingsError: The file holds something wrong by now; nothing was changed.
            StoreNotWritable: The file could not be written.
        """
        await asyncio.to_thread(self._change, watch, None)

    def _change(self, watch: Watch, query: str | None) -> None:
        from paperreader.store import files  # noqa: PLC0415 - not on the start path

        with files.locked(self._path):
            before = text_of(self._path)
            # Somebody may have edited it since: what can't be read is not written over.
            settings_in(before, self._path)
            after = with_query(before, "mutes" if watch.is_mute else "watches", watch.name, query)
            settings = settings_in(after, self._path)
            files.write_atomically(self._path, after.encode())
        self.all = _watches(settings)


def _watches(settings: Settings) -> tuple[Watch, ...]:
    watches = [Watch(name, text) for name, text in settings.watches.items()]
    return (*watches, *(Watch(name, text, is_mute=True) for name, text in settings.mutes.items()))
