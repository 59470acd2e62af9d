"""Copies text to the clipboard: with pyperclip in a child process, with tmux, or with OSC 52 of the terminal."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from paperreader.errors import NoClipboard
from paperreader.system.child_process import run
from paperreader.system.environment import has_display, is_remote, is_wsl

_DESKTOP = "desktop (pyperclip)"
_TMUX = "tmux"
_TERMINAL = "terminal (OSC 52)"

_CHILD_SHARE = 0.8
"""The part of the time limit a child may use; the rest is for ending one that hangs and for the next route."""


class CopyCertainty(Enum):
    """How sure it is that the text is in the clipboard."""

    VERIFIED = "read back and the same"
    ACCEPTED = "the program accepted it"
    SENT = "nobody can tell"


@dataclass(frozen=True, slots=True)
class CopyResult:
    """By which route a text was copied, and how certain that is."""

    route: str
    """A program ("xclip", "wl-copy", "pbcopy", "tmux") or "terminal (OSC 52)"."""

    certainty: CopyCertainty

    def told(self, what: str) -> str:
        """Return what to tell the user of a text that `what` names, without a full stop."""
        match self.certainty:
            case CopyCertainty.VERIFIED:
                return f"Copied {what}"
            case CopyCertainty.ACCEPTED:
                return f"Copied {what} (with {self.route})"
            case CopyCertainty.SENT:
                return f"Copied {what} (by the terminal: C shows it if it did not arrive)"


class Clipboard:
    """Copies text by the first route that works.

    Over SSH, in tmux and without a display, the clipboard of the desktop is another machine's, perhaps a stale
    one, or none: there the text goes to tmux, or to the terminal as OSC 52. Elsewhere pyperclip is tried first,
    in a process of its own, and only a text that could be read back counts as copied.

    `environ` is where SSH, tmux and the display are looked for, and the environment of every child. `time_limit`
    (seconds) holds for all routes of one copy together. `platform` is named as in `sys.platform`.
    """

    def __init__(
        self, environ: Mapping[str, str], *, time_limit: float = 2.0, platform: str = sys.platform
    ) -> None:
        self._environ = environ
        self._child_limit = time_limit * _CHILD_SHARE
        self._platform = platform

    def routes(self) -> tuple[str, ...]:
        """Name what is tried, in order; at most one of them is a child process."""
        if self._environ.get("TMUX"):
            return (_TMUX, _TERMINAL)
        if is_remote(self._environ) or not self._has_desktop():
            return (_TERMINAL,)
        return (_DESKTOP, _TERMINAL)

    async def copy(self, text: str, terminal: Callable[[str], None] | None) -> CopyResult:
        """Copy a text as it is.

        `terminal` sends a text to the terminal as OSC 52. It comes from whoever owns the terminal, and is None
        when there is none.

        Raises:
            NoClipboard: There is nothing to copy, or every route failed.
        """
        if not text:  # some programs would take it as the wish to empty the clipboard
            raise NoClipboard("Nothing to copy")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NoClipboard("The text has characters that can't be copied") from error
        for route in self.routes():
            copied = await self._try(route, text, terminal)
            if copied is not None:
                return copied
        raise NoClipboard("The text could not be copied", self._hint())

    async def _try(self, route: str, text: str, terminal: Callable[[str], None] | None) -> CopyResult | None:
        if route == _DESKTOP:
            return await self._copy_with_pyperclip(text)
        if route == _TMUX:
            return await self._give_to_tmux(text)
        if terminal is None:
            return None
        terminal(text)
        return CopyResult(_TERMINAL, CopyCertainty.SENT)

    async def _copy_with_pyperclip(self, text: str) -> CopyResult | None:
        # -P: without it, a json.py in the folder the reader was started in would be imported, and run
        report = await self._output_of(
            sys.executable, "-P", "-m", "paperreader.system.clipboard_child", text=text
        )
        try:
            match json.loads(report or b"null"):
                case {"route": str(route), "verified": True}:
                    return CopyResult(route, CopyCertainty.VERIFIED)
        except ValueError:  # this Python says something of its own when it starts
            return None
        return None

    async def _give_to_tmux(self, text: str) -> CopyResult | None:
        # An OSC 52 of our own would be dropped by tmux as it comes (set-clipboard external); with -w tmux keeps
        # the text as its newest buffer and sends the sequence to the terminal outside itself.
        output = await self._output_of(_TMUX, "load-buffer", "-w", "-", text=text)
        return None if output is None else CopyResult(_TMUX, CopyCertainty.ACCEPTED)

    async def _output_of(self, *argv: str, text: str) -> bytes | None:
        """Return what a program wrote, or None if it is missing, failed, or took too long."""
        try:
            ended = await run(argv, environ=self._environ, text=[text.encode()], time_limit=self._child_limit)
        except OSError:  # TimeoutError is one of them
            return None
        return ended.output if ended.status == 0 else None

    def _has_desktop(self) -> bool:
        return (
            self._platform in {"darwin", "win32", "cygwin"}
            or is_wsl(self._environ)
            or has_display(self._environ)
        )

    def _hint(self) -> str:
        if _DESKTOP in self.routes() and self._platform not in {"darwin", "win32"}:
            return "Install xclip, xsel or wl-clipboard, or check the display"
        return "Select it with the mouse and copy it with the terminal's own key"
