"""Clients for tests, a clock to turn, and a server that says exactly what it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from paperreader.domain.ports import Clock
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import USUAL
from paperreader.sources.hub.client import hub_client

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)


@dataclass(slots=True)
class TickingClock:
    """A clock that stands still until it is turned."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class HastyClock:
    """A clock that has gone ten seconds on whenever somebody looks: no pause lasts."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now


class Connect(Protocol):
    """Makes a client of the Hub; `limits` are fields of Limits."""

    def __call__(
        self,
        endpoint: str | None = None,
        *,
        token: str | None = None,
        clock: Clock | None = None,
        **limits: float,
    ) -> HttpClient: ...


def client_to(endpoint: str, clock: Clock, token: str | None = None, **limits: float) -> HttpClient:
    # mypy can't know that the names are those of floats; the class does.
    patience = replace(USUAL, **{"wait_scale": 0, **limits})  # type: ignore[arg-type]
    return hub_client(endpoint, token=token, clock=clock, version="1.2.3", limits=patience)


@dataclass(slots=True)
class Wire:
    """What a server was sent, and whether the other side has hung up."""

    url: str = ""
    heads: list[str] = field(default_factory=list)
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)
    is_left: asyncio.Event = field(default_factory=asyncio.Event)


def http(status: str = "200 OK", body: bytes = b"[]", **headers: str) -> bytes:
    """Return an answer; underscores in header names stand for dashes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def answering(*answers: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[Wire]:
    """Serve one answer a connection, in turn, the last one for ever; an empty one leaves the client waiting."""
    wire = Wire()
    left = list(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            wire.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
            wire.is_asked.set()
            reply = left.pop(0) if len(left) > 1 else left[0]
            writer.write(reply)
            await writer.drain()
            if not reply:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            wire.is_left.set()
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    wire.url = f"http{'s' if tls else ''}://{'localhost' if tls else '127.0.0.1'}:{port}"
    try:
        yield wire
    finally:
        server.close()
        await server.wait_closed()
