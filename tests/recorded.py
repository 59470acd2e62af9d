"""Recorded answers of the Hub, which belong to others and lie beside the checkout or not at all."""

from pathlib import Path
from typing import Final

import pytest

from tests import ROOT

BESIDE: Final = ROOT.parent / "shared" / "data"

needs_recordings: Final = pytest.mark.skipif(
    not BESIDE.is_dir(), reason="recorded answers are not beside the checkout"
)
"""For tests over `recorded_days()`, which is empty without recordings."""


def recorded_days() -> list[Path]:
    """Return the recorded days, oldest first, each a file named `YYYY-MM-DD.json`."""
    return sorted((BESIDE / "hf-daily").glob("????-??-??.json"))


def recorded(name: str) -> Path:
    """Return a recorded file such as `hf-other/search-kazakh.json`; without it the test is skipped."""
    path = BESIDE / name
    if not path.is_file():
        pytest.skip("recorded answers are not beside the checkout")
    return path
