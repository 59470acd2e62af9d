"""arXiv's HTML versions of papers as full texts."""

from paperreader.domain.papers.full_text import FullText, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.sources.arxiv.full_text import no_page
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.response import ReadText

MAX_BYTES = 20_000_000
"""Of a page, decompressed; the longest papers have a fraction of it."""


class ArxivTexts:
    """Full texts of papers from their HTML at arXiv, which about one in fifteen lacks.

    Args:
        client: The client of arXiv.
        clock: Returns the time.
        read: Reads the responses.
    """

    def __init__(self, client: HttpClient, clock: Clock, read: ReadText) -> None:
        self._client = client
        self._clock = clock
        self._read = read

    async def full_text(self, key: PaperKey) -> FullText:
        """Return the full text of a paper.

        Raises:
            PaperNotFound: arXiv has no HTML version of it.
            SourceBusy: arXiv asks for a pause.
            SourceUnreachable: No response came, again and again.
            SourceError: Access was refused, or the response is no paper or too large.
        """
        asked_at = self._clock()
        response = await self._client.get(
            f"/html/{key}", accept="text/html", not_found=no_page(key), max_bytes=MAX_BYTES
        )
        markdown = await self._read(TextOrigin.ARXIV, key, response)
        return FullText(key=key, markdown=markdown, origin=TextOrigin.ARXIV, fetched_at=asked_at)

    async def close(self) -> None:
        """Close the client; what is under way fails."""
        await self._client.close()
