"""Like this one and For you in the reader: nearest first, each with its reason."""

import os
from datetime import UTC, datetime

import pytest

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import Edition, ForYou, Period, Sample, SimilarTo
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.store.archive.archive import Archive
from paperreader.ui.browse.paper_list import PaperList
from tests.store.bookmarks.direct import DirectStore
from tests.ui.reader import opened, reader, settled, showing, text_of

DAY = Edition.containing(Period.DAY, datetime(2026, 8, 20, tzinfo=UTC).date())
LAMPS = ("Lantern oil for lighthouse keepers", "Lighthouse lantern optics", "Oil in lantern optics")
WHALES = ("Whale songs in winter", "Counting whale songs", "Songs of the whale calf")


def paper(number: int, title: str) -> Paper:
    at = datetime(2026, 8, 20, tzinfo=UTC)
    return Paper(key=PaperKey(f"2608.{number:05}"), title=title, abstract=title, submitted_at=at)


@pytest.fixture
def archived() -> tuple[Paper, ...]:
    """File papers of two topics among others, so that their words say something."""
    titles = (*LAMPS, *WHALES, *(f"Filler {n} of topic {n % 7} with word{n}" for n in range(60)))
    papers = tuple(paper(number, title) for number, title in enumerate(titles))
    archive = Archive.open(Paths.from_environment(os.environ).archive_file)
    archive.store(
        Listing(
            feed=DAY, papers=papers, origin=ListingOrigin.HUB, fetched_at=datetime(2026, 8, 21, tzinfo=UTC)
        )
    )
    archive.close()
    return papers


async def test_the_nearest_papers_come_first_and_say_why(
    archived: tuple[Paper, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), archived[:1])
        rows = screen.query_one(PaperList)
        await pilot.press("tilde")
        await settled(pilot, lambda: [row.title for row in rows.rows[:2]] == sorted(LAMPS[1:]))
        assert screen.listing is not None
        assert screen.listing.feed == SimilarTo((archived[0].key,))
        await settled(pilot, lambda: "lantern" in rows.render_line(1).text)
        assert "Like “Lantern oil" in text_of(app, "#feed-bar")


async def test_for_you_says_how_many_papers_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("6")
        await settled(pilot, lambda: "Bookmark 10 papers to get recommendations" in text_of(app, "#notice"))


@pytest.mark.usefixtures("archived")
async def test_for_you_lists_what_is_like_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = Paths.from_environment(os.environ)
    at = datetime(2026, 8, 20, tzinfo=UTC)
    kept = [Bookmark(paper=paper(900 + n, f"Whale songs, part {n}"), kept_at=at) for n in range(10)]
    DirectStore(paths.bookmarks_file, paths.bookmarks_state).keep_all(kept)
    app = reader(monkeypatch, ForYou())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList)
        assert {row.title for row in rows.rows[:3]} == set(WHALES)
        assert "· like “Whale songs" in rows.render_line(1).text
