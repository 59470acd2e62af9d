"""Narrowing a little at a time finds what narrowing at once would."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper, PaperKey
from paperreader.domain.query import Query, search_text
from paperreader.domain.view import Order, ordered
from paperreader.ui.narrowing import Narrowing, Unread

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
    order=st.sampled_from(Order),
)
def test_whatever_was_typed_before_the_answer_is_the_same(
    titles: list[list[str]], typed: list[str], order: Order
) -> None:
    papers = invented(titles)
    narrowing = Narrowing()
    narrowing.papers, narrowing.order = papers, order
    for text in typed:
        narrowing.query = query = Query.parse(text)
        expected = [paper for paper in ordered(papers, order) if query.matches(search_text(paper))]
        assert asyncio.run(found(narrowing)) == expected


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
