"""The tests, and where what they read lies."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
"""The checkout."""
DATA: Final = ROOT / "tests" / "data"
