"""The builder and the written days hold what other tests count on."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.hub.papers import (
    CROWDED,
    OMIT,
    Entry,
    entry,
    moved,
    paper_id,
    paper_of,
    recorded_days,
    written_days,
)

ALL = [item for items in written_days().values() for item in items]


def named(known_as: str) -> Entry:
    return next(item for item in ALL if paper_id(item) == known_as)


def inside(value: object, key: str) -> object:
    assert isinstance(value, dict)
    return value[key]


def text_of(item: Entry) -> str:
    return str(paper_of(item)["summary"])


def test_a_built_entry_says_the_same_inside_and_around() -> None:
    item = entry(id="2608.90400", title="Both", organization="quay", submittedBy="ada", day="2026-08-20")
    paper = paper_of(item)
    assert item["title"] == paper["title"] == "Both"
    assert item["organization"] == paper["organization"]
    assert paper["publishedAt"] == "2026-08-19T00:00:00.000Z"
    assert item["publishedAt"] == "2026-08-18T20:00:00.000Z"
    assert paper["submittedOnDailyAt"] == "2026-08-20T00:00:00.000Z"
    assert inside(item["submittedBy"], "name") == "ada"
    assert inside(paper["submittedOnDailyBy"], "user") == "ada"


def test_a_built_entry_has_the_documented_keys() -> None:
    item = entry()
    assert set(item) == set(ALL[0]) - {"mediaUrls"}
    assert set(paper_of(item)) == set(paper_of(ALL[0])) - {"mediaUrls"}


@pytest.mark.parametrize("key", sorted({*entry(), *paper_of(entry())} - {"paper"}))
def test_any_key_can_be_left_out(key: str) -> None:
    item = entry(**{key: OMIT})  # type: ignore[arg-type]  # never `day`, which takes a str
    assert key not in item
    assert key not in paper_of(item)


def test_what_is_around_the_paper_can_differ_from_it() -> None:
    item = entry(title="Inside", outer={"title": "Around", "summary": OMIT, "paper": OMIT})
    assert item["title"] == "Around"
    assert "summary" not in item
    assert "paper" not in item


def test_the_written_days_have_their_size() -> None:
    assert {day: len(items) for day, items in written_days().items()} == {
        "2026-08-19": 12,
        "2026-08-20": 8,
        "2026-08-21": 10,
    }


def test_the_written_papers_have_their_peculiarities() -> None:
    assert paper_of(named("2608.90108"))["upvotes"] == 0
    assert "organization" not in named("2608.90104")
    assert "githubRepo" in paper_of(named("2608.90105"))
    assert "githubStars" not in paper_of(named("2608.90105"))
    assert "ai_summary" not in paper_of(named("2608.90106"))
    assert "1.5times" in text_of(named("2608.90107"))
    assert "50\\%" in text_of(named("2608.90107"))
    assert "É" in str(named("2608.90103")["title"])
    assert named("2608.90102")["title"] == "[CLS] Is All You Drop"
    assert "[klein]" in str(named("2608.90206")["title"])
    authors = paper_of(named(CROWDED))["authors"]
    assert isinstance(authors, list)
    assert len({author["name"] for author in authors}) == 600


def test_one_paper_is_listed_twice_on_a_day_and_one_on_two_days() -> None:
    listed = {day: [paper_id(item) for item in items] for day, items in written_days().items()}
    assert [known_as for known_as, times in Counter(listed["2026-08-21"]).items() if times > 1] == [
        "2608.90303"
    ]
    assert set(listed["2026-08-20"]) & set(listed["2026-08-21"]) == {"2608.90204"}


def test_one_written_paper_has_the_shape_of_2024() -> None:
    old = named("2408.90109")
    assert "submittedOnDailyAt" not in paper_of(old)
    assert "summary" not in old
    assert "\n  " in str(paper_of(old)["title"])
    assert "\n" not in str(old["title"])


def test_every_abstract_has_three_to_six_sentences() -> None:
    lengths = {paper_id(item): len(re.findall(r"[.?!]\)?(?=\s|$)", text_of(item))) for item in ALL}
    assert {known_as: length for known_as, length in lengths.items() if not 3 <= length <= 6} == {}


def test_nothing_written_is_null() -> None:
    assert "null" not in json.dumps(ALL)


def test_only_files_named_after_days_are_recorded_days(tmp_path: Path) -> None:
    for name in ("2026-08-20.json", "notes.json", "2026-08-20.txt", "2026-08-20-late.json"):
        (tmp_path / name).write_text('[{"paper": {"id": "2608.90400"}}]', encoding="utf-8")
    assert recorded_days(tmp_path) == {"2026-08-20": [{"paper": {"id": "2608.90400"}}]}


def test_moved_days_end_on_the_last_weekday_and_skip_weekends() -> None:
    sunday = date(2026, 11, 22)
    assert sorted(moved(written_days(), sunday)) == ["2026-11-18", "2026-11-19", "2026-11-20"]
    monday = date(2026, 11, 23)
    assert sorted(moved(written_days(), monday)) == ["2026-11-19", "2026-11-20", "2026-11-23"]
