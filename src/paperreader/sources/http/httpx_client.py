"""One request and its response over httpx, whose errors become errors of this program here.

Importing this module imports httpx (80 ms), and making an HttpxClient reads all certificates (25 ms): both belong in
a thread.
"""

import os
import ssl
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx

from paperreader import plain_file
from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.causes import causes, reason, within
from paperreader.sources.http.host_policy import HostPolicy
from paperreader.sources.http.proxy_transport import ProxyTransport
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import CHECK_NETWORK
from paperreader.sources.http.token import Token


class HttpxClient:
    """An open client: proxy and certificate variables are honoured, redirects are not followed.

    Raises:
        SourceUnreachable: The certificate settings can't be used.
    """

    def __init__(self, user_agent: str, policy: HostPolicy) -> None:
        self._name = policy.name
        self._variable = policy.variable
        # Only gzip, and it is decompressed in `body`, because httpx would make gigabytes of a few kilobytes before anyone
        # could say stop.
        headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        try:
            if name := os.environ.get("SSL_CERT_FILE"):
                plain_file.check(Path(name))
            self._client = httpx.AsyncClient(
                headers=headers,
                # No cookies are kept: what a server wants to have repeated is not.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                timeout=httpx.Timeout(policy.limits.read, connect=policy.limits.connect),
                transport=ProxyTransport(policy.name),
            )
        except (OSError, ValueError) as error:
            raise SourceUnreachable(
                "The certificate settings don't work", "check SSL_CERT_FILE and SSL_CERT_DIR"
            ) from error

    @asynccontextmanager
    async def stream(
        self, url: str, headers: Mapping[str, str], token: Token | None
    ) -> AsyncIterator[tuple[Response, AsyncIterator[bytes]]]:
        """Make a GET request, and give the response without its body, and that piece by piece, as it is sent.

        Raises:
            TransientError: No response came, or it broke off; another attempt may succeed.
            SourceError: The URL or a proxy can't be used, or the host's certificate is not trusted.
        """
        auth = None if token is None else _BearerAuth(token)
        try:
            async with self._client.stream("GET", url, headers=headers, auth=auth) as response:
                yield Response(response.status_code, url, dict(response.headers), b""), response.aiter_raw()
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            # UnicodeError: a host that begins with xn-- and is not what that promises.
            raise SourceChanged(
                f"{self._name}'s address can't be used", f"if {self._variable} is set, check it"
            ) from error
        except httpx.HTTPError as error:
            raise _error_for(error, self._name) from error

    async def close(self) -> None:
        """Close all connections at once, in mid-response if need be."""
        await self._client.aclose()


class _BearerAuth(httpx.Auth):
    """The token in the header `Authorization` (RFC 6750, section 2.1)."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        request.headers["Authorization"] = f"Bearer {self._token.value}"
        yield request


def _error_for(error: httpx.HTTPError, name: str) -> SourceError | TransientError:
    if isinstance(error, httpx.ConnectError):
        return _connect_error(error, name)
    if isinstance(error, httpx.ConnectTimeout):
        message = f"{name} can't be reached (no answer in time)"
    elif isinstance(error, httpx.TimeoutException):
        message = f"{name} took too long to answer"
    elif isinstance(error, httpx.NetworkError):
        message = f"The connection to {within(name)} broke off"
    else:
        # A response that is cut short and one that never was HTTP are the same to httpx.
        message = f"{name}'s answer broke off or is not valid HTTP"
    return TransientError(SourceUnreachable(message, CHECK_NETWORK))


def _connect_error(error: httpx.ConnectError, name: str) -> SourceError | TransientError:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(error)):
        return SourceUnreachable(
            f"{name} can't be reached safely (its certificate is not trusted here)",
            "behind a proxy that inspects connections, set SSL_CERT_FILE to its certificate",
        )
    return TransientError(SourceUnreachable(f"{name} can't be reached ({reason(error)})", CHECK_NETWORK))
