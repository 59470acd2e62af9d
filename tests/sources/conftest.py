"""What every test of a source needs: an environment without proxies, a hub, and clients that are closed."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from paperreader.domain.ports import Clock
from paperreader.sources.http.client import HttpClient
from tests.hub import Hub
from tests.sources.builders import Connect, TickingClock, client_to

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as running:
        yield running


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest_asyncio.fixture
async def connect(hub: Hub, clock: TickingClock) -> AsyncIterator[Connect]:
    """Make clients, of the hub unless another endpoint is given, that wait for nothing between attempts."""
    opened: list[HttpClient] = []
    usual_clock = clock

    def make(
        endpoint: str | None = None,
        *,
        token: str | None = None,
        clock: Clock | None = None,
        **limits: float,
    ) -> HttpClient:
        opened.append(client_to(endpoint or hub.url, clock or usual_clock, token, **limits))
        return opened[-1]

    yield make
    for connection in opened:
        await connection.close()
