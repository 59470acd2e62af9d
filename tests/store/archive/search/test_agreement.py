"""A query means the same in memory and in the archive."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.predicates import day_of
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.syntax_tree import Term
from paperreader.store.archive.archive import Archive
from tests.domain.query.test_finding_page import FINDS
from tests.store.builders import NOON
from tests.strategies import candidates, terms

CASES = int(os.environ.get("PAPERREADER_CASES", "40"))
TODAY = date(2026, 8, 27)


def told_apart(asked: list[SearchCandidate]) -> list[SearchCandidate]:
    """Return subjects with keys of their own: an arXiv id for most, a title for one."""
    apart = []
    for number, candidate in enumerate(asked):
        key = PaperKey(f"2608.{1233 + number:05}") if number else PaperKey("title:a")
        paper = replace(candidate.paper, key=key)
        bookmark = candidate.bookmark and replace(
            candidate.bookmark, paper=replace(candidate.bookmark.paper, key=key)
        )
        apart.append(SearchCandidate(paper, candidate.mark, bookmark))
    return apart


def filled(archive: Archive, asked: list[SearchCandidate]) -> Archive:
    """File the papers and the marks."""
    for candidate in asked:
        archive.store_paper(candidate.paper, NOON)
    archive.set_marks({candidate.paper.key: candidate.mark for candidate in asked}, NOON)
    return archive


def kept_of(asked: list[SearchCandidate]) -> list[Bookmark]:
    """Return the bookmarks; the same list is asked with again and again."""
    return [candidate.bookmark for candidate in asked if candidate.bookmark]


def found(archive: Archive, query: Query, kept: list[Bookmark]) -> set[PaperKey]:
    """Return what the archive finds."""
    answer = archive.index.find(query, None, kept)
    assert answer is not None
    assert answer.is_all
    assert answer.count == len(answer.papers)
    return {paper.key for paper in answer.papers}


@settings(max_examples=CASES, deadline=None)
@given(
    st.lists(terms(), min_size=1, max_size=4), st.lists(candidates(), min_size=1, max_size=8).map(told_apart)
)
def test_the_archive_finds_what_matches_in_memory_and_nothing_else(
    asks: list[Term], asked: list[SearchCandidate]
) -> None:
    with closing(filled(Archive.in_memory(), asked)) as archive:
        kept = kept_of(asked)
        for term in asks:
            query = Query(term)
            assert found(archive, query, kept) == {s.paper.key for s in asked if query.matches(s)}


@settings(max_examples=CASES // 3, deadline=None)
@given(terms(), st.lists(candidates(), min_size=1, max_size=8).map(told_apart))
def test_what_is_counted_day_by_day_is_what_matches_in_memory(
    term: Term, asked: list[SearchCandidate]
) -> None:
    with closing(filled(Archive.in_memory(), asked)) as archive:
        query = Query(term)
        counted = archive.index.count_by_day(
            query, [candidate.bookmark for candidate in asked if candidate.bookmark]
        )
        days = [day_of(candidate.paper) for candidate in asked if query.matches(candidate)]
        assert counted == Counter(day for day in days if day is not None)


@settings(max_examples=CASES // 3, deadline=None)
@given(terms(), st.lists(candidates(), min_size=2, max_size=8).map(told_apart), st.data())
def test_it_still_does_after_papers_and_marks_changed(
    term: Term, asked: list[SearchCandidate], data: st.DataObject
) -> None:
    with closing(filled(Archive.in_memory(), asked)) as archive:
        query, kept = Query(term), kept_of(asked)
        found(archive, query, kept)
        for place, other in enumerate(
            told_apart(data.draw(st.lists(candidates(), min_size=1, max_size=len(asked))))
        ):
            former = asked[place]
            changed = archive.store_paper(other.paper, NOON)
            archive.set_marks({other.paper.key: Mark.READ}, NOON)
            asked[place] = SearchCandidate(changed, Mark.READ, former.bookmark)
        assert found(archive, query, kept) == {s.paper.key for s in asked if query.matches(s)}


EXAMPLES = told_apart([candidate for pair in FINDS.values() for candidate in pair])


@pytest.fixture(scope="module", params=["memory", "disk"])
def examples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of what the examples of the page speak of; nobody changes it."""
    path = tmp_path_factory.mktemp("examples") / "archive.sqlite3"
    with closing(Archive.open(path) if request.param == "disk" else Archive.in_memory()) as archive:
        yield filled(archive, EXAMPLES)


@pytest.mark.parametrize("text", FINDS)
def test_every_example_of_the_page_means_the_same(text: str, examples: Archive) -> None:
    query = Query.parse(text, TODAY)
    assert "2608.01234" in {each.paper.key for each in EXAMPLES}
    assert found(examples, query, kept_of(EXAMPLES)) == {s.paper.key for s in EXAMPLES if query.matches(s)}


@pytest.mark.parametrize(
    "text",
    [
        "-(a " * 50 + "b" + ")" * 50,
        "(" * 50 + "a" + ")" * 50,
        "(a OR (b " * 25 + "c" + "))" * 25,
        "(a OR (upvotes:>3 " * 25 + "c" + "))" * 25,
        "-(upvotes:3 " * 50 + "b" + ")" * 50,
        " OR ".join(f"-(a{n} b) title:x" for n in range(500)),
        " ".join(f"upvotes:>{n}" for n in range(2_000)),
        " OR ".join(f"upvotes:>{n} a{n}" for n in range(300)),
        " ".join(f"w{n}" for n in range(2_000)),
        f"upvotes:<{'9' * 15}",
    ],
    ids=lambda text: text[:30],
)
def test_queries_of_any_shape_are_answered(text: str) -> None:
    query = Query.parse(text, TODAY)
    asked = told_apart([candidate for pair in FINDS.values() for candidate in pair])
    with closing(filled(Archive.in_memory(), asked)) as archive:
        assert found(archive, query, kept_of(asked)) == {s.paper.key for s in asked if query.matches(s)}
