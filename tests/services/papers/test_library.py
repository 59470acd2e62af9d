"""The library over the test hub: what is asked, how often, and what is remembered."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Feed, Period, Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceUnreachable,
    StoreNotWritable,
    StoreTooNew,
)
from paperreader.services.papers.library import Library
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from tests.hub import Fault, Hub

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
THURSDAY = Edition(Period.DAY, date(2026, 8, 20))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 8, 21, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def library(hub: Hub | None, clock: Clock, path: Path) -> Library:
    source = (
        OfflineSource()
        if hub is None
        else HubSource(hub_client(hub.url, clock=clock, version="0"), clock, read_in_thread)
    )
    return Library(
        hub=source,
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: Archive.open(path),
        clock=clock,
        interval=timedelta(minutes=15),
        is_offline=hub is None,
    )


@pytest.fixture
async def online(hub: Hub, clock: Clock, tmp_path: Path) -> AsyncIterator[Library]:
    opened = library(hub, clock, tmp_path / "archive.sqlite3")
    yield opened
    await opened.close()


async def listed(answers: AsyncIterator[Listing]) -> list[ListingOrigin]:
    return [listing.origin async for listing in answers]


async def test_the_archived_listing_comes_first_and_the_fresh_one_only_when_due(
    online: Library, hub: Hub, clock: Clock
) -> None:
    assert await listed(online.listings(FRIDAY)) == [ListingOrigin.HUB]
    asked = len(hub.requests)
    assert await listed(online.listings(FRIDAY)) == [ListingOrigin.ARCHIVE]
    assert len(hub.requests) == asked
    clock.time += timedelta(minutes=16)
    assert await listed(online.listings(FRIDAY)) == [ListingOrigin.ARCHIVE, ListingOrigin.HUB]
    assert await listed(online.listings(FRIDAY, is_wanted_fresh=True)) == [
        ListingOrigin.ARCHIVE,
        ListingOrigin.HUB,
    ]


async def test_a_closed_edition_is_seldom_asked_for_again(online: Library, clock: Clock) -> None:
    assert await listed(online.listings(THURSDAY)) == [ListingOrigin.HUB]
    clock.time += timedelta(hours=5)
    assert await listed(online.listings(THURSDAY)) == [ListingOrigin.ARCHIVE]
    clock.time += timedelta(days=1)
    assert await listed(online.listings(THURSDAY)) == [ListingOrigin.ARCHIVE, ListingOrigin.HUB]


async def test_those_who_want_the_same_share_one_request(online: Library, hub: Hub) -> None:
    with hub.hold("/api/"):
        waiting = [asyncio.create_task(online.fetch(FRIDAY)) for _ in range(5)]
        await asyncio.to_thread(hub.wait_for_requests, 1)
    answers = await asyncio.gather(*waiting)
    assert len(hub.requests) == 1
    assert all(answer == answers[0] for answer in answers)


async def test_one_who_leaves_does_not_take_the_answer_from_the_others(online: Library, hub: Hub) -> None:
    with hub.hold("/api/"):
        leaving, staying = (asyncio.create_task(online.fetch(FRIDAY)) for _ in range(2))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
    assert (await staying).papers
    assert len(hub.requests) == 1


@pytest.mark.parametrize("turns", range(8))
async def test_asking_again_right_after_giving_up_is_answered(online: Library, hub: Hub, turns: int) -> None:
    await online.archived(FRIDAY)
    with hub.hold("/api/"):
        first = asyncio.create_task(online.fetch(FRIDAY))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        first.cancel()
        # At whatever moment between the wish and its being noticed.
        for _ in range(turns):
            await asyncio.sleep(0)
        second = asyncio.create_task(online.fetch(FRIDAY))
        await asyncio.sleep(0)
    assert (await second).papers
    with pytest.raises(asyncio.CancelledError):
        await first


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.STATUS_403, SourceError),
        (Fault.STATUS_429_QUOTA, SourceBusy),
        (Fault.HTML, SourceChanged),
        (Fault.NOT_JSON, SourceChanged),
    ],
)
async def test_a_paper_the_hub_does_not_give_is_the_archived_one_and_why_is_told(
    online: Library, hub: Hub, fault: Fault, kind: type[SourceError]
) -> None:
    known = (await online.fetch(FRIDAY)).papers[0]
    answer = await online.paper(known.key)
    assert (answer.paper.key, answer.why_archived, answer.not_kept) == (known.key, None, None)
    hub.fail(fault)
    answer = await online.paper(known.key)
    assert answer.paper.key == known.key
    assert isinstance(answer.why_archived, kind)
    with pytest.raises(kind):
        await online.paper(PaperKey("2601.00001"))


async def test_offline_the_archived_paper_is_not_said_to_be_missing(
    online: Library, clock: Clock, tmp_path: Path
) -> None:
    known = (await online.fetch(FRIDAY)).papers[0]
    offline = library(None, clock, tmp_path / "archive.sqlite3")
    answer = await offline.paper(known.key)
    assert answer.paper.key == known.key
    assert answer.why_archived is not None
    assert answer.why_archived.message == "You are offline"
    with pytest.raises(SourceUnreachable, match="not archived"):
        await offline.paper(PaperKey("2601.00001"))
    answers = offline.listings(FRIDAY, is_wanted_fresh=True)
    assert (await anext(answers)).papers
    with pytest.raises(SourceUnreachable) as refused:
        await anext(answers)
    assert "not archived" not in refused.value.message
    await offline.close()


class InstantSource:
    """A source that answers at once, of every second paper that it can't be had."""

    budget = None

    async def listing(self, feed: Feed) -> Listing:
        return Listing(
            feed=feed, papers=(), origin=ListingOrigin.HUB, fetched_at=datetime(2026, 8, 21, tzinfo=UTC)
        )

    async def paper(self, key: PaperKey) -> Paper:
        if int(key[-1]) % 2:
            raise SourceUnreachable(f"no answer about {key}")
        return Paper(key=key, title="Fresh")

    async def close(self) -> None:
        pass


async def test_each_of_many_callers_gets_what_belongs_to_its_own_answer(clock: Clock, tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive.sqlite3")
    keys = [PaperKey(f"2608.{number:05}") for number in range(200)]
    for key in keys:
        archive.store_paper(Paper(key=key, title="Archived"), clock())
    crowd = Library(
        hub=InstantSource(),
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: archive,
        clock=clock,
        interval=timedelta(minutes=15),
    )
    answers = await asyncio.gather(*(crowd.paper(key) for key in keys))
    for key, answer in zip(keys, answers, strict=True):
        is_archived = int(key[-1]) % 2 == 1
        assert answer.paper.title == ("Archived" if is_archived else "Fresh")
        told = None if answer.why_archived is None else answer.why_archived.message
        assert told == (f"no answer about {key}" if is_archived else None)
    await crowd.close()


class HalfFullArchive(Archive):
    """An archive for which there is no room for every second day."""

    def store(self, listing: Listing) -> Listing:
        if isinstance(listing.feed, Edition) and listing.feed.first_day.day % 2:
            raise StoreNotWritable(f"no room for {listing.feed.name}")
        return super().store(listing)


async def test_each_of_many_callers_is_told_whether_its_own_listing_is_kept(clock: Clock) -> None:
    crowd = Library(
        hub=InstantSource(),
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=HalfFullArchive.in_memory,
        clock=clock,
        interval=timedelta(minutes=15),
    )
    days = [Edition(Period.DAY, date(2026, 1, 1) + timedelta(days=number)) for number in range(200)]
    for day, listing in zip(days, await asyncio.gather(*map(crowd.fetch, days)), strict=True):
        told = None if listing.not_kept is None else listing.not_kept.message
        assert told == (f"no room for {day.name}" if day.first_day.day % 2 else None)
    await crowd.close()


async def test_a_paper_the_hub_does_not_know_any_more_is_the_archived_one_and_that_is_told(
    online: Library, hub: Hub
) -> None:
    known = (await online.fetch(FRIDAY)).papers[0]
    hub.fail(Fault.STATUS_404)
    answer = await online.paper(known.key)
    assert answer.paper.key == known.key
    assert isinstance(answer.why_archived, PaperNotFound)


async def test_a_failed_request_is_not_remembered(online: Library, hub: Hub) -> None:
    hub.fail(Fault.STATUS_403)
    with pytest.raises(SourceError):
        await online.fetch(FRIDAY)
    hub.heal()
    assert (await online.fetch(FRIDAY)).papers


async def test_opening_goes_back_to_the_newest_edition_that_has_papers(
    hub: Hub, clock: Clock, tmp_path: Path
) -> None:
    hub.today = "2026-08-24"
    clock.time = datetime(2026, 8, 24, 5, tzinfo=UTC)
    online = library(hub, clock, tmp_path / "archive.sqlite3")
    listings = [listing async for listing in online.opening()]
    await online.close()
    assert [listing.feed for listing in listings if listing.origin is ListingOrigin.HUB] == [FRIDAY]


async def test_opening_offline_shows_the_archive_or_else_the_sample(
    hub: Hub, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "archive.sqlite3"
    offline = library(None, clock, path)
    answers = offline.opening()
    assert (await anext(answers)).feed == Sample()
    with pytest.raises(SourceUnreachable):
        await anext(answers)
    await offline.close()
    online = library(hub, clock, path)
    await online.fetch(FRIDAY)
    await online.close()
    offline = library(None, clock, path)
    assert await listed(offline.opening()) == [ListingOrigin.ARCHIVE]
    await offline.close()


async def test_a_too_new_archive_is_left_alone_and_the_reader_goes_on(
    hub: Hub, clock: Clock, tmp_path: Path
) -> None:
    def refuse() -> Archive:
        raise StoreTooNew("The archive was written by a newer paperreader", "update paperreader")

    source = HubSource(hub_client(hub.url, clock=clock, version="0"), clock, read_in_thread)
    online = Library(
        hub=source,
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=refuse,
        clock=clock,
        interval=timedelta(minutes=15),
    )
    listing = await online.fetch(FRIDAY)
    assert listing.papers
    assert isinstance(listing.not_kept, StoreTooNew)
    assert isinstance((await online.paper(listing.papers[0].key)).not_kept, StoreTooNew)
    assert isinstance(await online.refusal(), StoreTooNew)
    await online.close()


async def test_marks_are_there_again(online: Library, clock: Clock, tmp_path: Path) -> None:
    marks = {PaperKey("2608.90301"): Mark.READ, PaperKey("2608.90302"): Mark.SKIPPED}
    await online.set_marks(marks)
    await online.set_marks({PaperKey("2608.90302"): Mark.NEW})
    again = library(None, clock, tmp_path / "archive.sqlite3")
    assert await again.marks() == {PaperKey("2608.90301"): Mark.READ}
    await again.close()
