"""Unpacking an answer, never further than is allowed."""

import zlib

from paperreader.errors import SourceChanged, SourceUnreachable
from paperreader.sources.http.retry import TransientError
from paperreader.sources.http.status_errors import NEWER

_PIECE = 1_000_000
"""Bytes unpacked at once."""


def is_gzip(coding: str, who: str) -> bool:
    """Tell whether a body has to be unpacked, by its `Content-Encoding` in lower case; `who` answered.

    Raises:
        SourceChanged: It is packed in another way.
    """
    if coding in {"gzip", "x-gzip"}:
        return True
    if coding == "identity":
        return False
    raise SourceChanged(f"{who}'s answer is packed in a way that was not asked for", NEWER)


def unpacked(body: bytes | bytearray, most: int, who: str) -> bytes:
    """Return what a gzip body contains; what follows its end is left alone. A body without any byte is empty.

    Args:
        body: As it came, whole.
        most: How many bytes may be in it.
        who: Whose answer it is.

    Raises:
        SourceChanged: It is damaged, or there is more in it.
        TransientError: It ends too early.
    """
    packed: bytes | memoryview = memoryview(body)
    if not packed:
        return b""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    pieces: list[bytes] = []
    left = most
    try:
        # Putting together what is thrown away would hold up the keys.
        while packed and not unpacker.eof:
            pieces.append(unpacker.decompress(packed, _PIECE))
            left -= len(pieces[-1])
            if left < 0:
                raise too_long(most, who)
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise SourceChanged(f"{who}'s answer is damaged (not gzip, as it says)", "try again") from error
    if not unpacker.eof:
        raise TransientError(
            SourceUnreachable(f"{who}'s answer broke off", "check the network and try again")
        )
    return b"".join(pieces)


def too_long(most: int, who: str) -> SourceChanged:
    """Return what to report where more than so many bytes came, or would have to be unpacked."""
    return SourceChanged(f"{who}'s answer is too long (more than {most // 1_000_000} MB)", NEWER)
