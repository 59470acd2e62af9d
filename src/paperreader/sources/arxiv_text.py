"""arXiv's HTML versions of papers as full texts."""

import asyncio
import re

from paperreader.domain.full_text import FullText, TextOrigin
from paperreader.domain.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import PaperNotFound, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.answer import Answer
from paperreader.sources.arxiv import BROWSER, ArxivConnection
from paperreader.sources.refusals import LOG_IN
from paperreader.sources.retry import Passing

_MOST_BYTES = 30_000_000
"""Of a page, unpacked; the longest papers have a tenth of it."""
_LONGEST = 60
"""Seconds for one attempt altogether."""
# What arXiv says where there is none, should it say so with the status 200.
_NONE = re.compile(rb"No HTML for |HTML is not available for")


class ArxivTexts:
    """What papers say, from their HTML at arXiv; the older ones have none."""

    def __init__(self, arxiv: ArxivConnection, clock: Clock) -> None:
        self._arxiv = arxiv
        self._clock = clock

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
        markdown = await asyncio.to_thread(_markdown, answer, key)
        return FullText(key=key, markdown=markdown, origin=TextOrigin.ARXIV, fetched_at=asked_at)

    async def close(self) -> None:
        """Close the connection; what is under way fails."""
        await self._arxiv.close()

    async def _answer(self, key: PaperKey) -> Answer:
        for attempt in range(self._arxiv.limits.attempts):
            try:
                return await self._attempt(key)
            except Passing as failure:
                await self._arxiv.pause(attempt, failure)
        raise AssertionError

    async def _attempt(self, key: PaperKey) -> Answer:
        try:
            async with asyncio.timeout(_LONGEST):
                answer = await self._arxiv.get(f"/html/{key}", "text/html", _MOST_BYTES)
        except TimeoutError:
            raise Passing(
                SourceUnreachable("arXiv took too long to answer", "check the network and try again")
            ) from None
        self._arxiv.refuse(answer, _none(key))
        return answer


def _markdown(answer: Answer, key: PaperKey) -> str:
    # Compiling their patterns takes a while, which nobody has to wait for who reads no such text.
    from paperreader.sources.html_tree import TooLarge  # noqa: PLC0415
    from paperreader.sources.latexml import markdown_of  # noqa: PLC0415

    if not answer.is_web_page:
        kind = answer.content_type or "something else"
        raise SourceChanged(f"arXiv answered with {kind[:60]}, not with the HTML of {key}", LOG_IN)
    try:
        markdown = markdown_of(answer.body, answer.url, key)
    except TooLarge:
        raise SourceError(f"The HTML of {key} has too many parts to be read", BROWSER) from None
    if markdown:
        return markdown
    if markdown is None and not _NONE.search(answer.body):
        raise SourceChanged("arXiv's address answered with a web page that is no paper", LOG_IN)
    raise _none(key)


def _none(key: PaperKey) -> PaperNotFound:
    return PaperNotFound(f"arXiv has no HTML of {key}", "older papers have none")
