"""Trying again what may pass by itself."""

from collections.abc import Awaitable, Callable

from paperreader.errors import SourceError
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.response import Response


class TransientError(Exception):
    """An attempt failed with what may be over in a moment.

    Attributes:
        error: What to tell the user when it is not.
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


async def persistently(attempt: Callable[[], Awaitable[Response]], limits: Limits) -> Response:
    """Return what the attempt returns, repeating it while it raises TransientError and the limits allow.

    Raises:
        SourceError: What the attempt raised, or the last TransientError stood for.
    """
    import stamina  # noqa: PLC0415 - see load()

    scale = limits.wait_scale

    def wait(error: Exception) -> float | bool:
        if not isinstance(error, TransientError):
            return False
        return True if error.wait is None else error.wait * scale

    try:
        async for turn in stamina.retry_context(
            on=wait,
            attempts=limits.attempts,
            timeout=limits.patience,
            wait_initial=0.75 * scale,
            wait_jitter=0.5 * scale,
            wait_max=4 * scale,
        ):
            with turn:
                return await attempt()
    except TransientError as failure:
        raise failure.error from failure
    raise AssertionError
