"""An app in a terminal as terminals are: stopped by Ctrl+Z, told to end by signals, gone without notice."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import TypeVar

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.worker import Worker, WorkerFailed, WorkType

from paperreader.ui.terminal.ordered_keys import KeyAnswered, KeyQueue

R = TypeVar("R")
S = TypeVar("S")
CRASHED = 70
"""The exit code after a bug."""
_TOLD_TO_END = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_HUNG_UP = 128 + 1
"""The exit code of a program that ended with its terminal."""


class TerminalApp(App[R]):
    """An app that answers keys in their order, ends as it should whatever its terminal does, and after a bug tells what it was."""

    def __init__(self) -> None:
        super().__init__()
        self.key_queue = KeyQueue(self, super().on_event)
        """Keys and pastes that wait for their turn."""
        self.is_background_wanted = False
        """The terminal is to be asked for its background."""
        self.has_pictures = False
        """The terminal told that it shows pictures by placeholders."""
        self.crash: Exception | None = None
        """The bug that ended the app."""

    def run_worker(
        self,
        work: WorkType[S],
        name: str | None = "",
        group: str = "default",
        description: str = "",
        exit_on_error: bool = True,  # noqa: FBT001, FBT002 - likewise
        start: bool = True,  # noqa: FBT001, FBT002 - likewise
        exclusive: bool = False,  # noqa: FBT001, FBT002 - likewise
        thread: bool = False,  # noqa: FBT001, FBT002 - likewise
    ) -> Worker[S]:
        """Begin work beside; a coroutine that is given up before it began is closed, as if it had been awaited."""
        worker = super().run_worker(work, name, group, description, exit_on_error, start, exclusive, thread)
        if isinstance(work, Coroutine) and worker._task is not None:  # noqa: SLF001 - there is no other way
            worker._task.add_done_callback(lambda _: work.close())  # noqa: SLF001 - likewise
        return worker

    async def on_event(self, event: events.Event) -> None:
        """Have keys and pastes wait for their turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.key_queue.put(event)
        else:
            await super().on_event(event)

    def on_key_answered(self, message: KeyAnswered) -> None:
        """Take the next key."""
        message.stop()
        self.key_queue.answered(message)

    def get_driver_class(self) -> type[Driver]:
        """Return what reads the terminal and draws on it."""
        driver = super().get_driver_class()
        if sys.platform == "win32":
            return driver
        from paperreader.ui.terminal.terminal_driver import TerminalDriver  # noqa: PLC0415 - Windows has no such terminals

        # Another may be wanted by the environment.
        return TerminalDriver if issubclass(TerminalDriver, driver) else driver

    def listen_to_the_terminal(self) -> None:
        """End when a signal says so, or when the terminal is gone."""
        if not os.isatty(0) or self.is_headless:
            return
        listen_to_signals(self)
        self.set_interval(2, partial(_end_with_terminal, self))

    def ask_for_background(self) -> None:
        """Have the terminal asked for its background, now and when it is taken again; it answers by BackgroundTold, or never."""
        if self.is_background_wanted:
            return
        self.is_background_wanted = True
        if sys.platform != "win32" and self._driver is not None:
            from paperreader.ui.terminal.terminal_driver import TerminalDriver  # noqa: PLC0415 - as above

            if isinstance(self._driver, TerminalDriver):
                self._driver.ask_for_background()

    def action_suspend_process(self) -> None:
        """Stop until a shell lets the app go on."""
        if sys.platform != "win32":
            from paperreader.ui.terminal.terminal_driver import TerminalDriver  # noqa: PLC0415 - as above

            if isinstance(self._driver, TerminalDriver):
                self._driver.stop_as_a_shell_knows_it()

    def _handle_exception(self, error: Exception) -> None:
        """Close because of a bug; Textual would draw it over the terminal, with everything the variables hold."""
        self._return_code = CRASHED
        if self.crash is None:
            self._exception = error
            # Textual wraps what a worker raises.
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.crash = cause if isinstance(cause, Exception) else error
            # Who waits for the app in a test is told.
            self._exception_event.set()
        self._close_messages_no_wait()


def listen_to_signals(app: App[R]) -> None:
    """Have an app end when a signal says so, with the terminal given back."""
    loop = asyncio.get_running_loop()

    def end(number: int, _: object) -> None:
        # Another may come while the app ends by the first, or has ended.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_end, app, 128 + number)

    for number in _TOLD_TO_END:
        # Not those that `nohup`, for one, keeps away. Not asyncio's own way, which can't be left out for a while.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def _end_with_terminal(app: App[R]) -> None:
    # Mostly a signal ends the app with its terminal, but `make` waits, and `nohup` keeps it away.
    if not os.isatty(0):
        _end(app, _HUNG_UP)


def _end(app: App[R], return_code: int) -> None:
    if not app._exit:  # noqa: SLF001 - there is no other way
        app.exit(return_code=return_code)
