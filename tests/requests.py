"""Every request the program makes, for tests that try each of them against everything that can go wrong."""

import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from paperreader.bootstrap import read_texts
from paperreader.domain.papers.download import NOT_STARTED, DownloadStart
from paperreader.domain.papers.feed import Edition, Feed, Period, Search, Submissions, Trending
from paperreader.domain.papers.full_text import FullText
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.sources.arxiv.client import ARXIV_LIMITS, arxiv_client
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from paperreader.sources.arxiv.texts import ArxivTexts
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import USUAL, Limits
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.pictures import HubPictures
from paperreader.sources.hub.source import HubSource
from tests.hub.texts import ONLY_HTML

KEY: Final = PaperKey("2608.90101")
_DAY = date(2026, 8, 20)
FEEDS: Final[Mapping[str, Feed]] = {
    "day": Edition(Period.DAY, _DAY),
    "week": Edition.containing(Period.WEEK, _DAY),
    "month": Edition.containing(Period.MONTH, _DAY),
    "trending": Trending(),
    "search": Search("from"),
    "submissions": Submissions("wren-okada"),
}


class Due(Enum):
    """What a request is answered with."""

    LIST = "a list of entries"
    OBJECT = "one object"
    FILE = "a file, piece by piece"
    TEXT = "Markdown"
    PAGE = "a web page"
    PICTURE = "a small file"


@dataclass(frozen=True, slots=True)
class Asking:
    """A request: what it is due, and how it is made of the source that makes it."""

    due: Due
    ask: Callable[[str, Limits, Clock], Awaitable[object]]


def hub_request(due: Due, ask: Callable[[HubSource], Awaitable[object]]) -> Asking:
    """Return a request of the Hub."""

    async def asked(endpoint: str, limits: Limits, clock: Clock) -> object:
        source = HubSource(
            hub_client(endpoint, token="hf_of_nobody", clock=clock, version="1", limits=limits),  # noqa: S106
            clock,
            read_texts(os.environ),
        )
        try:
            return await ask(source)
        finally:
            await source.close()

    return Asking(due, asked)


def arxiv(endpoint: str, limits: Limits, clock: Clock) -> HttpClient:
    """Return a client of what stands for arXiv."""
    files = replace(
        limits,
        attempt=ARXIV_LIMITS.attempt,
        min_throughput=10_000,
        max_bytes=ARXIV_LIMITS.max_bytes // 30,
    )
    return arxiv_client(endpoint, clock=clock, version="1", limits=files)


async def _pdf(endpoint: str, limits: Limits, clock: Clock) -> int:
    """Return the size of a PDF."""
    source = ArxivPdfs(arxiv(endpoint, limits, clock))
    size = 0
    try:
        async with aclosing(source.pdf(KEY, lambda: NOT_STARTED)) as pieces:
            async for piece in pieces:
                size += 0 if isinstance(piece, DownloadStart) else len(piece)
    finally:
        await source.close()
    return size


async def _html(endpoint: str, limits: Limits, clock: Clock) -> FullText:
    source = ArxivTexts(arxiv(endpoint, limits, clock), clock, read_texts(os.environ))
    try:
        return await source.full_text(PaperKey(ONLY_HTML))
    finally:
        await source.close()


async def _picture(endpoint: str, limits: Limits, clock: Clock) -> bytes:
    source = HubPictures(endpoint, clock=clock, version="1", limits=limits)
    try:
        return await source.picture(
            f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{KEY}.png"
        )
    finally:
        await source.close()


REQUESTS: Final[Mapping[str, Asking]] = {
    **{name: hub_request(Due.LIST, lambda hub, feed=feed: hub.listing(feed)) for name, feed in FEEDS.items()},  # type: ignore[misc]
    "status": hub_request(Due.LIST, lambda hub: hub.status()),
    "paper": hub_request(Due.OBJECT, lambda hub: hub.paper(KEY)),
    "discussion": hub_request(Due.OBJECT, lambda hub: hub.discussion(KEY)),
    "artefacts": hub_request(Due.OBJECT, lambda hub: hub.artefacts(KEY)),
    "text": hub_request(Due.TEXT, lambda hub: hub.full_text(KEY)),
    "html": Asking(Due.PAGE, _html),
    "pdf": Asking(Due.FILE, _pdf),
    "picture": Asking(Due.PICTURE, _picture),
}
"""A request that is added to the program is added here: a line."""


PATIENT: Final = replace(USUAL, attempts=2, wait_scale=0)
"""For what ends by itself: nothing but a fault makes it fail, however busy the machine is."""
HASTY: Final = replace(USUAL, connect=2, read=0.2, attempt=0.4, attempts=2, wait_scale=0)
"""For what does not."""
