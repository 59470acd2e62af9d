"""A machine whose clock is wrong by weeks, against a hub that says what time it is."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.services.papers.fetching import Fetching
from paperreader.services.papers.inbox import CatchingUp
from paperreader.services.papers.library import Library
from paperreader.sources.http.response import Response
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.clock import HubClock
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables import migrations
from tests.hub import Hub
from tests.store.builders import NOON, paper

FRIDAY = date(2026, 8, 21)
FORTNIGHT = timedelta(days=15)


class Machine:
    """A reader on a machine whose clock can be put wrong, and the hub it asks, whose clock is right."""

    def __init__(self, hub: Hub, path: Path) -> None:
        self.now = NOON
        self.is_ahead_by = timedelta()
        hub.now = lambda: self.now
        self.clock = HubClock(lambda: self.now + self.is_ahead_by)
        connection = hub_client(hub.url, clock=self.clock, version="0", on_server_time=self.clock.set_to)
        self.library = Library(
            hub=HubSource(connection, self.clock, read_in_thread),
            saved=SavedPageSource(),
            sample=SampleSource(),
            open_archive=lambda: Archive.open(path),
            clock=self.clock,
            interval=timedelta(minutes=15),
        )
        self.fetching = Fetching(self.library, self.clock)
        self.inbox = CatchingUp(self.library, self.fetching, self.clock)


@pytest.fixture
async def machine(hub: Hub, tmp_path: Path) -> AsyncIterator[Machine]:
    made = Machine(hub, tmp_path / "archive.sqlite3")
    yield made
    await made.library.close()


@pytest.mark.parametrize("ahead", [FORTNIGHT, timedelta(days=1), -timedelta(days=40)], ids=str)
async def test_the_newest_day_is_that_of_the_hub(machine: Machine, ahead: timedelta) -> None:
    machine.is_ahead_by = ahead
    newest = await machine.library.newest()
    assert newest.feed == Edition(Period.DAY, FRIDAY)
    assert newest.papers
    assert not newest.is_complete
    assert machine.clock() == NOON


async def test_a_day_asked_for_while_the_clock_is_ahead_is_not_over(machine: Machine) -> None:
    machine.is_ahead_by = FORTNIGHT
    listing = await machine.library.fetch(Edition(Period.DAY, FRIDAY))
    assert (listing.fetched_at, listing.is_complete) == (NOON, False)
    yesterday = await machine.library.fetch(Edition(Period.DAY, FRIDAY - timedelta(days=1)))
    assert yesterday.is_complete


async def test_an_inbox_made_while_the_clock_was_ahead_hides_no_day(
    machine: Machine, hub: Hub, tmp_path: Path
) -> None:
    machine.is_ahead_by = FORTNIGHT
    listings = [listing async for listing in machine.inbox.listings()]
    assert listings[-1].papers
    days = await machine.library.days()
    assert max(days) == FRIDAY
    assert days[FRIDAY] is False
    hub.today = "2026-09-10"
    hub.requests.clear()
    later = Machine(hub, tmp_path / "archive.sqlite3")
    later.now = datetime(2026, 9, 10, 15, tzinfo=UTC)
    assert [progress async for progress in later.fetching.days(FRIDAY)][-1].fetched == 21
    assert {request.query["date"] for request in hub.requests} >= {"2026-08-21", "2026-08-24", "2026-09-04"}
    await later.library.close()


async def test_days_that_have_not_begun_for_the_hub_are_not_asked_for(machine: Machine, hub: Hub) -> None:
    machine.is_ahead_by = FORTNIGHT
    last = [progress async for progress in machine.fetching.days(FRIDAY - timedelta(days=2), None)][-1]
    assert (last.failed, last.total, last.done) == ((), 3, 3)
    assert len(hub.requests) == 3


# Archives that were written while a clock was ahead ----------------------------------------------------------------


def _day(day: date, *papers: int, at: datetime) -> Listing:
    return Listing(
        feed=Edition(Period.DAY, day),
        papers=tuple(map(paper, papers)),
        origin=ListingOrigin.HUB,
        fetched_at=at,
        is_complete=True,
    )


WHOLE, HOLIDAY, SUNDAY, PARTIAL, BETWEEN = (
    date(2026, 8, 19),
    date(2026, 8, 20),
    date(2026, 8, 16),
    FRIDAY,
    date(2026, 8, 27),
)
AFTER = date(2026, 8, 28)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "archive.sqlite3")) as opened:
        opened.store(_day(WHOLE, 1, 2, at=NOON))
        opened.store(_day(SUNDAY, at=NOON))
        opened.store(_day(PARTIAL, 3, at=NOON + FORTNIGHT))
        opened.store(_day(BETWEEN, at=NOON + FORTNIGHT))
        yield opened


def test_what_was_asked_for_later_than_now_is_open_again_with_the_next_answer(archive: Archive) -> None:
    later = NOON + timedelta(days=8)
    archive.store(_day(AFTER, 4, at=later))
    assert archive.days(NOON + timedelta(days=90)) == {
        SUNDAY: True,
        WHOLE: True,
        PARTIAL: False,
        BETWEEN: False,
        AFTER: True,
    }


def test_days_an_older_archive_has_closed_by_mistake_are_open_again(tmp_path: Path, archive: Archive) -> None:
    archive.store(_day(HOLIDAY, at=NOON))
    archive.store(_day(AFTER, 4, at=NOON + timedelta(days=8)))
    archive.store(_day(date(2026, 9, 3), 5, at=NOON + timedelta(days=40)))
    archive.close()
    path = tmp_path / "archive.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE listings SET is_complete = 1")
        connection.execute("PRAGMA user_version = 4")
    assert len(migrations.MIGRATIONS) > 4
    with closing(Archive.open(path)) as again:
        found = again.days(NOON + timedelta(days=90))
    assert {day for day, is_closed in found.items() if not is_closed} == {HOLIDAY, PARTIAL, BETWEEN}
    assert found[WHOLE] is found[SUNDAY] is found[AFTER] is found[date(2026, 9, 3)] is True


# What an answer says -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "server_time"),
    [
        ({"date": "Fri, 21 Aug 2026 12:00:00 GMT"}, NOON),
        ({"date": "Fri, 21 Aug 2026 12:00:00 -0000"}, NOON),
        ({"date": "Fri, 21 Aug 2026 14:00:00 +0200"}, NOON),
        ({"date": "Fri, 21 Aug 2026 12:00:00 GMT", "age": "60"}, NOON + timedelta(minutes=1)),
        ({"date": "Fri, 21 Aug 2026 12:00:00 GMT", "age": "old"}, NOON),
        ({"date": "Fri, 99 Aug 2026 12:00:00 GMT"}, None),
        ({"date": "Fri, 31 Dec 9999 23:59:59 GMT", "age": "900000"}, None),
        ({"date": "now"}, None),
        ({"date": ""}, None),
        ({}, None),
    ],
)
def test_when_an_answer_was_sent(headers: dict[str, str], server_time: datetime | None) -> None:
    assert Response(200, "https://example.org", headers, b"").server_time == server_time


def test_a_clock_that_differs_by_minutes_is_left_alone() -> None:
    clock = HubClock(lambda: NOON)
    clock.set_to(NOON - timedelta(minutes=4))
    assert (clock(), clock.is_ahead_by) == (NOON, timedelta())
    clock.set_to(NOON - timedelta(minutes=6))
    assert clock() == NOON - timedelta(minutes=6)
    clock.set_to(NOON)
    assert clock() == NOON
