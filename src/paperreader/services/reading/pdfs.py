"""PDFs of papers, downloaded into a folder, one after the other."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.papers.download import DownloadStart
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ports import PdfSource
from paperreader.errors import PaperNotFound
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    from paperreader.store.part_file import PartFile

_PART = ".part"


class Download(Struct, frozen=True, kw_only=True):
    """How far a PDF has come."""

    path: Path
    """Where it is, or will be."""
    done: int
    """Bytes of it that are here."""
    total: int | None
    """All its bytes; None where that is not known."""
    is_whole: bool = False
    """It is there; nothing follows."""
    was_there: bool = False
    """It was there before, and nothing was asked."""


class Pdfs:
    """Downloads PDFs, each checked before it gets its name; what was stopped goes on where it was.

    Args:
        source: Where they come from.
        folder: Where they go, unless told otherwise; made when it is needed.
    """

    def __init__(self, source: PdfSource, folder: Path) -> None:
        self.folder = folder
        self._source = source
        self._thread = OneThread("pdf")
        self._turn = asyncio.Lock()

    async def download(self, paper: Paper, folder: Path | None = None) -> AsyncGenerator[Download]:
        """Yield how far the PDF of a paper has come, at last that it is there; one that is there is left alone.

        It is known by the id in its name, and may be called anything before that. Downloads wait for each other.
        One that is cancelled leaves what came, and goes on from there when it is asked for again.

        Raises:
            PaperNotFound: There is no PDF.
            SourceError: It could not be had, or what came is no PDF.
            StoreNotWritable: The folder or the disk does not take it.
        """
        if paper.key.arxiv_id is None:
            raise PaperNotFound("This paper has no PDF here: only its title is known")
        async with self._turn:
            folder = self.folder if folder is None else folder
            path, size = await self._thread.call(_target_of, paper, folder)
            if size is not None:
                yield Download(path=path, done=size, total=size, is_whole=True, was_there=True)
                return
            from paperreader.store.part_file import PartFile  # noqa: PLC0415 - not on the start path

            part = PartFile(path)
            try:
                await self._thread.call(part.open)
                if not part.resume_state.is_whole:
                    async with aclosing(self._pieces(paper, part)) as steps:
                        async for download in steps:
                            yield download
                await self._thread.call(part.finish)
            finally:
                # In the same thread, so after what a cancelled call still does there.
                await self._thread.call(part.close)
            yield Download(
                path=path, done=part.resume_state.size, total=part.resume_state.size, is_whole=True
            )

    async def _pieces(self, paper: Paper, part: PartFile) -> AsyncGenerator[Download]:
        async with aclosing(self._source.pdf(paper.key, lambda: part.resume_state)) as pieces:
            async for piece in pieces:
                if isinstance(piece, DownloadStart):
                    await self._thread.call(part.begin, piece)
                else:
                    await self._thread.call(part.write, piece)
                yield Download(path=part.target, done=part.resume_state.size, total=part.resume_state.total)

    async def close(self) -> None:
        """Give up what is under way, and leave it to go on with."""
        await self._source.close()
        async with self._turn:
            await self._thread.close()


def _target_of(paper: Paper, folder: Path) -> tuple[Path, int | None]:
    """Return where a PDF is, or will be, and how large it is if it is there; what began under another title goes on under it.

    Raises:
        StoreNotWritable: The folder can't be looked at.
    """
    from paperreader.formats.file_name import pdf_name  # noqa: PLC0415 - not on the start path
    from paperreader.store import files  # noqa: PLC0415 - likewise

    try:
        with os.scandir(folder) as entries:
            sizes = {entry.name: entry.stat().st_size for entry in entries if _is_about(paper, entry)}
    except FileNotFoundError:
        sizes = {}
    except OSError as error:
        raise files.not_writable(folder, error) from error
    whole = min((name for name in sizes if not name.endswith(_PART)), default=None)
    if whole is not None:
        return folder / whole, sizes[whole]
    begun = min(sizes, default=pdf_name(paper))
    return folder / begun.removesuffix(_PART), None


def _is_about(paper: Paper, entry: os.DirEntry[str]) -> bool:
    """Tell whether something in the folder is the paper's PDF, or what came of it."""
    from paperreader.formats.file_name import is_pdf_of  # noqa: PLC0415 - not on the start path

    return is_pdf_of(paper.key, entry.name.removesuffix(_PART)) and entry.is_file()
