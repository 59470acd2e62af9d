"""Giving up what comes so slowly that it is no better than nothing."""

import asyncio
from collections.abc import AsyncIterator

from paperreader.errors import SourceUnreachable
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.retry import TransientError


async def at_pace(pieces: AsyncIterator[bytes], limits: Limits, who: str) -> AsyncIterator[bytes]:
    """Yield pieces as they come.

    Args:
        pieces: What comes; when nothing does for long, that is told by whoever gives them.
        limits: How many bytes have to come in which time.
        who: Sends them, as messages call it.

    Raises:
        TransientError: Too few came.
    """
    loop = asyncio.get_running_loop()
    began, came = loop.time(), 0
    async for piece in pieces:
        came += len(piece)
        if loop.time() - began >= limits.read:
            if came < limits.pace:
                raise TransientError(
                    SourceUnreachable(
                        f"{who} sends next to nothing ({came} bytes in {limits.read:g} seconds)",
                        "try again later",
                    )
                )
            began, came = loop.time(), 0
        yield piece
