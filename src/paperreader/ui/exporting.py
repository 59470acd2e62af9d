"""Papers on their way to a file or the clipboard: a file that is there is asked about."""

from pathlib import Path
from typing import Protocol, TypeVar

from textual.screen import ModalScreen

from paperreader.errors import ExportFailed, PaperReaderError, TargetExists
from paperreader.formats import FORMATS
from paperreader.services.transfer.export import Exporter
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import present, requests

T = TypeVar("T")


class Front(Protocol):
    """Where it is asked and told."""

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show a dialog and return its answer."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def complain(self, error: PaperReaderError) -> None:
        """Say what could not be done."""

    def copy_text(self, what: str, text: str) -> None:
        """Copy a text; `what` names it."""


class Exporting:
    """Writes the papers it was given last."""

    def __init__(self, exporter: Exporter, front: Front) -> None:
        self._exporter = exporter
        self._front = front
        self._asked: requests.ExportEntries | None = None

    def take(self, asked: requests.ExportEntries) -> None:
        """Take what to write, how and where to, for `run`."""
        self._asked = asked

    async def run(self) -> None:
        """Write it, and say so; where there is such a file already, only if it may be overwritten."""
        asked = self._asked
        if asked is None:
            return
        what = f"{present.number_of_papers(len(asked.entries))} as {FORMATS[asked.format_name].label}"
        if not asked.path:
            text = await self._exporter.text(FORMATS[asked.format_name], asked.entries)
            self._front.copy_text(what, text)
            return
        try:
            is_written = await self._is_written(asked, Path(asked.path))
        except ExportFailed as error:
            self._front.complain(error)
        else:
            if is_written:
                self._front.tell(f"Wrote {what}: {asked.path}")

    async def _is_written(self, asked: requests.ExportEntries, path: Path) -> bool:
        format_, overwrite = FORMATS[asked.format_name], False
        while True:
            try:
                await self._exporter.write(format_, asked.entries, path, overwrite=overwrite)
            except TargetExists:
                overwrite = await self._may_overwrite(path)
                if not overwrite:
                    return False
            else:
                return True

    async def _may_overwrite(self, path: Path) -> bool:
        menu = Menu(f"{path.name} is there already", [("o", "Overwrite it"), ("l", "Leave it")])
        return await self._front.ask(menu) == "o"
