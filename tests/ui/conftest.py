"""What tests of several screens need."""

from pathlib import Path

import pytest


@pytest.fixture
def damaged(home: Path) -> None:
    """Put something in the place of the archive that is none."""
    home.mkdir(parents=True)
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)
