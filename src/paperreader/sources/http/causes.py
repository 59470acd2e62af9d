"""What led to a failure of the network, in words."""

import socket
import ssl
from collections.abc import Iterator

_REASONS = (
    (socket.gaierror, "its name was not found"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionResetError, "connection reset"),
    (ssl.SSLError, "no safe connection"),
)


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, what led to it, and the members of groups among these."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from causes(member)
    before = error.__cause__ or error.__context__
    if before is not None:
        yield from causes(before)


def reason(error: BaseException) -> str:
    """Return why there is no connection, as far as that is known."""
    led = list(causes(error))
    known = (words for kind, words in _REASONS if any(isinstance(each, kind) for each in led))
    return next(known, "no connection")


def within(who: str) -> str:
    """Return the name of who is asked as it is written within a sentence."""
    return f"the {who[4:]}" if who.startswith("The ") else who
