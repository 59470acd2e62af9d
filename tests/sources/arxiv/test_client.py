"""arXiv's own rule for programs, and what is never sent to it."""

import asyncio

import pytest

from paperreader.sources.arxiv.client import ARXIV, ArxivConnection, spacing
from paperreader.sources.http.url import origin_of
from tests.sources.builders import TickingClock


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
    assert spacing(origin_of(address)) == seconds


async def test_turns_that_are_waited_for_at_the_same_time_are_three_seconds_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 100.0)
    connection = ArxivConnection(clock=TickingClock(), version="1")
    await asyncio.gather(*(connection.turn() for _ in range(3)))
    assert waits == [0, 3, 6]
