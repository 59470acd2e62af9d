"""PDFs from arXiv, piece by piece, resumed where they broke off."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

from paperreader.domain.papers.download import NOT_STARTED, DownloadStart, ResumeState
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.arxiv.client import BROWSER
from paperreader.sources.arxiv.ranges import RangeMismatch, range_headers, resumed, validator
from paperreader.sources.http.body import checked_throughput
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import CHECK_NETWORK, LOG_IN, NEWER

_MAGIC = b"%PDF-"


class ArxivPdfs:
    """PDFs of arXiv, one at a time."""

    def __init__(self, client: HttpClient) -> None:
        self._client = client
        self._max_bytes = client.policy.limits.max_bytes

    async def pdf(
        self, key: PaperKey, resume_state: Callable[[], ResumeState]
    ) -> AsyncGenerator[DownloadStart | bytes]:
        """Yield the PDF of a paper piece by piece, after each start saying where the pieces belong.

        What breaks off is asked for again, from where `resume_state` says that it stands by then.

        Raises:
            PaperNotFound: arXiv has no PDF of the paper.
            SourceBusy: arXiv asks for a pause.
            SourceUnreachable: No response came, or it broke off again and again.
            SourceError: Access was refused, or the response is no PDF or too large.
        """
        is_mismatch = False
        async for attempt in await self._client.attempts():
            with attempt:
                here = NOT_STARTED if is_mismatch else resume_state()
                try:
                    async with aclosing(self._attempt(key, here)) as pieces:
                        async for piece in pieces:
                            yield piece
                except TransientError as failure:
                    is_mismatch = isinstance(failure, RangeMismatch)
                    raise
                return

    async def close(self) -> None:
        """Close the client; a download under way fails."""
        await self._client.close()

    async def _attempt(self, key: PaperKey, here: ResumeState) -> AsyncGenerator[DownloadStart | bytes]:
        headers = {"Accept": "application/pdf", **range_headers(here)}
        async with self._client.stream(f"/pdf/{key}", headers) as (response, pieces):
            start = self._start(response, key, here)
            at = start.start
            fast_enough = checked_throughput(pieces, self._client.policy.limits, "arXiv")
            async for piece in fast_enough if at else _checked(fast_enough):
                if at == start.start:
                    # Not before it is known to be a PDF: what is here already would be given up for a login page.
                    yield start
                at += len(piece)
                self._check_size(at)
                yield piece
        if start.total is not None and at != start.total:
            raise TransientError(SourceUnreachable("arXiv's answer broke off", CHECK_NETWORK))

    def _start(self, response: Response, key: PaperKey, here: ResumeState) -> DownloadStart:
        """Return where the bytes of a response belong, if it brings a PDF."""
        if here.can_go_on and response.status == 206:
            return resumed(response, here)
        if here.can_go_on and response.status == 416:
            raise RangeMismatch
        self._client.raise_for_status(
            response, PaperNotFound(f"arXiv has no PDF of {key}", f"{key.arxiv_url} may say why")
        )
        _check_kind(response)
        length = response.headers.get("content-length", "")
        total = int(length) if re.fullmatch(r"\d{1,15}", length) else None
        self._check_size(total or 0)
        return DownloadStart(0, validator(response), total)

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            megabytes = self._max_bytes // 1_000_000
            raise SourceError(f"The PDF is too large (more than {megabytes:,} MB)", BROWSER)


def _check_kind(response: Response) -> None:
    """Raise SourceChanged where the headers of a response say that it is no PDF, or not to be had byte by byte."""
    if response.is_web_page:
        raise _web_page()
    if response.content_encoding != "identity":
        raise SourceChanged("arXiv's answer is compressed in an unexpected way", NEWER)


def _web_page() -> SourceError:
    return SourceChanged("arXiv sent a web page, not a PDF", LOG_IN)


async def _checked(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces whose first bytes are those of a PDF, and raise SourceChanged before the first one if not."""
    head = b""
    async for piece in pieces:
        if len(head) >= len(_MAGIC):
            yield piece
            continue
        head += piece
        if len(head) >= len(_MAGIC):
            _check_head(head)
            yield head
    if len(head) < len(_MAGIC):
        _check_head(head)


def _check_head(head: bytes) -> None:
    if head.lstrip().startswith(b"<"):
        raise _web_page()
    if not head.startswith(_MAGIC):
        raise SourceChanged("What arXiv sent is not a PDF", LOG_IN)
