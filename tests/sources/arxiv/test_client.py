"""arXiv's own rule for programs: three seconds between any two requests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

import pytest

from paperreader.domain.papers.download import NOT_STARTED
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import SourceUnreachable
from paperreader.sources.arxiv.client import ARXIV, ARXIV_LIMITS, arxiv_client
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from paperreader.sources.http.client import HttpClient
from tests.sources.builders import TickingClock, Wire, answering, http

KEY = PaperKey("2608.00001")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were slept, which pass at once."""
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", note)
    return waits


@asynccontextmanager
async def asked(*answers: bytes, attempts: int = 4) -> AsyncIterator[tuple[HttpClient, Wire]]:
    """Give a client whose rule for arXiv's hosts holds for this machine, and what it asks."""
    async with answering(*answers) as wire:
        limits = replace(ARXIV_LIMITS, wait_scale=0, attempts=attempts)
        policy = arxiv_client(wire.url, clock=TickingClock(), version="1", limits=limits).policy
        client = HttpClient(replace(policy, domain="127.0.0.1"), clock=TickingClock(), version="1")
        try:
            yield client, wire
        finally:
            await client.close()


def spaced(waits: list[float]) -> list[int]:
    """Return the waits for a turn, in whole seconds; those before another attempt are none here."""
    return [round(seconds) for seconds in waits if seconds > 1]


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        (ARXIV, 3),
        ("https://export.arxiv.org", 3),
        ("https://notarxiv.org", 0),
        ("http://127.0.0.1:8765", 0),
        ("nonsense", 0),
    ],
)
def test_arxiv_is_asked_every_three_seconds_at_most(address: str, seconds: float) -> None:
    client = arxiv_client(address, clock=TickingClock(), version="1")
    assert client.policy.spacing_for(address) == seconds


async def test_turns_that_are_waited_for_at_the_same_time_are_three_seconds_apart(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 100.0)
    client = arxiv_client(clock=TickingClock(), version="1")
    await asyncio.gather(*(client._wait_for_turn(f"{ARXIV}/pdf/{KEY}") for _ in range(3)))
    assert waits == [0, 3, 6]


async def test_attempts_that_retry_are_three_seconds_apart_too(waits: list[float]) -> None:
    trouble, cut = http("503 Service Unavailable"), b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<"
    async with asked(trouble, cut, http(body=b"<p>")) as (client, wire):
        await client.get("/html/x", accept="text/html")
    assert len(wire.heads) == 3
    assert spaced(waits) == [3, 6]


async def test_redirects_are_three_seconds_apart_too(waits: list[float]) -> None:
    away = http("302 Found", Location="/html/xv2")
    async with asked(away, http(body=b"<p>")) as (client, wire):
        await client.get("/html/x", accept="text/html")
        await client.get("/html/x", accept="text/html")
    assert len(wire.heads) == 3
    assert spaced(waits) == [3, 6]


async def download(client: HttpClient) -> None:
    async with aclosing(ArxivPdfs(client).pdf(KEY, lambda: NOT_STARTED)) as pieces:
        async for _ in pieces:
            pass


async def test_a_pdf_that_breaks_off_is_asked_for_again_three_seconds_later(waits: list[float]) -> None:
    broken = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n%PDF-1.7"
    async with asked(broken, attempts=3) as (client, wire):
        with pytest.raises(SourceUnreachable, match="broke off"):
            await download(client)
    assert len(wire.heads) == 3
    assert spaced(waits) == [3, 6]
