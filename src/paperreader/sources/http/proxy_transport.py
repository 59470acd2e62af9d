"""Requests through the proxy for their URL, and errors of that proxy.

It belongs to `httpx_client`, and is imported with it: httpx takes time.
"""

import asyncio
import os
from collections.abc import Mapping

import httpcore
import httpx

from paperreader.errors import SourceError, SourceUnreachable
from paperreader.sources.http.causes import reason, within
from paperreader.sources.http.proxies import PORTS, Proxy, check, proxy_for
from paperreader.sources.http.retry import TransientError

_UNREACHABLE_STATUSES = frozenset(["502", "503", "504"])
"""Statuses of a proxy that can't reach the host."""
_SOCKS_LOGIN = ("username", "USERNAME", "NO ACCEPTABLE METHODS")
_SOCKS_UNREACHABLE = ("Host unreachable", "Network unreachable", "Connection refused", "TTL expired")


class ProxyTransport(httpx.AsyncBaseTransport):
    """One transport for each proxy, made when it is first needed: another one's settings do not matter.

    `name` is that of the host behind it, as messages call it.
    """

    def __init__(self, name: str, environ: Mapping[str, str] = os.environ) -> None:
        self._name = name
        self._environ = environ
        self._context = httpx.create_ssl_context()
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response.

        Raises:
            TransientError, SourceError: The proxy failed, or can't be used.
            httpx.TransportError: Anything else did.
        """
        proxy = self._proxy(request.url)
        transport = self._transport(proxy)
        if proxy is None:
            return await transport.handle_async_request(request)
        failures: tuple[type[Exception], ...] = (httpx.TransportError, TimeoutError, *_protocol_errors(proxy))
        progress = _Progress(request)
        request.extensions = {**request.extensions, "trace": progress.note}
        try:
            async with progress.limit:
                return await transport.handle_async_request(request)
        except httpx.ProxyError as error:
            await progress.close()
            raise _refusal_error(error, proxy, self._name) from error
        except failures as error:
            if progress.is_past_proxy:
                raise
            await progress.close()
            raise _connect_error(error, proxy) from error

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            await transport.aclose()

    def _proxy(self, url: httpx.URL) -> Proxy | None:
        proxy = proxy_for(url.scheme, url.host, url.port or PORTS[url.scheme], self._environ)
        if proxy is not None:
            check(proxy)
        return proxy

    def _transport(self, proxy: Proxy | None) -> httpx.AsyncHTTPTransport:
        key = None if proxy is None else proxy.url
        if key not in self._transports:
            self._transports[key] = httpx.AsyncHTTPTransport(verify=self._context, proxy=key)
        return self._transports[key]


class _Progress:
    """How far a request has come: to the proxy, or past it."""

    def __init__(self, request: httpx.Request) -> None:
        self.limit = asyncio.timeout(None)
        """How long it may take to get there: httpcore waits for ever for what a SOCKS proxy says."""
        self._stream: httpcore.AsyncNetworkStream | None = None
        times = request.extensions.get("timeout", {})
        self._patience = (times.get("connect") or 0) + (times.get("read") or 0) or None
        self._past_proxy = frozenset(
            ["proxy.start_tls.started", "socks.setup_socks5_connection.complete"]
            if request.url.scheme == "https"
            else ["connection.connect_tcp.complete", "socks.setup_socks5_connection.complete"]
        )
        self.is_past_proxy = True
        """What fails now fails behind the proxy; so it is on a connection that is there already."""

    async def note(self, event: str, info: Mapping[str, object]) -> None:
        """Note an event of httpcore's extension `trace`."""
        stream = info.get("return_value")
        if event == "socks.connect_tcp.complete" and isinstance(stream, httpcore.AsyncNetworkStream):
            self._stream = stream
        if event.endswith(".connect_tcp.started"):
            self.is_past_proxy = False
            if self._patience is not None:
                self.limit.reschedule(asyncio.get_running_loop().time() + self._patience)
        elif event in self._past_proxy:
            self.is_past_proxy = True
            self.limit.reschedule(None)

    async def close(self) -> None:
        """Close the connection to a SOCKS proxy that failed: httpcore leaves it open."""
        if self._stream is not None:
            await self._stream.aclose()


def _protocol_errors(proxy: Proxy) -> tuple[type[Exception], ...]:
    """Return the exceptions, beside httpx's own, of a proxy that does not speak SOCKS."""
    if not proxy.is_socks:
        return ()
    from socksio.exceptions import SOCKSError  # noqa: PLC0415 - only with the extra

    return (AssertionError, SOCKSError)


def _refusal_error(error: httpx.ProxyError, proxy: Proxy, name: str) -> SourceError | TransientError:
    """Return the error for a proxy that answered, and refused."""
    said = str(error)
    if said[:3] == "407" or any(each in said for each in _SOCKS_LOGIN):
        return SourceUnreachable(
            f"The proxy {proxy.shown} asks for a login",
            f"give user name and password in {proxy.variable}: {proxy.scheme}://NAME:PASSWORD@{proxy.host}:{proxy.port}",
        )
    if said[:3] in _UNREACHABLE_STATUSES or any(each in said for each in _SOCKS_UNREACHABLE):
        return TransientError(
            SourceUnreachable(
                f"The proxy {proxy.shown} can't reach {within(name)}",
                "try again later; or " + proxy.alternative,
            )
        )
    return SourceUnreachable(
        f"The proxy {proxy.shown} refuses the connection",
        f"check {proxy.variable}; or {proxy.alternative}",
    )


def _connect_error(error: Exception, proxy: Proxy) -> TransientError:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        why = "no answer in time"
    elif isinstance(error, httpx.ConnectError):
        why = reason(error)
    else:
        why = "it does not answer as a proxy of this kind"
    return TransientError(
        SourceUnreachable(
            f"The proxy {proxy.shown} can't be reached ({why})",
            f"check {proxy.variable}; or {proxy.alternative}",
        )
    )
