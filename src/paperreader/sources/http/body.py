"""Reading the body of a response: never more of it than is allowed, and not slower than is worth waiting for."""

import asyncio
import re
import zlib
from collections.abc import AsyncIterator

from paperreader.errors import SourceChanged, SourceUnreachable
from paperreader.sources.http.host_policy import Limits
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import CHECK_NETWORK, LATER, NEWER

_CHUNK = 1_000_000
"""Bytes decompressed at once."""


async def read_body(response: Response, pieces: AsyncIterator[bytes], max_bytes: int, name: str) -> bytes:
    """Return the body of a response, decompressed; empty for a redirect.

    Args:
        response: Its headers.
        pieces: Its body as it is sent.
        max_bytes: Bytes that it may have, as it is sent and decompressed.
        name: Whose response it is, as messages call them.

    Raises:
        TransientError: It ends too early.
        SourceChanged: It has more bytes, is damaged, or compressed in another way than was asked for.
    """
    if response.is_redirect:
        return b""
    is_compressed = _is_gzip(response.content_encoding, name)
    announced = response.headers.get("content-length", "")
    if re.fullmatch(r"[0-9]{1,15}", announced) and int(announced) > max_bytes:
        raise _too_long(max_bytes, name)
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > max_bytes:
            raise _too_long(max_bytes, name)
    if not is_compressed:
        return bytes(body)
    # zlib releases the interpreter lock while it works: keys are answered meanwhile.
    return await asyncio.to_thread(decompressed, body, max_bytes, name)


async def checked_throughput(pieces: AsyncIterator[bytes], limits: Limits, name: str) -> AsyncIterator[bytes]:
    """Yield pieces as they come, as long as `limits.min_throughput` bytes come in each stretch of `limits.read` seconds.

    Raises:
        TransientError: Fewer came from the host that messages call `name`.
    """
    loop = asyncio.get_running_loop()
    began, came = loop.time(), 0
    async for piece in pieces:
        came += len(piece)
        if loop.time() - began >= limits.read:
            if came < limits.min_throughput:
                message = f"{name} is too slow ({came} bytes in {limits.read:g} seconds)"
                raise TransientError(SourceUnreachable(message, LATER))
            began, came = loop.time(), 0
        yield piece


def decompressed(body: bytes | bytearray, max_bytes: int, name: str) -> bytes:
    """Return what a gzip body contains; what follows its end is left alone. A body without any byte is empty.

    Raises:
        SourceChanged: It is damaged, or there is more in it than `max_bytes`.
        TransientError: It ends too early.
    """
    compressed: bytes | memoryview = memoryview(body)
    if not compressed:
        return b""
    decompressor = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    chunks: list[bytes] = []
    left = max_bytes
    try:
        # Putting together what is thrown away would hold up the keys.
        while compressed and not decompressor.eof:
            chunks.append(decompressor.decompress(compressed, _CHUNK))
            left -= len(chunks[-1])
            if left < 0:
                raise _too_long(max_bytes, name)
            compressed = decompressor.unconsumed_tail
    except zlib.error as error:
        raise SourceChanged(f"{name}'s answer is damaged (not gzip, as it says)", "try again") from error
    if not decompressor.eof:
        raise TransientError(SourceUnreachable(f"{name}'s answer broke off", CHECK_NETWORK))
    return b"".join(chunks)


def _is_gzip(coding: str, name: str) -> bool:
    if coding in {"gzip", "x-gzip"}:
        return True
    if coding == "identity":
        return False
    raise SourceChanged(f"{name}'s answer is compressed in an unexpected way", NEWER)


def _too_long(max_bytes: int, name: str) -> SourceChanged:
    return SourceChanged(f"{name}'s answer is too long (more than {max_bytes // 1_000_000} MB)", NEWER)
