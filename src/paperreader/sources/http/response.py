"""An HTTP response, and what its headers say."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from paperreader.domain.papers.full_text import TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.utc import in_utc

JSON = "application/json"

_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_REL = re.compile(r';\s*rel\s*=\s*"?([^";,]*)', re.IGNORECASE)
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_WEB_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers (names in lower case) and the decompressed body of a response."""

    status: int
    url: str
    """The address that answered, after redirections."""
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """What the body is said to be, in lower case and without parameters; empty when nothing is said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def content_encoding(self) -> str:
        """How the body is compressed, in lower case; `identity` where it is not."""
        return self.headers.get("content-encoding", "identity").strip().lower()

    @property
    def server_time(self) -> datetime | None:
        """The time that the server says it is (`Date`, and `Age` of a cached response), in UTC; None if it does not say."""
        try:
            moment = parsedate_to_datetime(self.headers.get("date", ""))
        except (ValueError, OverflowError):
            return None
        age = self.headers.get("age", "0").strip()
        # A date written with the zone -0000 comes back naive.
        known = in_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        return known + timedelta(seconds=int(age)) if re.fullmatch(r"[0-9]{1,6}", age) else known

    @property
    def is_redirect(self) -> bool:
        """It sends to another address."""
        return self.status in _REDIRECTIONS

    @property
    def is_web_page(self) -> bool:
        """It is a page for people, whatever was asked for."""
        return self.content_type in _WEB_PAGES or self.body[:64].lstrip().startswith(b"<")

    @property
    def next_link(self) -> str | None:
        """The reference that the header `Link` calls `next` (RFC 8288), as written there; None on the last page."""
        for reference, parameters in _LINK.findall(self.headers.get("link", "")):
            rel = _REL.search(parameters)
            if rel is not None and "next" in rel[1].lower().split():
                return str(reference)
        return None


ReadText = Callable[[TextOrigin, PaperKey, Response], Awaitable[str]]
"""Returns the Markdown in a response, cleaned; raises SourceError where it is not the paper's text."""
