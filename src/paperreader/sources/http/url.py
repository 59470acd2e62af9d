"""URLs, parsed strictly, so that no two parsers can disagree about the host of one."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from paperreader.domain.text import clean

# No user name, no backslash, no white space, no characters beyond ASCII: those are where parsers disagree.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#][!-\[\]-~]*)?",
    re.IGNORECASE,
)
# A colon behind the host and no port behind the colon: where the `@` was forgotten, that is a password.
_NO_PORT = re.compile(r"^((?:[^:/?#]+:)?(?://)?[^:/?#\[]*:)(?!\d*(?:[/?#]|$)).*")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a URL (RFC 6454): scheme, host and port."""

    scheme: str
    host: str
    port: int

    @property
    def is_private(self) -> bool:
        """What is sent there can be read by nobody on the way: https, or this very machine, without a proxy."""
        return self.scheme == "https" or is_loopback(self.host)


def origin_of(url: str) -> Origin | None:
    """Return the origin of an http or https URL; None where that is not beyond doubt."""
    found = _URL.fullmatch(url)
    if found is None:
        return None
    scheme = found["scheme"].lower()
    port = int(found["port"] or _PORTS[scheme])
    return Origin(scheme, found["host"].lower(), port) if 0 < port < 65_536 else None


def resolved(reference: str, base: str) -> str | None:
    """Return the URL that a reference in `Location` or `Link` means on the page at `base`; None if it means nothing."""
    # What should have been escaped and was not: letters beyond ASCII, spaces.
    escaped = quote(reference.strip(), safe="!#$%&'()*+,/:;=?@[\\]~")
    try:
        return urljoin(base, escaped)
    except ValueError:
        return None


def redirect_target(location: str, base: str) -> str | None:
    """Return where a redirect from `base` leads: to the same origin, or to another one over https; else None."""
    url = resolved(location, base) if location else None
    there = origin_of(url) if url else None
    is_safe = there is not None and (there == origin_of(base) or there.scheme == "https")
    return url if is_safe else None


def shown(url: str) -> str:
    """Return a URL for a message: harmless, short, without user name and password."""
    _, at, rest = clean(url).rpartition("@")
    rest = _NO_PORT.sub(r"\1…", rest)
    return (f"…@{rest}" if at else rest)[:120] or "(none)"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
