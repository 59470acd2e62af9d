"""One HttpxClient for all requests, however they come together with each other and with the end."""

import asyncio

import pytest

from paperreader.errors import SourceUnreachable
from paperreader.sources.http.lazy_client import LazyClient
from paperreader.sources.http.limits import USUAL


@pytest.fixture
def late() -> LazyClient:
    return LazyClient("paperreader/test", USUAL, who="The host", setting="SOME_ENDPOINT")


async def test_requests_that_come_together_open_one(late: LazyClient) -> None:
    first, second = await asyncio.gather(late.opened(), late.opened())
    assert first is second
    assert await late.opened() is first
    await late.close()
    assert first._client.is_closed


async def test_closed_while_it_is_opened_it_is_closed_all_the_same(late: LazyClient) -> None:
    opening = asyncio.create_task(late.opened())
    await asyncio.sleep(0)
    assert late._turn.locked()
    await late.close()
    with pytest.raises(SourceUnreachable, match="The host is not asked any more"):
        await opening
    assert late._exchange is not None
    assert late._exchange._client.is_closed


async def test_closed_before_it_was_opened_it_is_never_opened(late: LazyClient) -> None:
    await late.close()
    with pytest.raises(SourceUnreachable):
        await late.opened()
    assert late._exchange is None
