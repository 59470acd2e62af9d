"""What every test gets: an empty home, and no settings of the developer's own."""

import gc
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.certificate import one_certificate
from tests.hub import Hub, written_days

_OURS = ("HF_", "ARXIV_", "PAPERREADER_", "SSH_", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "NO_COLOR")


# Drawing papers is slow on a machine that does something else beside it, and that is no finding.
_AT_EASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _AT_EASE, max_examples=30)
settings.register_profile("soak", _AT_EASE, max_examples=300)
settings.load_profile("test")
# Tests start the program hundreds of times: without byte code each start would compile all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_xdist_auto_num_workers() -> int | None:
    """Return one worker more than there are processors: some tests wait for programs that they started."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Keep the collector from going through all tests and modules again and again: none of it is garbage."""
    gc.freeze()


@pytest.fixture(scope="session")
def _folders() -> Iterator[int]:
    """Return what numbers the folders of tests."""
    return count()


@pytest.fixture
def tmp_path(
    tmp_path_factory: pytest.TempPathFactory, _folders: Iterator[int], request: pytest.FixtureRequest
) -> Path:
    """Return a new folder; pytest's own fixture looks through all former ones, too, and renews a link to it."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(_folders)}", numbered=False)


@pytest.fixture(scope="session")
def certificate_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a certificate that stands for all."""
    return one_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def home(
    tmp_path: Path,
    certificate_of_nobody: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Path:
    """Return the empty home of the test."""
    folder = tmp_path / "home"
    if "tests/system" not in str(request.path):
        for name in list(os.environ):
            if name.startswith(_OURS):
                monkeypatch.delenv(name)
    monkeypatch.setenv("PAPERREADER_HOME", str(folder))
    # Nobody listens there: a test that forgets to say where arXiv is must not ask the real one.
    monkeypatch.setenv("ARXIV_ENDPOINT", "http://127.0.0.1:9")
    # Nothing goes over https, but where a test has a certificate of its own.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_of_nobody))
    return folder


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Return a test hub with the written days."""
    with Hub(written_days()) as running:
        yield running
