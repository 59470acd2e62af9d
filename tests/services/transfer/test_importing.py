"""Importing: line by line what became of it, what is missing filled in, all at once or nothing."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.bookmarks.entry import Outcome, bare
from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.errors import ImportFailed, PaperNotFound, SourceUnreachable, StoreError, StoreNotWritable
from paperreader.formats import FORMATS
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.papers.library import Library
from paperreader.services.transfer.importing import Imported, Importer, ImportReport
from paperreader.sources.local.saved_page import papers_from_text
from paperreader.store.archive.archive import Archive
from tests import DATA
from tests.formats.builders import edition, known_paper, reading_list
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import names_in

_NOW = datetime(2026, 8, 21, 12, tzinfo=UTC)
_PAGE = DATA / "saved_page.txt"
_PAGE_TEXT = _PAGE.read_text(encoding="utf-8")


class _Source:
    """Knows every paper with an id of August, until it can't be reached; remembers what it was asked."""

    budget = None

    def __init__(self, *, answers: int = 1000) -> None:
        self.asked: list[PaperKey] = []
        self._answers = answers

    async def listing(self, feed: Feed) -> Listing:
        raise AssertionError(feed)

    async def paper(self, key: PaperKey) -> Paper:
        self.asked.append(key)
        if len(self.asked) > self._answers:
            raise SourceUnreachable("Hugging Face does not answer")
        if not key.startswith("2608."):
            raise PaperNotFound(f"Hugging Face does not know the paper {key}")
        return Paper(
            key=key,
            title=f"Found {key}",
            abstract="Found.",
            authors=(Author("Ada Found"),),
            published_at=_NOW,
            upvotes=7,
        )

    async def close(self) -> None:
        pass


class _World:
    """An importer over stores that are empty."""

    def __init__(self, source: _Source, folder: Path) -> None:
        self.store = DirectStore(folder / "bookmarks.json")
        self.source = source
        self.library = Library(
            hub=source,
            saved=source,
            sample=source,
            open_archive=Archive.in_memory,
            clock=lambda: _NOW,
            interval=timedelta(hours=1),
        )
        self.bookmarks = Bookmarks(lambda: self.store, lambda: _NOW)
        self.importer = Importer(self.bookmarks, self.library, papers_from_text)

    async def read(self, text: str | bytes, name: str = "", *, is_trial: bool = False) -> ImportReport:
        raw = text.encode() if isinstance(text, str) else text
        return await self.importer.from_bytes(raw, name, is_trial=is_trial)

    async def kept(self) -> dict[str, Paper]:
        return {bookmark.paper.key: bookmark.paper for bookmark in await self.bookmarks.all()}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[_World]:
    world = _World(_Source(), tmp_path)
    yield world
    await world.bookmarks.close()
    await world.library.close()


def _outcomes(report: ImportReport) -> list[str]:
    return [str(getattr(line, "outcome", "not understood")) for line in report.lines]


async def test_what_was_exported_is_kept_again_and_a_second_time_changes_nothing(world: _World) -> None:
    text = FORMATS["json"].write(bare(edition()))
    report = await world.read(text)
    assert _outcomes(report) == ["added"] * 4
    once = await world.kept()
    assert once[known_paper().key] == known_paper()
    assert _outcomes(await world.read(text)) == ["unchanged"] * 4
    assert await world.kept() == once


async def test_only_what_is_missing_is_asked_for_and_filled_in(world: _World) -> None:
    report = await world.read(FORMATS["jsonl"].write(bare([known_paper(), edition()[3]])))
    assert world.source.asked == ["2608.00007"]
    kept = await world.kept()
    assert kept["2608.00007"].title == edition()[3].title
    assert kept["2608.00007"].abstract == "Found."
    assert kept["2608.00007"].upvotes == 0
    assert report.unfilled == ()


async def test_ids_in_any_form_become_papers(world: _World) -> None:
    report = await world.read(
        "# mine\n2608.00001v2\n\nhttps://arxiv.org/pdf/2608.00002v1.pdf\nhuggingface.co/papers/2608.00001\nnonsense\n"
    )
    assert [(line.line, outcome) for line, outcome in zip(report.lines, _outcomes(report), strict=True)] == [
        (2, "added"),
        (4, "added"),
        (5, "merged"),
        (6, "not understood"),
    ]
    assert {key: paper.title for key, paper in (await world.kept()).items()} == {
        "2608.00001": "Found 2608.00001",
        "2608.00002": "Found 2608.00002",
    }


async def test_what_the_hub_does_not_give_stays_unknown_and_is_reported(world: _World) -> None:
    report = await world.read("1706.03762\n2608.00001\n")
    assert _outcomes(report) == ["added", "added"]
    assert [(each.paper.key, each.paper.title) for each in report.unfilled] == [("1706.03762", "")]
    assert "does not know" in report.unfilled[0].problem


async def test_after_the_first_request_without_an_answer_no_more_are_made(tmp_path: Path) -> None:
    world = _World(_Source(answers=0), tmp_path)
    report = await world.read("".join(f"2608.{number:05}\n" for number in range(100)))
    assert len(world.source.asked) <= 4
    assert len(report.unfilled) == len(await world.kept()) == 100


async def test_what_is_kept_wins_over_what_is_imported(world: _World) -> None:
    await world.bookmarks.keep(known_paper(), "Trending")
    text = '{"id": "2608.01234", "title": "Another", "upvotes": 1, "synopsis": "New."}\n'
    assert _outcomes(await world.read(text)) == ["merged"]
    (bookmark,) = await world.bookmarks.all()
    assert (bookmark.paper.title, bookmark.paper.upvotes) == (known_paper().title, 1284)
    assert (bookmark.paper.synopsis, bookmark.found_in) == ("New.", "Trending")
    assert world.source.asked == []


async def test_a_line_of_a_paper_that_is_kept_has_its_title(world: _World) -> None:
    await world.read("2608.00001")
    again = await world.read("2608.00001")
    assert [(line.outcome, line.paper.title) for line in again.lines if isinstance(line, Imported)] == [
        (Outcome.UNCHANGED, "Found 2608.00001")
    ]


async def test_a_trial_says_the_same_and_keeps_nothing(world: _World) -> None:
    text = FORMATS["csv"].write(reading_list())
    trial = await world.read(text, is_trial=True)
    assert await world.kept() == {}
    assert _outcomes(trial) == _outcomes(await world.read(text))


async def test_when_the_file_can_not_be_written_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.json"

    def full(self: object, tables: object) -> None:
        raise StoreNotWritable("full")

    world = _World(_Source(), tmp_path)
    world.store = DirectStore(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paperreader.store.bookmarks.storage.DurableStorage.write", full)
        with pytest.raises(StoreError):
            await world.read(FORMATS["json"].write(bare(edition())))
    assert "bookmarks.json" not in names_in(tmp_path)
    report = await world.read(FORMATS["json"].write(bare(edition())))
    assert report.count(Outcome.ADDED) == 4
    assert len(DirectStore(path).all()) == 4


async def test_a_trial_leaves_no_file_and_no_lock_behind(tmp_path: Path) -> None:
    world = _World(_Source(), tmp_path)
    world.store = DirectStore(tmp_path / "home" / "bookmarks.json")
    await world.read("2608.00001\n", is_trial=True)
    assert names_in(tmp_path) == []


async def test_a_saved_page_is_known_when_nothing_else_fits(world: _World) -> None:
    report = await world.importer.from_file(_PAGE)
    assert report.format_name == "page"
    assert len(await world.kept()) == len(papers_from_text(_PAGE_TEXT))
    assert world.source.asked == []
    first = report.lines[0]
    assert _PAGE_TEXT.split("\n")[first.line - 1].startswith("Lanterns Without Oil")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
        ("@misc{x,\n title = {Лампы и письма}}\n".encode("cp1251"), r"not UTF-8 text \(line 2\)"),
        ("@misc{x,\n title = {注意力}}\n".encode("gb18030"), r"not UTF-8 text \(line 2\)"),
        ("2608.00001 \x81\n".encode("latin-1"), r"not UTF-8 text \(line 1\)"),
        (b"%PDF-1.7\n\x00\x01", "not a text file"),
        (b"Just a few words.\n", "in no format"),
        (b"<!doctype html><html></html>", "in no format"),
    ],
)
async def test_what_can_not_be_read_is_told_in_one_message(world: _World, raw: bytes, message: str) -> None:
    with pytest.raises(ImportFailed, match=message):
        await world.read(raw, "file.dat")
    assert await world.kept() == {}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252"])
async def test_old_files_in_latin_letters_are_read_also_where_some_lines_are_newer(
    world: _World, encoding: str
) -> None:
    old = "@misc{a,\n title = {Über Lampen},\n author = {Müller, Eva}}\n".encode(encoding)
    await world.read(old + "@misc{b, title = {Lettres d’été — ő}}\n".encode())
    kept = await world.kept()
    assert {paper.title for paper in kept.values()} == {"Über Lampen", "Lettres d’été — ő"}
    assert kept["title:uber-lampen"].authors == (Author("Eva Müller"),)


async def test_a_huge_file_is_refused(world: _World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paperreader.services.transfer.imported_file._MAX_BYTES", 10)
    with pytest.raises(ImportFailed, match="too big"):
        await world.read("2608.00001\n" * 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["json", "csv", "bibtex", "ris", "csl-json", "jsonl", "ids"])
async def test_byte_order_marks_and_line_ends_do_not_matter(
    world: _World, name: str, line_break: str, encoding: str
) -> None:
    text = re.sub(r"\r?\n", line_break, FORMATS[name].write(bare(edition()[:2])))
    assert _outcomes(await world.read(text.encode(encoding))) == ["added"] * 2


async def test_a_folder_and_a_missing_file_are_told(world: _World, tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "not a file"),
        (tmp_path / "x", "No such file"),
        (Path("a\0"), "not a path"),
    ):
        with pytest.raises(ImportFailed, match=message):
            await world.importer.from_file(path)


async def test_a_format_can_be_forced(world: _World) -> None:
    report = await world.importer.from_bytes(b"@misc{x, title={Y}}", "x.bib", "ids")
    assert _outcomes(report) == ["not understood"]


_SAME_TITLE = (DATA / "bibliographies" / "27-same-title.bib").read_text(encoding="utf-8")


async def test_two_works_of_one_title_stay_two_however_often_they_are_imported(world: _World) -> None:
    for outcomes in (["added"] * 2, ["unchanged"] * 2):
        assert _outcomes(await world.read(_SAME_TITLE)) == outcomes
    kept = await world.kept()
    assert {paper.authors[0].name for paper in kept.values()} == {"Ann Example", "Bob Sample"}
    assert {key.partition("--")[0] for key in kept} == {"title:calendar"}
    halves = _SAME_TITLE.replace("@article{b", "\0@article{b").split("\0")
    assert [_outcomes(await world.read(half)) for half in halves[::-1]] == [["unchanged"], ["unchanged"]]


def _entry(author: str = "", year: str = "", doi: str = "") -> str:
    fields = {"title": "Calendar", "author": author, "year": year, "doi": doi}
    return "@misc{x, " + ", ".join(f"{name} = {{{value}}}" for name, value in fields.items() if value) + "}\n"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (_entry("Ann Example"), _entry("Bob Sample"), 2),
        (_entry("Ann Example"), _entry("Bob Example"), 2),
        (_entry("Ann Example"), _entry("Example, A."), 1),
        (_entry("Ann Example and Bob Sample"), _entry("Ann Example"), 1),
        (_entry("Ann Example", "1990"), _entry("Ann Example", "2004"), 2),
        (_entry("Ann Example", "1990"), _entry("Ann Example", "1990"), 1),
        (_entry("Ann Example", "1990"), _entry("Ann Example"), 1),
        (_entry("Ann Example", "1990", "10.1/a"), _entry("Ann Example", "1990", "10.1/b"), 2),
        (_entry("Ann Example", "1990", "10.1/a"), _entry("Ann Example", "1991", "https://doi.org/10.1/A"), 1),
        (_entry("Ann Example", "1990"), _entry(), 1),
        (_entry(year="1990"), _entry(year="2004"), 2),
        (_entry(doi="10.1/a"), _entry(doi="10.1/b"), 2),
        (_entry('M{\\"u}ller, Eva'), _entry("Eva Muller"), 1),
    ],
)
async def test_works_of_one_title_are_two_where_first_author_year_or_doi_differ(
    world: _World, one: str, other: str, count: int
) -> None:
    for _ in range(2):
        await world.read(one + other)
        await world.read(other + one)
        assert len(await world.kept()) == count


async def test_long_titles_that_begin_alike_are_two(world: _World) -> None:
    begin = "On the many uses of a title when nothing else is known of it, part"
    text = "".join(f"@misc{{x, title = {{{begin} {part}}}}}\n" for part in ("one", "two", "three", "two"))
    assert _outcomes(await world.read(text)) == ["added", "added", "added", "merged"]
    assert _outcomes(await world.read(text)) == ["unchanged"] * 4
