"""Trying again after errors that may pass by themselves."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Self

from paperreader.errors import SourceError
from paperreader.sources.http.host_policy import Limits

if TYPE_CHECKING:
    import stamina


class TransientError(Exception):
    """An attempt failed, and another one may succeed.

    Attributes:
        error: The error to raise when none does.
        wait: Seconds to wait before the next attempt; None for the usual wait.
    """

    def __init__(self, error: SourceError, wait: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.wait = wait


def load() -> None:
    """Import stamina (25 ms), to be called in a thread before the first attempt."""
    from stamina.instrumentation import set_on_retry_hooks  # noqa: PLC0415 - not needed at the start

    # Its own hooks log each retry, and what is logged ends up on stderr, across the screen.
    set_on_retry_hooks(())


class Attempts:
    """Attempts at one request, with waits between them, for `async for attempt in attempts: with attempt: …`.

    An attempt that raises TransientError is followed by another one. Any other error ends the loop, and so does the last
    attempt with the error that its TransientError stands for; where an attempt succeeds, leave the loop.

    Args:
        limits: How many attempts, in which time.
        is_over: Returns whether no further attempt is to be made.
    """

    def __init__(self, limits: Limits, is_over: Callable[[], bool]) -> None:
        import stamina  # noqa: PLC0415 - see load()

        scale = limits.wait_scale

        def wait(error: Exception) -> float | bool:
            if not isinstance(error, TransientError) or is_over():
                return False
            return True if error.wait is None else error.wait * scale

        self._attempts: AsyncIterator[stamina.Attempt] = aiter(
            stamina.retry_context(
                on=wait,
                attempts=limits.attempts,
                timeout=limits.patience,
                wait_initial=0.75 * scale,
                wait_jitter=0.5 * scale,
                wait_max=4 * scale,
            )
        )

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> "stamina.Attempt":
        """Return the next attempt.

        Raises:
            SourceError: The attempt before it was the last one.
        """
        try:
            return await anext(self._attempts)
        except TransientError as failure:
            raise failure.error from failure
