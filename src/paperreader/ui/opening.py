"""Links on their way to the browser: whom one leads to is asked about before the first visit."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from textual.screen import ModalScreen

from paperreader.domain.papers.hosts import unfamiliar_host
from paperreader.errors import NoBrowser
from paperreader.services.desktop import Desktop
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import present

T = TypeVar("T")
_LONGEST = 200
"""Characters of an address that are shown; its end says little."""


class Front(Protocol):
    """Where it is asked and told."""

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show a dialog and return its answer."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def warn(self, sentence: str) -> None:
        """Say what could not be done as asked."""

    def copy_text(self, what: str, text: str) -> None:
        """Copy a text; `what` names it."""


class Opening:
    """Opens links; remembers the hosts that were said to be all right, until the reader ends."""

    def __init__(self, desktop: Desktop, front: Front) -> None:
        self._desktop = desktop
        self._front = front
        self._hosts: set[str] = set()
        self._asking: set[str] = set()

    async def open(self, urls: Sequence[str]) -> None:
        """Open addresses, or copy those that can't be opened, and one where that was rather wanted."""
        program, opened = "", 0
        for place, url in enumerate(urls):
            host = unfamiliar_host(url)
            if host is not None and not await self._may_visit(host, url):
                continue
            try:
                program = await self._desktop.open(url)
            except NoBrowser as error:
                self._copy_instead(urls[place:], error)
                return
            opened += 1
        if opened:
            what = urls[0] if len(urls) == 1 else present.number_of(opened, "page")
            self._front.tell(f"Opened with {program}: {what}")

    def _copy_instead(self, urls: Sequence[str], error: NoBrowser) -> None:
        one = len(urls) == 1
        what = f"{urls[0]} is" if one else f"{len(urls):,} links are"
        self._front.warn(f"{error.message}. {what} copied instead")
        self._front.copy_text("link" if one else f"{len(urls):,} links", "\n".join(urls))

    async def _may_visit(self, host: str, url: str) -> bool:
        """Tell whether a host may be visited, which is asked before the first time; once, however often it is clicked."""
        if host in self._hosts or host in self._asking:
            return host in self._hosts
        shown = url if len(url) <= _LONGEST else f"{url[: _LONGEST - 1]}…"
        entries = [("o", f"Open {shown}"), ("c", "Copy the link instead")]
        self._asking.add(host)
        try:
            choice = await self._front.ask(Menu(f"Leads to {host}", entries))
        finally:
            self._asking.discard(host)
        if choice == "c":
            self._front.copy_text("link", url)
        if choice == "o":
            self._hosts.add(host)
        return choice == "o"
