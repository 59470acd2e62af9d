"""A menu for who quits while changes can't be saved."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import present

_AGAIN = 0.5
"""Seconds between two tries."""


class UnsavedMenu(Menu):
    """Asks what to do about changes that can't be saved; goes on trying, and closes when they are.

    Args:
        unsaved: Returns how many there are.
        try_again: Begins to save them.
    """

    def __init__(self, unsaved: Callable[[], int], try_again: Callable[[], None]) -> None:
        self._unsaved = unsaved
        self._try_again = try_again
        loss = "it" if unsaved() == 1 else "them"
        super().__init__(self._question, [("t", "Try again"), ("q", f"Quit and lose {loss}")])

    @property
    def _question(self) -> str:
        return f"{present.number_of(self._unsaved(), 'change')} could not be saved"

    def on_mount(self) -> None:
        """Go on trying."""
        self.set_interval(_AGAIN, self._look)

    def _look(self) -> None:
        if not self.is_current:
            return
        if not self._unsaved():
            self.dismiss(None)
            return
        self.query_one(".dialog-heading", Static).update(Content(self._question))
        self._try_again()
