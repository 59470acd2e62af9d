"""Giving up transfers that are so slow that they are no better than none."""

import asyncio
from collections.abc import AsyncIterator

from paperreader.errors import SourceUnreachable
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import LATER


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
                message = f"{name} sends next to nothing ({came} bytes in {limits.read:g} seconds)"
                raise TransientError(SourceUnreachable(message, LATER))
            began, came = loop.time(), 0
        yield piece
