"""The archive searched as typed: the last question is answered, and an old archive is indexed between keys."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from paperreader.domain.query.query import Query
from paperreader.domain.query.search_result import IndexingState
from paperreader.services.papers.library import Library
from paperreader.services.papers.search import ArchiveSearch
from paperreader.store.archive.archive import Archive
from tests.services.papers.test_library import Clock, library
from tests.store.builders import NOON, bookmark, paper

TODAY = date(2026, 8, 21)
NUMBER = 250


def parsed(text: str) -> Query:
    return Query.parse(text, TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with papers, indexed."""
    path = tmp_path / "archive.sqlite3"
    with closing(Archive.open(path)) as archive:
        for number in range(1, NUMBER + 1):
            archive.store_paper(paper(number), NOON)
    return path


@pytest.fixture
async def opened(path: Path) -> AsyncIterator[Library]:
    opened = library(None, Clock(), path)
    yield opened
    await opened.close()


def forget_index(path: Path) -> None:
    """Leave the archive as a program that folds otherwise does."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE index_state SET made_with = 'another'")


async def count(search: ArchiveSearch, text: str) -> int:
    answer = await search.find(parsed(text), 1)
    assert answer is not None
    return answer.count


async def test_what_was_fetched_is_found_with_what_its_reader_said(opened: Library) -> None:
    search = ArchiveSearch(opened)
    answer = await search.find(parsed('"part 7" -"part 7x"'), 3)
    assert answer is not None
    assert next(each.title for each in answer.papers) == "Lanterns for Lost Gradients, Part 79"
    assert (len(answer.papers), answer.count, answer.is_all, answer.waiting) == (3, 11, True, 0)
    assert await count(search, "is:kept") == 0
    answer = await search.find(parsed("is:kept"), 3, [bookmark(4)])
    assert answer is not None
    assert answer.papers == (paper(4),)


async def test_only_the_last_of_many_questions_is_answered(opened: Library) -> None:
    search = ArchiveSearch(opened)
    typed = [parsed("lantern gradient"[:end]) for end in range(1, 17)]
    gate = threading.Event()
    busy = asyncio.create_task(opened.with_archive(lambda _: gate.wait(10)))
    asking = [asyncio.create_task(search.find(query, 5)) for query in typed]
    await asyncio.sleep(0)
    gate.set()
    assert await busy
    answers = await asyncio.gather(*asking)
    assert [answer is None for answer in answers] == [True] * 15 + [False]


async def test_an_answer_nobody_waits_for_is_not_looked_for(opened: Library) -> None:
    search = ArchiveSearch(opened)
    asking = asyncio.create_task(search.find(parsed("lantern"), 5))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await count(search, "lantern") == NUMBER


async def test_an_archive_that_is_not_indexed_is_indexed_bit_by_bit(path: Path, opened: Library) -> None:
    forget_index(path)
    search = ArchiveSearch(opened)
    steps = search.index()
    assert await anext(steps) == IndexingState(NUMBER)
    assert await anext(steps) == IndexingState(NUMBER - 50)
    await steps.aclose()
    async for step in search.index():
        assert await count(search, "lantern") == NUMBER - step.left
    assert await count(search, "lantern") == NUMBER
    assert [step async for step in search.index() if step.left] == []


async def test_what_is_fetched_is_found_before_the_rest_is_indexed(path: Path, opened: Library) -> None:
    forget_index(path)
    await opened.with_archive(lambda archive: archive.store_paper(paper(NUMBER + 1), NOON))
    await opened.with_archive(lambda archive: archive.store_paper(paper(1, upvotes=3), NOON))
    answer = await ArchiveSearch(opened).find(parsed(""), 5)
    assert answer is not None
    assert (answer.papers, answer.waiting) == ((paper(NUMBER + 1),), NUMBER)
    assert [step.left async for step in ArchiveSearch(opened).index()][:3] == [250, 200, 150]
    assert await count(ArchiveSearch(opened), "upvotes:3") == 1
    assert await count(ArchiveSearch(opened), "") == NUMBER + 1
