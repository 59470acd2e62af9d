"""PDFs from arXiv, piece by piece, and on from where they broke off. The Hub's token never goes there."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from paperreader.domain.download import NOTHING, Begun, Standing
from paperreader.domain.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import PaperNotFound, SourceBusy, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.address import Origin, followed, origin_of, shown
from paperreader.sources.answer import Answer
from paperreader.sources.limits import Limits
from paperreader.sources.pace import at_pace
from paperreader.sources.pause import announced_pause, in_words
from paperreader.sources.ranges import Anew, asking, going_on, validator
from paperreader.sources.refusals import LOG_IN, NEWER, PASSING_STATUSES, refusal_of_the_network
from paperreader.sources.retry import Passing

if TYPE_CHECKING:
    from paperreader.sources.exchange import Exchange

ARXIV = "https://arxiv.org"
PDF_LIMITS = Limits(connect=10, read=30, pace=30_000, attempts=6, answer_bytes=300_000_000)
"""A PDF may take its time as long as a thousand bytes come each second; the largest on arXiv have some 100 MB."""

_MOST_REDIRECTIONS = 5
_HEAD = b"%PDF-"
_BROWSER = "try again later, or open it in the browser"
# arXiv asks programs to leave so many seconds between two requests.
_SPACING = 3.0


class ArxivPdfs:
    """PDFs of arXiv, or of what `endpoint` names in its place; opened by the first request.

    Proxy and certificate variables of the environment are honoured. One PDF at a time.
    """

    def __init__(
        self, endpoint: str = ARXIV, *, clock: Clock, version: str, limits: Limits = PDF_LIMITS
    ) -> None:
        self._endpoint = endpoint.strip().rstrip("/")
        self._origin = origin_of(self._endpoint)
        self._clock = clock
        self._user_agent = f"paperreader/{version}"
        self._limits = limits
        self._exchange: Exchange | None = None
        self._is_closed = False
        self._next_at = 0.0

    async def pdf(self, key: PaperKey, standing: Callable[[], Standing]) -> AsyncGenerator[Begun | bytes]:
        """Yield the PDF of a paper piece by piece, each row of pieces after saying where it belongs.

        What breaks off is asked for again, from where `standing` says that it stands by then.

        Raises:
            PaperNotFound: arXiv has no PDF of the paper.
            SourceBusy: arXiv wants to be left alone for a while.
            SourceUnreachable: There was no answer, or it broke off again and again.
            SourceError: The answer was a refusal, is no PDF, or is too large.
        """
        if self._origin is None:
            raise SourceUnreachable(
                f"arXiv can't have the address {shown(self._endpoint)}",
                f"ARXIV_ENDPOINT must look like {ARXIV}",
            )
        await self._wait_for_turn()
        is_anew = False
        for attempt in range(self._limits.attempts):
            here = NOTHING if is_anew else standing()
            exchange = await self._opened()
            try:
                async with aclosing(self._attempt(exchange, key, here)) as pieces:
                    async for piece in pieces:
                        yield piece
            except Anew:
                is_anew = True
            except Passing as failure:
                if self._is_closed or attempt + 1 == self._limits.attempts:
                    raise failure.error from failure
                is_anew = False
                await asyncio.sleep(min(4, 0.75 * 2**attempt) * self._limits.wait_scale)
            else:
                return
        raise SourceChanged("arXiv's answers do not fit each other", _BROWSER)

    async def close(self) -> None:
        """Close at once; a download under way fails."""
        self._is_closed = True
        if self._exchange is not None:
            await self._exchange.close()

    async def _opened(self) -> "Exchange":
        if self._exchange is None and not self._is_closed:
            self._exchange = await asyncio.to_thread(_open, self._user_agent, self._limits)
        if self._exchange is None or self._is_closed:
            await self.close()
            raise SourceUnreachable("The connection to arXiv is closed")
        return self._exchange

    async def _wait_for_turn(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self._next_at - loop.time())
        self._next_at = loop.time() + spacing(self._origin)

    async def _attempt(
        self, exchange: "Exchange", key: PaperKey, here: Standing
    ) -> AsyncGenerator[Begun | bytes]:
        async with self._answer(
            exchange, f"{self._endpoint}/pdf/{key}", {"Accept": "application/pdf", **asking(here)}
        ) as (answer, pieces):
            begun = self._begun(answer, key, here)
            at = begun.start
            paced = at_pace(pieces, self._limits, "arXiv")
            async for piece in paced if at else _checked(paced):
                if at == begun.start:
                    # Not before it is known to be a PDF: what is here already would be given up for a login page.
                    yield begun
                at += len(piece)
                self._check_size(at)
                yield piece
        if begun.total is not None and at != begun.total:
            raise Passing(SourceUnreachable("arXiv's answer broke off", "check the network and try again"))

    @asynccontextmanager
    async def _answer(
        self, exchange: "Exchange", url: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[Answer, AsyncIterator[bytes]]]:
        for _ in range(_MOST_REDIRECTIONS + 1):
            async with exchange.stream(url, headers) as (answer, pieces):
                if not answer.is_redirection:
                    yield answer, pieces
                    return
            url = _target(answer)
        raise SourceChanged(f"arXiv redirects again and again, at last to {shown(url)}", LOG_IN)

    def _begun(self, answer: Answer, key: PaperKey, here: Standing) -> Begun:
        """Return where the pieces of an answer belong, if it brings a PDF."""
        if here.can_go_on and answer.status == 206:
            return going_on(answer, here)
        if here.can_go_on and answer.status == 416:
            raise Anew
        self._refuse(answer, key)
        length = answer.headers.get("content-length", "")
        total = int(length) if re.fullmatch(r"\d{1,15}", length) else None
        self._check_size(total or 0)
        return Begun(0, validator(answer), total)

    def _refuse(self, answer: Answer, key: PaperKey) -> None:
        """Raise what an answer has to be reported as unless it is fit to be read."""
        if answer.status == 404:
            raise PaperNotFound(f"arXiv has no PDF of {key}", f"see whether {key.arxiv_url} says why")
        if answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers):
            # A 503 with a time is what arXiv says to whoever asks too fast.
            pause = announced_pause(_as_429(answer), self._clock()) or timedelta()
            retry_at = self._clock() + pause
            raise SourceBusy(
                f"arXiv asks for a pause of {in_words(pause)}", "try again then", retry_at=retry_at
            )
        problem = _problem(answer)
        if problem is not None:
            raise Passing(problem) if answer.status in PASSING_STATUSES else problem

    def _check_size(self, size: int) -> None:
        most = self._limits.answer_bytes
        if size > most:
            raise SourceError(f"The PDF is too large (more than {most // 1_000_000:,} MB)", _BROWSER)


def spacing(origin: Origin | None) -> float:
    """Return how many seconds to leave between two PDFs: arXiv's own rule, for arXiv's own hosts."""
    is_arxiv = origin is not None and f".{origin.host}".endswith(".arxiv.org")
    return _SPACING if is_arxiv else 0.0


def _open(user_agent: str, limits: Limits) -> "Exchange":
    from paperreader.sources.exchange import Exchange  # noqa: PLC0415 - httpx takes 80 ms to import

    return Exchange(user_agent, limits, who="arXiv", setting="ARXIV_ENDPOINT")


def _problem(answer: Answer) -> SourceError | None:
    if answer.status == 200:
        if answer.is_web_page:
            return _web_page()
        is_packed = answer.headers.get("content-encoding", "identity").strip().lower() != "identity"
        return (
            SourceChanged("arXiv's answer is packed in a way that was not asked for", NEWER)
            if is_packed
            else None
        )
    if answer.status in PASSING_STATUSES:
        return SourceUnreachable(f"arXiv has trouble of its own (status {answer.status})", "try again later")
    if answer.status in {401, 403}:
        return SourceError(f"arXiv refuses access (status {answer.status})", _BROWSER)
    return refusal_of_the_network(answer) or SourceChanged(
        f"arXiv answered with status {answer.status}", NEWER
    )


def _web_page() -> SourceError:
    return SourceChanged("arXiv's address answered with a web page, not with a PDF", LOG_IN)


def _as_429(answer: Answer) -> Answer:
    return Answer(429, answer.url, answer.headers, b"")


async def _checked(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces whose first bytes are those of a PDF, and raise SourceChanged before the first one if not."""
    head = b""
    async for piece in pieces:
        if len(head) >= len(_HEAD):
            yield piece
            continue
        head += piece
        if len(head) >= len(_HEAD):
            _check_head(head)
            yield head
    if len(head) < len(_HEAD):
        _check_head(head)


def _check_head(head: bytes) -> None:
    if head.lstrip().startswith(b"<"):
        raise _web_page()
    if not head.startswith(_HEAD):
        raise SourceChanged("What arXiv's address answered with is not a PDF", LOG_IN)


def _target(answer: Answer) -> str:
    location = answer.headers.get("location", "")
    url = followed(location, answer.url)
    if url is None:
        raise SourceChanged(f"arXiv redirects to what is not safe to follow: {shown(location)}", LOG_IN)
    return url
