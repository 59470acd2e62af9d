"""What every test gets: an empty home, and no settings of the developer's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.hub import Hub, written_days

_OURS = ("HF_", "ARXIV_", "PAPERREADER_", "SSH_", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "NO_COLOR")


# Drawing papers is slow on a machine that does something else beside it, and that is no finding.
_AT_EASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _AT_EASE, max_examples=40)
settings.register_profile("soak", _AT_EASE, max_examples=300)
settings.load_profile("test")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Return the empty home of the test."""
    folder = tmp_path / "home"
    if "tests/system" not in str(request.path):
        for name in list(os.environ):
            if name.startswith(_OURS):
                monkeypatch.delenv(name)
    monkeypatch.setenv("PAPERREADER_HOME", str(folder))
    # Nobody listens there: a test that forgets to say where arXiv is must not ask the real one.
    monkeypatch.setenv("ARXIV_ENDPOINT", "http://127.0.0.1:9")
    return folder


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Return a test hub with the written days."""
    with Hub(written_days()) as running:
        yield running
