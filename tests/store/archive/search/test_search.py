"""What a search of the archive puts first, and when it gives up."""

from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import search_text
from paperreader.domain.text import fold
from paperreader.sources.hub.wire import listing_from_json
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.search import index, phrases, search
from tests.recorded import needs_recordings, recorded_days
from tests.store.builders import NOON, bookmark, key, listing, paper

TODAY = date(2026, 8, 21)


def found(archive: Archive, text: str, limit: int = 10) -> list[str]:
    """Return the keys of what is found, in order, and check how many there are."""
    answer = archive.index.find(Query.parse(text, TODAY), limit)
    assert answer is not None
    assert len(answer.papers) == min(limit, answer.count)
    return [str(paper.key)[-2:] for paper in answer.papers]


def named(number: int, title: str = "Knots", **known: object) -> Paper:
    base = Paper(key=key(number), title=title, submitted_at=datetime(2026, 8, number, tzinfo=UTC))
    return replace(base, **known)


def filed(archive: Archive, *papers: Paper) -> Archive:
    for each in papers:
        archive.store_paper(each, NOON)
    return archive


def test_the_title_counts_most_then_keywords_summary_and_abstract(archive: Archive) -> None:
    filler = "ropes and strings of every length"
    filed(
        archive,
        named(1, abstract=f"lamp {filler}", ai_summary=filler, ai_keywords=(filler,)),
        named(2, abstract=filler, ai_summary=f"lamp {filler}", ai_keywords=(filler,)),
        named(3, abstract=filler, ai_summary=filler, ai_keywords=(f"lamp {filler}",)),
        named(4, "Knots lamp", abstract=filler, ai_summary=filler, ai_keywords=(filler[:-7],)),
        *(named(number, abstract=filler) for number in range(5, 15)),
    )
    assert found(archive, "lamp") == ["04", "03", "02", "01"]


def test_without_words_and_for_equal_rank_the_newest_come_first_and_those_without_a_day_last(
    archive: Archive,
) -> None:
    unknown = Paper(key=key(99), title="Knots")
    filed(archive, named(2), named(9), unknown, named(5), named(7, submitted_at=None))
    for text in ("", "knots"):
        assert found(archive, text)[:3] == ["09", "05", "02"]
        assert set(found(archive, text)[3:]) == {"99", "07"}
    assert found(archive, "before:2026-08-06") == ["05", "02"]


def test_everything_comes_the_newest_day_first_and_a_day_as_it_was_listed(archive: Archive) -> None:
    for day, numbers in ((20, (3, 1, 2)), (21, (6, 4, 5))):
        at = datetime(2026, 8, day, tzinfo=UTC)
        papers = [replace(paper(number), submitted_at=at) for number in numbers]
        archive.store(listing(*papers, feed=Edition(Period.DAY, at.date())))
    shown = archive.candidates.papers(archive.index.newest())
    assert [int(each.key[-2:]) for each in shown] == [6, 4, 5, 3, 1, 2]


def test_of_words_that_all_papers_have_those_in_titles_count(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MAX_READ", 3)
    filed(
        archive,
        named(1, "Small lamp"),
        named(2, "Lamp", abstract="small"),
        *(named(number, abstract="small lamp") for number in (3, 4)),
    )
    assert found(archive, "small lamp") == ["01", "02", "04", "03"]


def test_of_very_many_the_newest_are_ranked(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_RANKED", 2)
    filed(archive, named(1, "Lamp"), *(named(number, abstract="lamp") for number in (2, 3)), named(4, "Lamp"))
    answer = archive.index.find(Query.parse("lamp", TODAY), 1)
    assert answer is not None
    assert (answer.count, answer.is_all) == (2, False)
    assert found(archive, "lamp", 4) == ["04", "03", "02", "01"]
    answer = archive.index.find(Query.parse("lamp", TODAY))
    assert answer is not None
    assert (answer.count, answer.is_all) == (4, True)


@pytest.mark.parametrize("text", ["a", "ab", "abc", "abcd", '"x a', '"x ab', '"x abc', '"x abcd', "title:a"])
@pytest.mark.parametrize("most", [0, 3, 1000])
def test_a_beginning_finds_the_same_however_it_is_looked_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, text: str, most: int
) -> None:
    monkeypatch.setattr(phrases, "_MANY_WORDS", most)
    monkeypatch.setattr(phrases, "_MANY_PHRASES", most)
    words = ["a", "ab", "abc", "abcd", "abce", "abcde", "abd", "b", "äb"]
    filed(archive, *(named(place, f"X {word}") for place, word in enumerate(words, start=1)))
    query = Query.parse(text, TODAY)
    last = fold(text.strip('"').removeprefix("title:")).split()[-1]
    begun = {f"{place:02}" for place, word in enumerate(words, start=1) if fold(word).startswith(last)}
    assert not query.is_empty
    assert set(found(archive, text)) == begun


def test_what_only_its_reader_says_is_found_behind_what_papers_say(archive: Archive) -> None:
    filed(archive, named(1, "Lamp"), named(4), named(5))
    kept = [replace(bookmark(4), tags=("lamps",)), replace(bookmark(9), tags=("lamps",))]
    answer = archive.index.find(Query.parse("lamp", TODAY), 10, kept)
    assert answer is not None
    assert [paper.key for paper in answer.papers] == [key(1), key(4)]
    answer = archive.index.find(Query.parse("lamp", TODAY), 10, [replace(bookmark(4), note="Knots")])
    assert answer is not None
    assert [paper.key for paper in answer.papers] == [key(1)]


def test_a_search_nobody_waits_for_is_given_up_in_the_middle(archive: Archive) -> None:
    filed(archive, *(named(1, key=key(number)) for number in range(1, 400)))
    text = " OR ".join(f"upvotes:={number}" for number in range(100))
    asked = iter([True, True])
    assert archive.index.find(Query.parse(text, TODAY), 10, (), lambda: next(asked, False)) is None
    assert next(asked, None) is None
    answer = archive.index.find(Query.parse(text, TODAY), 10)
    assert answer is not None
    assert answer.count == 0


def test_a_paper_that_changed_is_found_by_what_it_says_now(archive: Archive) -> None:
    filed(archive, named(1, "Small lamp", abstract="dusk"), named(2, "Candle"))
    filed(archive, named(1, "Large lamp", submitted_at=NOON + timedelta(days=1), upvotes=7))
    assert found(archive, "small") == []
    assert found(archive, "large dusk upvotes:7 on:2026-08-22") == ["01"]
    assert found(archive, "on:2026-08-01") == []
    assert found(archive, "") == ["01", "02"]


@needs_recordings
def test_three_distinctive_words_of_an_abstract_find_a_known_paper() -> None:
    papers = {
        paper.key: paper
        for day in recorded_days()
        for paper in listing_from_json(day.read_bytes(), edition_day=date.fromisoformat(day.stem)).papers
        if paper.abstract
    }
    with closing(filed(Archive.in_memory(), *papers.values())) as archive:
        counts = Counter(word for paper in papers.values() for word in set(search_text(paper).split()))
        wanted = sorted(papers)[:: len(papers) // 500][:500]
        missed = []
        for each in wanted:
            words = sorted(
                set(fold(papers[each].abstract or "").split()), key=lambda word: (counts[word], word)
            )
            # Not the very rarest, which only this paper has: words one would remember.
            remembered = [word for word in words if counts[word] > 1 and len(word) > 3][:6]
            answer = archive.index.find(Query.parse(" ".join(remembered[::2]), TODAY), 3)
            assert answer is not None
            if each not in {paper.key for paper in answer.papers}:
                missed.append(each)
        assert len(wanted) == 500
        assert len(missed) <= 25


def test_another_word_for_what_a_paper_has_is_another_folding() -> None:
    """Papers that were indexed before would not be found by it: where this fails, `_FOLDING` has to be one more."""
    words = {"code", "models", "project", "summary", "abstract"}
    assert (index._FOLDING, {word.lstrip("|") for word in index.PRESENCE_WORDS.values()}) == (3, words)
