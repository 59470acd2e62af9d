"""The reader driven by keys against the test hub, its stores on disk."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from paperreader import bootstrap
from paperreader.domain.feed import Edition, Feed, Period, Sample
from paperreader.domain.listing import Listing, Origin
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.screens.browse import BrowseScreen
from paperreader.ui.widgets.paper_detail import PaperDetail
from paperreader.ui.widgets.paper_list import PaperList
from tests.hub import Fault, Hub

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
HOSTILE = (
    "[/red]",
    "[Re] x",
    "[@click=app.quit]y[/]",
    "[31mred",
    "ab",
    "x" * 10_000,
    "",
    "[/",
)


def fixed_clock() -> datetime:
    return datetime(2026, 8, 21, 15, tzinfo=UTC)


def reader(monkeypatch: pytest.MonkeyPatch, feed: Feed | None, **environ: str) -> PaperReaderApp:
    monkeypatch.setattr(bootstrap, "now", fixed_clock)
    home = {"PAPERREADER_HOME": Paths.from_environment(os.environ).data.as_posix()}
    return PaperReaderApp(bootstrap.build({**home, **environ}), fixed_clock, feed=feed)


async def settled(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Let the app work until something is so; a test that never gets there fails."""
    for _ in range(1000):
        await pilot.pause(0.02)
        if is_so():
            return
    raise AssertionError("it never came to that")


def screen_of(app: PaperReaderApp) -> BrowseScreen:
    screen = app.screen
    assert isinstance(screen, BrowseScreen)
    return screen


async def opened(pilot: Pilot[None], app: PaperReaderApp) -> BrowseScreen:
    await settled(pilot, lambda: isinstance(app.screen, BrowseScreen) and bool(screen_of(app).listing))
    screen = screen_of(app)
    await settled(pilot, lambda: bool(screen.query_one(PaperList).rows))
    return screen


async def test_what_was_read_and_kept_is_there_again_offline(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert screen.listing is not None
        assert screen.listing.feed == FRIDAY
        first, second = screen.query_one(PaperList).rows[:2]
        await pilot.press("j", "b", "k", "enter")
        await settled(pilot, lambda: len(app.bookmarks) == 1 and app.marks.get(first.key) is Mark.READ)
    assert (home / "bookmarks.json").exists()

    again = reader(monkeypatch, None, HF_HUB_OFFLINE="1")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, again)
        await settled(pilot, lambda: bool(app.bookmarks))
        assert screen.listing is not None
        assert screen.listing.origin is Origin.ARCHIVE
        assert app.kept == {second.key}
        assert app.marks[first.key] is Mark.READ


async def test_brackets_go_through_the_editions(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("[")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY.previous())
        await pilot.press("]")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY)


async def test_without_network_and_archive_the_sample_opens_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT="http://127.0.0.1:9")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert screen.listing is not None
        assert screen.listing.origin is Origin.SAMPLE
        assert len(screen.listing.papers) == 56
        await settled(pilot, lambda: screen.query_one("#notice").display)


async def test_a_failed_refresh_leaves_list_and_highlight(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("j", "j", "j")
        before = (papers.rows, papers.cursor)
        hub.fail(Fault.STATUS_403)
        await pilot.press("r")
        await settled(pilot, lambda: screen.query_one("#notice").display)
        assert [paper.key for paper in papers.rows] == [paper.key for paper in before[0]]
        assert papers.cursor == before[1] == 3


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_titles_are_shown_and_do_nothing(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    hostile = tuple(
        Paper(key=PaperKey(f"2608.{n:05}"), title=title, abstract=title) for n, title in enumerate(HOSTILE)
    )
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        listing = Listing(feed=Sample(), papers=hostile, origin=Origin.SAMPLE)
        screen.post_message(BrowseScreen.ListingLoaded(Sample(), listing))
        await settled(pilot, lambda: screen.query_one(PaperList).rows[0].key == "2608.00000")
        for paper in hostile:
            await pilot.press("b")
            await settled(pilot, lambda paper=paper: paper.key in app.kept)  # type: ignore[misc]
            await pilot.press("j")
        assert app.is_running
        detail = screen.query_one(PaperDetail).paper
        assert detail is not None
        assert detail.title == HOSTILE[-1]


async def test_narrowing_finds_words_and_escape_brings_all_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"fair")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)
