"""Small proxies on loopback sockets, HTTP and SOCKS5, that lead every name to one server and remember what they were asked."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter


@dataclass(slots=True)
class Proxy:
    """What a proxy was asked for: `CONNECT host:port`, `GET http://…`, `SOCKS host:port`."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@asynccontextmanager
async def http_proxy(to: str, login: str = "") -> AsyncIterator[Proxy]:
    """Serve an HTTP proxy before the server at an address; with a login, `name:password`, for nobody else."""
    proxy = Proxy()
    wanted = f"Proxy-Authorization: Basic {base64.b64encode(login.encode()).decode()}"

    async def answer(reader: Reader, writer: Writer) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split(" ", 2)
        proxy.asked.append(f"{method} {target}")
        if login and wanted not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        there_reader, there = await asyncio.open_connection(*_place(to))
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            path = urlsplit(target)
            there.write(head.replace(target, f"{path.path}?{path.query}", 1).encode())
        await _joined((reader, writer), (there_reader, there))

    async with _served(answer) as port:
        proxy.url = f"http://127.0.0.1:{port}"
        yield proxy


@asynccontextmanager
async def socks_proxy(to: str, login: str = "", reply: int = 0) -> AsyncIterator[Proxy]:
    """Serve a SOCKS5 proxy (RFC 1928, 1929) before the server at an address; `reply` other than 0 refuses."""
    proxy = Proxy()

    async def answer(reader: Reader, writer: Writer) -> None:
        _, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        method = 2 if login else 0
        writer.write(bytes([5, method if method in methods else 255]))
        if method not in methods or (login and not await _is_login(reader, writer, login)):
            return
        _, _, _, kind = await reader.readexactly(4)
        length = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
        name = (await reader.readexactly(length)).decode("latin-1")
        port = int.from_bytes(await reader.readexactly(2), "big")
        proxy.asked.append(f"SOCKS {name}:{port}")
        writer.write(bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if reply == 0:
            await _joined((reader, writer), await asyncio.open_connection(*_place(to)))

    async with _served(answer) as port:
        proxy.url = f"socks5://127.0.0.1:{port}"
        yield proxy


@asynccontextmanager
async def stranger() -> AsyncIterator[str]:
    """Serve what is no proxy, and greets whoever comes; gives host and port."""

    async def answer(reader: Reader, writer: Writer) -> None:
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        await reader.read()

    async with _served(answer) as port:
        yield f"127.0.0.1:{port}"


async def _is_login(reader: Reader, writer: Writer, login: str) -> bool:
    await reader.readexactly(1)
    given = [(await reader.readexactly((await reader.readexactly(1))[0])).decode() for _ in range(2)]
    is_right = ":".join(given) == login
    writer.write(bytes([1, 0 if is_right else 1]))
    return is_right


@asynccontextmanager
async def _served(answer: Callable[[Reader, Writer], Awaitable[None]]) -> AsyncIterator[int]:
    under_way: set[asyncio.Task[None] | None] = set()

    async def served(reader: Reader, writer: Writer) -> None:
        under_way.add(asyncio.current_task())
        try:
            await answer(reader, writer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in under_way:
            assert task is not None
            task.cancel()
        await asyncio.gather(*filter(None, under_way), return_exceptions=True)


async def _joined(one: tuple[Reader, Writer], other: tuple[Reader, Writer]) -> None:
    """Carry bytes both ways until both have said all."""

    async def carried(reader: Reader, writer: Writer) -> None:
        try:
            while piece := await reader.read(65_536):
                writer.write(piece)
                await writer.drain()
        finally:
            writer.close()

    await asyncio.gather(carried(one[0], other[1]), carried(other[0], one[1]), return_exceptions=True)


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port
