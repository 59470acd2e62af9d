"""What must hold for everything that was made of bytes from outside."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from paperreader.domain.text import clean, clean_lines

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
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name), each.name)
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
