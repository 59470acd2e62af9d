"""An HttpxClient that is opened by the first request, in a thread, and can be closed at any moment."""

import asyncio
from typing import TYPE_CHECKING

from paperreader.errors import SourceUnreachable
from paperreader.sources.http import retry
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.memory import give_back_large_blocks

if TYPE_CHECKING:
    from paperreader.sources.http.httpx_client import HttpxClient


class LazyClient:
    """One HttpxClient; `who` and `setting` are as an HttpxClient has them."""

    def __init__(self, user_agent: str, limits: Limits, *, who: str, setting: str) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._who = who
        self._setting = setting
        self._turn = asyncio.Lock()
        self._exchange: HttpxClient | None = None
        self.is_closed = False
        """Nothing can be asked any more."""

    async def opened(self) -> "HttpxClient":
        """Return it, opened.

        Raises:
            SourceUnreachable: It was closed, or the certificate settings can't be used.
        """
        async with self._turn:
            if self._exchange is None and not self.is_closed:
                self._exchange = await asyncio.to_thread(self._open)
        if self._exchange is None or self.is_closed:
            # It may have been closed while it was being opened.
            await self.close()
            raise SourceUnreachable(f"{self._who} is not asked any more: the reader ends")
        return self._exchange

    async def close(self) -> None:
        """Close at once; what is under way fails."""
        self.is_closed = True
        if self._exchange is not None:
            await self._exchange.close()

    def _open(self) -> "HttpxClient":
        """Import and make in one go what takes too long for the event loop."""
        from paperreader.sources.http.httpx_client import HttpxClient  # noqa: PLC0415 - httpx takes 80 ms to import

        retry.load()
        give_back_large_blocks()
        return HttpxClient(self._user_agent, self._limits, who=self._who, setting=self._setting)
