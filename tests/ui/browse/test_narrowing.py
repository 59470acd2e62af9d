"""Narrowing a little at a time finds what narrowing at once would."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.errors import StoreUnreadable
from paperreader.ui.browse.narrowing import Narrowing, Unread
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import opened, reader, settled

TODAY = date(2026, 8, 21)
WORDS = ("agent", "agents", "attention", "bayes", "bayesian", "causal")


def invented(titles: list[list[str]]) -> tuple[Paper, ...]:
    return tuple(
        Paper(key=PaperKey(f"2608.{n:05}"), title=" ".join(words), upvotes=n % 7)
        for n, words in enumerate(titles)
    )


async def found(narrowing: Narrowing) -> list[Paper]:
    return [paper async for slice_ in narrowing.found() for paper in slice_]


@given(
    titles=st.lists(st.lists(st.sampled_from(WORDS), max_size=4), max_size=30),
    typed=st.lists(st.text(alphabet='abegnst -"', max_size=8), max_size=6),
    order=st.sampled_from(SortOrder),
)
def test_whatever_was_typed_before_the_answer_is_the_same(
    titles: list[list[str]], typed: list[str], order: SortOrder
) -> None:
    papers = invented(titles)
    narrowing = Narrowing({})
    narrowing.papers, narrowing.order = papers, order
    for text in typed:
        narrowing.query = query = Query.parse(text, TODAY)
        expected = [paper for paper in sort_papers(papers, order) if query.matches(SearchCandidate(paper))]
        assert asyncio.run(found(narrowing)) == expected


def test_typing_on_after_marks_changed_finds_what_they_let_in() -> None:
    papers = invented([["agent"], ["agents"]])
    marks = {papers[0].key: Mark.READ}
    narrowing = Narrowing(marks)
    narrowing.papers = papers
    narrowing.query = Query.parse("is:unread", TODAY)
    assert asyncio.run(found(narrowing)) == [papers[1]]
    marks[papers[0].key] = Mark.SEEN
    narrowing.query = Query.parse("is:unread agent", TODAY)
    assert asyncio.run(found(narrowing)) == list(papers)


def test_typing_on_after_bookmarks_changed_finds_what_they_let_in() -> None:
    papers = invented([["agent"], ["bayes"]])
    kept = Bookmark(paper=papers[0], kept_at=datetime(2026, 8, 21, tzinfo=UTC), tags=("causal",))
    narrowing = Narrowing({})
    narrowing.papers = papers
    narrowing.query = Query.parse("caus", TODAY)
    assert asyncio.run(found(narrowing)) == []
    narrowing.know([kept])
    narrowing.query = Query.parse("causal", TODAY)
    assert asyncio.run(found(narrowing)) == [papers[0]]
    narrowing.know([])
    assert asyncio.run(found(narrowing)) == []


def test_by_rise_papers_are_ordered_by_what_the_archive_knows() -> None:
    papers = invented([["agent"], ["bayes"], ["causal"]])

    async def rises_of(keys: Iterable[PaperKey]) -> Mapping[PaperKey, int]:
        return {key: 5 for key in keys if key == papers[2].key}

    async def refused(_: Iterable[PaperKey]) -> Mapping[PaperKey, int]:
        raise StoreUnreadable("archive.sqlite3 is damaged")

    for each, expected in ((rises_of, "201"), (refused, "012"), (None, "012")):
        narrowing = Narrowing({}, each)
        narrowing.papers, narrowing.order = papers, SortOrder.RISE
        assert asyncio.run(found(narrowing)) == [papers[int(number)] for number in expected]


def test_bookmarks_that_change_while_a_list_is_narrowed_are_not_missed() -> None:
    papers = invented([["agent"]] * 60 + [["bayes"]])
    kept = Bookmark(paper=papers[0], kept_at=datetime(2026, 8, 21, tzinfo=UTC))

    async def changed_between() -> list[Paper]:
        narrowing = Narrowing({})
        narrowing.papers = papers
        narrowing.query = Query.parse("is:kept", TODAY)
        slices = narrowing.found()
        assert await anext(slices) == []
        narrowing.know([kept])
        assert [paper async for slice_ in slices for paper in slice_] == []
        return await found(narrowing)

    assert asyncio.run(changed_between()) == [papers[0]]


@given(
    marks=st.lists(st.sampled_from(Mark), min_size=1, max_size=40),
    changes=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Mark)), max_size=20),
)
def test_the_unread_are_counted_whatever_is_marked(
    marks: list[Mark], changes: list[tuple[int, Mark]]
) -> None:
    papers = invented([["x"]] * len(marks))
    held = {paper.key: mark for paper, mark in zip(papers, marks, strict=True)}
    unread = Unread(held)
    asyncio.run(unread.count(papers))
    for n, mark in changes:
        key = PaperKey(f"2608.{n:05}")
        before = {key: held.get(key, Mark.NEW)}
        held[key] = mark
        unread.changed(before)
    assert unread.number == sum(held[paper.key].is_unread for paper in papers)


def test_what_comes_before_the_first_count_is_news() -> None:
    papers = invented([["x"]] * 5)
    unread = Unread({})
    unread.begin(papers[:2])
    assert asyncio.run(unread.count(papers[:3])) == 1
    assert asyncio.run(unread.count(papers)) == 2
    unread.begin(papers[:4])
    assert unread.number is None
    assert asyncio.run(unread.count(papers[:4])) == 0


def test_a_count_that_is_given_up_has_told_nobody_of_the_news() -> None:
    papers = invented([["x"]] * 3000)

    class Asked(dict[PaperKey, Mark]):
        def get(self, *args: object) -> Mark:
            counting.set()
            return Mark.NEW

    counting = asyncio.Event()
    unread = Unread(Asked())
    unread.begin(papers[:1])

    async def given_up() -> int:
        first = asyncio.create_task(unread.count(papers))
        await counting.wait()
        first.cancel()
        return await unread.count(papers)

    assert asyncio.run(given_up()) == 2999


async def test_a_wrong_query_leaves_the_list_as_the_last_right_one_made_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"fair")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        narrowed = papers.rows
        await pilot.press(")")
        await pilot.pause()
        await settled(pilot, lambda: papers.rows == narrowed)


async def test_marks_and_bookmarks_narrow_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        first, second = papers.rows[0], papers.rows[1]

        def shows(paper: Paper) -> bool:
            return list(papers.rows) == [paper]

        await pilot.press("b", "space")
        await settled(pilot, lambda: first.key in screen.snapshot.kept)
        for typed, expected in (("is:kept", first), ("is:read", first), ("is:seen", second)):
            await pilot.press("slash", *typed)
            await settled(pilot, partial(shows, expected))
            await pilot.press("escape")
            await settled(pilot, lambda: len(papers.rows) == 56)
