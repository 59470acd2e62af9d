"""Which papers of the archive may be near: by any of many words, unread and recent, and what was skipped."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.search import candidates
from tests.store.builders import NOON, key

DAYS = range(1, 10)


def lamp(number: int, title: str = "Lamp") -> Paper:
    return Paper(
        key=key(number), title=title, abstract="Dusk", submitted_at=datetime(2026, 8, number, tzinfo=UTC)
    )


def filed(archive: Archive, *papers: Paper) -> Archive:
    for paper in papers:
        archive.store_paper(paper, NOON)
    return archive


def keys(archive: Archive, numbers: list[int]) -> list[str]:
    return [str(paper.key)[-1] for paper in archive.candidates.papers(numbers)]


def test_an_empty_archive_has_no_candidates(archive: Archive) -> None:
    assert archive.candidates.similar(["lamp"]) == []
    assert archive.candidates.unread(["lamp"], 5, []) == []
    assert archive.candidates.papers([1, 2]) == ()
    assert archive.candidates.skipped(5, []) == []
    assert archive.candidates.idf(["lamp"])["lamp"] == 0


def test_any_of_the_words_will_do_and_more_are_better_but_not_those_of_authors(archive: Archive) -> None:
    by_lamp = replace(lamp(4, "Rope"), authors=(), ai_summary="lamp", project_page="https://lamp.example")
    filed(archive, lamp(1, "Lamp"), lamp(2, "Candle lamp"), lamp(3, "Knot"), by_lamp)
    assert keys(archive, archive.candidates.similar(["lamp", "candle", "nobody"])) == ["2", "1"]
    assert archive.candidates.similar([]) == archive.candidates.similar(["nobody"]) == []


@pytest.mark.parametrize("word", ["or", "and", "not", "near", "title", "2608", "日本"])
def test_words_that_mean_something_to_the_index_are_words(archive: Archive, word: str) -> None:
    filed(archive, lamp(1, f"{word} lamp"), lamp(2))
    assert keys(archive, archive.candidates.similar([word])) == ["1"]


def test_words_in_too_many_papers_are_not_asked_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(archive, *(lamp(number) for number in DAYS), lamp(10, "Candle"))
    monkeypatch.setattr(candidates, "_MAX_READ", 8)
    assert len(archive.candidates.similar(["lamp", "candle"])) == 1
    monkeypatch.setattr(candidates, "_MAX_READ", 10)
    assert len(archive.candidates.similar(["lamp", "candle"])) == 10
    monkeypatch.setattr(candidates, "_MAX_WORDS", 1)
    assert len(archive.candidates.similar(["candle", "lamp"])) == 1


def test_only_recent_papers_that_are_unread_and_not_left_out_are_candidates_for_reading(
    archive: Archive,
) -> None:
    undated = Paper(key=PaperKey("2401.00009"), title="Lamp")
    filed(archive, *(lamp(number) for number in range(1, 8)), undated)
    archive.set_marks({key(7): Mark.READ, key(6): Mark.SKIPPED, key(5): Mark.SEEN}, NOON)
    found = archive.candidates.unread(["lamp"], 6, [key(4)])
    assert sorted(keys(archive, found)) == ["2", "3", "5"]
    assert len(archive.candidates.unread(["lamp"], 8, [])) == 6
    assert len(archive.candidates.unread(["lamp"], 500, [])) == 6


def test_those_skipped_last_are_given_first(archive: Archive) -> None:
    filed(archive, *(lamp(number) for number in DAYS))
    for number in DAYS:
        archive.set_marks({key(number): Mark.SKIPPED}, NOON + timedelta(minutes=number))
    archive.set_marks({key(9): Mark.READ}, NOON + timedelta(hours=1))
    archive.set_marks({PaperKey("title:of-a-saved-page"): Mark.SKIPPED}, NOON + timedelta(hours=1))
    assert archive.candidates.skipped(2, [key(8)]) == [lamp(7), lamp(6)]


def test_frequencies_are_those_of_the_papers_as_they_are_now(archive: Archive) -> None:
    filed(archive, lamp(1, "Lamp"), lamp(2, "Lamp"), lamp(3, "Knot"), lamp(2, "Candle"))
    idf = archive.candidates.idf(["lamp", "knot", "dusk", "nobody"])
    assert idf["lamp"] == idf["knot"] == pytest.approx(math.log(4))
    assert 0 == idf["nobody"] < idf["dusk"] == pytest.approx(math.log(4 / 3))


def test_papers_that_are_gone_are_left_out(archive: Archive) -> None:
    filed(archive, lamp(1), lamp(2))
    numbers = archive.candidates.similar(["lamp"])
    filed(archive, lamp(1, "Candle"))
    assert {paper.key for paper in archive.candidates.papers([*numbers, 7])} == {key(1), key(2)}
    filed(archive, replace(lamp(1), submitted_at=NOON))
    assert keys(archive, numbers) == ["2"]
