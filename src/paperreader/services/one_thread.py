"""Running a synchronous store off the event loop; or where it is called, for a command that has no event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from paperreader.errors import StoreError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_P = ParamSpec("_P")
_T = TypeVar("_T")
_S = TypeVar("_S")


class OneThread:
    """A thread of its own for one store: calls run one at a time, in the order they were made.

    `asyncio.to_thread` gives no order, and a cancelled caller would let the next one in while its call still
    runs. Here a cancelled caller only stops waiting.

    Args:
        name: Of the thread.
        is_inline: There is none: everything is run where it is called, and nothing is ever waited for.
    """

    def __init__(self, name: str, *, is_inline: bool = False) -> None:
        self._name = name
        self._is_inline = is_inline
        self._made: ThreadPoolExecutor | None = None

    @property
    def _executor(self) -> ThreadPoolExecutor:
        if self._made is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a command may need no thread

            self._made = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        return self._made

    def begin(self, function: Callable[[], _T]) -> Future[_T]:
        """Run the function in the thread, before there is an event loop, and return what it will give."""
        return self._executor.submit(function)

    async def call(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the function in the thread and return its result or raise its exception."""
        if self._is_inline:
            return function(*args, **kwargs)
        from asyncio import get_running_loop  # noqa: PLC0415 - it takes longer to import than most commands run

        loop = get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))

    async def call_both(
        self, first: Callable[[], _T], then: Callable[[], _S]
    ) -> tuple[_T | StoreError, _S | StoreError]:
        """Run two functions in one trip to the thread, the second whatever comes of the first; return what each gives.

        A StoreError is returned, any other exception raised.
        """
        if self._is_inline:
            return _settled(first), _settled(then)
        from asyncio import get_running_loop  # noqa: PLC0415 - likewise

        loop = get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: (_settled(first), _settled(then)))

    async def close(self) -> None:
        """Wait for what was asked and end the thread; do it off the event loop."""
        if self._made is not None:
            from asyncio import to_thread  # noqa: PLC0415 - likewise

            await to_thread(self._made.shutdown, wait=True)


def _settled(function: Callable[[], _T]) -> _T | StoreError:
    try:
        return function()
    except StoreError as error:
        return error
