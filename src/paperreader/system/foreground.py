"""Runs a program in the foreground: it gets the signals of the keyboard, and the terminal is restored afterwards."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

if sys.platform != "win32":
    import termios

Handler = Callable[[int, object], None]
_KEYBOARD_SIGNALS = ("SIGINT", "SIGQUIT")
_TERMINATION_SIGNALS = ("SIGTERM", "SIGHUP")


def run_in_foreground(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a program that has the terminal, and return its exit status: negative for a signal that ended it.

    Whoever tells the reader to end meanwhile tells the program, and the reader when that has ended.

    Raises:
        OSError: It could not be started.
    """
    told: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def end(number: int, _: object) -> None:
        told.append(number)
        for program in running:
            program.send_signal(number)

    handlers = dict.fromkeys(_KEYBOARD_SIGNALS, _ignore) | dict.fromkeys(_TERMINATION_SIGNALS, end)
    with (
        _restored_terminal(),
        _signal_handlers(handlers),
        # The user named the program; no shell is involved.
        subprocess.Popen(argv, env=environ) as program,  # noqa: S603
    ):
        running.append(program)
        for number in told:
            program.send_signal(number)
        status = program.wait()
    for number in told:
        signal.raise_signal(signal.Signals(number))
    return -told[0] if told and status else status


def _ignore(_: int, __: object) -> None:
    """Do nothing; ignoring the signal would have the program ignore it, too."""


@contextmanager
def _signal_handlers(handlers: Mapping[str, Handler]) -> Iterator[None]:
    """Install signal handlers, except for signals that are ignored, and restore the former ones."""
    if threading.current_thread() is not threading.main_thread():
        # No signal reaches another thread.
        yield
        return
    before = {}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former or signal.SIG_DFL)


@contextmanager
def _restored_terminal() -> Iterator[None]:
    """Restore the settings of the terminal, as a shell does."""
    if sys.platform == "win32":
        yield
        return
    terminal = 0
    try:
        before = termios.tcgetattr(terminal)
    except termios.error:
        # There is none.
        yield
        return
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
