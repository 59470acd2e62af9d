"""What was written is read back: everything by the lossless formats, by the others what they can hold."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry, bare, each_once
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey
from paperreader.domain.text import clean_lines
from paperreader.formats import FORMATS
from paperreader.formats.detect import format_of
from paperreader.formats.parsing import ParsedEntry
from paperreader.sources.hub.wire import listing_from_json
from tests.at_length import IS_ALL
from tests.formats.builders import (
    HOSTILE_NOTES,
    HOSTILE_TITLES,
    NAMES,
    entries,
    known_paper,
    reading_list,
)
from tests.recorded import needs_recordings, recorded_days


def _names(paper: Paper) -> tuple[Author, ...]:
    return tuple(Author(author.name) for author in paper.authors)


def _key(paper: Paper) -> PaperKey:
    return paper.key if paper.key.arxiv_id else PaperKey.from_title(paper.title)


def _day(time: datetime | None) -> datetime | None:
    return time and datetime(time.year, time.month, time.day, tzinfo=UTC)


def _cited(paper: Paper) -> Paper:
    return Paper(
        key=_key(paper),
        title=paper.title,
        authors=_names(paper),
        published_at=_day(paper.published_at),
        abstract=paper.abstract,
    )


def _in_bibtex(entry: Entry) -> Entry:
    paper = replace(_cited(entry.paper), published_at=None, abstract=None)
    category = entry.paper.category if paper.key.arxiv_id else None
    return Entry(replace(paper, category=category), tags=entry.tags, note=entry.note)


def _in_ris(entry: Entry) -> Entry:
    return Entry(_cited(entry.paper), tags=entry.tags, note=entry.note)


def _in_csl(entry: Entry) -> Entry:
    return replace(entry, paper=_cited(entry.paper))


def _in_csv(entry: Entry) -> Entry:
    paper = entry.paper
    held = Paper(
        key=paper.key,
        title=paper.title,
        authors=_names(paper),
        published_at=paper.published_at,
        submitted_at=paper.submitted_at,
        category=paper.category,
        organization=Organization(paper.organization.label) if paper.organization else None,
        upvotes=paper.upvotes,
        comments=paper.comments,
        github_repo=paper.github_repo,
        github_stars=paper.github_stars,
        project_page=paper.project_page,
        ai_summary=paper.ai_summary,
        abstract=paper.abstract,
    )
    return replace(entry, paper=held)


def _everything(entry: Entry) -> Entry:
    return entry


# The first draws of so large a value are slow, and so is the machine at times.
_patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

_HELD: dict[str, Callable[[Entry], Entry]] = {
    "json": _everything,
    "jsonl": _everything,
    "csv": _in_csv,
    "csl-json": _in_csl,
    "ris": _in_ris,
    "bibtex": _in_bibtex,
}


def _back(name: str, given_entries: Sequence[Entry]) -> list[Entry]:
    """Write and read; the format is found by the content alone."""
    text = FORMATS[name].write(given_entries)
    # One line of JSON Lines is also JSON.
    assert len(given_entries) < 2 or format_of(text) == FORMATS[name]
    read = FORMATS[name].read
    assert read is not None
    results = list(read(text))
    assert [each for each in results if not isinstance(each, ParsedEntry)] == []
    return [each.entry for each in results if isinstance(each, ParsedEntry)]


def _check(name: str, given_entries: Sequence[Entry]) -> None:
    _same(_back(name, given_entries), [_HELD[name](entry) for entry in given_entries])


def _same(returned: Sequence[Entry], expected: Sequence[Entry]) -> None:
    """Compare one by one: pytest would take minutes to show what differs between long lists."""
    assert len(returned) == len(expected)
    for one, other in zip(returned, expected, strict=True):
        differing = {
            field: (getattr(part, field), getattr(whole, field))
            for part, whole in ((one, other), (one.paper, other.paper))
            for field in part.__struct_fields__
            if getattr(part, field) != getattr(whole, field) and field != "paper"
        }
        assert str(differing)[:500] == "{}"


def test_every_format_that_is_read_is_tested_here() -> None:
    assert set(_HELD) | {"ids", "links"} == {name for name, each in FORMATS.items() if each.read}
    assert [name for name, each in FORMATS.items() if each.is_lossless] == ["json", "jsonl"]


@_patient
@given(some=st.lists(entries(), max_size=4).map(each_once))
def test_any_entries_come_back(some: list[Entry]) -> None:
    # Drawing them takes longer than writing and reading them: one draw is for all.
    for name in _HELD:
        _check(name, _without_commas(some) if name == "ris" else some)


def _without_commas(some: list[Entry]) -> list[Entry]:
    """Return entries as RIS can hold them, which has no way to say that a comma belongs to a name."""
    return [
        replace(
            entry,
            paper=replace(
                entry.paper,
                authors=tuple(replace(each, name=each.name.replace(",", "")) for each in entry.paper.authors),
            ),
        )
        for entry in some
        if all(
            each.name.replace(",", "").strip() == each.name.replace(",", "") != ""
            for each in entry.paper.authors
        )
    ]


@pytest.mark.parametrize("name", _HELD)
@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_comes_back(name: str, title: str) -> None:
    _check(name, bare([replace(known_paper(), title=title, ai_summary=title, abstract=title)]))


@pytest.mark.parametrize("name", _HELD)
@pytest.mark.parametrize("note", HOSTILE_NOTES)
def test_a_hostile_note_comes_back(name: str, note: str) -> None:
    _check(name, [Entry(known_paper(), note=clean_lines(note)), Entry(reading_list()[1].paper)])


@pytest.mark.parametrize("name", _HELD)
@pytest.mark.parametrize(
    "author",
    [*NAMES, "Hal van der Example Jr.", "Ada O'Example--Sample", "Example AI", "Inc. van der Example"],
)
def test_a_name_comes_back(name: str, author: str) -> None:
    _check(name, bare([replace(known_paper(), authors=(Author("Eve One"), Author(author)))]))


@pytest.mark.parametrize("name", _HELD)
def test_3303_authors_come_back(name: str) -> None:
    authors = tuple(Author(f"Ada {'x' * (index % 7 + 1)} Example{index}") for index in range(3303))
    _check(name, bare([replace(known_paper(), authors=authors)]))


@pytest.mark.parametrize("name", ["ids", "links"])
def test_ids_and_links_bring_back_which_papers_they_were(name: str) -> None:
    keys = [entry.paper.key for entry in reading_list() if entry.paper.key.arxiv_id]
    with_ids = [entry for entry in reading_list() if entry.paper.key.arxiv_id]
    assert [entry.paper.key for entry in _back_as(name, "ids", with_ids)] == keys


def _back_as(name: str, detected: str, given_entries: Sequence[Entry]) -> list[Entry]:
    text = FORMATS[name].write(given_entries)
    assert format_of(text) is FORMATS[detected]
    read = FORMATS[detected].read
    assert read is not None
    return [each.entry for each in read(text) if isinstance(each, ParsedEntry)]


@needs_recordings
@pytest.mark.parametrize("name", _HELD)
def test_all_recorded_papers_come_back(name: str) -> None:
    papers = [
        paper
        for day in recorded_days()[:: 1 if IS_ALL else 4]
        for paper in listing_from_json(day.read_bytes(), edition_day=None).papers
    ]
    held = each_once(bare(papers))
    assert len(held) > (2000 if IS_ALL else 500)
    returned = _back(name, held)
    expected = [_HELD[name](entry) for entry in held]
    if name == "ris":
        # As above: names with a comma.
        expected = [entry for entry in expected if not any("," in each.name for each in entry.paper.authors)]
        returned = [entry for entry in returned if entry.paper.key in {each.paper.key for each in expected}]
    _same(returned, expected)


def test_what_hf_prints_is_read() -> None:
    text = json.dumps([{"id": "2608.01234", "title": "A", "upvotes": 3, "unknown": {"x": []}}])
    read = FORMATS["json"].read
    assert read is not None
    assert [type(each) for each in read(text)] == [ParsedEntry]


@pytest.mark.parametrize("name", _HELD)
def test_a_paper_of_which_only_the_id_is_known_comes_back_without_a_title(name: str) -> None:
    untitled = bare(
        [Paper(key=PaperKey("2608.01234"), title=""), Paper(key=PaperKey("math/0309136"), title="")]
    )
    assert '""' not in FORMATS[name].write(untitled)
    _check(name, untitled)
