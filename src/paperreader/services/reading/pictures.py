"""Pictures of papers: fetched once, kept in the cache, made as small as the terminal needs them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from paperreader.domain.papers.paper import Paper
from paperreader.domain.papers.picture import Picture, picture_url
from paperreader.domain.ports import PictureSource
from paperreader.errors import PaperReaderError, SettingsError, SourceChanged, StoreError
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from paperreader.store.pictures import PictureCache


def _can_read() -> bool:
    from paperreader.formats.picture import can_read_pictures  # noqa: PLC0415 - only where pictures are wanted

    return can_read_pictures()


def _picture(data: bytes, width: int, height: int) -> Picture | None:
    from paperreader.formats.picture import to_picture  # noqa: PLC0415 - likewise

    return to_picture(data, width, height)


class Pictures:
    """Pictures of papers, where they are wanted and can be read.

    Args:
        source: Where they come from.
        open_cache: Opens the folder they are kept in; called by the first picture.
        is_wanted: Pictures are to be shown where they can be.
        is_demanded: The user said so: where they can't be read, that is a problem.
    """

    def __init__(
        self,
        source: PictureSource,
        open_cache: Callable[[], PictureCache],
        *,
        is_wanted: bool,
        is_demanded: bool = False,
    ) -> None:
        can_read = is_wanted and _can_read()
        self.is_on = is_wanted and can_read
        """Pictures can be asked for."""
        self.problem: PaperReaderError | None = None
        """Why there are none though the user asked for them."""
        if is_demanded and not can_read:
            self.problem = SettingsError(
                'pictures = "on" needs Pillow, which is not installed',
                "install it with pip install 'paperreader[images]'",
            )
        self._source = source
        self._open_cache = open_cache
        self._cache: PictureCache | None = None
        # Unpacking takes memory: one at a time.
        self._thread = OneThread("picture")
        self._hopeless: set[str] = set()

    async def of(self, paper: Paper, width: int, height: int) -> Picture | None:
        """Return the picture of a paper, at most so many pixels large; None where it has none that can be shown.

        Raises:
            SourceError: It could not be had.
        """
        url = picture_url(paper)
        if not self.is_on or url is None or url in self._hopeless:
            return None
        picture = await self._thread.call(self._kept, url, width, height)
        if picture is not None:
            return picture
        try:
            data = await self._source.picture(url)
        except SourceChanged:
            self._hopeless.add(url)
            raise
        return await self._thread.call(self._taken, url, data, width, height)

    async def close(self) -> None:
        """Give up what is being fetched."""
        await self._source.close()
        await self._thread.close()

    # In the thread ------------------------------------------------------------------------------------------

    def _opened(self) -> PictureCache:
        if self._cache is None:
            self._cache = self._open_cache()
        return self._cache

    def _kept(self, url: str, width: int, height: int) -> Picture | None:
        data = self._opened().read(url)
        picture = None if data is None else _picture(data, width, height)
        if data is not None and picture is None:
            self._opened().drop(url)
        return picture

    def _taken(self, url: str, data: bytes, width: int, height: int) -> Picture | None:
        picture = _picture(data, width, height)
        if picture is None:
            self._hopeless.add(url)
            return None
        # It is shown all the same, and fetched anew another time.
        with suppress(StoreError):
            self._opened().keep(url, data)
        return picture
