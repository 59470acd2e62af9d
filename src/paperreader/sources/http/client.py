"""A client of one host: redirects, retries, rate limits and errors, by the policy for that host."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from paperreader.domain.budget import Budget
from paperreader.domain.ports import Clock
from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http import retry
from paperreader.sources.http.body import read_body
from paperreader.sources.http.etag_cache import ETagCache
from paperreader.sources.http.host_policy import HostPolicy
from paperreader.sources.http.rate_limit import allowance_of, retry_after
from paperreader.sources.http.response import JSON, Response
from paperreader.sources.http.retry import Attempts, TransientError
from paperreader.sources.http.status_errors import (
    CHECK_NETWORK,
    LOG_IN,
    error_for_pause,
    error_for_status,
)
from paperreader.sources.http.url import origin_of, redirect_target, shown

if TYPE_CHECKING:
    from paperreader.sources.http.httpx_client import HttpxClient


class HttpClient:
    """A client of one host, which is opened by the first request.

    Proxy and certificate variables of the environment are honoured, but no proxy is asked for this machine.

    Args:
        policy: How the host is asked.
        clock: Returns the time, in UTC.
        version: Of this program, for the header `User-Agent`.
        on_server_time: Called with the time that the endpoint's own origin says it is.
    """

    def __init__(
        self,
        policy: HostPolicy,
        *,
        clock: Clock,
        version: str,
        on_server_time: Callable[[datetime], object] | None = None,
    ) -> None:
        self.policy = policy
        self.budget = Budget()
        """What may be asked, after all that was asked here and announced so far."""
        self._clock = clock
        self._version = version
        self._on_server_time = on_server_time
        self._etags = ETagCache(policy.cache_bytes)
        self._getting, self._opening = asyncio.Lock(), asyncio.Lock()
        self._next_at = 0.0
        self._httpx: HttpxClient | None = None
        self._is_closed = False

    async def get(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        *,
        accept: str = JSON,
        not_found: SourceError | None = None,
        max_bytes: int | None = None,
    ) -> Response:
        """Return the response to a GET request, which has the status 200; requests are made one at a time.

        Args:
            address: A path that begins with a slash, or a whole URL.
            params: The query, added to the address.
            accept: The media type to ask for.
            not_found: The error to raise for the status 404.
            max_bytes: Bytes that the body may have, decompressed; by default as many as the limits allow.

        Raises:
            SourceUnreachable: No response came, again and again.
            SourceBusy: The host asks for a pause that is longer than is worth waiting.
            SourceError: The status is another one, or the body can't be what was asked for.
        """
        address = f"{address}?{urlencode(params)}" if params else address
        async for attempt in await self.attempts():
            with attempt:
                response = await self._get(address, accept, max_bytes or self.policy.limits.max_bytes)
                self.raise_for_status(response, not_found)
                if accept == JSON and response.is_web_page:
                    message = f"{self.policy.name} sent a web page, not data"
                    raise SourceChanged(message, LOG_IN)
                return response
        raise AssertionError

    async def attempts(self) -> Attempts:
        """Return the attempts that the limits allow at a request made with `stream`.

        Raises:
            SourceError: The client was closed, or a setting can't be used.
        """
        # What trying again needs is imported with httpx.
        await self._opened()
        return Attempts(self.policy.limits, lambda: self._is_closed)

    @asynccontextmanager
    async def stream(
        self, address: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[Response, AsyncIterator[bytes]]]:
        """Make one GET request, and give the response after redirects without its body, and that piece by piece, as sent.

        Raises:
            TransientError: No response came, or it broke off; also while pieces are taken.
            SourceError: A setting, a redirect or the host's certificate can't be trusted or used.
        """
        client = await self._opened()
        self._check_pause()
        self.budget = self.budget.after_asking(self._clock())
        url, visited = f"{self.policy.base_url}{address}" if address.startswith("/") else address, set[str]()
        for _ in range(self.policy.max_redirects + 1):
            visited.add(url)
            await self._wait_for_turn(url)
            etag = self._etags.etag(url, headers["Accept"])
            conditions = {} if etag is None else {"If-None-Match": etag}
            sent = {**headers, **conditions}
            async with client.stream(url, sent, self.policy.token_for(url)) as (received, pieces):
                response = self._without_token(received)
                if not (response.is_redirect and self.policy.max_redirects):
                    self._note_headers(response)
                    yield response, pieces
                    return
            url = self._redirect_target(response)
            if url in visited and not self.policy.may_repeat_redirects:
                break
        how = "again and again" if self.policy.may_repeat_redirects else "in a circle"
        raise SourceChanged(f"{self.policy.name} redirects {how}, last to {shown(url)}", LOG_IN)

    def raise_for_status(self, response: Response, not_found: SourceError | None = None) -> None:
        """Raise the error that a status stands for, unless that is 200; `not_found` for 404.

        Raises:
            TransientError: Another attempt may succeed.
            SourceError: None will.
        """
        if response.status == 404 and not_found is not None:
            raise not_found
        error = error_for_status(response, self.policy, self._clock())
        if error is not None:
            raise error

    async def close(self) -> None:
        """Close at once; a request under way fails."""
        self._is_closed = True
        if self._httpx is not None:
            await self._httpx.close()

    async def _opened(self) -> "HttpxClient":
        self.policy.check()
        async with self._opening:
            if self._httpx is None and not self._is_closed:
                self._httpx = await asyncio.to_thread(self._open)
        if self._httpx is None or self._is_closed:
            # It may have been closed while it was being opened.
            await self.close()
            raise SourceUnreachable(f"{self.policy.name} is not contacted any more: the reader is quitting")
        return self._httpx

    def _open(self) -> "HttpxClient":
        """Import and make in one go what takes too long for the event loop."""
        from paperreader.sources.http.httpx_client import HttpxClient  # noqa: PLC0415 - 80 ms to import
        from paperreader.sources.http.memory import give_back_large_blocks  # noqa: PLC0415 - not needed before

        retry.load()
        give_back_large_blocks()
        return HttpxClient(f"paperreader/{self._version}", self.policy)

    async def _get(self, address: str, accept: str, max_bytes: int) -> Response:
        """Make one attempt at a GET request, and return the response with its body, from the ETag cache if that still holds."""
        name, limit = self.policy.name, self.policy.limits.attempt
        try:
            async with (
                self._getting,
                asyncio.timeout(limit),
                self.stream(address, {"Accept": accept}) as (response, pieces),
            ):
                body = await read_body(response, pieces, max_bytes, name)
        except TimeoutError:
            raise TransientError(
                SourceUnreachable(f"{name} took too long to answer", CHECK_NETWORK)
            ) from None
        except Exception as error:
            from paperreader.sources.http.causes import drop_frames  # noqa: PLC0415 - imported with httpx

            # Within httpx the header with the token is a variable.
            drop_frames(error)
            raise
        return self._etags.newest(self._without_token(replace(response, body=body)), accept)

    async def _wait_for_turn(self, url: str) -> None:
        """Wait until the time between two requests is over."""
        spacing = self.policy.spacing_for(url)
        if not spacing:
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_at)
        # Taken before it is waited for: whoever comes meanwhile gets the turn after it.
        self._next_at = turn + spacing
        await asyncio.sleep(turn - now)

    def _note_headers(self, response: Response) -> None:
        """Take notice of what a response says of the time, and of how much may be asked."""
        time, is_own = response.server_time, origin_of(response.url) == self.policy.origin
        if self._on_server_time is not None and time is not None and is_own:
            self._on_server_time(time)
        now = self._clock()
        self.budget = self.budget.after_answer(allowance_of(response), retry_after(response, now), now)

    def _check_pause(self) -> None:
        now = self._clock()
        pause = self.budget.quiet_for(now)
        if pause and self.policy.has_quota:
            raise error_for_pause(pause, self.policy, now, is_quota=True)

    def _redirect_target(self, response: Response) -> str:
        location = response.headers.get("location", "")
        url = redirect_target(location, response.url)
        if url is None:
            message = f"{self.policy.name} redirects to an unsafe address: {shown(location)}"
            raise SourceChanged(message, LOG_IN)
        return url

    def _without_token(self, response: Response) -> Response:
        return response if self.policy.token is None else self.policy.token.left_out_of(response)
