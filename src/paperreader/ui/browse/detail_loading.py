"""What is looked up for the paper in the detail: how its votes move, and its picture."""

import asyncio
from functools import partial

from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import SourceError, StoreError
from paperreader.services import Services
from paperreader.ui.browse.paper_detail import CELL, HALF_BLOCKS, PaperDetail, cells_of
from paperreader.ui.kit import present
from paperreader.ui.terminal.kitty_graphics import KittyGraphics

_PASSED_BY = 0.15
"""Seconds after which a paper is looked at, not passed by."""
_RESTED = 0.3
"""Seconds after which the picture of a paper is fetched."""


class DetailLoading:
    """Looks up what the detail shows beside the paper, unless another paper is shown by then.

    Args:
        services: Know how votes move, and where pictures come from.
        detail: What shows them.
    """

    def __init__(self, services: Services, detail: PaperDetail) -> None:
        self._graphics = KittyGraphics(detail)
        self._services = services
        self._detail = detail

    def look_up_momentum(self, key: PaperKey) -> None:
        """Show how the votes of a paper move."""
        # Not a coroutine: one that is given up before it began would never have been awaited.
        look_up = partial(self._look_up_momentum, key)
        self._detail.run_worker(look_up, group="momentum", exclusive=True)  # type: ignore[arg-type] # as Textual wants it

    async def _look_up_momentum(self, key: PaperKey) -> None:
        # Whoever passes by does not wait for it.
        await asyncio.sleep(_PASSED_BY)
        try:
            rise, upvotes = await self._services.momentum.of(key)
        except StoreError:
            # What is wrong with the archive is told where listings are loaded.
            return
        if self._is_shown(key):
            self._detail.momentum = present.momentum(rise, upvotes)

    def fetch_picture(self, missed: PaperDetail.PictureMissed) -> None:
        """Show a picture that was missed."""
        fetch = partial(self._fetch_picture, missed)
        self._detail.run_worker(fetch, group="picture", exclusive=True)  # type: ignore[arg-type] # likewise

    async def _fetch_picture(self, missed: PaperDetail.PictureMissed) -> None:
        # Whoever passes by sees none, and none is fetched.
        await asyncio.sleep(_RESTED)
        paper = self._detail.paper
        if paper is None or paper.key != missed.key:
            return
        is_sent = self._graphics.can_show
        pixels = CELL if is_sent else HALF_BLOCKS
        try:
            picture = await self._services.pictures.of(
                paper, missed.columns * pixels.width, missed.rows * pixels.height
            )
        except SourceError:
            # A picture is not worth a message: its place stays empty.
            return
        number = 0
        if picture is not None and is_sent:
            cells = cells_of(picture, pixels)
            number = await self._graphics.send(picture, cells.width, cells.height)
        if self._is_shown(missed.key):
            self._detail.pixels, self._detail.picture_number = pixels, number
            self._detail.picture = picture

    def _is_shown(self, key: PaperKey) -> bool:
        return self._detail.paper is not None and self._detail.paper.key == key
