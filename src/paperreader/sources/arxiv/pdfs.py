"""PDFs from arXiv, piece by piece, and on from where they broke off."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

from paperreader.domain.papers.download import NOT_STARTED, DownloadStart, ResumeState
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.arxiv.client import BROWSER, ArxivConnection
from paperreader.sources.arxiv.ranges import Anew, asking, going_on, validator
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.slow_transfer import at_pace
from paperreader.sources.http.status_errors import LOG_IN, NEWER

_HEAD = b"%PDF-"


class ArxivPdfs:
    """PDFs of arXiv, one at a time."""

    def __init__(self, arxiv: ArxivConnection) -> None:
        self._arxiv = arxiv

    async def pdf(
        self, key: PaperKey, resume_state: Callable[[], ResumeState]
    ) -> AsyncGenerator[DownloadStart | bytes]:
        """Yield the PDF of a paper piece by piece, each row of pieces after saying where it belongs.

        What breaks off is asked for again, from where `resume_state` says that it stands by then.

        Raises:
            PaperNotFound: arXiv has no PDF of the paper.
            SourceBusy: arXiv wants to be left alone for a while.
            SourceUnreachable: There was no answer, or it broke off again and again.
            SourceError: The answer was a refusal, is no PDF, or is too large.
        """
        await self._arxiv.turn()
        is_anew = False
        for attempt in range(self._arxiv.limits.attempts):
            here = NOT_STARTED if is_anew else resume_state()
            try:
                async with aclosing(self._attempt(key, here)) as pieces:
                    async for piece in pieces:
                        yield piece
            except Anew:
                is_anew = True
            except TransientError as failure:
                is_anew = False
                await self._arxiv.pause(attempt, failure)
            else:
                return
        raise SourceChanged("arXiv's answers do not fit each other", BROWSER)

    async def close(self) -> None:
        """Close the connection; a download under way fails."""
        await self._arxiv.close()

    async def _attempt(self, key: PaperKey, here: ResumeState) -> AsyncGenerator[DownloadStart | bytes]:
        headers = {"Accept": "application/pdf", **asking(here)}
        async with self._arxiv.stream(f"/pdf/{key}", headers) as (answer, pieces):
            begun = self._begun(answer, key, here)
            at = begun.start
            paced = at_pace(pieces, self._arxiv.limits, "arXiv")
            async for piece in paced if at else _checked(paced):
                if at == begun.start:
                    # Not before it is known to be a PDF: what is here already would be given up for a login page.
                    yield begun
                at += len(piece)
                self._check_size(at)
                yield piece
        if begun.total is not None and at != begun.total:
            raise TransientError(
                SourceUnreachable("arXiv's answer broke off", "check the network and try again")
            )

    def _begun(self, answer: Response, key: PaperKey, here: ResumeState) -> DownloadStart:
        """Return where the pieces of an answer belong, if it brings a PDF."""
        if here.can_go_on and answer.status == 206:
            return going_on(answer, here)
        if here.can_go_on and answer.status == 416:
            raise Anew
        self._arxiv.refuse(
            answer, PaperNotFound(f"arXiv has no PDF of {key}", f"see whether {key.arxiv_url} says why")
        )
        _check_kind(answer)
        length = answer.headers.get("content-length", "")
        total = int(length) if re.fullmatch(r"\d{1,15}", length) else None
        self._check_size(total or 0)
        return DownloadStart(0, validator(answer), total)

    def _check_size(self, size: int) -> None:
        most = self._arxiv.limits.answer_bytes
        if size > most:
            raise SourceError(f"The PDF is too large (more than {most // 1_000_000:,} MB)", BROWSER)


def _check_kind(answer: Response) -> None:
    """Raise SourceChanged where an answer says that it is no PDF, or not to be had byte by byte."""
    if answer.is_web_page:
        raise _web_page()
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise SourceChanged("arXiv's answer is packed in a way that was not asked for", NEWER)


def _web_page() -> SourceError:
    return SourceChanged("arXiv's address answered with a web page, not with a PDF", LOG_IN)


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
