"""The one way to arXiv, whatever is asked of it: as rarely as it wishes, and every failure in words. The Hub's token never goes there."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

from paperreader.domain.ports import Clock
from paperreader.errors import SourceBusy, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.lazy_client import LazyClient
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.rate_limit import announced_pause, in_words
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import LOG_IN, NEWER, TRANSIENT_STATUSES, refusal_of_the_network
from paperreader.sources.http.url import Origin, followed, origin_of, shown

ARXIV = "https://arxiv.org"
ARXIV_LIMITS = Limits(connect=10, read=30, pace=30_000, attempts=6, answer_bytes=300_000_000)
"""A PDF may take its time as long as a thousand bytes come each second; the largest on arXiv have some 100 MB."""
BROWSER = "try again later, or open it in the browser"

_MOST_REDIRECTIONS = 5
# arXiv asks programs to leave so many seconds between two requests.
_SPACING = 3.0


class ArxivConnection:
    """A connection to arXiv, or to what `endpoint` names in its place; opened by the first request.

    One for all that is asked of it: the time to leave between two requests is between any two. Proxy and certificate
    variables of the environment are honoured.
    """

    def __init__(
        self, endpoint: str = ARXIV, *, clock: Clock, version: str, limits: Limits = ARXIV_LIMITS
    ) -> None:
        self.endpoint = endpoint.strip().rstrip("/")
        self.limits = limits
        self._origin = origin_of(self.endpoint)
        self._late = LazyClient(f"paperreader/{version}", limits, who="arXiv", setting="ARXIV_ENDPOINT")
        self._clock = clock
        self._next_at = 0.0

    async def turn(self) -> None:
        """Wait until a request may be made; the attempts at one do not wait again.

        Raises:
            SourceUnreachable: There is no such address.
        """
        if self._origin is None:
            raise SourceUnreachable(
                f"arXiv can't have the address {shown(self.endpoint)}",
                f"ARXIV_ENDPOINT must look like {ARXIV}",
            )
        now = asyncio.get_running_loop().time()
        # Taken before it is waited for: whoever comes meanwhile gets the turn after it.
        mine = max(now, self._next_at)
        self._next_at = mine + spacing(self._origin)
        await asyncio.sleep(mine - now)

    async def pause(self, attempt: int, failure: TransientError) -> None:
        """Wait before the attempt after this one, counted from 0.

        Raises:
            SourceError: It was the last one.
        """
        if self._late.is_closed or attempt + 1 >= self.limits.attempts:
            raise failure.error from failure
        await asyncio.sleep(min(4, 0.75 * 2**attempt) * self.limits.wait_scale)

    @asynccontextmanager
    async def stream(
        self, path: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[Response, AsyncIterator[bytes]]]:
        """Give the answer, after redirections and without its body, and that piece by piece, not unpacked.

        Raises:
            TransientError, SourceError: No answer that could be used came, or it broke off.
        """
        exchange, url = await self._late.opened(), f"{self.endpoint}{path}"
        for _ in range(_MOST_REDIRECTIONS + 1):
            async with exchange.stream(url, headers) as (answer, pieces):
                if not answer.is_redirection:
                    yield answer, pieces
                    return
            url = _target(answer)
        raise _in_a_circle(url)

    async def get(self, path: str, accept: str, most: int) -> Response:
        """Return the answer, after redirections, to what is asked for as a media type; `most` bytes of it, unpacked.

        Raises:
            TransientError, SourceError: As `stream` does, or it is longer.
        """
        exchange, url = await self._late.opened(), f"{self.endpoint}{path}"
        for _ in range(_MOST_REDIRECTIONS + 1):
            answer = await exchange.get(url, None, accept, most)
            if not answer.is_redirection:
                return answer
            url = _target(answer)
        raise _in_a_circle(url)

    def refuse(self, answer: Response, if_absent: SourceError) -> None:
        """Raise what an answer has to be reported as, unless it brings something; `if_absent` is for 404."""
        if answer.status == 404:
            raise if_absent
        if answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers):
            # A 503 with a time is what arXiv says to whoever asks too fast.
            pause = announced_pause(_as_429(answer), self._clock()) or timedelta()
            retry_at = self._clock() + pause
            raise SourceBusy(
                f"arXiv asks for a pause of {in_words(pause)}", "try again then", retry_at=retry_at
            )
        problem = _problem(answer)
        if problem is not None:
            raise TransientError(problem) if answer.status in TRANSIENT_STATUSES else problem

    async def close(self) -> None:
        """Close at once; what is under way fails."""
        await self._late.close()


def spacing(origin: Origin | None) -> float:
    """Return how many seconds to leave between two requests: arXiv's own rule, for arXiv's own hosts."""
    is_arxiv = origin is not None and f".{origin.host}".endswith(".arxiv.org")
    return _SPACING if is_arxiv else 0.0


def _problem(answer: Response) -> SourceError | None:
    if answer.status == 200:
        return None
    if answer.status in TRANSIENT_STATUSES:
        return SourceUnreachable(f"arXiv has trouble of its own (status {answer.status})", "try again later")
    if answer.status in {401, 403}:
        return SourceError(f"arXiv refuses access (status {answer.status})", BROWSER)
    return refusal_of_the_network(answer) or SourceChanged(
        f"arXiv answered with status {answer.status}", NEWER
    )


def _as_429(answer: Response) -> Response:
    return Response(429, answer.url, answer.headers, b"")


def _target(answer: Response) -> str:
    location = answer.headers.get("location", "")
    url = followed(location, answer.url)
    if url is None:
        raise SourceChanged(f"arXiv redirects to what is not safe to follow: {shown(location)}", LOG_IN)
    return url


def _in_a_circle(url: str) -> SourceChanged:
    return SourceChanged(f"arXiv redirects again and again, at last to {shown(url)}", LOG_IN)
