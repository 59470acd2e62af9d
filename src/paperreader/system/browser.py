"""Opens links in a browser that has its own window.

The standard library's `webbrowser` is not used: it starts lynx or w3m on the terminal the reader draws on, lets
every browser inherit that terminal and write into it, and takes a program that was started for one that worked.
"""

import asyncio
import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from paperreader.errors import NoBrowser
from paperreader.system.child_process import launch, start_with_windows
from paperreader.system.environment import has_display, is_remote, is_wsl

_CONSOLE_BROWSERS = frozenset(
    {"browsh", "carbonyl", "cha", "elinks", "links", "links2", "lynx", "w3m", "www-browser"}
)
"""They need the terminal, and www-browser is Debian's name for whichever of them is installed."""

_NOT_IN_ADDRESSES = frozenset(' "<>\\^`{|}')
"""What RFC 3986 allows nowhere unescaped, and what breaks out of quotation marks in somebody's script."""


def openable(url: str) -> bool:
    """Whether a text from outside may be handed to a program as a link: an http or https address with a host.

    White space, control characters and marks that are not seen are refused, and so is what a program could take
    for one of its options.
    """
    if not url.isprintable() or not _NOT_IN_ADDRESSES.isdisjoint(url):
        return False
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname) and port != 0


@dataclass(frozen=True, slots=True)
class _Opener:
    """A program with its arguments, the link among them."""

    argv: tuple[str, ...]

    @property
    def name(self) -> str:
        return PurePath(self.argv[0]).name


class Browser:
    """Opens links with what $BROWSER names, or else with what the desktop has for it.

    `environ` is where those are looked for, and the environment of every child. A program still running after
    `time_limit` (seconds) took the link. `platform` is named as in `sys.platform`.
    """

    def __init__(
        self, environ: Mapping[str, str], *, time_limit: float = 2.0, platform: str = sys.platform
    ) -> None:
        self._environ = environ
        # xdg-open reads $BROWSER too, and would come back to the console browsers left out here
        self._child_environ = {name: value for name, value in environ.items() if name != "BROWSER"}
        self._time_limit = time_limit
        self._platform = platform

    async def open(self, url: str) -> str:
        """Open a link and return the name of the program that took it.

        Raises:
            NoBrowser: It is not a web address, there is no browser, or none of them took it.
        """
        if not openable(url):
            raise NoBrowser("This is not a web address")
        tried: list[str] = []
        for opener in self._openers(url):
            if await launch(opener.argv, environ=self._child_environ, time_limit=self._time_limit):
                return opener.name
            tried.append(opener.name)
        if self._platform == "win32" and not is_remote(self._environ):
            return await _open_on_windows(url)
        raise _no_browser(tried)

    def _openers(self, url: str) -> Iterator[_Opener]:
        """Yield what can be tried, in order."""
        for entry in self._environ.get("BROWSER", "").split(os.pathsep):
            opener = _from_entry(entry, url)
            if opener is not None and opener.name not in _CONSOLE_BROWSERS:
                yield opener
        at_hand = not is_remote(self._environ)
        if self._platform == "darwin" and at_hand:
            yield _Opener(("open", url))
        elif is_wsl(self._environ) and at_hand:
            yield _Opener(("wslview", _for_powershell(url)))
        if self._platform not in {"darwin", "win32"} and has_display(self._environ):
            yield _Opener(("xdg-open", url))


def _from_entry(entry: str, url: str) -> _Opener | None:
    """Read one entry of $BROWSER, such as `firefox --new-tab %s &`; None if there is no program in it."""
    try:
        program, *arguments = shlex.split(entry.rstrip(" &"))
    except ValueError:  # nothing there, or a quotation mark that is never closed
        return None
    if not any("%s" in argument for argument in arguments):
        arguments.append("%s")
    if PurePath(program).name == "wslview":
        url = _for_powershell(url)
    return _Opener((program, *(argument.replace("%s", url) for argument in arguments)))


def _for_powershell(url: str) -> str:
    """Escape what PowerShell reads as code: wslview puts the link between quotation marks in a command of it.

    Everything outside ASCII is escaped too, since PowerShell takes typographic quotation marks for plain ones.
    """
    return quote(url, safe="%:/?#[]@!&*+,=")


async def _open_on_windows(url: str) -> str:
    try:
        await asyncio.to_thread(start_with_windows, url)
    except OSError as error:
        raise _no_browser(["Windows"]) from error
    return "Windows"


def _no_browser(tried: list[str]) -> NoBrowser:
    if not tried:
        return NoBrowser(
            "There is no browser here to open the link", "Set BROWSER to one that opens a window"
        )
    return NoBrowser(
        f"The link could not be opened with {' or '.join(tried)}", "Open it in a browser yourself"
    )
