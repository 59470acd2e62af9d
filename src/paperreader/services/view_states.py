"""Remembering how the screen looked and where its reader was, without ever holding anybody up."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from paperreader.domain.view_state import ViewState
from paperreader.errors import StoreError
from paperreader.store.view_state import ViewStateFile


class ViewStates:
    """What is remembered; changes are noted at once and written together.

    That it can't be written, such as on a disk that is read-only, is no fault anybody is told of.
    """

    def __init__(self, file: ViewStateFile) -> None:
        self._file = file
        self._noted: dict[str, object] = {}
        self._writing = asyncio.Lock()
        self._former: ViewState | None = None

    def read(self) -> ViewState:
        """Return what former runs remembered: one small read, for before there is anything to hold up."""
        if self._former is None:
            self._former = self._file.read()
        return self._former

    def note(self, changes: Mapping[str, object]) -> None:
        """Take note of fields that changed, to be written with the next `save`."""
        self._noted.update(changes)

    async def save(self) -> None:
        """Write what was noted, if anything was."""
        async with self._writing:
            changes, self._noted = self._noted, {}
            if changes:
                with suppress(StoreError):
                    await asyncio.to_thread(self._file.change, changes)
