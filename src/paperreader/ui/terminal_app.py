"""An app in a terminal as terminals are: stopped by Ctrl+Z, told to end by signals, and never without a word."""

import sys
from typing import TypeVar

from textual.driver import Driver

from paperreader.ui.ordered_keys import OrderedKeysApp

R = TypeVar("R")


class TerminalApp(OrderedKeysApp[R]):
    """An app in a terminal."""

    def get_driver_class(self) -> type[Driver]:
        """Return what reads the terminal and draws on it."""
        driver = super().get_driver_class()
        if sys.platform == "win32":
            return driver
        from paperreader.ui.terminal_driver import TerminalDriver  # noqa: PLC0415 - Windows has no such terminals

        # Another may be wanted by the environment.
        return TerminalDriver if issubclass(TerminalDriver, driver) else driver
