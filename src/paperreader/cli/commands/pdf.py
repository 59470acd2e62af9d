"""`paperreader pdf`: download PDFs, and say where they are."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import aclosing, suppress
from functools import partial
from pathlib import Path

import click

from paperreader.cli.commands.show import key_of
from paperreader.cli.output import complain, print_place
from paperreader.cli.progress_line import ProgressLine
from paperreader.cli.running import resumable, with_services
from paperreader.domain.papers.download import format_size
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import (
    NoViewer,
    PaperReaderError,
    SourceBusy,
    SourceError,
    SourceUnreachable,
    StoreError,
    StoreNotWritable,
)
from paperreader.services import Services
from paperreader.services.reading.pdfs import Download


@click.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder; by default the setting `pdf_folder`, else the folder `pdf` beside the bookmarks.",
)
@click.option("--open", "is_to_open", is_flag=True, help="Open them in the system's PDF viewer.")
@click.option("--quiet", is_flag=True, help="Print only paths and errors.")
@click.option("--offline", is_flag=True, help="Use only what is there; contact nobody.")
def pdf(papers: tuple[str, ...], out: Path | None, *, is_to_open: bool, quiet: bool, offline: bool) -> None:
    """Download PDFs from arXiv, and print where they are.

    A PDF that is there is not downloaded again; after Ctrl-C or any other interruption the same command resumes.
    Exits 1 if one could not be downloaded or opened.
    """
    keys = list(dict.fromkeys(key_of(paper) for paper in papers))
    folder = None if out is None else _folder(out)
    command = ["paperreader", "pdf", *keys, *(["--out", str(out)] if out is not None else [])]
    command += ["--open"] if is_to_open else []
    with resumable(command, is_quiet=quiet), ProgressLine(sys.stderr, is_quiet=quiet) as line:
        downloads = _Downloads(folder, line, is_to_open=is_to_open)
        asyncio.run(with_services(partial(downloads.all_of, keys), offline=offline))
    if downloads.has_failed:
        raise click.exceptions.Exit(1)


def _folder(out: Path) -> Path:
    try:
        return out.expanduser().absolute()
    except (OSError, RuntimeError) as error:
        # It is below the home of nobody, or the current folder is gone.
        raise StoreNotWritable(f"No such folder: {out}", "give a full path") from error


class _Downloads:
    """Downloads one after the other, and tells of each."""

    def __init__(self, folder: Path | None, line: ProgressLine, *, is_to_open: bool) -> None:
        self._line = line
        self.has_failed = False
        self._folder = folder
        self._is_to_open = is_to_open

    async def all_of(self, keys: Sequence[PaperKey], services: Services) -> None:
        for number, key in enumerate(keys, start=1):
            try:
                await self._one(services, key)
            except PaperReaderError as error:
                self._line.clear()
                if len(keys) == 1:
                    raise
                left = len(keys) - number
                if left and isinstance(error, (SourceUnreachable, SourceBusy, StoreError)):
                    # The next one would meet the same.
                    click.echo(f"paperreader: {key} not downloaded, and {left:,} more not tried", err=True)
                    raise
                self._tell(key, error)

    async def _one(self, services: Services, key: PaperKey) -> None:
        paper = await _known(services, key)
        last: Download | None = None
        async with aclosing(services.pdfs.download(paper, self._folder)) as steps:
            async for last in steps:
                standing = _standing(last)
                share = min(last.done / last.total, 1.0) if last.total else 0.0
                self._line.show([standing, key], share, f"{key}: {standing}")
        self._line.clear()
        if last is None:
            raise AssertionError("a download yields where it is or raises")
        print_place(last.path)
        if self._is_to_open:
            try:
                await services.desktop.view(last.path)
            except NoViewer as error:
                self._tell(key, error)

    def _tell(self, key: PaperKey, error: PaperReaderError) -> None:
        self.has_failed = True
        complain(error, key)


async def _known(services: Services, key: PaperKey) -> Paper:
    """Return what is known of a paper, for the name of its file."""
    archived = None
    # An archive that is damaged does not keep arXiv from being asked.
    with suppress(StoreError):
        archived = await services.library.with_archive(lambda archive: archive.paper(key))
    if archived is not None:
        return archived
    try:
        return (await services.library.paper(key)).paper
    except SourceError:
        # arXiv has more papers than the Hub knows.
        return Paper(key=key, title="")


def _standing(download: Download) -> str:
    if not download.total:
        return format_size(download.done)
    return f"{100 * download.done // download.total} % of {format_size(download.total)}"
