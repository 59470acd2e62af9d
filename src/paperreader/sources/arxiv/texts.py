"""arXiv's HTML versions of papers as full texts."""

import asyncio

from paperreader.domain.papers.full_text import FullText, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import SourceUnreachable
from paperreader.sources.arxiv.client import ArxivConnection
from paperreader.sources.arxiv.full_text import no_page
from paperreader.sources.http.response import ReadText, Response
from paperreader.sources.http.retry import TransientError

MOST_BYTES = 20_000_000
"""Of a page, unpacked; the longest papers have a fraction of it."""
_LONGEST = 60
"""Seconds for one attempt altogether."""


class ArxivTexts:
    """What papers say, from their HTML at arXiv, which about one in fifteen lacks.

    Args:
        arxiv: The connection to it.
        clock: Says when it is.
        read: Reads what it answers.
    """

    def __init__(self, arxiv: ArxivConnection, clock: Clock, read: ReadText) -> None:
        self._arxiv = arxiv
        self._clock = clock
        self._read = read

    async def full_text(self, key: PaperKey) -> FullText:
        """Return what a paper says.

        Raises:
            PaperNotFound: arXiv has no HTML version of it.
            SourceBusy: arXiv wants to be left alone for a while.
            SourceUnreachable: There was no answer, again and again.
            SourceError: The answer was a refusal, is no paper, or is too large.
        """
        await self._arxiv.turn()
        asked_at = self._clock()
        answer = await self._answer(key)
        markdown = await self._read(TextOrigin.ARXIV, key, answer)
        return FullText(key=key, markdown=markdown, origin=TextOrigin.ARXIV, fetched_at=asked_at)

    async def close(self) -> None:
        """Close the connection; what is under way fails."""
        await self._arxiv.close()

    async def _answer(self, key: PaperKey) -> Response:
        for attempt in range(self._arxiv.limits.attempts):
            try:
                return await self._attempt(key)
            except TransientError as failure:
                await self._arxiv.pause(attempt, failure)
        raise AssertionError

    async def _attempt(self, key: PaperKey) -> Response:
        try:
            async with asyncio.timeout(_LONGEST):
                answer = await self._arxiv.get(f"/html/{key}", "text/html", MOST_BYTES)
        except TimeoutError:
            raise TransientError(
                SourceUnreachable("arXiv took too long to answer", "check the network and try again")
            ) from None
        self._arxiv.refuse(answer, no_page(key))
        return answer
