"""What is written is read by others, without an error and without a warning."""

import json
import logging
import re
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON
from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry, bare, each_once
from paperreader.domain.papers.paper import Author
from paperreader.domain.text import clean_lines
from paperreader.formats import FORMATS
from paperreader.sources.hub.wire import listing_from_json
from tests.at_length import IS_ALL, few
from tests.formats.builders import HOSTILE_NOTES, HOSTILE_TITLES, NAMES, known_paper, paper, reading_list
from tests.formats.programs import PLAIN_STYLE, ran
from tests.recorded import recorded_days


def _written() -> list[Entry]:
    """Return entries made to break a format: hostile titles, names and notes, and 3,303 authors."""
    authors = tuple(f"Ada {'x' * (index % 7 + 1)} Example{index}" for index in range(3303))
    hostile = [
        Entry(
            paper(f"2609.{number:05}", title, (*NAMES, f"A {title}")),
            tags=("a&b", "{", "100%"),
            note=clean_lines(note),
        )
        for number, (title, note) in enumerate(zip(HOSTILE_TITLES * 2, HOSTILE_NOTES * 4, strict=False))
    ]
    return [*reading_list(), *hostile, Entry(paper("2609.99999", names=authors))]


@cache
def _recorded() -> list[Entry]:
    days = (listing_from_json(day.read_bytes(), edition_day=None).papers for day in recorded_days())
    return each_once(bare(each for papers in days for each in papers))


@pytest.fixture(params=["written", "recorded"])
def judged(request: pytest.FixtureRequest) -> list[Entry]:
    """Return what is to be judged: the written entries, and all recorded papers where they are there."""
    entries = _written() if request.param == "written" else _recorded()
    if not entries:
        pytest.skip("recorded answers are not beside the checkout")
    return entries


def _bib(folder: Path, entries: Sequence[Entry]) -> str:
    text = FORMATS["bibtex"].write(entries)
    (folder / "library.bib").write_text(text, encoding="utf-8")
    return text


def test_bibtexparser_understands_every_entry(judged: list[Entry], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        library = parse_string(FORMATS["bibtex"].write(judged))
    assert library.failed_blocks == []
    assert len(library.entries) == len(judged)
    assert len({entry.key.casefold() for entry in library.entries}) == len(judged)
    assert caplog.records == []


def test_bibtex_takes_every_name_of_every_entry_apart(judged: list[Entry], tmp_path: Path) -> None:
    _bib(tmp_path, judged)
    (tmp_path / "parts.bst").write_text(PLAIN_STYLE, encoding="utf-8")
    (tmp_path / "all.aux").write_text(
        "\\citation{*}\n\\bibstyle{parts}\n\\bibdata{library}\n", encoding="utf-8"
    )
    said = ran(tmp_path, "bibtex", "all")
    assert not re.search(r"warning|error", said, re.IGNORECASE), said[-2000:]
    lines = (tmp_path / "all.bbl").read_text(encoding="utf-8").replace("\n  ", " ").split("\n")
    assert len(lines) - 1 == sum(len(entry.paper.authors) for entry in judged)


def test_bibtex_finds_particles_and_suffix_where_they_are(tmp_path: Path) -> None:
    names = ("Ludwig van der Example Jr.", "Gemini Team", "Plato", "李 明")
    _bib(tmp_path, bare([paper(names=names)]))
    (tmp_path / "parts.bst").write_text(PLAIN_STYLE, encoding="utf-8")
    (tmp_path / "all.aux").write_text(
        "\\citation{*}\n\\bibstyle{parts}\n\\bibdata{library}\n", encoding="utf-8"
    )
    ran(tmp_path, "bibtex", "all")
    parts = (tmp_path / "all.bbl").read_text(encoding="utf-8").split("\n")
    assert parts[:4] == ["{李 明}|", "{Plato}|", "{Gemini Team}|", "Ludwig|van~der|Example|Jr."]


def test_biber_has_nothing_to_complain_of(judged: list[Entry], tmp_path: Path) -> None:
    # It takes ten times as long for thousands of authors, and a minute for all recorded papers.
    some = judged if IS_ALL else judged[:: max(1, len(judged) // 150)]
    papers = [replace(each.paper, authors=tuple(few(each.paper.authors, 100))) for each in some]
    _bib(tmp_path, [replace(each, paper=paper) for each, paper in zip(some, papers, strict=True)])
    said = ran(tmp_path, "biber", "--tool", "--validate-datamodel", "library.bib")
    complaints = [line for line in said.split("\n") if re.match(r"WARN|ERROR|FATAL", line)]
    # The data model wants a date; what is unknown is left out all the same.
    dateless = sum(entry.paper.published_at is None for entry in some)
    assert [each for each in complaints if "one of 'date, year' must" not in each] == []
    assert len(complaints) == dateless


def test_rispy_reads_the_same(judged: list[Entry]) -> None:
    records = rispy.loads(FORMATS["ris"].write(judged))
    assert [record.get("title") or record.get("primary_title") for record in records] == [
        entry.paper.title for entry in judged
    ]
    assert [len(record.get("authors", [])) for record in records] == [
        len(entry.paper.authors) for entry in judged
    ]
    assert [record.get("doi", "") for record in records] == [
        f"10.48550/arXiv.{entry.paper.key}" if entry.paper.key.arxiv_id else "" for entry in judged
    ]
    assert [record.get("keywords", []) for record in records] == [list(entry.tags) for entry in judged]


def test_citeproc_knows_every_field_of_csl_json(judged: list[Entry]) -> None:
    items = json.loads(FORMATS["csl-json"].write(judged))
    for item in items:
        # Version 1.0.2 of CSL, newer than this reader, has it for programs' own data.
        item.pop("custom", None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bibliography = CiteProcJSON(items)
    assert list(bibliography) == [item["id"].lower() for item in items]


def test_a_key_is_the_same_whatever_else_is_exported() -> None:
    alone = FORMATS["bibtex"].write(bare([known_paper()]))
    assert alone.split("\n", 1)[0] in FORMATS["bibtex"].write(_written())


def test_papers_that_share_a_key_are_told_apart_by_their_ids_in_any_order() -> None:
    names = tuple(author.name for author in (Author("Ada Example"),))
    same = bare(
        [paper("2608.00001", names=names), paper("2608.00002", names=names), paper("2608.00003", "B")]
    )
    forwards, backwards = FORMATS["bibtex"].write(same), FORMATS["bibtex"].write(same[::-1])
    keys = re.findall(r"@misc\{(.*),", forwards)
    assert keys == ["examplesmall-2608.00001", "examplesmall-2608.00002", "b"]
    assert re.findall(r"@misc\{(.*),", backwards) == keys[::-1]


# As the schema of CSL 1.0 has them (csl-data.json); any other field or part is refused there.
_CSL_FIELDS = {
    "id": str,
    "type": str,
    "title": str,
    "author": list,
    "issued": dict,
    "abstract": str,
    "publisher": str,
    "number": str,
    "DOI": str,
    "URL": str,
    "keyword": str,
    "note": str,
    "custom": dict,
}
_CSL_NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_csl_json_has_only_what_its_schema_knows(judged: list[Entry]) -> None:
    for item in json.loads(FORMATS["csl-json"].write(judged)):
        assert {"id", "type"} <= item.keys() <= _CSL_FIELDS.keys()
        assert all(type(value) is _CSL_FIELDS[name] for name, value in item.items())
        assert item["type"] == "article"
        for name in item.get("author", []):
            assert name.keys() <= _CSL_NAME_PARTS
            assert all(type(part) is str and part for part in name.values())
        if "issued" in item:
            (day,) = item["issued"]["date-parts"]
            assert [type(part) for part in day] == [int] * 3
