"""What led to an error of the network, in words."""

import socket
import ssl
import traceback
from collections.abc import Iterator

from paperreader.errors import PaperReaderError
from paperreader.sources.http.retry import TransientError

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


def within(name: str) -> str:
    """Return the name of a host as it is written within a sentence: `the Hub`."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def drop_frames(error: Exception) -> None:
    """Remove the stack frames from an error and from what led to it: a crash report prints the variables of each.

    An error that is a bug has its traceback, without variables, added as a note.
    """
    if not isinstance(error, PaperReaderError | TransientError):
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
    for each in causes(error):
        each.__traceback__ = None
