"""Pictures of papers from the Hub's picture hosts, and from nowhere else. The Hub's token never goes there."""

import asyncio
import re
from collections.abc import AsyncIterator

from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.lazy_client import LazyClient
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import NEWER
from paperreader.sources.http.url import origin_of, shown

PICTURE_LIMITS = Limits(connect=5, read=5, attempt=15, attempts=1, answer_bytes=5_000_000)
"""A picture is a nicety: it is asked for once, and not for long."""
PICTURE_HOST = "cdn-thumbnails.huggingface.co"
"""Where most of them are."""
_HOSTS = frozenset({PICTURE_HOST, "cdn-uploads.huggingface.co"})
_KINDS = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


class HubPictures:
    """Pictures of the Hub's hosts, or of what `endpoint` names in their place; opened by the first request.

    Redirections are not followed: they could lead anywhere.
    """

    def __init__(self, endpoint: str | None, *, version: str, limits: Limits = PICTURE_LIMITS) -> None:
        self._endpoint = endpoint.strip().rstrip("/") if endpoint else None
        self._limits = limits
        self._late = LazyClient(
            f"paperreader/{version}",
            limits,
            who="The picture's host",
            setting="PICTURES_ENDPOINT",
        )

    async def picture(self, url: str) -> bytes:
        """Return the file at an address.

        Raises:
            SourceUnreachable: There was no answer, or not in time.
            SourceChanged: The address is none of the Hub's for pictures, or the answer is no picture.
            SourceError: It is too large.
        """
        address = self._allowed(url)
        exchange = await self._late.opened()
        headers = {"Accept": ", ".join(sorted(_KINDS)), "Accept-Encoding": "identity"}
        try:
            async with (
                asyncio.timeout(self._limits.attempt),
                exchange.stream(address, headers) as (answer, pieces),
            ):
                _check(answer)
                return await self._whole(pieces)
        except TimeoutError:
            raise SourceUnreachable("The picture took too long to come") from None
        except TransientError as failure:
            raise failure.error from failure

    async def close(self) -> None:
        """Close at once; what is under way fails."""
        await self._late.close()

    def _allowed(self, url: str) -> str:
        """Return the address to ask."""
        origin = origin_of(url)
        if origin is None or (origin.scheme, origin.port) != ("https", 443) or origin.host not in _HOSTS:
            raise SourceChanged(f"{shown(url)} is no address of the Hub's pictures")
        return (
            url
            if self._endpoint is None
            else re.sub(r"^https://[^/?#]+", self._endpoint, url, flags=re.IGNORECASE)
        )

    async def _whole(self, pieces: AsyncIterator[bytes]) -> bytes:
        body = bytearray()
        async for piece in pieces:
            body += piece
            if len(body) > self._limits.answer_bytes:
                raise SourceError("The picture is too large")
        return bytes(body)


def _check(answer: Response) -> None:
    if answer.status != 200:
        raise SourceChanged(f"The picture's host answered with status {answer.status}", NEWER)
    if answer.content_type not in _KINDS:
        raise SourceChanged("The picture's host answered with something else", NEWER)
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise SourceChanged("The picture is packed in a way that was not asked for", NEWER)
