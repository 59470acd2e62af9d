"""Styles that are parsed once in a process: to parse them takes a tenth of the time of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PARSED: dict[object, list[RuleSet]] = {}


@contextmanager
def parsed_once() -> Iterator[None]:
    """Share what every reader makes of the same styles."""
    parse_rules = Stylesheet._parse_rules

    def parse(self: Stylesheet, css: str, *args: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401 - Textual's
        key = (css, args, frozenset(more.items()), frozenset(self._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = parse_rules(self, css, *args, **more)
        return _PARSED[key]

    Stylesheet._parse_rules = parse  # type: ignore[method-assign]
    try:
        yield
    finally:
        Stylesheet._parse_rules = parse_rules  # type: ignore[method-assign]
