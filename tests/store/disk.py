"""What a service does on a disk that fails, in a process of its own: run as `python -m tests.store.disk STORY FOLDER`.

A story asserts what must hold; the process ends with 0 if it did, else with what did not on stderr.
"""

import asyncio
import importlib
import itertools
import json
import os
import resource
import sys
from collections.abc import Callable, Coroutine
from contextlib import aclosing, suppress
from datetime import timedelta
from pathlib import Path

from paperreader.domain.bookmarks.history import ChangeKind, Reversal
from paperreader.errors import StoreNotWritable
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.reading.pdfs import Pdfs
from paperreader.sources.arxiv.client import arxiv_client
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from tests.hub.pdfs import PdfHub, pdf_of
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, key, names_in, paper

_NOBODY = 65534


class Home:
    """The folders of one reader, and the service over them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "data" / "bookmarks.json"
        self.state = folder / "state"
        times = (NOON + timedelta(minutes=minute) for minute in itertools.count())
        self.service = Bookmarks(self.store, lambda: next(times))

    def store(self) -> DirectStore:
        """Return the store as another reader opens it; its clock makes a backup due with every change."""
        times = (NOON + timedelta(hours=hour) for hour in itertools.count(len(self.backups())))
        return DirectStore(self.path, self.state, clock=lambda: next(times), time_limit=0.2)

    def backups(self) -> list[str]:
        """Return the names of the backups."""
        with suppress(OSError):
            return names_in(self.state / "backups")
        return []

    def numbers(self) -> list[int]:
        """Return the numbers of the papers that are kept, as the file itself has them."""
        kept = json.loads(self.path.read_bytes())["bookmarks"]
        return sorted(int(each.partition(".")[2]) for each in kept)

    def everything(self) -> dict[str, bytes]:
        """Return the content of every file of the home but what fills the disk."""
        files = [each for each in self.folder.rglob("*") if each.is_file() and each.name != "filler"]
        return {str(each.relative_to(self.folder)): each.read_bytes() for each in files}

    async def fails_to_keep(self, number: int) -> StoreNotWritable:
        """Keep a paper, which must fail and leave every file as it was; return what was told."""
        before, pending = self.everything(), self.service.pending
        try:
            await self.service.keep(paper(number))
        except StoreNotWritable as error:
            assert self.everything() == before
            assert self.service.pending == pending + 1
            return error
        raise AssertionError("it was kept")

    async def mended(self, number: int, *others: int) -> None:
        """Write the paper that is pending, and take that back."""
        kept = [*others, number]
        self.service._history.flush()
        assert (self.service.pending, self.numbers()) == (0, sorted(kept))
        assert self.service._history.problem == ""
        undone = await self.service.undo()
        assert isinstance(undone, Reversal)
        assert (undone.kind, [each.paper.key for each in undone.bookmarks]) == (
            ChangeKind.KEPT,
            [key(number)],
        )
        assert self.numbers() == sorted(others)
        for each in await self.service.backups():
            assert json.loads(each.path.read_bytes())["about"]["version"] == 2
        assert not [name for name in self.everything() if name.endswith(".tmp")]


def fill(folder: Path, left: int = 0) -> Path:
    """Fill the disk a folder is on but for some bytes; return the file that does it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(filler, filler.stat().st_size - left)
    return filler


async def full(home: Home) -> None:
    """Keep a paper on a full disk, and again when there is space."""
    for number in (1, 2, 3):
        await home.service.keep(paper(number))
    filler = fill(home.folder)
    error = await home.fails_to_keep(4)
    assert error.message == f"{home.path} could not be written: No space left on device"
    assert "Free some space" in error.hint
    assert [each.paper.key for each in home.store().all()] == [key(3), key(2), key(1)]
    assert len(await home.service.all()) == 4
    filler.unlink()
    await home.mended(4, 1, 2, 3)


async def nearly_full(home: Home) -> None:
    """Keep papers with ever more space left: each is kept, or nothing at all has changed."""
    await home.service.keep(paper(1))
    kept, told = [1], set()
    for number, pages in enumerate(range(40), start=2):
        filler = fill(home.folder, left=pages * 4096)
        try:
            await home.service.keep(paper(number))
        except StoreNotWritable:
            assert home.numbers() == kept
            told.add("not written")
        else:
            told.add("not all" if home.service._history.problem else "all")
        filler.unlink()
        home.service._history.flush()
        kept.append(number)
        assert home.numbers() == kept
        assert not [name for name in home.everything() if name.endswith(".tmp")]
        for line in (home.state / "undo.jsonl").read_bytes().splitlines():
            json.loads(line)
        assert [each.paper.key for each in reversed(home.store().all())] == [key(each) for each in kept]
    assert told == {"not written", "not all", "all"}


async def no_growth(home: Home) -> None:
    """Keep a paper where files may not grow, and again when they may."""
    await home.service.keep(paper(1))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (home.path.stat().st_size, most))
    error = await home.fails_to_keep(2)
    assert error.message == f"{home.path} could not be written: File too large"
    assert "ulimit" in error.hint
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await home.mended(2, 1)


async def full_state(home: Home) -> None:
    """Keep a paper where only the disk with the undo log and the backups is full."""
    await home.service.keep(paper(1))
    filler = fill(home.state)
    await home.service.keep(paper(2))
    problem = home.service._history.problem
    assert (home.numbers(), home.service.pending) == ([1, 2], 0)
    assert "No space left on device" in str(problem)
    filler.unlink()
    await home.service.keep(paper(3))
    assert home.service._history.problem == ""
    await home.service.undo()
    assert home.numbers() == [1, 2]


async def read_only_folder(home: Home) -> None:
    """Keep a paper in a folder one may not write to, with and without a lock file there."""
    await home.service.keep(paper(1))
    lock = home.path.with_name("bookmarks.json.lock")
    for number, has_lock in ((2, True), (3, False)):
        if not has_lock:
            lock.unlink()
        home.path.parent.chmod(0o555)
        error = await home.fails_to_keep(number)
        assert error.message == f"{home.path} could not be written: Permission denied"
        assert "Check who owns" in error.hint
        home.path.parent.chmod(0o755)
        await home.mended(number, 1)


async def forbidden_folder(home: Home) -> None:
    """Keep a paper in a folder one may not even look into."""
    await home.service.keep(paper(1))
    home.path.parent.chmod(0)
    try:
        await home.service.keep(paper(2))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
        told = error
    home.path.parent.chmod(0o755)
    assert type(told).__name__ in {"StoreNotWritable", "StoreUnreadable"}, repr(told)
    assert "Permission denied" in str(told)
    assert home.numbers() == [1]


async def forbidden_file(home: Home) -> None:
    """Keep a paper in a file one may no longer read: the folder is one's own, so it can be replaced."""
    await home.service.keep(paper(1))
    home.path.chmod(0)
    await home.service.keep(paper(2))
    other = home.path.with_name("other.json")
    DirectStore(other).keep(bookmark(3))
    await home.service.merge(other)
    problem = home.service._history.problem
    assert "Permission denied" in str(problem)
    home.path.chmod(0o600)
    assert home.numbers() == [1, 2, 3]
    await home.service.undo()
    assert home.numbers() == [1, 2]


async def forbidden_state(home: Home) -> None:
    """Keep papers where the undo log, the backups or their folder can't be written."""
    await home.service.keep(paper(1))
    for number, (place, mode) in enumerate(
        [(home.state / "undo.jsonl", 0o400), (home.state / "backups", 0o500), (home.state, 0)], start=2
    ):
        usual = place.stat().st_mode & 0o777
        place.chmod(mode)
        await home.service.keep(paper(number))
        assert "Permission denied" in home.service._history.problem, place
        place.chmod(usual)
        assert home.numbers() == list(range(1, number + 1))


async def _download(arxiv: PdfHub, folder: Path) -> Path:
    connection = arxiv_client(arxiv.url, clock=lambda: NOON, version="1.2.3")
    pdfs = Pdfs(ArxivPdfs(connection), folder)
    try:
        async with aclosing(pdfs.download(paper(1))) as steps:
            return [step.path async for step in steps][-1]
    finally:
        await pdfs.close()


async def _fails_to_download(arxiv: PdfHub, folder: Path) -> StoreNotWritable:
    try:
        await _download(arxiv, folder)
    except StoreNotWritable as error:
        return error
    raise AssertionError("it was downloaded")


async def _pdf_on_a_full_disk(home: Home, arxiv: PdfHub, needed: str) -> None:
    """Download a PDF to a disk with space for half of it, and again when there is space."""
    folder = home.folder / "pdf"
    folder.mkdir()
    filler = fill(home.folder, left=len(arxiv.content) // 2)
    error = await _fails_to_download(arxiv, folder)
    assert error.message.startswith(f"There is no space left for the PDF in {folder}{needed}"), error.message
    assert "free some space" in error.hint
    assert not [name for name in names_in(folder) if name.endswith(".pdf")]
    filler.unlink()
    path = await _download(arxiv, folder)
    assert path.read_bytes() == arxiv.content
    assert names_in(folder) == [path.name]


async def full_pdf(home: Home) -> None:
    """Download a PDF whose length is known: what is missing is told before anything is written."""
    with PdfHub(pdf_of(1_000_000)) as arxiv:
        await _pdf_on_a_full_disk(home, arxiv, ": 5")
        assert arxiv.ranges == ["", ""]


async def full_pdf_of_no_length(home: Home) -> None:
    """Download a PDF whose length is not said."""
    with PdfHub(pdf_of(1_000_000)) as arxiv:
        arxiv.is_chunked = True
        await _pdf_on_a_full_disk(home, arxiv, "")
        assert arxiv.ranges[0] == ""
        assert arxiv.ranges[1].startswith("bytes=4"), "the download resumes"


async def pdf_no_growth(home: Home) -> None:
    """Download a PDF to where files may not grow as large as it is."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most))
    with PdfHub() as arxiv:
        error = await _fails_to_download(arxiv, home.folder / "pdf")
        assert error.message.endswith(".part could not be written: File too large"), error.message
        assert _sizes(home) == {".part": 100_000}
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        path = await _download(arxiv, home.folder / "pdf")
        assert path.read_bytes() == arxiv.content
        assert arxiv.ranges[-1] == "bytes=100000-"


def _sizes(home: Home) -> dict[str, int]:
    return {
        each.suffix: each.stat().st_size for each in (home.folder / "pdf").iterdir() if each.suffix != ".json"
    }


_STORIES: dict[str, Callable[[Home], Coroutine[None, None, None]]] = {
    story.__name__: story
    for story in (
        full,
        nearly_full,
        no_growth,
        full_state,
        read_only_folder,
        forbidden_folder,
        forbidden_file,
        forbidden_state,
        full_pdf,
        full_pdf_of_no_length,
        pdf_no_growth,
    )
}


def main() -> None:
    """Tell one story."""
    story, folder = sys.argv[1:]
    if os.geteuid() == 0 and story.startswith(("read_only", "forbidden")):
        # What is imported at its first use may be where this process can't read it any more.
        for module in ("_strptime", "concurrent.futures.thread", "encodings.ascii", "filelock", "tempfile"):
            importlib.import_module(module)
        os.chown(folder, _NOBODY, _NOBODY)
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    asyncio.run(_STORIES[story](Home(Path(folder))))


if __name__ == "__main__":
    main()
