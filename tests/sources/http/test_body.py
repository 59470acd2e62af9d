"""What comes too slowly is given up, by a clock that is set by hand."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from paperreader.sources.http.body import checked_throughput
from paperreader.sources.http.host_policy import Limits
from paperreader.sources.http.retry import TransientError

LIMITS = Limits(read=30, min_throughput=3000)


class Time:
    """The loop's time, which goes on by a second with every piece."""

    def __init__(self) -> None:
        self.now = 0.0

    async def pieces(self, size: int, count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            self.now += 1
            yield bytes(size)


@pytest.fixture
async def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: time.now)
    return time


async def came(pieces: AsyncIterator[bytes]) -> int:
    return sum([len(piece) async for piece in checked_throughput(pieces, LIMITS, "arXiv")])


async def test_what_comes_slowly_but_comes_is_waited_for(time: Time) -> None:
    assert await came(time.pieces(100, 1000)) == 100_000


async def test_what_comes_byte_by_byte_is_given_up_after_a_stretch(time: Time) -> None:
    with pytest.raises(TransientError) as caught:
        await came(time.pieces(1, 1000))
    assert caught.value.error.message == "arXiv is too slow (30 bytes in 30 seconds)"
    assert time.now == 30


async def test_what_slows_down_in_the_middle_is_given_up_too(time: Time) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for size, count in ((1000, 100), (1, 1000)):
            async for piece in time.pieces(size, count):
                yield piece

    with pytest.raises(TransientError):
        await came(pieces())
    assert time.now < 200


async def test_what_is_over_before_the_first_stretch_may_be_short(time: Time) -> None:
    assert await came(time.pieces(1, 29)) == 29
