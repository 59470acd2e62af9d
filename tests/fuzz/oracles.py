"""What must hold for everything that was made of bytes from outside."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from paperreader.domain.text import clean, clean_lines
from tests.values import fields_of, is_value

_MOST_GROWTH = 2.8
"""How much longer twice as long an input may take: what takes long because there is much to do is no fault."""
_REPEATED = 3
_REORDERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS = "\u200e\u200f\u061c"
_BREAKS = "\n"
_OF_SEVERAL_LINES = frozenset({"note", "text", "value"})
"""The fields that may hold line breaks: notes, comments, and what was said of a bookmark."""


def text_of(data: bytes) -> str:
    """Return bytes as a text; what is no UTF-8 becomes halves of surrogate pairs."""
    return data.decode("utf-8", "surrogateescape")


def harmless(text: str, *, breaks: bool = False) -> None:
    """See that no character of a text is a control, turns what is around it, or can't be written."""
    if text.isascii() and text.isprintable():
        return
    for char in text:
        is_break = breaks and char in _BREAKS
        assert is_break or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}, ascii(text)
        assert unicodedata.bidirectional(char) not in _REORDERING, ascii(text)
        assert char not in _MARKS, ascii(text)


def texts_in(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a value of the domain, after the name of its field."""
    if isinstance(value, str):
        yield field, value
    elif is_value(value):
        for name, held in fields_of(value):
            yield from texts_in(held, name)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner, field)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from texts_in(inner, field)


def harmless_all_through(value: object) -> None:
    """See that every text in a value is harmless."""
    for field, text in texts_in(value):
        harmless(text, breaks=field in _OF_SEVERAL_LINES)


def clean_all_through(value: object) -> None:
    """See that every text in a value is harmless, and as `clean` or `clean_lines` leaves it."""
    for field, text in texts_in(value):
        several = field in _OF_SEVERAL_LINES
        harmless(text, breaks=several)
        assert text == (clean_lines if several else clean)(text), ascii(text)


class TooSlow(Exception):
    """An input twice as long takes far more than twice the time."""


def see_growth(cost: Callable[[int], float], size: int) -> None:
    """See that what takes long takes about twice as long for twice as much, from some size on.

    Markdown is parsed in chunks, within which nested quotes cost their square: the cost of twice the size tells a bound
    from a fault.

    Args:
        cost: Seconds of CPU that so many bytes take.
        size: Bytes.

    Raises:
        TooSlow: From half the size to twice the size, each doubling costs far more than twice.
    """
    # The best of some: what else the machine does makes one slower now and then.
    half, whole, double = (min(cost(most) for _ in range(_REPEATED)) for most in (size // 2, size, 2 * size))
    if whole > _MOST_GROWTH * half and double > _MOST_GROWTH * whole:
        raise TooSlow(f"{whole:.1f} s, for half as much {half:.1f} s, for twice as much {double:.1f} s")
