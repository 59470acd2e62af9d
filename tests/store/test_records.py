"""Records: the way there and back, what is left out, and what is refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, tidy_tags
from paperreader.domain.bookmarks.history import Change, ChangeKind
from paperreader.domain.bookmarks.merge_state import BookmarkState, Edit, MergeState, Register
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean_lines
from paperreader.errors import StoreUnreadable
from paperreader.paper_record import AuthorRecord, OrganizationRecord, PaperRecord, SubmitterRecord
from paperreader.store import records
from tests import strategies
from tests.store import builders


def _record(bookmark: Bookmark) -> records.Record:
    return records.bookmark_state_to_record(BookmarkState().with_kept(bookmark))


def _bookmark(record: records.Record, name: str = "A stored bookmark") -> Bookmark | None:
    return records.bookmark_state_from_record(record, name).bookmark


def _over(bookmark: Bookmark, record: records.Record) -> records.Record:
    return records.bookmark_state_over_record(BookmarkState().with_kept(bookmark), record)


@given(strategies.papers())
def test_a_paper_comes_back_from_its_text(paper: Paper) -> None:
    text = records.paper_to_json(paper)
    again = records.paper_from_json(text.encode())
    assert again == paper
    assert isinstance(again.key, PaperKey)


@given(strategies.merge_states())
def test_what_was_said_of_a_bookmark_comes_back_from_its_record(merge_state: MergeState) -> None:
    for bookmark_state in merge_state.bookmark_states.values():
        record = records.bookmark_state_to_record(bookmark_state)
        assert records.bookmark_state_from_record(json.loads(json.dumps(record))) == bookmark_state


@given(strategies.bookmarks_with_words())
def test_a_bookmark_comes_back_from_its_record(bookmark: Bookmark) -> None:
    bookmark_state = BookmarkState().set_to(bookmark, bookmark.kept_at)
    again = records.bookmark_state_from_record(
        json.loads(json.dumps(records.bookmark_state_to_record(bookmark_state)))
    )
    assert again == bookmark_state
    assert again.bookmark == bookmark


@given(strategies.merge_states(), strategies.edits())
def test_a_step_comes_back_from_its_line(merge_state: MergeState, edits: list[Edit]) -> None:
    for edit in edits:
        if (step := Change.between(ChangeKind.NOTE, merge_state, edit(merge_state))) is not None:
            line = records.change_to_line(step, "do")
            assert line.count(b"\n") == 1
            assert records.change_from_line(line) == step


def test_a_record_of_version_1_was_said_when_the_paper_was_kept() -> None:
    record = {**_record(builders.bookmark()), "tags": ["a"], "note": "x"}
    bookmark_state = records.bookmark_state_from_record(record)
    assert bookmark_state.kept is not None
    assert bookmark_state.kept.at == builders.NOON
    assert bookmark_state.tags == Register(("a",), builders.NOON)
    assert bookmark_state.note == Register("x", builders.NOON)
    assert bookmark_state.status is None


def test_a_changed_record_and_a_removal_read_like_this() -> None:
    later = builders.NOON + timedelta(hours=1)
    bookmark_state = (
        BookmarkState()
        .with_kept(builders.bookmark())
        .annotated(Annotations(note="a\nb", add_tags=("x",)), later)
    )
    record = records.bookmark_state_to_record(bookmark_state)
    del record["paper"], record["kept_at"], record["found_in"]
    at = "2026-08-21T13:00:00Z"
    assert record == {"note": "a\nb", "tags": ["x"], "changed": {"kept": at, "note": at, "tags": at}}
    removed = records.bookmark_state_to_record(bookmark_state.removed(later + timedelta(hours=1)))
    assert removed == {
        "removed_at": "2026-08-21T14:00:00Z",
        "note": "a\nb",
        "tags": ["x"],
        "changed": {"note": at, "tags": at},
    }


def test_every_fact_of_a_paper_is_stored_under_its_name() -> None:
    for kind, stored in (
        (Paper, PaperRecord),
        (Author, AuthorRecord),
        (Submitter, SubmitterRecord),
        (Organization, OrganizationRecord),
    ):
        assert set(kind.__struct_fields__) == set(stored.__struct_fields__)


def test_the_unknown_is_left_out() -> None:
    paper = Paper(key=PaperKey("2608.00001"), title="On Being Brief", upvotes=0, is_author_active=False)
    assert json.loads(records.paper_to_json(paper)) == {
        "key": "2608.00001",
        "title": "On Being Brief",
        "upvotes": 0,
        "is_author_active": False,
    }


def test_a_record_reads_like_this() -> None:
    record = _record(builders.bookmark())
    abstract = record["paper"].pop("abstract")
    assert abstract.startswith("We light lantern 1")
    assert record == {
        "found_in": "Fri 21 Aug 2026",
        "kept_at": "2026-08-21T12:00:00Z",
        "paper": {
            "ai_keywords": ["lanterns", "gradients"],
            "authors": [
                {"name": "Ada Ölund", "status": "claimed_verified", "username": "ada"},
                {"name": "Bo Nakamura"},
            ],
            "key": "2608.00001",
            "organization": {"fullname": "Lantern Lab", "name": "lantern-lab"},
            "published_at": "2026-08-19T12:00:00Z",
            "submitted_at": "2026-08-21T12:00:00Z",
            "submitted_by": {"fullname": "Carla D.", "name": "carla"},
            "title": "Lanterns for Lost Gradients, Part 1",
        },
    }


def test_times_of_other_zones_are_the_same_time_in_utc() -> None:
    text = b'{"key": "k", "title": "t", "published_at": "2026-08-21T01:30:00+02:00"}'
    published_at = records.paper_from_json(text).published_at
    assert published_at == datetime(2026, 8, 20, 23, 30, tzinfo=UTC)
    assert published_at.tzinfo is UTC
    there = datetime(2026, 8, 21, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    bookmark = Bookmark(paper=builders.paper(), kept_at=there)
    assert _record(bookmark)["kept_at"] == "2026-08-20T23:30:00Z"


def test_unknown_keys_are_passed_over() -> None:
    record = _record(builders.bookmark())
    more = {**record, "colour": "later", "paper": {**record["paper"], "mood": "hopeful"}}
    assert _bookmark(more) == builders.bookmark()


def test_unknown_keys_survive_a_newer_bookmark() -> None:
    record = _record(builders.bookmark())
    more = {**record, "colour": "later", "paper": {**record["paper"], "mood": "hopeful"}}
    newer = Bookmark(paper=builders.paper(upvotes=7), kept_at=builders.NOON)
    merged = _over(newer, more)
    assert merged["colour"] == "later"
    assert merged["paper"]["mood"] == "hopeful"
    assert merged["paper"]["upvotes"] == 7


def test_what_a_newer_bookmark_no_longer_knows_is_gone() -> None:
    record = _record(Bookmark(paper=builders.paper(upvotes=7), kept_at=builders.NOON))
    newer = Bookmark(paper=builders.paper(), kept_at=builders.NOON)
    assert _bookmark(_over(newer, record)) == newer


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": None}, r"Expected `str`, got `null` - at `\$.paper.title`"),
        ({"upvotes": "7"}, r"Expected `int \| null`, got `str` - at `\$.paper.upvotes`"),
        ({"authors": [{"username": "x"}]}, r"missing required field `name` - at `\$.paper.authors\[0\]`"),
        ({"authors": "Ada"}, r"Expected `array`, got `str` - at `\$.paper.authors`"),
        ({"published_at": "yesterday"}, r"Invalid RFC3339 .* at `\$.paper.published_at`"),
        ({"published_at": "2026-08-21T12:00:00"}, r"timezone .* at `\$.paper.published_at`"),
        ({"key": ""}, r"length >= 1 - at `\$.paper.key`"),
    ],
)
def test_a_malformed_record_is_refused_with_what_is_wrong(change: dict[str, object], complaint: str) -> None:
    record = _record(builders.bookmark())
    record["paper"] |= change
    with pytest.raises(StoreUnreadable, match=f"^The bookmark of Ada was not understood: .*{complaint}"):
        _bookmark(record, "The bookmark of Ada")


@pytest.mark.parametrize("missing", ["paper", "kept_at"])
def test_a_bookmark_without_what_it_needs_is_refused(missing: str) -> None:
    record = _record(builders.bookmark())
    del record[missing]
    with pytest.raises(StoreUnreadable, match=f"missing required field `{missing}`"):
        _bookmark(record)


@pytest.mark.parametrize("text", [b"", b"{}", b'{"key": "k", "title": "\xff"}', b'{"key": "k", "title": 3}'])
def test_malformed_text_is_refused(text: bytes) -> None:
    with pytest.raises(StoreUnreadable, match="A stored paper was not understood"):
        records.paper_from_json(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Red\x1b[31m Alert\n", "Red Alert"),
        ("\u202etrap", "trap"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a\x7fb\x00c\x9b31md", "abcd"),
        ("half\ud83d a pair", "half\ufffd a pair"),
        ("Größe\u00a0 und\u2003Maß ", "Größe und Maß"),
        ("\U000e0041tagged\u200b", "tagged"),
    ],
)
def test_texts_from_a_file_are_cleaned_wherever_they_are(text: str, cleaned: str) -> None:
    record = _record(builders.bookmark())
    record |= {"found_in": text, "note": f"first\n{text}", "tags": [text]}
    record["paper"] |= {
        "title": text,
        "abstract": text,
        "ai_keywords": ["kind", text],
        "authors": [{"name": "Ada"}, {"name": text, "username": text}],
        "organization": {"name": text, "fullname": text},
        "submitted_by": {"name": text, "fullname": text},
    }
    read = _bookmark(record)
    assert read is not None
    paper = read.paper
    assert {read.found_in, paper.title, paper.abstract, paper.ai_keywords[1]} == {cleaned}
    assert {paper.authors[1].name, paper.authors[1].username} == {cleaned}
    assert paper.organization == Organization(cleaned, cleaned)
    assert paper.submitted_by == Submitter(cleaned, cleaned)
    assert read.tags == tidy_tags([cleaned])
    assert read.note == clean_lines(f"first\n{text}")


@pytest.mark.parametrize("field", ["title", "abstract", "thumbnail", "discussion_id", "github_repo"])
def test_one_text_that_is_not_clean_is_found_in_any_field(field: str) -> None:
    record = _record(builders.bookmark())
    record["paper"][field] = "a\x1b]0;title\x07b"
    read = _bookmark(record)
    assert read is not None
    assert getattr(read.paper, field) == "ab"


def test_a_key_of_nothing_that_can_be_seen_is_refused() -> None:
    record = _record(builders.bookmark())
    record["paper"]["key"] = "\u200b"
    with pytest.raises(StoreUnreadable, match=r"length >= 1 - at `\$.paper.key`"):
        _bookmark(record)


def test_a_label_no_file_takes_can_be_stored() -> None:
    bookmark = Bookmark(paper=builders.paper(), kept_at=builders.NOON, found_in="Saved page m\udcfcller.html")
    assert _record(bookmark)["found_in"] == "Saved page m\ufffdller.html"
