"""One request and its answer over httpx, whose failures are put into words here and go no further.

Importing this module imports httpx (80 ms), and making an HttpxClient reads all certificates (25 ms): both belong in
a thread.
"""

import asyncio
import os
import re
import ssl
import traceback
from collections.abc import AsyncIterator, Generator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx

from paperreader import plain_file
from paperreader.errors import PaperReaderError, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.body import is_gzip, too_long, unpacked
from paperreader.sources.http.causes import causes, reason, within
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.proxy_transport import ProxyTransport
from paperreader.sources.http.response import JSON, Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.token import Token

_CHECK_NETWORK = "check the network and try again"
_CHECK_CERTIFICATES = "check SSL_CERT_FILE and SSL_CERT_DIR"


class HttpxClient:
    """An open client: proxy and certificate variables are honoured, redirections are not followed.

    `who` is asked, as messages call it; `setting` is the variable that can name another in its place.
    """

    def __init__(
        self,
        user_agent: str,
        limits: Limits,
        *,
        who: str = "The Hub",
        setting: str = "HF_ENDPOINT",
    ) -> None:
        self._who = who
        self._setting = setting
        self._most = limits.answer_bytes
        # Only gzip, and it is unpacked here, because httpx would unpack a few kilobytes to gigabytes before anyone
        # could say stop.
        headers = {"User-Agent": user_agent, "Accept": JSON, "Accept-Encoding": "gzip"}
        try:
            if name := os.environ.get("SSL_CERT_FILE"):
                plain_file.check(Path(name))
            self._client = httpx.AsyncClient(
                headers=headers,
                # No cookies are kept: what a server wants to have repeated is not.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                transport=ProxyTransport(who),
            )
        except (OSError, ValueError) as error:
            raise SourceUnreachable("The certificate settings can't be used", _CHECK_CERTIFICATES) from error

    async def get(
        self,
        url: str,
        token: Token | None,
        accept: str = JSON,
        most: int | None = None,
        *,
        unless: str | None = None,
    ) -> Response:
        """Return the answer of this very address, asked for as a media type; a redirection comes without its body.

        `most` bytes of it are taken, unpacked, if that is not said as many as the limits allow. Where the answer is still
        the one that the validator `unless` is of, it comes as a mere 304.

        Raises:
            TransientError: No whole answer came; it may next time.
            SourceError: No answer that could be used came.
        """
        try:
            return await self._get(url, token, accept, self._most if most is None else most, unless)
        except Exception as error:
            _forget_places(error)
            raise

    async def _get(
        self, url: str, token: Token | None, accept: str, most: int, unless: str | None
    ) -> Response:
        with self._in_words():
            auth, headers = _Bearer(token) if token else None, {"Accept": accept}
            if unless is not None:
                headers["If-None-Match"] = unless
            async with self._client.stream("GET", url, headers=headers, auth=auth) as response:
                answer = Response(response.status_code, url, dict(response.headers), b"")
                if answer.is_redirection:
                    return answer
                return replace(answer, body=await self._body(response, most))

    @asynccontextmanager
    async def stream(
        self, url: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[Response, AsyncIterator[bytes]]]:
        """Give the answer of this very address without its body, and that piece by piece, not unpacked.

        Raises:
            TransientError, SourceError: As `get` does, also while the pieces are taken.
        """
        with self._in_words():
            async with self._client.stream("GET", url, headers=headers) as response:
                answer = Response(response.status_code, url, dict(response.headers), b"")
                yield answer, response.aiter_raw()

    async def close(self) -> None:
        """Close all connections at once, in mid-answer if need be."""
        await self._client.aclose()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Put what httpx raises into words."""
        try:
            yield
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            # UnicodeError: a host that begins with xn-- and is not what that promises.
            raise SourceChanged(
                f"{self._who}'s address can't be used", f"if {self._setting} is set, check it"
            ) from error
        except httpx.HTTPError as error:
            raise _in_words(error, self._who) from error

    async def _body(self, response: httpx.Response, most: int) -> bytes:
        is_packed = is_gzip(response.headers.get("Content-Encoding", "identity").strip().lower(), self._who)
        announced = response.headers.get("Content-Length", "")
        if re.fullmatch(r"[0-9]{1,15}", announced) and int(announced) > most:
            raise too_long(most, self._who)
        body = bytearray()
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > most:
                raise too_long(most, self._who)
        if not is_packed:
            return bytes(body)
        # zlib lets go of the interpreter while it works: keys are answered meanwhile.
        return await asyncio.to_thread(unpacked, body, most, self._who)


class _Bearer(httpx.Auth):
    def __init__(self, token: Token) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        request.headers["Authorization"] = f"Bearer {self._token.value}"
        yield request


def _forget_places(error: Exception) -> None:
    """Take from an error, and from what led to it, the places they came through.

    A crash prints the variables of each place, and within httpx the header with the token is one. Of an error that
    should not be, the places themselves are noted.
    """
    if not isinstance(error, PaperReaderError | TransientError):
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
    for each in causes(error):
        each.__traceback__ = None


def _in_words(error: httpx.HTTPError, who: str) -> SourceError | TransientError:
    if isinstance(error, httpx.ConnectTimeout):
        return TransientError(
            SourceUnreachable(f"{who} can't be reached (no answer in time)", _CHECK_NETWORK)
        )
    if isinstance(error, httpx.TimeoutException):
        return TransientError(SourceUnreachable(f"{who} took too long to answer", _CHECK_NETWORK))
    if isinstance(error, httpx.ConnectError):
        return _no_connection(error, who)
    if isinstance(error, httpx.NetworkError):
        return TransientError(SourceUnreachable(f"The connection to {within(who)} broke off", _CHECK_NETWORK))
    # An answer that is cut short and one that never was HTTP are the same to httpx.
    return TransientError(
        SourceUnreachable(f"{who}'s answer broke off or is not proper HTTP", _CHECK_NETWORK)
    )


def _no_connection(error: httpx.ConnectError, who: str) -> SourceError | TransientError:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(error)):
        return SourceUnreachable(
            f"{who} can't be reached safely (its certificate is not trusted here)",
            "behind a proxy that opens connections, name its certificate in SSL_CERT_FILE",
        )
    return TransientError(SourceUnreachable(f"{who} can't be reached ({reason(error)})", _CHECK_NETWORK))
