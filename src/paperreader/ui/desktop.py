"""What goes to other programs: texts to the clipboard and the user's own editor, links to the browser."""

from collections.abc import Sequence

from textual.app import App, SuspendNotSupported

from paperreader.domain.papers.hosts import unfamiliar_host
from paperreader.errors import NoBrowser, NoClipboard, NoEditor
from paperreader.services.desktop import Desktop
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import present, requests, toasts

_LONGEST = 200
"""Characters of an address that are shown; its end says little."""


class Copying:
    """Copies texts; what is copied last counts."""

    def __init__(self, desktop: Desktop, app: App[None]) -> None:
        self._desktop = desktop
        self._app = app

    def copy(self, request: requests.CopyText) -> None:
        """Copy a text, and say by which way."""
        self._app.run_worker(self._copy(request), group="copy", exclusive=True)

    async def _copy(self, request: requests.CopyText) -> None:
        try:
            copied = await self._desktop.copy(request.text, self._app.copy_to_clipboard)
        except NoClipboard as error:
            sentence = f"{error.message}. C shows the text to select it"
            self._app.notify(sentence, severity="warning", markup=False)
        else:
            toasts.tell(self._app, copied.told(_named(request)))

    def edit(self, request: requests.EditText) -> None:
        """Give the terminal to the user's editor until it ends."""
        text: str | None = None
        failure: NoEditor | None = None
        try:
            # The event loop stands still on purpose: whatever it drew would be drawn over the editor.
            with self._app.suspend():
                # What is raised in here would leave the reader without its screen.
                try:
                    text = self._desktop.edit(request.text)
                except NoEditor as error:
                    failure = error
        except SuspendNotSupported:
            failure = NoEditor("An editor needs a terminal")
        if failure is not None:
            toasts.complain(self._app, failure)
        elif text is not None:
            request.then(text)


def _named(request: requests.CopyText) -> str:
    """Return a text as it is told: itself where it is a line, else what it is."""
    is_line = len(request.text) <= _LONGEST and len(request.text.splitlines()) == 1
    return request.text if is_line else request.what


class Opening:
    """Opens links; remembers the hosts that were said to be all right, until the reader ends."""

    def __init__(self, desktop: Desktop, app: App[None]) -> None:
        self._desktop = desktop
        self._app = app
        self._hosts: set[str] = set()
        self._asking: set[str] = set()

    def open(self, request: requests.OpenLink | requests.OpenLinks) -> None:
        """Open addresses, or copy those that can't be opened, and one where that was rather wanted."""
        urls = [request.url] if isinstance(request, requests.OpenLink) else request.urls
        self._app.run_worker(self._open(urls), group="open")

    async def _open(self, urls: Sequence[str]) -> None:
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
            toasts.tell(self._app, f"Opened with {program}: {what}")

    def _copy_instead(self, urls: Sequence[str], error: NoBrowser) -> None:
        one = len(urls) == 1
        what = f"{urls[0]} is" if one else f"{len(urls):,} links are"
        toasts.warn(self._app, f"{error.message}. {what} copied instead")
        self._copy("link" if one else f"{len(urls):,} links", "\n".join(urls))

    def _copy(self, what: str, text: str) -> None:
        self._app.post_message(requests.CopyText(what, text))

    async def _may_visit(self, host: str, url: str) -> bool:
        """Tell whether a host may be visited, which is asked before the first time; once, however often it is clicked."""
        if host in self._hosts or host in self._asking:
            return host in self._hosts
        shown = url if len(url) <= _LONGEST else f"{url[: _LONGEST - 1]}…"
        entries = [("o", f"Open {shown}"), ("c", "Copy the link instead")]
        self._asking.add(host)
        try:
            choice = await self._app.push_screen_wait(Menu(f"Goes to {host}", entries))
        finally:
            self._asking.discard(host)
        if choice == "c":
            self._copy("link", url)
        if choice == "o":
            self._hosts.add(host)
        return choice == "o"
