"""The machine around the reader: clipboard, browser, editor and viewer."""

from collections.abc import Callable, Sequence
from pathlib import Path

from paperreader.errors import NoClipboard
from paperreader.system.browser import Browser
from paperreader.system.clipboard import Clipboard, CopyResult
from paperreader.system.custom_programs import CustomPrograms
from paperreader.system.editor import Editor
from paperreader.system.viewer import Viewer


class Desktop:
    """Copies text, opens links and files, edits texts, runs programs; remembers what was copied last."""

    def __init__(
        self, clipboard: Clipboard, browser: Browser, editor: Editor, viewer: Viewer, programs: CustomPrograms
    ) -> None:
        self._clipboard = clipboard
        self._browser = browser
        self._editor = editor
        self._viewer = viewer
        self._programs = programs
        self.last_copied: str | None = None
        """The text of the last copy, whether or not a clipboard took it: it can be shown and selected."""

    async def copy(self, text: str, terminal: Callable[[str], None] | None) -> CopyResult:
        """Copy text by the best route there is; `terminal` sends OSC 52 to the terminal the reader runs in.

        Raises:
            NoClipboard: No route took it.
        """
        if not text:
            raise NoClipboard("Nothing to copy")
        self.last_copied = text
        return await self._clipboard.copy(text, terminal)

    async def open(self, url: str) -> str:
        """Open a link and return the name of the program that took it.

        Raises:
            NoBrowser: There is none, or the address is not a web address.
        """
        return await self._browser.open(url)

    async def view(self, path: Path) -> str:
        """Open a file on this machine and return the name of the program that took it.

        Raises:
            NoViewer: There is none, or the user sits at another machine.
        """
        return await self._viewer.open(path)

    async def run(self, argv: Sequence[str]) -> None:
        """Run a program beside the reader, without the terminal.

        Raises:
            CommandFailed: It could not be started, failed, or took too long.
        """
        await self._programs.run(argv)

    def run_in_terminal(self, argv: Sequence[str]) -> None:
        """Run a program that has the terminal until this returns.

        Raises:
            CommandFailed: It could not be started, or failed.
        """
        self._programs.run_in_terminal(argv)

    def edit(self, text: str) -> str:
        """Have a text edited by the user's editor, which has the terminal until this returns.

        Raises:
            NoEditor: There is none, or it failed; the text is as it was.
        """
        return self._editor.edit(text)
