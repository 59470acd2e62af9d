"""The inbox in the reader: day by day, done with by a key, and back by the same key."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from paperreader.domain.papers.feed import Edition, Inbox, Period, Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.store.archive.archive import Archive
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import fixed_clock, opened, reader, settled, text_of, told

NOW = fixed_clock()


def paper(number: int, upvotes: int, day: datetime) -> Paper:
    return Paper(
        key=PaperKey(f"2608.{number:05}"), title=f"Paper {number}", upvotes=upvotes, submitted_at=day
    )


@pytest.fixture
def archived() -> None:
    """File two days, the first of them twice, with more votes the second time."""
    archive = Archive.open(Paths.from_environment(os.environ).archive_file)
    for number, (day, ago, votes) in enumerate([(19, 30, 3), (19, 2, 40), (20, 1, 7)]):
        at = datetime(2026, 8, day, tzinfo=UTC)
        papers = (paper(day, votes, at),)
        edition = Edition.containing(Period.DAY, at.date())
        archive.store(
            Listing(
                feed=edition,
                papers=papers,
                origin=ListingOrigin.HUB,
                fetched_at=NOW - timedelta(hours=ago),
                is_complete=number > 0,
            )
        )
    archive.close()


@pytest.mark.usefixtures("archived")
async def test_the_inbox_has_its_days_is_done_with_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList)
        await pilot.press("5")
        await settled(pilot, lambda: [row.title for row in rows.rows] == ["Paper 20", "Paper 19"])
        assert "Thu 20 Aug 2026" in text_of(app, "#papers")
        await pilot.press("A")
        await settled(pilot, lambda: told(app, "Marked as read: 2 papers"))
        await settled(pilot, lambda: "A undoes" in " ".join(text_of(app, "#notice").split()))
        await pilot.press("A")
        await settled(pilot, lambda: [row.title for row in rows.rows] == ["Paper 20", "Paper 19"])


@pytest.mark.usefixtures("archived")
async def test_the_detail_says_how_the_votes_move(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Inbox(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("j")
        await settled(pilot, lambda: "+37 since yesterday" in text_of(app, "#detail"))
        await pilot.press("k")
        await settled(pilot, lambda: "since yesterday" not in text_of(app, "#detail"))


async def test_elsewhere_nothing_is_done_with(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("A")
        await settled(pilot, lambda: told(app, "A works in the inbox (5)"))
