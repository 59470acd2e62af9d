"""Momentum from the archive: of one paper and of many."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from paperreader.services.papers.library import Library
from paperreader.services.papers.momentum import Momentum
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.store.archive.archive import Archive
from tests.store.builders import NOON, key, paper


@pytest.fixture
async def momentum() -> AsyncIterator[Momentum]:
    archive = Archive.in_memory()
    for days, upvotes in ((2, 40), (1, 100), (0, 137)):
        archive.store_paper(paper(1, upvotes=upvotes), NOON - timedelta(days=days))
    library = Library(
        hub=OfflineSource(),
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: archive,
        clock=lambda: NOON,
        interval=timedelta(minutes=15),
    )
    yield Momentum(library, lambda: NOON)
    await library.close()


async def test_the_rise_and_the_readings_of_a_paper(momentum: Momentum) -> None:
    assert await momentum.of(key(1)) == (37, (40, 100, 137))
    assert await momentum.of(key(1), most=2) == (37, (40, 137))
    assert await momentum.of(key(2)) == (None, ())


async def test_the_rises_of_many_papers(momentum: Momentum) -> None:
    assert await momentum.rises([key(1), key(2)]) == {key(1): 37}
