"""Catching up over the test hub: what is shown at once, what is fetched, what is told, what is done."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Inbox, Period
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ranking.inbox import MAX_DAYS
from paperreader.errors import StoreTooNew
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.papers.feeds import Feeds
from paperreader.services.papers.fetching import Fetching
from paperreader.services.papers.inbox import CatchingUp
from paperreader.services.papers.library import Library
from paperreader.services.papers.search import ArchiveSearch
from paperreader.services.papers.similarity import Similarity
from paperreader.services.papers.watches import Watches
from paperreader.settings import Settings
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from tests.hub import Fault, Hub, Limit, entry
from tests.sources.builders import client_to
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON

ALL = [f"2026-08-{day:02}" for day in range(10, 22)]
"""From the first weekday to the last of an inbox that is opened for the first time, a weekend amid them."""
ONE_DAY = timedelta(days=1)


@dataclass
class World:
    """An inbox over the hub, with a clock that is set by hand."""

    hub: Hub
    path: Path
    now: datetime = NOON
    is_offline: bool = False
    naps: list[float] = field(default_factory=list)
    open_archive: Callable[[], Archive] | None = None

    def __post_init__(self) -> None:
        connection = client_to(self.hub.url, lambda: self.now)
        self.library = Library(
            hub=OfflineSource()
            if self.is_offline
            else HubSource(connection, lambda: self.now, read_in_thread),
            saved=SavedPageSource(),
            sample=SampleSource(),
            open_archive=self.open_archive or (lambda: Archive.open(self.path)),
            clock=lambda: self.now,
            interval=timedelta(minutes=15),
            is_offline=self.is_offline,
        )
        fetching = Fetching(self.library, lambda: self.now, self._sleep)
        self.inbox = CatchingUp(self.library, fetching, lambda: self.now)

    async def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)

    def seconds(self) -> float:
        return self.now.timestamp()

    async def listings(self, *kept: PaperKey) -> list[Listing]:
        return [listing async for listing in self.inbox.listings(kept)]

    async def last(self, *kept: PaperKey) -> Listing:
        return (await self.listings(*kept))[-1]

    def asked(self) -> list[str]:
        """The days that were asked for since this was last looked at, in order."""
        days = [request.query["date"] for request in self.hub.requests]
        self.hub.requests.clear()
        return days


Make = Callable[..., World]


@pytest.fixture
async def world(hub: Hub, tmp_path: Path) -> AsyncIterator[Make]:
    made: list[World] = []

    def make(**facts: object) -> World:
        made.append(World(hub, tmp_path / "archive.sqlite3", **facts))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        await each.library.close()


def keys(listing: Listing) -> list[PaperKey]:
    return [paper.key for paper in listing.papers]


def starts(listing: Listing) -> list[str]:
    """The days that have a heading, in order."""
    return [heading[:15] for key in keys(listing) if (heading := listing.headings.get(key))]


async def test_what_is_archived_is_shown_at_once_and_the_rest_day_by_day_the_newest_first(
    world: Make,
) -> None:
    here = world()
    await here.library.fetch(Edition(Period.DAY, date(2026, 8, 20)))
    here.now += timedelta(minutes=1)
    here.asked()
    first, *rest = await here.listings()
    assert starts(first) == ["Thu 20 Aug 2026"]
    assert "not fetched yet" in first.ending
    assert here.asked() == sorted(set(ALL) - {"2026-08-20"}, reverse=True)
    assert starts(rest[0]) == ["Fri 21 Aug 2026", "Thu 20 Aug 2026"]
    assert starts(rest[-1]) == ["Fri 21 Aug 2026", "Thu 20 Aug 2026", "Wed 19 Aug 2026"]
    assert len(keys(rest[-1])) == len(set(keys(rest[-1]))) > 20
    assert rest[-1].ending == "caught up to Thu 20 Aug 2026; more papers may come today"


async def test_nothing_is_asked_again_that_is_closed_or_fresh(world: Make) -> None:
    here = world()
    before = await here.last()
    here.asked()
    (again,) = await here.listings()
    assert again == before
    assert here.asked() == []
    assert not here.inbox.is_due(again)
    here.now += timedelta(minutes=16)
    assert here.inbox.is_due(again)
    await here.listings()
    assert here.asked() == ["2026-08-21"]
    async for _ in here.inbox.listings(is_wanted_fresh=True):
        pass
    assert here.asked() == ["2026-08-21"]


async def test_after_a_failure_it_is_not_due_at_once(world: Make) -> None:
    here = world()
    here.hub.close()
    last = await here.last()
    here.now += timedelta(minutes=14)
    assert not here.inbox.is_due(last)
    here.now += timedelta(minutes=2)
    assert here.inbox.is_due(last)


async def test_read_skipped_and_kept_papers_are_not_in_it(world: Make) -> None:
    here = world()
    read, skipped, seen, kept, *others = keys(await here.last())
    await here.library.set_marks({read: Mark.READ, skipped: Mark.SKIPPED, seen: Mark.SEEN})
    assert keys(await here.last(kept)) == [seen, *others]


async def test_as_a_feed_it_knows_what_is_kept(world: Make, tmp_path: Path) -> None:
    here = world()
    kept, *others = (await here.last()).papers
    bookmarks = Bookmarks(lambda: DirectStore(tmp_path / "bookmarks.json"), lambda: here.now)
    await bookmarks.keep(kept, "Inbox")
    feeds = Feeds(
        library=here.library,
        search=lambda: ArchiveSearch(here.library),
        watches=lambda: Watches(Path("none"), Settings(), lambda: here.now),
        inbox=lambda: here.inbox,
        similarity=lambda: Similarity(here.library),
        bookmarks=bookmarks,
        clock=lambda: here.now,
    )
    (listing,) = [each async for each in feeds.listings(Inbox())]
    assert keys(listing) == [paper.key for paper in others]
    assert not feeds.is_due(listing)
    here.now += timedelta(minutes=16)
    assert feeds.is_due(listing)
    await bookmarks.close()


async def test_opening_it_makes_nothing_vanish(world: Make) -> None:
    here = world()
    there = keys(await here.last())
    for _ in range(10):
        here.now += ONE_DAY
        here.hub.today = f"{here.now:%Y-%m-%d}"
        assert keys(await here.last()) == there


async def test_caught_up_is_everything_that_was_shown_and_can_be_taken_back(world: Make) -> None:
    here = world()
    before = await here.last()
    declared = await here.inbox.caught_up(before)
    assert declared.papers == set(keys(before))
    after = await here.last()
    assert after.papers == ()
    assert after.ending == before.ending
    await here.inbox.take_back(declared)
    assert await here.last() == before


async def test_caught_up_until_a_day_leaves_the_later_ones(world: Make) -> None:
    here = world()
    before = await here.last()
    await here.inbox.caught_up(before, date(2026, 8, 20))
    after = await here.last()
    assert starts(after) == ["Fri 21 Aug 2026"]
    assert set(keys(after)) < set(keys(before))


async def test_days_fetched_after_it_was_declared_are_in_it_all_the_same(world: Make) -> None:
    here = world(is_offline=True)
    online = world()
    await online.library.fetch(Edition(Period.DAY, date(2026, 8, 21)))
    shown = await here.last()
    assert starts(shown) == ["Fri 21 Aug 2026"]
    await here.inbox.caught_up(shown)
    assert starts(await online.last()) == ["Thu 20 Aug 2026", "Wed 19 Aug 2026"]


async def test_offline_the_archived_days_are_shown_and_the_others_told(world: Make) -> None:
    here = world(is_offline=True)
    first, last = await here.listings()
    assert first.ending == "Mon 10–Fri 21 Aug are not fetched yet"
    assert last.ending == "Mon 10–Fri 21 Aug could not be fetched (offline)"
    assert here.asked() == []


async def test_a_hub_that_is_down_is_told_and_what_was_archived_stays(world: Make) -> None:
    here = world()
    await here.library.fetch(Edition(Period.DAY, date(2026, 8, 20)))
    here.hub.close()
    last = await here.last()
    assert starts(last) == ["Thu 20 Aug 2026"]
    assert "Fri 21 Aug could not be fetched (" in last.ending
    assert "Mon 10–Wed 19 Aug could not be fetched (" in last.ending


async def test_a_day_that_fails_does_not_keep_the_others(world: Make, hub: Hub) -> None:
    here = world()
    hub.fail(Fault.STATUS_404, path="/api/daily_papers?date=2026-08-20")
    last = await here.last()
    assert starts(last) == ["Fri 21 Aug 2026", "Wed 19 Aug 2026"]
    assert [heading.partition("  ")[2] for heading in last.headings.values()] == [
        "",
        "(Thu 20 Aug: could not be fetched)",
    ]


async def test_a_limited_hub_is_waited_for(world: Make, hub: Hub) -> None:
    here = world()
    limit = Limit(5, window=300, clock=here.seconds)
    hub.limit_by(limit)
    last = await here.last()
    assert last.ending == "caught up to Thu 20 Aug 2026; more papers may come today"
    assert limit.refused == {}
    assert sum(here.naps) > 300


async def test_papers_that_came_after_everything_was_read_are_in_it_the_next_day(
    world: Make, hub: Hub
) -> None:
    here = world()
    await here.library.set_marks(dict.fromkeys(keys(await here.last()), Mark.READ))
    assert (await here.last()).papers == ()
    hub.publish("2026-08-21", entry(id="2608.99999", upvotes=7))
    hub.publish("2026-08-24", entry(id="2608.99998", upvotes=7, day="2026-08-24"))
    here.now, hub.today = NOON + 3 * ONE_DAY, "2026-08-24"
    last = await here.last()
    assert keys(last) == ["2608.99998", "2608.99999"]
    monday, friday = last.headings.values()
    assert monday == "Mon 24 Aug 2026 · 1 paper · more may come today"
    assert friday.startswith("Fri 21 Aug 2026 · 1 of ")
    assert friday.endswith("  (Sat 22–Sun 23 Aug: weekend)")
    assert last.ending == "caught up to Fri 21 Aug 2026; more papers may come today"


async def test_after_a_year_away_no_more_than_a_month_is_asked_for(world: Make, hub: Hub) -> None:
    here = world()
    await here.listings()
    here.asked()
    here.now, hub.today = NOON + 365 * ONE_DAY, "2027-08-21"
    last = await here.last()
    assert len(here.asked()) <= MAX_DAYS
    assert last.ending.endswith("; unread papers from before Thu 22 Jul 2027 are left out")
    await here.inbox.caught_up(last)
    assert (await here.last()).ending == "caught up to Fri 20 Aug 2027"


async def test_a_clock_that_was_set_back_hides_nothing_and_asks_for_no_day_to_come(world: Make) -> None:
    here = world()
    before = await here.last()
    here.asked()
    here.now = NOON - 3 * ONE_DAY
    last = await here.last()
    assert keys(last) == keys(before)
    assert "this machine's clock says it is Tue 18 Aug 2026" in last.ending
    assert max(here.asked()) <= "2026-08-18"
    here.now = NOON + timedelta(hours=1)
    assert keys(await here.last()) == keys(before)


async def test_an_archive_that_is_refused_is_told_after_what_there_is(world: Make) -> None:
    def refuse() -> Archive:
        raise StoreTooNew("archive.sqlite3 was written by a newer paperreader")

    here = world(open_archive=refuse)
    listings = here.inbox.listings()
    assert (await anext(listings)).papers == ()
    with pytest.raises(StoreTooNew):
        await anext(listings)
