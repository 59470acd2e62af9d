"""One httpx client for all requests, however they come together with each other and with the end."""

import asyncio
from datetime import UTC, datetime

import pytest

from paperreader.errors import SourceUnreachable
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import USUAL, HostPolicy


@pytest.fixture
def client() -> HttpClient:
    usual = "https://host.example"
    policy = HostPolicy(
        name="The host", endpoint=usual, usual_endpoint=usual, variable="SOME_ENDPOINT", limits=USUAL
    )
    return HttpClient(policy, clock=lambda: datetime.now(UTC), version="test")


async def test_requests_that_come_together_open_one(client: HttpClient) -> None:
    first, second = await asyncio.gather(client._opened(), client._opened())
    assert first is second
    assert await client._opened() is first
    await client.close()
    assert first._client.is_closed


async def test_closed_while_it_is_opened_it_is_closed_all_the_same(client: HttpClient) -> None:
    opening = asyncio.create_task(client._opened())
    await asyncio.sleep(0)
    assert client._opening.locked()
    await client.close()
    with pytest.raises(SourceUnreachable, match="The host is not contacted any more"):
        await opening
    assert client._httpx is not None
    assert client._httpx._client.is_closed


async def test_closed_before_it_was_opened_it_is_never_opened(client: HttpClient) -> None:
    await client.close()
    with pytest.raises(SourceUnreachable):
        await client._opened()
    assert client._httpx is None
