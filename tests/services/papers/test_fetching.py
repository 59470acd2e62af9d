"""Fetching every day over the test hub: what is asked, what is archived, and what is waited for."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Edition, Period
from paperreader.errors import (
    SourceBusy,
    SourceError,
    SourceUnreachable,
    StoreNotWritable,
    StoreTooNew,
    UsageError,
)
from paperreader.services.papers.fetching import Fetching, Progress
from paperreader.services.papers.library import Library
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from tests.hub import Fault, Hub, Limit
from tests.sources.builders import client_to
from tests.store.builders import NOON

MONDAY, WEDNESDAY, FRIDAY = date(2026, 8, 17), date(2026, 8, 19), date(2026, 8, 21)
WEEK = (MONDAY, FRIDAY)
WITH_A_WEEKEND = (date(2026, 8, 15), FRIDAY)
EDITIONS = [Edition(Period.DAY, date(2026, 8, day)) for day in (19, 20, 21)]
"""Those of the hub that have papers."""


@dataclass
class World:
    """A library that fetches from the hub, and a clock that only goes on while somebody waits."""

    hub: Hub
    path: Path
    now: datetime = NOON
    naps: list[float] = field(default_factory=list)
    open_archive: Callable[[], Archive] | None = None
    is_offline: bool = False

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
        )
        self.fetching = Fetching(self.library, lambda: self.now, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def seconds(self) -> float:
        return self.now.timestamp()

    async def run(
        self, since: date, until: date | None = None, *, newest_first: bool = False
    ) -> list[Progress]:
        return [each async for each in self.fetching.days(since, until, newest_first=newest_first)]

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


def days_named(first: int, last: int) -> list[str]:
    return [f"2026-08-{day:02}" for day in range(first, last + 1)]


async def test_every_day_is_archived_weekends_too_and_it_is_told_how_it_stands(world: Make) -> None:
    here = world()
    first, *rest = await here.run(*WITH_A_WEEKEND)
    assert here.asked() == days_named(15, 21)
    assert (first.day, first.done, first.total, first.per_minute, first.eta) == (None, 0, 7, None, None)
    assert [each.done for each in rest] == list(range(1, 8))
    listings = [await here.library.fetch(day) for day in EDITIONS]
    assert rest[-1].papers == sum(len(listing.papers) for listing in listings) > 20
    assert rest[-1].fetched == 7
    assert rest[-1].day == FRIDAY
    assert await here.library.days() == {date(2026, 8, day): day < 21 for day in range(15, 22)}


async def test_what_was_over_when_it_was_archived_is_not_asked_for_again(world: Make) -> None:
    here = world()
    await here.run(*WITH_A_WEEKEND)
    here.asked()
    first, last = await here.run(*WITH_A_WEEKEND)
    assert here.asked() == ["2026-08-21"], "the day in progress"
    assert (first.done, first.known, last.done, last.known) == (6, 6, 7, 6)
    here.now += timedelta(days=1)
    here.hub.today = "2026-08-22"
    await here.run(*WITH_A_WEEKEND)
    assert here.asked() == ["2026-08-21"]
    (only,) = await here.run(*WITH_A_WEEKEND)
    assert here.asked() == []
    assert (only.done, only.total) == (7, 7)


async def test_a_day_archived_by_a_clock_that_was_ahead_is_asked_for_again(world: Make) -> None:
    ahead = world(now=NOON + timedelta(days=30))
    await ahead.library.fetch(Edition(Period.DAY, WEDNESDAY))
    assert (await ahead.library.days()) == {WEDNESDAY: True}
    here = world()
    here.asked()
    await here.run(WEDNESDAY, WEDNESDAY)
    assert here.asked() == ["2026-08-19"]
    assert (await here.library.days()) == {WEDNESDAY: True}


async def test_the_newest_days_come_first_on_request(world: Make) -> None:
    here = world()
    await here.run(*WEEK, newest_first=True)
    assert here.asked() == days_named(17, 21)[::-1]


async def test_days_before_the_first_and_after_the_newest_are_not_asked_for(hub: Hub, world: Make) -> None:
    early = datetime(2023, 5, 6, 12, tzinfo=UTC)
    here = world(now=early)
    hub.today = "2023-05-06"
    *_, last = await here.run(date(1999, 1, 1), date(2100, 1, 1))
    assert here.asked() == ["2023-05-04", "2023-05-05", "2023-05-06"]
    assert last.total == 3
    assert (await here.run(FIRST_DAY))[-1].total == 3


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 8, 22), None, "Sat 22 Aug 2026 has not begun yet"),
        (FRIDAY, MONDAY, "Fri 21 Aug 2026 is after Mon 17 Aug 2026"),
        (date(2020, 1, 1), date(2023, 5, 3), "There are no papers until Wed 3 May 2023"),
    ],
)
async def test_days_that_make_no_sense_are_refused_before_anything_is_asked(
    world: Make, since: date, until: date | None, words: str
) -> None:
    here = world()
    with pytest.raises(UsageError, match=words):
        await here.run(since, until)
    assert here.asked() == []


# Failures ---------------------------------------------------------------------------------------------------


async def test_a_day_that_fails_is_passed_over_and_tried_once_more_at_the_end(hub: Hub, world: Make) -> None:
    here = world()
    hub.fail(Fault.NOT_JSON, path="/api/daily_papers?date=2026-08-18", times=1)
    progress = await here.run(*WEEK)
    assert here.asked() == [*days_named(17, 21), "2026-08-18"]
    assert progress[-1].failed == ()
    assert (progress[-1].done, progress[-1].total) == (5, 5)
    failed = progress[2].failed
    assert [(each.day.day, type(each.error).__name__) for each in failed] == [(18, "SourceChanged")]


async def test_a_day_that_goes_on_failing_keeps_no_other_and_is_left_for_the_next_run(
    hub: Hub, world: Make
) -> None:
    here = world()
    # Four attempts, as for all trouble of the Hub's own, which otherwise means that the network is gone.
    hub.fail(Fault.STATUS_500, path="/api/daily_papers?date=2026-08-18")
    *_, last = await here.run(*WEEK)
    assert Counter(here.asked()) == dict.fromkeys(days_named(17, 21), 1) | {"2026-08-18": 8}
    assert [each.day.day for each in last.failed] == [18]
    assert (last.done, last.total) == (4, 5)
    hub.heal()
    *_, last = await here.run(*WEEK)
    assert here.asked() == ["2026-08-18", "2026-08-21"]
    assert (last.done, last.failed) == (5, ())


async def test_without_a_network_it_stops_at_once(world: Make) -> None:
    here = world(is_offline=True)
    with pytest.raises(SourceUnreachable):
        await here.run(*WEEK)


async def test_a_hub_that_refuses_everything_is_not_asked_for_every_day(hub: Hub, world: Make) -> None:
    here = world()
    hub.fail(Fault.STATUS_403)
    with pytest.raises(SourceError, match="refuses access"):
        await here.run(FIRST_DAY)
    assert len(here.asked()) == 5


async def test_what_can_not_be_archived_is_not_fetched(hub: Hub, world: Make) -> None:
    def refuse() -> Archive:
        raise StoreTooNew("The archive was written by a newer paperreader", "update paperreader")

    with pytest.raises(StoreTooNew):
        await world(open_archive=refuse).run(*WEEK)
    assert hub.requests == []


async def test_a_full_disk_stops_it_and_once_there_is_space_it_goes_on(
    hub: Hub, world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = world()

    def full(*_: object) -> None:
        raise StoreNotWritable("The archive could not be written: disk full", "free some space")

    with monkeypatch.context() as disk:
        disk.setattr(Archive, "store", full)
        with pytest.raises(StoreNotWritable):
            await here.run(*WEEK)
    assert here.asked() == ["2026-08-17"]
    *_, last = await here.run(*WEEK)
    assert last.done == 5


# The budget -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_limited_hub_is_never_overdrawn_more_than_once_a_window(
    hub: Hub, world: Make, is_announced: bool
) -> None:
    here = world()
    limit = Limit(50, window=300, clock=here.seconds, is_announced=is_announced)
    hub.limit_by(limit)
    progress = await here.run(date(2026, 1, 1), FRIDAY)
    assert (progress[-1].done, progress[-1].failed) == (233, ())
    assert Counter(here.asked()).total() == 233 + sum(limit.refused.values())
    if is_announced:
        # A tenth of each window is left to others.
        assert max(limit.asked.values()) == 45
        assert limit.refused == {}
    else:
        # Only a refusal tells.
        assert set(limit.refused.values()) == {1}
    waits = [each for each in progress if each.waiting_until is not None]
    assert len(waits) == len(limit.asked) - 1
    assert max(here.naps) <= 15, "a machine that was asleep goes on soon after it is awake"
    begun_late = (here.now - NOON).total_seconds() - 300 * (len(limit.asked) - 1)
    assert 0 < begun_late < 3 * len(limit.asked)


async def test_how_long_it_will_take_counts_the_waits(hub: Hub, world: Make) -> None:
    here = world()
    hub.limit_by(Limit(50, window=300, clock=here.seconds))
    progress = await here.run(date(2026, 1, 1), FRIDAY)
    early = next(each for each in progress if each.done == 10)
    took = (here.now - NOON).total_seconds()
    assert early.eta is not None
    assert abs(early.eta.total_seconds() - took) < 0.02 * took


async def test_a_hub_that_only_ever_asks_for_patience_is_given_up(hub: Hub, world: Make) -> None:
    here = world()
    hub.fail(Fault.STATUS_429_BARE)
    with pytest.raises(SourceBusy):
        await here.run(*WEEK)
    assert here.asked() == ["2026-08-17"] * 8


async def test_without_any_announcement_no_more_is_asked_than_usual(world: Make, hub: Hub) -> None:
    here = world()
    hub.limit_by(Limit(10_000, window=300, clock=here.seconds, is_announced=False))
    *_, last = await here.run(date(2025, 1, 1), FRIDAY)
    assert last.done == last.total == 598
    assert (here.now - NOON).total_seconds() == 301


# Giving up --------------------------------------------------------------------------------------------------


async def test_it_can_be_cancelled_while_it_asks_and_goes_on_where_it_was(hub: Hub, world: Make) -> None:
    here = world()
    with hub.hold("/api/daily_papers?date=2026-08-19"):
        running = asyncio.create_task(here.run(*WEEK))
        await asyncio.to_thread(hub.wait_for_requests, 3)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    here.asked()
    *_, last = await here.run(*WEEK)
    assert here.asked() == days_named(19, 21)
    assert (last.done, last.known) == (5, 2)


async def test_it_can_be_left_at_every_step(hub: Hub, world: Make) -> None:
    for steps in range(1, 8):
        here = world()
        progress = here.fetching.days(*WEEK)
        for _ in range(steps):
            if await anext(progress, None) is None:
                break
        await progress.aclose()
    asked = Counter(here.asked())
    assert asked.pop("2026-08-21") >= 1
    assert asked == dict.fromkeys(days_named(17, 20), 1)


async def test_the_loop_is_free_while_it_fetches(hub: Hub, world: Make) -> None:
    here = world()
    with hub.hold():
        running = asyncio.create_task(here.run(*WEEK))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        assert await here.library.marks() == {}
    assert (await running)[-1].done == 5
