"""What tests of several screens need."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor

from paperreader.ui.kit import steady_screen
from tests.parsed_styles import parsed_once


@pytest.fixture
def damaged(home: Path) -> None:
    """Put something in the place of the archive that is none."""
    home.mkdir(parents=True)
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)


@pytest.fixture(scope="session", autouse=True)
def _styles_are_parsed_once() -> Iterator[None]:
    with parsed_once():
        yield


@pytest.fixture(autouse=True)
def _frames_are_drawn_when_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Draw what a test comes to, in `settled`, and not every frame on the way there, which takes half of its time."""
    if request.node.get_closest_marker("every_frame") is None:
        monkeypatch.setattr(Compositor, "render_update", lambda *args, **more: None)
        # Nor do they wait for a frame that is put off, with the layout that comes before it.
        monkeypatch.setattr(steady_screen, "_PATIENCE", 0)
