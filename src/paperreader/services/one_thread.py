"""Running a synchronous store off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from paperreader.errors import StoreError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_S = TypeVar("_S")


class OneThread:
    """A thread of its own for one store: calls run one at a time, in the order they were made.

    `asyncio.to_thread` gives no order, and a cancelled caller would let the next one in while its call still
    runs. Here a cancelled caller only stops waiting.
    """

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def call(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the function in the thread and return its result or raise its exception."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))

    async def call_both(
        self, first: Callable[[], _T], then: Callable[[], _S]
    ) -> tuple[_T | StoreError, _S | StoreError]:
        """Run two functions in one trip to the thread, the second whatever comes of the first; return what each gives.

        A StoreError is returned, any other exception raised.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: (_settled(first), _settled(then)))

    async def close(self) -> None:
        """Wait for what was asked and end the thread; do it off the event loop."""
        await asyncio.to_thread(self._executor.shutdown, wait=True)


def _settled(function: Callable[[], _T]) -> _T | StoreError:
    try:
        return function()
    except StoreError as error:
        return error
