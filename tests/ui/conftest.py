"""What tests of several screens need."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


@pytest.fixture
def damaged(home: Path) -> None:
    """Put something in the place of the archive that is none."""
    home.mkdir(parents=True)
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)


_PARSED: dict[object, list[RuleSet]] = {}


@pytest.fixture(scope="session", autouse=True)
def _styles_are_parsed_once() -> Iterator[None]:
    """Share what every reader makes of the same styles: to parse them takes a tenth of the time of a test."""
    parse_rules = Stylesheet._parse_rules

    def parsed_once(self: Stylesheet, css: str, *args: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401 - Textual's
        key = (css, args, frozenset(more.items()), frozenset(self._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = parse_rules(self, css, *args, **more)
        return _PARSED[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed_once)
        yield


@pytest.fixture(autouse=True)
def _frames_are_drawn_when_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Draw what a test comes to, in `settled`, and not every frame on the way there, which takes half of its time."""
    if request.node.get_closest_marker("every_frame") is None:
        monkeypatch.setattr(Compositor, "render_update", lambda *args, **more: None)
