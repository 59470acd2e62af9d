"""Papers as JSON in the shape of `hf papers ls`."""

import dataclasses
import json
from datetime import UTC, datetime

import msgspec.structs
from huggingface_hub.hf_api import PaperInfo
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.formats.hub_json import NAMES, paper_to_json, to_json, to_jsonl
from tests.formats.builders import edition, golden, known_paper, paper, papers

_OURS = {
    "submitted_by_name",
    "ai_summary_model",
    "thumbnail",
    "media_urls",
    "is_author_participating",
    "withdrawn_at",
    "category",
    "synopsis",
}


def test_a_listing_is_one_array_with_a_paper_a_line() -> None:
    assert to_json(edition()) == golden("edition.json")


def test_json_lines_are_the_same_objects() -> None:
    assert to_jsonl(edition()) == golden("edition.jsonl")


def test_no_papers_are_an_empty_array_and_no_lines() -> None:
    assert to_json([]) == "[]\n"
    assert to_jsonl([]) == ""


def test_what_is_unknown_is_left_out() -> None:
    assert paper_to_json(paper(title="Bare")) == {"id": "2608.01234", "title": "Bare"}


def test_every_fact_of_a_paper_is_exported() -> None:
    names = {NAMES.get(field, field) for field in Paper.__struct_fields__}
    all_known = msgspec.structs.replace(known_paper(), models=1, synopsis="Theirs.", source="arxiv")
    assert set(paper_to_json(all_known)) == names | {"submitted_by_name"}


def test_nought_and_no_are_known() -> None:
    told = paper_to_json(
        Paper(
            key=PaperKey("2608.1"), title="T", upvotes=0, comments=0, github_stars=0, is_author_active=False
        )
    )
    assert told["upvotes"] == told["comments"] == told["github_stars"] == 0
    assert told["is_author_participating"] is False


def test_letters_stay_letters() -> None:
    assert "注意力" in to_json(edition())


def test_an_empty_part_of_a_person_or_organization_is_left_out() -> None:
    told = paper_to_json(
        Paper(
            key=PaperKey("2608.1"),
            title="T",
            authors=(Author("A. One"), Author("B. Two", username="two")),
            submitted_by=Submitter("reader1"),
            organization=Organization("lab"),
        )
    )
    assert told["authors"] == [{"name": "A. One"}, {"name": "B. Two", "user": {"username": "two"}}]
    assert told["submitted_by"] == {"username": "reader1"}
    assert told["submitted_by_name"] == "reader1"
    assert told["organization"] == {"name": "lab"}


def test_every_field_that_is_not_ours_is_one_of_the_official_client() -> None:
    official = {field.name for field in dataclasses.fields(PaperInfo)}
    assert set(paper_to_json(known_paper())) - official == _OURS - {"synopsis"}


def test_the_official_client_says_the_same() -> None:
    wire = {
        "id": "2608.01234",
        "title": "A Small Lamp",
        "summary": "It is small.",
        "paper": {"publishedAt": "2026-08-17T00:00:00.000Z"},
        "submittedOnDailyAt": "2026-08-18T07:05:09.250Z",
        "submittedOnDailyBy": {"user": "reader1", "fullname": "Rita Reader"},
        "authors": [
            {"name": "A. One", "hidden": False, "status": "claimed_verified", "user": {"user": "one"}},
            {"name": "B. Two", "hidden": True},
        ],
        "upvotes": 3,
        "numComments": 2,
        "discussionId": "68a1b2c3d4e5f60718293a4b",
        "ai_summary": "Small.",
        "ai_keywords": ["lamps"],
        "organization": {"name": "lab", "fullname": "The Lab"},
        "projectPage": "https://letters.example",
        "githubRepo": "https://github.com/lab/letters",
        "githubStars": 7,
    }
    ours = Paper(
        key=PaperKey("2608.01234"),
        title="A Small Lamp",
        abstract="It is small.",
        published_at=datetime(2026, 8, 17, tzinfo=UTC),
        submitted_at=datetime(2026, 8, 18, 7, 5, 9, 250000, tzinfo=UTC),
        submitted_by=Submitter("reader1", "Rita Reader"),
        authors=(
            Author("A. One", "one", "claimed_verified", is_hidden=False),
            Author("B. Two", is_hidden=True),
        ),
        upvotes=3,
        comments=2,
        discussion_id="68a1b2c3d4e5f60718293a4b",
        ai_summary="Small.",
        ai_keywords=("lamps",),
        organization=Organization("lab", "The Lab"),
        project_page="https://letters.example",
        github_repo="https://github.com/lab/letters",
        github_stars=7,
    )
    told = paper_to_json(ours)
    assert told.pop("submitted_by_name") == "Rita Reader"
    theirs = dataclasses.asdict(PaperInfo(**wire))
    assert _within(told, theirs) == told


def _within(told: object, theirs: object) -> object:
    """Return of `theirs` what `told` speaks of, with times as text."""
    if isinstance(told, dict) and isinstance(theirs, dict):
        return {name: _within(value, theirs.get(name)) for name, value in told.items()}
    if isinstance(told, list) and isinstance(theirs, list):
        return [_within(one, other) for one, other in zip(told, theirs, strict=True)]
    return theirs.isoformat() if isinstance(theirs, datetime) else theirs


@given(st.lists(papers(), max_size=3))
def test_reading_it_back_gives_the_same_values(some: list[Paper]) -> None:
    expected = [paper_to_json(one) for one in some]
    assert json.loads(to_json(some)) == expected
    assert [json.loads(line) for line in to_jsonl(some).split("\n")[:-1]] == expected


@given(st.lists(papers(), min_size=1, max_size=3))
def test_there_is_a_line_for_each_paper(some: list[Paper]) -> None:
    assert len(to_json(some).splitlines()) == len(some) + 2
    assert len(to_jsonl(some).splitlines()) == len(some)
