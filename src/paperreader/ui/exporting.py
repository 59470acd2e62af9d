"""Papers on their way to a file or the clipboard: a file that is there is asked about."""

from pathlib import Path

from textual.app import App

from paperreader.errors import ExportFailed, TargetExists
from paperreader.formats import FORMATS
from paperreader.services.transfer.export import Exporter
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import present, requests, toasts


class Exporting:
    """Writes papers; what is written last counts."""

    def __init__(self, exporter: Exporter, app: App[None]) -> None:
        self._exporter = exporter
        self._app = app

    def export(self, asked: requests.ExportEntries) -> None:
        """Write papers, and say so; where there is such a file already, only if it may be overwritten."""
        self._app.run_worker(self._export(asked), group="export", exclusive=True)

    async def _export(self, asked: requests.ExportEntries) -> None:
        what = f"{present.number_of_papers(len(asked.entries))} as {FORMATS[asked.format_name].label}"
        if not asked.path:
            text = await self._exporter.text(FORMATS[asked.format_name], asked.entries)
            self._app.post_message(requests.CopyText(what, text))
            return
        try:
            is_written = await self._is_written(asked, Path(asked.path))
        except ExportFailed as error:
            toasts.complain(self._app, error)
        else:
            if is_written:
                toasts.tell(self._app, f"Wrote {what}: {asked.path}")

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
        menu = Menu(f"{path.name} already exists", [("o", "Overwrite it"), ("l", "Cancel")])
        return await self._app.push_screen_wait(menu) == "o"
