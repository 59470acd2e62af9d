"""The values of a JSON file one by one, each with its line, however the file is broken behind them."""

import json
import re
from collections.abc import Iterator

_EXCERPT = 600
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACE = " \t\r\n"

Value = tuple[int, str, object]
"""The line on which it begins, the beginning of its text, and the value; a ValueError where there is none."""


def values(text: str) -> Iterator[Value]:
    """Yield the values of an array, or of one object alone. What follows an error can't be told apart any more."""
    lines = _Lines(text)
    decoder = json.JSONDecoder()
    at = _after_space(text, 0)
    is_array = text.startswith("[", at)
    at = _after_space(text, at + is_array)
    while at < len(text) and not (is_array and text[at] == "]"):
        try:
            value, stop = decoder.raw_decode(text, at)
            value = _without_halves(value, text, at, stop)
        except (ValueError, RecursionError) as error:
            yield lines.at(at), text[at : at + _EXCERPT], ValueError(f"this is not JSON: {error}")
            return
        yield lines.at(at), text[at : min(stop, at + _EXCERPT)], value
        at = _after_space(text, stop)
        if is_array and text.startswith(",", at):
            at = _after_space(text, at + 1)
        elif at < len(text) and not (is_array and text[at] == "]"):
            yield lines.at(at), text[at : at + _EXCERPT], ValueError("a comma is missing before it")
            return
    if is_array and at >= len(text):
        yield lines.at(at), text[-_EXCERPT:], ValueError("the file ends too early")


def values_by_line(text: str) -> Iterator[Value]:
    """Yield the value on each line that is not empty."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line, _value(line)


def _value(line: str) -> object:
    try:
        return _without_halves(json.loads(line), line, 0, len(line))
    except (ValueError, RecursionError) as error:
        return ValueError(f"this is not JSON: {error}")


def _without_halves(value: object, text: str, start: int, end: int) -> object:
    """Return a value with U+FFFD for halves of surrogate pairs, which only an escape can write; msgspec takes none."""
    if _ESCAPED_HALF.search(text, start, end) is None:
        return value
    return json.loads(_HALF.sub("\ufffd", json.dumps(value, ensure_ascii=False)))


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


class _Lines:
    """Tells the line of a place; places are asked for in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def at(self, place: int) -> int:
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line
