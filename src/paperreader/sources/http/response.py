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
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WEB_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers (names in lower case) and the decompressed body of a response."""

    status: int
    url: str
    """The URL that was asked, the last one after redirects."""
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type of the body, in lower case and without parameters; empty where it is not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def content_encoding(self) -> str:
        """How the body is compressed, in lower case; `identity` where it is not."""
        return self.headers.get("content-encoding", "identity").strip().lower()

    @property
    def server_time(self) -> datetime | None:
        """The time that the server says it is (`Date`, and `Age` of a cached response), in UTC; None if it does not say."""
        sent_at, age = http_date(self.headers.get("date", "")), self.headers.get("age", "0").strip()
        if sent_at is None or not re.fullmatch(r"[0-9]{1,6}", age):
            return sent_at
        try:
            return sent_at + timedelta(seconds=int(age))
        except OverflowError:
            return None

    @property
    def is_redirect(self) -> bool:
        """The status is that of a redirect (RFC 9110, section 15.4) to another URL."""
        return self.status in _REDIRECTS

    @property
    def is_web_page(self) -> bool:
        """The body is HTML, by its media type or by how it begins, whatever was asked for."""
        return self.content_type in _WEB_PAGES or self.body[:64].lstrip().startswith(b"<")

    @property
    def next_link(self) -> str | None:
        """The reference that the header `Link` calls `next` (RFC 8288), as written there; None on the last page."""
        for reference, parameters in _LINK.findall(self.headers.get("link", "")):
            rel = _REL.search(parameters)
            if rel is not None and "next" in rel[1].lower().split():
                return str(reference)
        return None


def http_date(text: str) -> datetime | None:
    """Return a date of a header (RFC 9110, section 5.6.7) in UTC; None where it is none."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    # A date written with the zone -0000 comes back naive.
    return in_utc(date if date.tzinfo else date.replace(tzinfo=UTC))


ReadText = Callable[[TextOrigin, PaperKey, Response], Awaitable[str]]
"""Returns the Markdown in a response, cleaned; raises SourceError where it is not the paper's text."""
