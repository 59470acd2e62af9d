"""What is said in passing: what was done, and what could not be done."""

from textual.app import App

from paperreader.errors import PaperReaderError
from paperreader.ui.kit import present

_LONG = 10
"""Seconds that a message stays which asks for something to be done."""


def tell(app: App[None], sentence: str) -> None:
    """Say what was done."""
    app.notify(sentence, markup=False)


def warn(app: App[None], sentence: str) -> None:
    """Say what could not be done as asked."""
    app.notify(sentence, severity="warning", markup=False, timeout=_LONG)


def complain(app: App[None], error: PaperReaderError) -> None:
    """Say what could not be done, and what to do."""
    app.notify(present.told(error), severity="error", markup=False, timeout=_LONG)
