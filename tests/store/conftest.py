"""Stores that are empty."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperreader.store.archive.archive import Archive
from tests.store.bookmarks.direct import DirectStore


@pytest.fixture
def bookmarks(tmp_path: Path) -> Iterator[DirectStore]:
    """Bookmarks, empty."""
    store = DirectStore(tmp_path / "bookmarks.json")
    yield store
    store.close()


@pytest.fixture(params=["memory", "disk"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An archive, empty."""
    on_disk = request.param == "disk"
    archive = Archive.open(tmp_path / "archive.sqlite3") if on_disk else Archive.in_memory()
    yield archive
    archive.close()


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder any user can look into, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
