"""Responses that are asked for again only in case they changed (RFC 9110, section 13.1.2: `If-None-Match`)."""

import re
from collections import OrderedDict
from dataclasses import replace

from paperreader.sources.http.response import Response

_ETAG = re.compile(r'(?:W/)?"[!#-~]{1,200}"')
"""An `ETag` as RFC 9110, section 8.8.3, has it, of a bearable length."""


class ETagCache:
    """The last responses of this run that came with an ETag, by URL and media type, up to so many bytes of bodies.

    Whether the Hub sends any is not documented; a server that does not is asked as ever.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._responses: OrderedDict[tuple[str, str], Response] = OrderedDict()

    def etag(self, url: str, accept: str) -> str | None:
        """Return the ETag of the response that is remembered; None without one."""
        remembered = self._responses.get((url, accept))
        return None if remembered is None else remembered.headers["etag"]

    def newest(self, response: Response, accept: str) -> Response:
        """Remember a response and return it; one that says "not modified" (304) with the body that is remembered."""
        key = response.url, accept
        remembered = self._responses.pop(key, None)
        if response.status == 304 and remembered is not None:
            self._responses[key] = remembered
            # What is said of requests and their number is of now.
            said = {
                name: value for name, value in response.headers.items() if not name.startswith("content-")
            }
            return replace(remembered, headers={**remembered.headers, **said})
        if response.status == 200 and _ETAG.fullmatch(response.headers.get("etag", "")):
            self._responses[key] = response
            self._evict()
        return response

    def _evict(self) -> None:
        """Forget the ones asked for longest ago, until there is room."""
        size = sum(len(response.body) for response in self._responses.values())
        while size > self._max_bytes:
            _, oldest = self._responses.popitem(last=False)
            size -= len(oldest.body)
