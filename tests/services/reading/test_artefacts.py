"""Artefacts as a service: asked of the Hub, and had again at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from paperreader.domain.papers.artefacts import ON_HUB, ArtefactKind, ArtefactListing
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceError, SourceUnreachable
from paperreader.services.reading.artefacts import Artefacts
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.text_reading import read_in_thread
from tests.hub import Fault, Hub
from tests.hub.artefacts import BUILT_ON, HOSTILE, MUCH_USED, SHOWN, repository
from tests.sources.builders import TickingClock, client_to

KEY = PaperKey(BUILT_ON)


@asynccontextmanager
async def over(hub: Hub, clock: TickingClock) -> AsyncIterator[Artefacts]:
    source = HubSource(client_to(hub.url, clock, None), clock, read_in_thread)
    try:
        yield Artefacts(source, clock)
    finally:
        await source.close()


async def all_of(artefacts: Artefacts, *, is_wanted_fresh: bool = False) -> list[ArtefactListing]:
    return [answer async for answer in artefacts.answers(KEY, is_wanted_fresh=is_wanted_fresh)]


async def test_models_datasets_and_spaces_come_in_the_order_of_the_hub(hub: Hub) -> None:
    clock = TickingClock()
    async with over(hub, clock) as artefacts:
        listing = await artefacts.fetch(KEY)
    assert [request.path for request in hub.requests] == [f"/api/papers/{KEY}", f"/api/arxiv/{KEY}/repos"]
    assert [(each.kind.value, each.id) for each in listing.on_hub] == [
        ("model", "starling-institute/murmur-7b"),
        ("model", "starling-institute/murmur-7b-drill"),
        ("model", "night-owl/murmur-tiny"),
        ("dataset", "starling-institute/ten-thousand-flights"),
        ("space", "starling-institute/murmuration-live"),
    ]
    assert [each.is_private for each in listing.of(ArtefactKind.MODEL)] == [False, True, None]
    assert [listing.total(kind) for kind in ON_HUB] == [3, 1, 1]
    assert listing.paper.github_stars == 2051
    assert listing.fetched_at == clock.now


async def test_a_list_that_is_cut_says_how_many_there_are(hub: Hub) -> None:
    async with over(hub, TickingClock()) as artefacts:
        listing = await artefacts.fetch(PaperKey(MUCH_USED))
    assert (len(listing.of(ArtefactKind.MODEL)), listing.total(ArtefactKind.MODEL)) == (SHOWN, 153)


async def test_hostile_repositories_are_counted_or_have_no_address(hub: Hub) -> None:
    async with over(hub, TickingClock()) as artefacts:
        listing = await artefacts.fetch(PaperKey(HOSTILE))
    assert listing.left_out == 4
    assert [each.id for each in listing.on_hub if each.url] == ["porto-azul/orchard-1b"]


async def test_the_last_answer_comes_at_once_and_a_fresh_one_when_it_is_due_or_wanted(hub: Hub) -> None:
    clock = TickingClock()
    async with over(hub, clock) as artefacts:
        (first,) = await all_of(artefacts)
        assert await all_of(artefacts) == [first]
        hub.artefacts[BUILT_ON] = {"models": [repository("a/new")]}
        assert [len(each.on_hub) for each in await all_of(artefacts, is_wanted_fresh=True)] == [5, 1]
        clock.turn(180)
        assert len(await all_of(artefacts)) == 2


@pytest.mark.parametrize("path", ["/api/papers/", "/api/arxiv/"])
async def test_a_failure_of_either_answer_is_a_failure(path: str, hub: Hub) -> None:
    hub.fail(Fault.STATUS_403, path=path)
    async with over(hub, TickingClock()) as artefacts:
        with pytest.raises(SourceError):
            await artefacts.fetch(KEY)


@pytest.mark.parametrize("key", [PaperKey("2608.00001"), PaperKey.from_title("Only a title")])
async def test_an_unknown_paper_is_told(key: PaperKey, hub: Hub) -> None:
    async with over(hub, TickingClock()) as artefacts:
        with pytest.raises(PaperNotFound):
            await artefacts.fetch(key)


async def test_offline_it_is_said_that_nobody_is_asked() -> None:
    with pytest.raises(SourceUnreachable, match=r"You are offline, and what belongs to 2608\.90301"):
        await Artefacts(OfflineSource(), TickingClock()).fetch(KEY)
