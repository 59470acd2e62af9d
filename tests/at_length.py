"""What is tried each time, and what only in `make soak`, which sets PAPERREADER_ALL."""

import os
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")
IS_ALL = "PAPERREADER_ALL" in os.environ


def few(cases: Sequence[_T], number: int) -> Sequence[_T]:
    """Return the first cases of a costly table, which stand for the others; all of them at length."""
    return cases if IS_ALL else cases[:number]
