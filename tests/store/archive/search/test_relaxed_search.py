"""A search goes on with any word where few papers have all, and never reads too much."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Author, Paper
from paperreader.domain.query.query import Query
from paperreader.domain.query.relaxation import MIN_RESULTS, relax
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.search_result import SearchResult
from paperreader.domain.query.syntax_tree import Term
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.search import relaxed_search
from tests.store.archive.search.test_agreement import filled, kept_of, told_apart
from tests.store.builders import NOON, bookmark, key
from tests.strategies import candidates, terms

TODAY = date(2026, 8, 21)
QUESTION = "how to make video models remember objects that left the view"


def answer(
    archive: Archive, text: str, limit: int | None = None, kept: list[Bookmark] | None = None
) -> SearchResult:
    found = archive.index.find(Query.parse(text, TODAY), limit, kept or [], is_relaxed=True)
    assert found is not None
    assert len(found.papers) == found.count or limit is not None
    return found


def found(archive: Archive, text: str, kept: list[Bookmark] | None = None) -> list[str]:
    """Return the ends of the keys of what is found, in order."""
    return [str(paper.key)[-2:] for paper in answer(archive, text, None, kept).papers]


def named(number: int, title: str = "Knots", **known: object) -> Paper:
    base = Paper(key=key(number), title=title, submitted_at=datetime(2026, 8, number, tzinfo=UTC))
    return replace(base, **known)


def filed(archive: Archive, *papers: Paper) -> Archive:
    for paper in papers:
        archive.store_paper(paper, NOON)
    return archive


def test_a_question_finds_papers_with_some_of_its_words(archive: Archive) -> None:
    filed(
        archive,
        named(1, "Object Permanence", abstract="A memory for video, when things leave the field of view."),
        named(2, "Remembering", abstract="We make the model remember."),
        named(3, abstract="Ropes of every length, and how to make them that left the harbour."),
        named(4, abstract="Ropes."),
    )
    assert set(found(archive, QUESTION)) == {"01", "02", "03"}
    assert found(archive, QUESTION)[-1] == "03"
    assert answer(archive, QUESTION).sentence == "no paper has all of these words; these have some"


def test_who_has_all_words_comes_first(archive: Archive) -> None:
    filed(
        archive,
        named(1, abstract=f"dusk {'filler ' * 300} lamps"),
        named(2, "Dusk, dusk", abstract="dusk"),
        named(3, "Knots"),
    )
    assert found(archive, "lamp dusk") == ["01", "02"]
    assert answer(archive, "lamp dusk").with_all == 1
    assert (
        answer(archive, "lamp dusk").sentence
        == "the first paper has all of these words, the others have some"
    )
    only = answer(archive, "lamp dusk", 1)
    assert ([str(paper.key)[-2:] for paper in only.papers], only.count, only.sentence) == (["01"], 2, "")


@pytest.mark.parametrize("many", [MIN_RESULTS - 1, MIN_RESULTS])
def test_where_enough_papers_have_all_words_nothing_else_is_looked_for(archive: Archive, many: int) -> None:
    filed(archive, *(named(number, "Lamp at dusk") for number in range(1, many + 1)), named(9, "Dusk"))
    assert ("09" in found(archive, "lamp dusk")) == (many < MIN_RESULTS)
    assert bool(answer(archive, "lamp dusk").sentence) == (many < MIN_RESULTS)


def test_it_is_not_widened_unless_asked_for(archive: Archive) -> None:
    filed(archive, named(1, "Dusk"))
    strict = archive.index.find(Query.parse("lamp dusk", TODAY))
    assert strict is not None
    assert (strict.papers, strict.sentence) == ((), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lamp dusk zzz", {"01", "02", "03"}),
        ('"lamp" zzz', set()),
        ('"lamp" dusk zzz', {"01"}),
        ("title:lamp dusk zzz", {"01"}),
        ("lamp dusk zzz -candle", {"01", "03"}),
        ("lamp dusk zzz -(candle OR stone)", {"01"}),
        ("lamp dusk zzz (candle OR ropes)", {"02", "03"}),
        ("lamp OR zzz", {"01"}),
        ("zzz OR yyy", set()),
        ("lamp dusk zzz after:2026-08-02", {"02", "03"}),
        ("lamp dusk zzz upvotes:>6", {"02"}),
        ("lamp dusk zzz is:read", {"03"}),
        ("lamp dusk zzz is:kept", {"02"}),
        ("lamp dusk zzz -is:kept", {"01", "03"}),
        ("lamp dusk zzz tag:later", {"02"}),
        ("lamp dusk zzz upvotes:>6 is:kept author:stone", set()),
        ("title:zzz", set()),
        ("-lamp", {"02", "03", "04"}),
    ],
)
def test_only_plain_words_give_way(archive: Archive, text: str, expected: set[str]) -> None:
    filed(
        archive,
        named(1, "Lamp", abstract="dusk"),
        named(2, "Candle", abstract="dusk", upvotes=7),
        named(3, "Ropes", abstract="dusk", authors=(Author("Ann Stone"),)),
        named(4, "Knots", upvotes=9),
    )
    archive.set_marks({key(3): Mark.READ}, NOON)
    kept = [replace(bookmark(2), tags=("later",))]
    assert set(found(archive, text, kept)) == expected


@pytest.mark.parametrize(
    ("asked", "title", "is_found"),
    [
        ("remembering zzz", "To remember", True),
        ("quantized zzz", "Quantization", True),
        ("lamp zzz", "Lamps", True),
        ("lamps zzz", "A lamp", True),
        ("art zzz", "Article", False),
        ("view zzz", "Viewpoint", False),
        ("stone zzz", "Ann Stoner", True),
        ("the zzz", "The Lamp", False),
    ],
)
def test_kin_of_a_word_will_do(archive: Archive, asked: str, title: str, is_found: bool) -> None:
    filed(archive, named(1, title))
    assert (found(archive, asked) == ["01"]) == is_found


def test_a_word_of_the_title_counts_no_more_than_twice(archive: Archive) -> None:
    fill = "ropes and strings"
    filed(
        archive,
        named(1, "Lamp", abstract=fill),
        named(2, "Knots", abstract="candles at dusk on stones"),
        *(named(number, "Knots", abstract=fill) for number in range(3, 20)),
    )
    assert found(archive, "lamp candle dusk stone") == ["02", "01"]


def test_of_equal_rank_the_newest_comes_first_and_a_hundred_are_given(archive: Archive) -> None:
    day = timedelta(days=1)
    filed(archive, *(replace(named(1, "Dusk"), key=key(n), submitted_at=NOON + n * day) for n in range(120)))
    keys = [paper.key for paper in answer(archive, "dusk zzz").papers]
    assert keys == [key(number) for number in range(119, 19, -1)]


def test_the_rarest_words_are_read_and_no_more(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(
        archive,
        named(1, "Lamp"),
        named(2, "Lamp", abstract="dusk"),
        *(named(number, "Dusk") for number in range(3, 9)),
    )
    assert len(found(archive, "lamp dusk zzz")) == 8
    monkeypatch.setattr(relaxed_search, "_MAX_READ", 5)
    assert found(archive, "lamp dusk zzz") == ["01", "02"]
    monkeypatch.setattr(relaxed_search, "_MAX_READ", 1)
    # Not even the rarest: the newest that have it, in place of none.
    assert found(archive, "lamp dusk zzz") == ["02", "01"]
    assert found(archive, "dusk zzz") == ["08", "07", "06", "05", "04", "03", "02"]


@given(
    st.lists(terms(), min_size=1, max_size=4), st.lists(candidates(), min_size=1, max_size=8).map(told_apart)
)
def test_what_is_required_is_never_widened(asks: list[Term], asked: list[SearchCandidate]) -> None:
    with closing(filled(Archive.in_memory(), asked)) as archive:
        kept = kept_of(asked)
        by_key = {candidate.paper.key: candidate for candidate in asked}
        for term in asks:
            strict, wide = (
                archive.index.find(Query(term), None, kept),
                archive.index.find(Query(term), None, kept, is_relaxed=True),
            )
            assert strict is not None
            assert wide is not None
            assert wide.papers[: len(strict.papers)] == strict.papers
            wanted = relax(term)
            others = wide.papers[len(strict.papers) :]
            assert not others or wanted is not None
            assert all(wanted is None or wanted.required.matches(by_key[paper.key]) for paper in others)
