"""Where the reader of a full text stopped, kept for another day."""

from collections.abc import Callable

from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreError
from paperreader.services.reading.full_texts import FullTexts
from paperreader.ui.kit import present


class KeptPosition:
    """Keeps the position in the full text of one paper; an archive that can't be used is told, and stops nobody.

    Args:
        full_texts: Keeps it.
        key: The paper.
        warn: Tells a sentence.
    """

    def __init__(self, full_texts: FullTexts, key: PaperKey, warn: Callable[[str], None]) -> None:
        self._full_texts = full_texts
        self._key = key
        self._warn = warn
        self._kept: ReadingPosition | None = None

    async def load(self) -> ReadingPosition | None:
        """Return the position that is kept; None where none is."""
        try:
            self._kept = await self._full_texts.position(self._key)
        except StoreError as error:
            self._warn(present.told(error))
        return self._kept

    async def keep(self, position: ReadingPosition | None) -> None:
        """Keep a position that is another one; the very beginning only of a text that was read before."""
        is_begun = self._kept is not None or position is None or (position.block, position.offset) > (0, 0)
        if position is None or position == self._kept or not is_begun:
            return
        self._kept = position
        try:
            await self._full_texts.save_position(self._key, position)
        except StoreError as error:
            self._warn(present.told(error))
