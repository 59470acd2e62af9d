"""Full texts of papers, archived once fetched, and the reading positions in them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from paperreader.domain.papers.full_text import FullText, ReadingPosition
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import TextSource
from paperreader.errors import PaperNotFound, SourceBusy, SourceError, SourceUnreachable, StoreError
from paperreader.services.papers.library import Library


class FullTexts:
    """What papers say. A text is kept once it was read, and is then there without a network.

    Args:
        library: Keeps them, in its archive.
        sources: Where they come from; each is asked when those before it did not have the text.
    """

    def __init__(self, library: Library, sources: Sequence[TextSource]) -> None:
        self._library = library
        self._sources = sources
        self._turn = asyncio.Lock()

    async def full_text(self, key: PaperKey, *, anew: bool = False) -> FullText:
        """Return the kept text, else that of the first source that has it; with `anew` no kept one is used.

        Texts are asked for one after the other. What is kept stays when asking anew fails.

        Raises:
            PaperNotFound: No source has it.
            SourceError: It could not be had.
        """
        if key.arxiv_id is None:
            raise PaperNotFound(
                "This paper has no text here: only its title is known", "search for its title"
            )
        kept = None if anew else await self._kept_text(key)
        if kept is not None:
            return kept
        async with self._turn:
            # It may have come while another one was waited for.
            kept = None if anew else await self._kept_text(key)
            return kept or await self._fetched(key)

    async def saved_keys(self) -> frozenset[PaperKey]:
        """Return the papers whose text is saved.

        Raises:
            StoreError: The archive is damaged.
        """
        return await self._library.with_archive(lambda archive: archive.texts.saved_keys())

    async def position(self, key: PaperKey) -> ReadingPosition | None:
        """Return at which position reading a paper resumes; None if it was never begun.

        Raises:
            StoreError: The archive is damaged.
        """
        return await self._library.with_archive(lambda archive: archive.texts.position(key))

    async def positions(self) -> Mapping[PaperKey, ReadingPosition]:
        """Return at which position reading resumes, of every paper that was begun.

        Raises:
            StoreError: The archive is damaged.
        """
        return await self._library.with_archive(lambda archive: archive.texts.positions())

    async def save_position(self, key: PaperKey, position: ReadingPosition) -> None:
        """Save at which position reading a paper resumes.

        Raises:
            StoreError: It could not be written.
        """
        await self._library.with_archive(lambda archive: archive.texts.save_position(key, position))

    async def close(self) -> None:
        """Give up what is being fetched."""
        for source in self._sources:
            await source.close()

    async def _kept_text(self, key: PaperKey) -> FullText | None:
        try:
            return await self._library.with_archive(lambda archive: archive.texts.text(key))
        except StoreError:
            # It can be had elsewhere all the same; keeping that meets the same damage, and tells it.
            return None

    async def _fetched(self, key: PaperKey) -> FullText:
        failures: list[SourceError] = []
        for source in self._sources:
            try:
                text = await source.full_text(key)
            except SourceError as error:
                failures.append(error)
            else:
                return await self._keep(text)
        raise _reason(key, failures)

    async def _keep(self, text: FullText) -> FullText:
        try:
            await self._library.with_archive(lambda archive: archive.texts.save(text))
        except StoreError as error:
            # It can be read all the same; the front end says that it is not kept.
            return replace(text, not_kept=error)
        return replace(text, not_kept=await self._library.refusal())


def _reason(key: PaperKey, failures: Sequence[SourceError]) -> SourceError:
    """Return what to tell when no source gave the text: what may pass before what will not."""
    passing = [error for error in failures if isinstance(error, (SourceUnreachable, SourceBusy))]
    others = [error for error in failures if not isinstance(error, PaperNotFound)]
    if passing or others:
        return (passing or others)[0]
    return PaperNotFound(
        f"Neither Hugging Face nor arXiv has the text of {key}",
        f"download the PDF: P in the reader, or `paperreader pdf {key}`",
    )
