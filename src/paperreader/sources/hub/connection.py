"""The one way to the Hub: one request at a time, never more than it wants, and every failure in words."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from paperreader.domain.budget import Budget
from paperreader.domain.ports import Clock
from paperreader.errors import SourceBusy, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http import retry
from paperreader.sources.http.etag_cache import ETagCache
from paperreader.sources.http.lazy_client import LazyClient
from paperreader.sources.http.limits import USUAL, Limits
from paperreader.sources.http.rate_limit import announced_allowance, announced_pause, in_words
from paperreader.sources.http.response import JSON, Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import LOG_IN, TRANSIENT_STATUSES
from paperreader.sources.http.token import Token
from paperreader.sources.http.url import followed, origin_of, resolved, shown
from paperreader.sources.hub.status_errors import refusal

if TYPE_CHECKING:
    from paperreader.sources.http.httpx_client import HttpxClient

_MOST_REDIRECTIONS = 5
# A pause up to this long is waited for; a longer one is reported.
_SHORT_PAUSE = timedelta(seconds=5)


class Connection:
    """A connection to the Hub, or to what `endpoint` names in its place; opened by the first request.

    The token goes to the endpoint's own host only, and only over https or within this machine. Proxy and
    certificate variables of the environment are honoured, but no proxy is asked for this machine.
    """

    def __init__(
        self,
        endpoint: str = "https://huggingface.co",
        *,
        token: str | None = None,
        clock: Clock,
        version: str,
        limits: Limits = USUAL,
        learn: Callable[[datetime], object] | None = None,
    ) -> None:
        self._endpoint = endpoint.strip().rstrip("/")
        self._origin = origin_of(self._endpoint)
        self._token = Token(token.strip()) if token and token.strip() else None
        self._clock = clock
        self._learn = learn
        """Told what time the endpoint says it is."""
        self._limits = limits
        self._late = LazyClient(f"paperreader/{version}", limits, who="The Hub", setting="HF_ENDPOINT")
        self._queue = asyncio.Lock()
        self._known = ETagCache()
        self.budget = Budget()
        """What may be asked, after all that was asked here and announced so far."""

    async def get(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        *,
        if_absent: SourceError | None = None,
        accept: str = JSON,
    ) -> Response:
        """Return the answer, which has the status 200 and is not a web page where JSON was asked for.

        Args:
            address: A path that begins with a slash, or a whole address.
            params: What to ask, added to the address.
            if_absent: What to raise in place of SourceChanged when the answer is 404.
            accept: The media type to ask for.

        Raises:
            SourceUnreachable: There was no answer.
            SourceBusy: The Hub wants to be left alone for longer than is worth waiting.
            SourceError: The answer was a refusal, or not what was asked for.
        """
        self._check_settings()
        url = f"{self._endpoint}{address}" if address.startswith("/") else address
        if params:
            url = f"{url}?{urlencode(params)}"
        # Before the first attempt: what trying again needs is imported with it.
        await self._late.opened()

        async def attempt() -> Response:
            return await self._attempt(url, if_absent, accept)

        return await retry.persistently(attempt, self._limits)

    def resolved(self, reference: str, answer: Response) -> str | None:
        """Return the address a reference in an answer means; None if it leads away from the endpoint's host."""
        url = resolved(reference, answer.url)
        return url if url is not None and origin_of(url) == self._origin else None

    async def close(self) -> None:
        """Close at once; a request under way fails."""
        await self._late.close()

    def _check_settings(self) -> None:
        if self._origin is None:
            raise SourceUnreachable(
                f"The Hub can't have the address {shown(self._endpoint)}",
                "HF_ENDPOINT must look like https://huggingface.co",
            )
        if self._token is not None and not self._token.can_be_sent:
            raise SourceError(
                "The token in HF_TOKEN has characters no token has",
                "correct it or unset it: reading needs none",
            )

    async def _attempt(self, url: str, if_absent: SourceError | None, accept: str) -> Response:
        async with self._queue:
            exchange = await self._late.opened()
            self._check_may_ask()
            self.budget = self.budget.after_asking(self._clock())
            try:
                async with asyncio.timeout(self._limits.attempt):
                    answer = await self._followed(exchange, url, accept)
            except TimeoutError:
                raise TransientError(
                    SourceUnreachable("The Hub took too long to answer", "check the network and try again")
                ) from None
            self._learn_from(answer)
            now = self._clock()
            pause = announced_pause(answer, now)
            self.budget = self.budget.after_answer(announced_allowance(answer), pause, now)
        return self._accepted(answer, pause, if_absent, may_be_page=accept != JSON)

    def _learn_from(self, answer: Response) -> None:
        """Pass on what time the endpoint's own host says it is."""
        if self._learn is not None and answer.sent_at is not None and origin_of(answer.url) == self._origin:
            self._learn(answer.sent_at)

    def _check_may_ask(self) -> None:
        if left := self.budget.quiet_for(self._clock()):
            raise self._busy(left)

    async def _followed(self, exchange: "HttpxClient", url: str, accept: str) -> Response:
        been_at = [url]
        while True:
            token = self._token if self._may_have_token(url) else None
            answer = await exchange.get(url, token, accept, unless=self._known.validator(url, accept))
            if self._token is not None:
                answer = self._token.left_out_of(answer)
            answer = self._known.whole(answer, accept)
            if not answer.is_redirection:
                return answer
            url = _target(answer)
            if url in been_at or len(been_at) > _MOST_REDIRECTIONS:
                raise SourceChanged(f"The Hub redirects in a circle, at last to {shown(url)}", LOG_IN)
            been_at.append(url)

    def _may_have_token(self, url: str) -> bool:
        return self._origin is not None and origin_of(url) == self._origin and self._origin.is_private

    def _accepted(
        self, answer: Response, pause: timedelta | None, if_absent: SourceError | None, *, may_be_page: bool
    ) -> Response:
        if answer.status == 429 or (answer.status == 503 and pause is not None):
            raise self._busy(pause or timedelta(), is_quota=answer.status == 429)
        if answer.status == 404 and if_absent is not None:
            raise if_absent
        if answer.status == 200 and may_be_page:
            return answer
        problem = refusal(answer, is_token_sent=self._token is not None and self._may_have_token(answer.url))
        if problem is None:
            return answer
        if answer.status in TRANSIENT_STATUSES:
            raise TransientError(problem)
        raise problem

    def _busy(self, pause: timedelta, *, is_quota: bool = True) -> SourceError | TransientError:
        more = "; a token in HF_TOKEN allows more requests" if is_quota and self._token is None else ""
        hint = f"try again then{more}"
        busy = SourceBusy(
            f"The Hub asks for a pause of {in_words(pause)}", hint, retry_at=self._clock() + pause
        )
        # One second more, as the official client does: the Hub's window may restart a little late.
        return TransientError(busy, pause.total_seconds() + 1) if pause <= _SHORT_PAUSE else busy


def _target(answer: Response) -> str:
    """Return where a redirection leads: the same host, or elsewhere over https."""
    location = answer.headers.get("location", "")
    url = followed(location, answer.url)
    if url is None:
        raise SourceChanged(f"The Hub redirects to what is not safe to follow: {shown(location)}", LOG_IN)
    return url
