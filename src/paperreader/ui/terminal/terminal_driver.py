"""The terminal as the reader has it: read so that nothing it sends ends the reader, given back and taken again whole."""

import os
import selectors
import signal
from collections.abc import Callable
from time import monotonic

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from paperreader.ui.terminal import kitty_graphics
from paperreader.ui.terminal.background import QUESTION, may_be_asked
from paperreader.ui.terminal.key_reports import KeyReports
from paperreader.ui.terminal.kitty_graphics import PicturesAccepted, may_show_pictures
from paperreader.ui.terminal.lean_styles import lean
from paperreader.ui.terminal.terminal_app import TerminalApp, listen_to_signals
from paperreader.ui.terminal.terminal_bytes import TerminalBytes, Token

_LOOK = 0.1
"""Seconds between looks whether reading is over."""
_MOST_BYTES = 4096
_TRIES = 10
"""How often the terminal is asked for after a stop; each time it is refused, the reader is stopped once more."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, but for reading and for being stopped.

    Textual decodes strictly, presses what it does not understand as keys, and ends with exit code 0 where it stumbles. It
    starts anew beside what still runs when it was stopped without notice.
    """

    _is_stopped = False
    _listens = False

    def start_application_mode(self) -> None:
        """Take the terminal, of which nothing is taken before it will be given back whatever comes."""
        if not self._listens and isinstance(self._app, TerminalApp):
            listen_to_signals(self._app)
            self._listens = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if isinstance(self._app, TerminalApp) and self._app.is_background_wanted:
            self.ask_for_background()
        if self.input_tty and may_show_pictures(os.environ):
            self.write(kitty_graphics.QUESTION)
            self.flush()

    def ask_for_background(self) -> None:
        """Ask the terminal for its background; nobody waits for the answer."""
        if self.input_tty and may_be_asked(os.environ):
            self.write(QUESTION)
            self.flush()

    # Reading ------------------------------------------------------------------------------------------------

    def process_message(self, message: Message) -> None:
        """Send what the terminal reported, but for a size nobody asked it for."""
        if isinstance(message, PicturesAccepted):
            if isinstance(self._app, TerminalApp):
                self._app.has_pictures = True
        elif self._in_band_window_resize or not isinstance(message, events.Resize):
            super().process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (OSError, EOFError):
            # The terminal is gone.
            self._app.call_later(self._app.exit, return_code=128 + signal.SIGHUP)
        except Exception as error:  # noqa: BLE001 - a thread of its own: the app is told, and ends as at any bug
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - there is no other way

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the driver is to stop."""
        received, reports = TerminalBytes(constants.ESCAPE_DELAY), KeyReports()
        # Not the best selector of the system: some systems have one that takes no terminals.
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                for event in reports.events(self._received(selector, received)):
                    self.process_message(event)

    def _received(self, selector: selectors.BaseSelector, received: TerminalBytes) -> list[Token]:
        deadline = received.deadline
        patience = _LOOK if deadline is None else min(_LOOK, max(0.0, deadline - monotonic()))
        if not selector.select(patience):
            return received.rest(monotonic())
        data = os.read(self.fileno, _MOST_BYTES)
        if not data:
            raise EOFError
        return received.feed(data, monotonic())

    def write(self, data: str) -> None:
        """Draw, while the terminal is there."""
        # Where it was not given back there is no thread that writes, and who waits for it waits for ever.
        if self._has_terminal:
            super().write(lean(data))

    @property
    def _has_terminal(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:
            # Textual leaves it on.
            self.write("\x1b[?1016l")

    # Being stopped ------------------------------------------------------------------------------------------

    def stop_as_a_shell_knows_it(self) -> None:
        """Give the terminal back and stop with all that was started together, as Ctrl+Z stops any program.

        Where no shell could let it go on, the system stops nothing.
        """
        self._stop(lambda: _stop_by_default(0))

    def _sigtstp_application(self, *_: object) -> None:
        # Of the handler of a signal nothing is known: the terminal may be written to at this moment.
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._stop, _stop_at_once)
        else:
            _stop_at_once()

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart and not self._is_stopped:
            self._loop.call_soon_threadsafe(self._take_again)

    def _stop(self, stop: Callable[[], None]) -> None:
        self.suspend_application_mode()
        self._is_stopped = True
        stop()
        for _ in range(_TRIES):
            self.resume_application_mode()
            if self._has_terminal:
                break
        self._is_stopped = False
        self._app.refresh(layout=True)

    def _take_again(self) -> None:
        """Take the terminal that a shell had meanwhile: without notice nothing was given back."""
        self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh(layout=True)


def _stop_by_default(process: int) -> None:
    """Stop as if nobody listened to the signal; 0 is this process and those that were started together with it."""
    ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(process, signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, ours)


def _stop_at_once() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
