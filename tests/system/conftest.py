"""What the tests of the machine around the reader share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.display import display
from tests.system.copying import Terminal
from tests.system.programs import Lifeline, Programs

__all__ = ["display"]


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    """A folder for programs of the test's own, to be first on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return Programs(folder)


@pytest.fixture
def lifeline(tmp_path: Path) -> Iterator[Lifeline]:
    """A line that a program holds as long as it lives."""
    with Lifeline.at(tmp_path / "lifeline") as line:
        yield line


@pytest.fixture
def terminal() -> Terminal:
    """The terminal of the reader."""
    return Terminal()
