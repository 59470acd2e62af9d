"""Pictures of papers from the Hub's picture hosts, and from nowhere else. The Hub's token never goes there."""

import asyncio
import re
from collections.abc import AsyncIterator

from paperreader.domain.ports import Clock
from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import HostPolicy, Limits
from paperreader.sources.http.response import Response
from paperreader.sources.http.status_errors import NEWER
from paperreader.sources.http.url import origin_of, shown

PICTURE_LIMITS = Limits(connect=5, read=5, attempt=15, attempts=1, max_bytes=5_000_000)
"""A picture is a nicety: it is asked for once, and not for long."""
PICTURE_HOST = "cdn-thumbnails.huggingface.co"
"""Where most of them are."""
_HOSTS = frozenset({PICTURE_HOST, "cdn-uploads.huggingface.co"})
_KINDS = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


class HubPictures:
    """Pictures of the Hub's hosts, or of what `endpoint` names in their place.

    Redirects are not followed: they could lead anywhere.
    """

    def __init__(
        self, endpoint: str | None, *, clock: Clock, version: str, limits: Limits = PICTURE_LIMITS
    ) -> None:
        usual = f"https://{PICTURE_HOST}"
        policy = HostPolicy(
            name="The picture's host",
            endpoint=endpoint or usual,
            usual_endpoint=usual,
            variable="PICTURES_ENDPOINT",
            limits=limits,
            max_redirects=0,
        )
        self._is_elsewhere = bool(endpoint)
        self._limits = limits
        self._client = HttpClient(policy, clock=clock, version=version)

    async def picture(self, url: str) -> bytes:
        """Return the file at a URL.

        Raises:
            SourceUnreachable: There was no response, or not in time.
            SourceChanged: The URL is none of the Hub's for pictures, or the response is no picture.
            SourceError: It is too large.
        """
        url = self._allowed(url)
        headers = {"Accept": ", ".join(sorted(_KINDS)), "Accept-Encoding": "identity"}
        async for attempt in await self._client.attempts():
            with attempt:
                try:
                    async with (
                        asyncio.timeout(self._limits.attempt),
                        self._client.stream(url, headers) as (response, pieces),
                    ):
                        _check(response)
                        return await self._body(pieces)
                except TimeoutError:
                    raise SourceUnreachable("The picture took too long") from None
        raise AssertionError

    async def close(self) -> None:
        """Close at once; what is under way fails."""
        await self._client.close()

    def _allowed(self, url: str) -> str:
        """Return the URL to ask."""
        origin = origin_of(url)
        if origin is None or (origin.scheme, origin.port) != ("https", 443) or origin.host not in _HOSTS:
            raise SourceChanged(f"{shown(url)} is not the address of a Hugging Face picture")
        if not self._is_elsewhere:
            return url
        return re.sub(r"^https://[^/?#]+", self._client.policy.base_url, url, flags=re.IGNORECASE)

    async def _body(self, pieces: AsyncIterator[bytes]) -> bytes:
        body = bytearray()
        async for piece in pieces:
            body += piece
            if len(body) > self._limits.max_bytes:
                raise SourceError("The picture is too large")
        return bytes(body)


def _check(response: Response) -> None:
    # Whatever the status is: a picture that could not be had is not asked for again.
    if response.status != 200:
        raise SourceChanged(f"The picture's host answered with status {response.status}", NEWER)
    if response.content_type not in _KINDS:
        raise SourceChanged("The picture's host answered with something else", NEWER)
    if response.content_encoding != "identity":
        raise SourceChanged("The picture is compressed in an unexpected way", NEWER)
