"""PDFs downloaded beside the reading: one after the other, told in the status line, opened when one was asked for."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path

from textual.app import App, SystemCommand

from paperreader.domain.papers.download import format_size
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import NoViewer, PaperReaderError, SourceBusy, SourceUnreachable, StoreError
from paperreader.services.desktop import Desktop
from paperreader.services.reading.pdfs import Download, Pdfs
from paperreader.ui.kit import present, requests, toasts


class Downloading:
    """Downloads what it was given; stopped at any moment, it leaves what came, to go on with.

    Args:
        pdfs: The service that downloads.
        desktop: What opens a PDF.
        say: Says how it stands, in a few words; empty when nothing is being done.
        app: Runs it, and says what came of it.
    """

    def __init__(self, pdfs: Pdfs, desktop: Desktop, say: Callable[[str], None], app: App[None]) -> None:
        self._pdfs = pdfs
        self._desktop = desktop
        self._say = say
        self._app = app
        self._waiting: deque[tuple[Paper, bool]] = deque()
        self._under_way: PaperKey | None = None
        self._there: list[Path] = []
        self._is_running = False

    def commands(self) -> Iterator[SystemCommand]:
        """Yield what can be stopped by name."""
        if self._is_running:
            yield SystemCommand("Stop downloading", "it can be resumed", self._stop)

    def _stop(self) -> None:
        self._app.workers.cancel_group(self._app, "pdf")
        toasts.tell(self._app, "Download paused; it resumes where it stopped")

    def download(self, request: requests.DownloadPdfs) -> None:
        """Take papers to download, but not one twice."""
        known = {self._under_way, *(paper.key for paper, _ in self._waiting)}
        new = [paper for paper in request.papers if paper.key not in known]
        self._waiting.extend((paper, len(request.papers) == 1) for paper in new)
        if not new:
            toasts.tell(self._app, "It is already being downloaded")
        elif not self._is_running:
            self._is_running = True
            self._app.run_worker(self._run(), group="pdf")

    async def _run(self) -> None:
        """Download all that was taken, and what is taken meanwhile; cancelled, it forgets the rest."""
        try:
            while self._waiting:
                paper, is_to_open = self._waiting.popleft()
                self._under_way = paper.key
                await self._one(paper, is_to_open=is_to_open)
            self._tell_all()
        finally:
            self._waiting.clear()
            self._there.clear()
            self._under_way = None
            self._is_running = False
            self._say("")

    async def _one(self, paper: Paper, *, is_to_open: bool) -> None:
        last: Download | None = None
        self._say(self._standing(last))
        try:
            async with aclosing(self._pdfs.download(paper)) as steps:
                async for last in steps:
                    self._say(self._standing(last))
        except PaperReaderError as error:
            toasts.complain(self._app, error)
            if isinstance(error, (SourceUnreachable, SourceBusy, StoreError)):
                # The next one would meet the same.
                self._give_up()
            return
        if last is None:
            raise AssertionError("a download yields where it is or raises")
        if is_to_open:
            await self._open(last)
        else:
            self._there.append(last.path)

    def _give_up(self) -> None:
        if self._waiting:
            left = present.number_of(len(self._waiting), "PDF")
            toasts.tell(self._app, f"{left} not tried: download them again later")
            self._waiting.clear()

    async def _open(self, download: Download) -> None:
        try:
            program = await self._desktop.view(download.path)
        except NoViewer as error:
            toasts.warn(self._app, f"The PDF is {download.path}. {present.told(error)}")
        else:
            what = "Opened" if download.was_there else "Downloaded and opened"
            toasts.tell(self._app, f"{what} with {program}: {download.path}")

    def _tell_all(self) -> None:
        if len(self._there) == 1:
            toasts.tell(self._app, f"The PDF is {self._there[0]}")
        elif self._there:
            toasts.tell(self._app, f"{present.number_of(len(self._there), 'PDF')} in {self._there[0].parent}")

    def _standing(self, download: Download | None) -> str:
        more = f", {len(self._waiting):,} more" if self._waiting else ""
        if download is None:
            return f"PDF{more}"
        if not download.total:
            return f"PDF {format_size(download.done)}{more}"
        return f"PDF {100 * download.done // download.total} % of {format_size(download.total)}{more}"
