"""What the Hub really answered, read as the reader reads it and as the Hub's own client does."""

import copy
import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from huggingface_hub.hf_api import PaperInfo

from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import clean
from paperreader.errors import SourceChanged
from paperreader.sources.hub.wire import Entries, error_text, listing_from_json, paper_from_json
from tests.recorded import needs_recordings, recorded, recorded_days

SEARCHES = ("hf-other/search-kazakh.json", "hf-other/search-llama-3-herd.json")
PAPERS = tuple(f"hf-other/paper-{key}.json" for key in ("2605.13301", "2605.14386", "2605.15141"))
RECAPTURES = ("2025-04-03", "2025-08-21", "2025-12-02")

each_day = pytest.mark.parametrize("path", recorded_days(), ids=lambda path: path.stem)


def read(path: Path) -> Entries:
    day = date.fromisoformat(path.stem) if path.parent.name == "hf-daily" else None
    return listing_from_json(path.read_bytes(), edition_day=day)


@needs_recordings
@each_day
def test_every_entry_of_a_recorded_day_is_understood(path: Path) -> None:
    entries = read(path)
    asked = json.loads(path.read_bytes())
    assert entries.left_out == 0
    assert [paper.key for paper in entries.papers] == [item["paper"]["id"] for item in asked]
    for paper in entries.papers:
        assert paper.title
        assert paper.abstract
        assert paper.authors
        assert paper.published_at is not None
        assert paper.upvotes is not None
        assert paper.comments is not None
        assert paper.submitted_at is not None
        assert paper.submitted_at.date() == date.fromisoformat(path.stem)


@needs_recordings
@each_day
def test_a_recorded_day_is_read_as_the_official_client_reads_it(path: Path) -> None:
    agree(path.read_bytes(), read(path).papers)


@pytest.mark.parametrize("name", SEARCHES)
def test_recorded_search_results_are_read_as_the_official_client_reads_them(name: str) -> None:
    entries = read(recorded(name))
    assert entries.left_out == 0
    assert all(paper.submitted_by is None for paper in entries.papers)
    agree(recorded(name).read_bytes(), entries.papers)


@pytest.mark.parametrize("name", PAPERS)
def test_a_recorded_paper_has_what_its_day_has_of_it(name: str) -> None:
    paper = paper_from_json(recorded(name).read_bytes())
    (listed,) = (
        other for other in read(recorded("hf-daily/2026-05-15.json")).papers if other.key == paper.key
    )
    assert paper.comments is None
    for field in (
        "title",
        "abstract",
        "authors",
        "published_at",
        "submitted_at",
        "submitted_by",
        "organization",
    ):
        assert getattr(paper, field) == getattr(listed, field)
    for field in ("ai_summary", "ai_keywords", "project_page", "github_repo", "media_urls", "discussion_id"):
        assert getattr(paper, field) == getattr(listed, field)


@pytest.mark.parametrize("day", RECAPTURES)
def test_a_day_asked_twice_has_lost_no_paper(day: str) -> None:
    early, late = (
        {paper.key for paper in read(recorded(f"hf-other/recapture-{day}-{when}.json")).papers}
        for when in ("early", "late")
    )
    assert early < late


def test_a_recorded_saturday_is_empty_and_a_recorded_error_is_quoted() -> None:
    assert read(recorded("hf-other/daily-empty-2026-02-28.json")) == Entries((), 0)
    error = recorded("hf-other/error-unknown-path.json").read_bytes()
    assert error_text(error) == "Sorry, we can't find the page you are looking for."
    with pytest.raises(SourceChanged):
        listing_from_json(error, edition_day=None)


def agree(body: bytes, papers: tuple[Paper, ...]) -> None:
    """Compare with the official client, which looks for links and repositories in flat answers only."""
    asked = json.loads(body)
    assert len(asked) == len(papers)
    for item, paper in zip(asked, papers, strict=True):
        theirs = PaperInfo(**copy.deepcopy(item))
        flat = PaperInfo(**copy.deepcopy(item["paper"]))
        assert paper.key == theirs.id
        assert paper.title == clean(theirs.title or "")
        assert paper.abstract == clean(theirs.summary or "")
        assert [author.name for author in paper.authors] == [clean(one.name) for one in theirs.authors or ()]
        # Its 0 upvotes become None.
        assert (paper.upvotes or None) == theirs.upvotes
        assert paper.comments == theirs.comments
        assert paper.project_page == (flat.project_page.strip() if flat.project_page else None)
        assert paper.github_repo == flat.github_repo
        assert paper.github_stars == flat.github_stars
        assert paper.published_at == theirs.published_at
        if flat.submitted_by is not None:
            assert paper.submitted_by is not None
            assert paper.submitted_by.username == flat.submitted_by.username


def test_midnight_is_what_the_recordings_call_a_day() -> None:
    paper = read(recorded("hf-daily/2026-08-20.json")).papers[0]
    assert paper.submitted_at == datetime.combine(date(2026, 8, 20), time(), UTC)
