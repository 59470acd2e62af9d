"""Texts on their way to the clipboard, and to the user's own editor and back."""

from textual.app import App, SuspendNotSupported

from paperreader.errors import NoClipboard, NoEditor
from paperreader.services.desktop import Desktop
from paperreader.ui.kit import requests, toasts


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
            sentence = f"{error.message}. C shows the text, to be selected"
            self._app.notify(sentence, severity="warning", markup=False)
        else:
            toasts.tell(self._app, f"{copied.sentence}: {request.what}")

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
