"""Imports papers from files of other programs into the bookmarks."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry, Outcome, bare, joined
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean
from paperreader.errors import ImportFailed, PaperNotFound, SourceError
from paperreader.formats import FORMATS
from paperreader.formats.parsing import Parsed, ParsedEntry, ParseFailure
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.papers.library import Library
from paperreader.services.transfer.deduplication import WorkIndex
from paperreader.services.transfer.imported_file import decode_text, read_bytes

SAVED_PAGE = "page"
"""The name of the format of a saved results page, which is read but not written."""

_CONCURRENCY = 4
_FORMATS = ", ".join([*(name for name, each in FORMATS.items() if each.read), SAVED_PAGE])

ImportProgress = Callable[[int, int], None]
"""Told how many papers were asked for, and of how many."""


class Imported(Struct, frozen=True):
    """An entry that was understood, and what became of it."""

    line: int
    paper: Paper
    outcome: Outcome
    problem: str = ""
    """Why what is missing could not be had from the Hub; empty where nothing is missing."""


class ImportReport(Struct, frozen=True):
    """What an import did, or would do, line by line."""

    format_name: str
    lines: tuple[Imported | ParseFailure, ...]
    """In the order of the file."""
    is_trial: bool

    def count(self, outcome: Outcome) -> int:
        """Return how many entries came out so."""
        return sum(isinstance(line, Imported) and line.outcome is outcome for line in self.lines)

    @property
    def not_understood(self) -> tuple[ParseFailure, ...]:
        """What was passed over, and why."""
        return tuple(line for line in self.lines if isinstance(line, ParseFailure))

    @property
    def unfilled(self) -> tuple[Imported, ...]:
        """The entries of which something is still unknown because the Hub did not give it."""
        return tuple(line for line in self.lines if isinstance(line, Imported) and line.problem)


class Importer:
    """Reads files, fills in from the Hub what they leave out, and keeps everything with one write.

    Args:
        bookmarks: Where entries are kept.
        library: Where what is missing is asked for.
        papers_from_page: Reads a saved results page; gives nothing for any other text.
    """

    def __init__(
        self, bookmarks: Bookmarks, library: Library, papers_from_page: Callable[[str], Sequence[Paper]]
    ) -> None:
        self._bookmarks = bookmarks
        self._library = library
        self._papers_from_page = papers_from_page

    async def from_file(
        self,
        path: Path,
        format_name: str | None = None,
        *,
        is_trial: bool = False,
        progress: ImportProgress | None = None,
    ) -> ImportReport:
        """Import a file; see `from_bytes`."""
        raw = await asyncio.to_thread(read_bytes, path)
        return await self.from_bytes(raw, path.name, format_name, is_trial=is_trial, progress=progress)

    async def from_bytes(
        self,
        raw: bytes,
        name: str,
        format_name: str | None = None,
        *,
        is_trial: bool = False,
        progress: ImportProgress | None = None,
    ) -> ImportReport:
        """Import what stands in a file: everything that is understood, or after an error nothing.

        Args:
            raw: The content.
            name: Of the file, to tell its format by and to speak of it.
            format_name: One of `FORMATS` or `SAVED_PAGE`; None to find out.
            is_trial: Keep nothing; only report what would become of each entry.
            progress: Told about papers asked for.

        Raises:
            ImportFailed: It is no text, too big, or of no known format.
            StoreError: The bookmarks can't be used.
        """
        found, reads = await asyncio.to_thread(self._read, raw, clean(name) or "The text", format_name)
        kept = {bookmark.paper.key: bookmark.paper for bookmark in await self._bookmarks.all()}
        works = WorkIndex(kept.values())
        reads = [works.with_known_key(read) if isinstance(read, ParsedEntry) else read for read in reads]
        understood = [read for read in reads if isinstance(read, ParsedEntry)]
        entries: dict[PaperKey, Entry] = {}
        for read in understood:
            key = read.entry.paper.key
            entries[key] = joined(entries[key], read.entry) if key in entries else read.entry
        problems = await self._fill(entries, kept, progress)
        outcomes = await self._bookmarks.keep_all(list(entries.values()), is_trial=is_trial)
        became = dict(zip(entries, outcomes, strict=True))
        papers = {
            key: kept[key].updated_by(entry.paper) if key in kept else entry.paper
            for key, entry in entries.items()
        }
        return ImportReport(found, tuple(_lines(reads, papers, became, problems)), is_trial)

    def _read(self, raw: bytes, name: str, format_name: str | None) -> tuple[str, list[Parsed]]:
        from paperreader.formats.detect import format_of  # noqa: PLC0415 - not on the start path

        text = decode_text(raw, name)
        if format_name is None:
            found = format_of(text, name)
        elif format_name == SAVED_PAGE:
            found = None
        else:
            found = FORMATS[format_name]
        if found is not None and found.read is not None:
            return found.name, list(found.read(text))
        papers = self._papers_from_page(text)
        if not papers:
            raise ImportFailed(f"{name} is in no format that can be imported", f"these can: {_FORMATS}")
        return SAVED_PAGE, [ParsedEntry(_line_of(text, entry), entry) for entry in bare(papers)]

    async def _fill(
        self, entries: dict[PaperKey, Entry], kept: Mapping[PaperKey, Paper], progress: ImportProgress | None
    ) -> dict[PaperKey, str]:
        """Fill what the entries lack, in place, and return why where it could not be had."""
        wanted = [
            key
            for key, entry in entries.items()
            if _is_incomplete(kept[key].updated_by(entry.paper) if key in kept else entry.paper)
        ]
        filling = _HubLookup(self._library, entries, wanted, progress)
        await asyncio.gather(*(filling.work() for _ in range(_CONCURRENCY)))
        return filling.problems


class _HubLookup:
    """Asks the Hub for a few papers at a time; the first request without an answer ends it, as the next would wait as long."""

    def __init__(
        self,
        library: Library,
        entries: dict[PaperKey, Entry],
        wanted: Sequence[PaperKey],
        progress: ImportProgress | None,
    ) -> None:
        self._library = library
        self._entries = entries
        self._wanted = wanted
        self._progress = progress
        self._next = iter(wanted)
        self._done = 0
        self._given_up = ""
        self.problems: dict[PaperKey, str] = {}

    async def work(self) -> None:
        """Ask until nothing is left to ask for."""
        for key in self._next:
            if self._given_up and not self._library.is_offline:
                self.problems[key] = self._given_up
            else:
                await self._ask(key)
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, len(self._wanted))

    async def _ask(self, key: PaperKey) -> None:
        try:
            answer = await self._library.paper(key)
        except PaperNotFound as error:
            self.problems[key] = error.message
        except SourceError as error:
            self.problems[key] = self._given_up = error.message
        else:
            entry = self._entries[key]
            self._entries[key] = replace(entry, paper=answer.paper.updated_by(entry.paper))
            if answer.why_archived is not None and _is_incomplete(self._entries[key].paper):
                self.problems[key] = answer.why_archived.message


def _is_incomplete(paper: Paper) -> bool:
    """Tell whether the Hub could know more of what is always known of a paper."""
    if paper.key.arxiv_id is None:
        return False
    return not (paper.title and paper.authors and paper.abstract and paper.published_at)


def _lines(
    reads: Iterable[Parsed],
    papers: Mapping[PaperKey, Paper],
    became: dict[PaperKey, Outcome],
    problems: dict[PaperKey, str],
) -> Iterable[Imported | ParseFailure]:
    """Yield what became of each line; of several with the same paper the later ones were merged into the first."""
    seen: set[PaperKey] = set()
    for read in reads:
        if isinstance(read, ParseFailure):
            yield read
            continue
        key = read.entry.paper.key
        outcome = Outcome.MERGED if key in seen and became[key] is Outcome.ADDED else became[key]
        seen.add(key)
        yield Imported(read.line, papers[key], outcome, problems.get(key, ""))


def _line_of(text: str, entry: Entry) -> int:
    """Return the line on which a title begins; 1 where it was broken over several."""
    return text.count("\n", 0, max(text.find(entry.paper.title), 0)) + 1
