"""Searching the archive as typed: found at once, highlighted, and left again."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Archived, Edition, Feed, Period, Sample, Search
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.services.papers import navigation
from paperreader.store.archive.archive import Archive
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.hub import Fault, Hub
from tests.store.builders import NOON
from tests.ui.reader import opened, reader, settled, text_of, told

DAY = Edition.containing(Period.DAY, datetime(2026, 8, 20, tzinfo=UTC).date())


def paper(number: int, title: str, abstract: str = "") -> Paper:
    at = datetime(2026, 8, 1 + number, tzinfo=UTC)
    return Paper(key=PaperKey(f"2608.{number:05}"), title=title, abstract=abstract, submitted_at=at)


@pytest.fixture
def archived() -> None:
    """File some papers where the reader looks."""
    papers = (
        paper(1, "Lamps for Long Evenings", "We light rooms."),
        paper(2, "Fréchet Distances of Lamps [/red]", "Colour and dusk."),
        paper(3, "Candles", "They are older than any lamp."),
        paper(4, "Whales"),
    )
    listing = Listing(
        feed=DAY, papers=papers, origin=ListingOrigin.HUB, fetched_at=datetime(2026, 8, 21, tzinfo=UTC)
    )
    archive = Archive.open(Paths.from_environment(os.environ).archive_file)
    archive.store(listing)
    archive.close()


def titles(screen: BrowseScreen) -> list[str]:
    return [paper.title for paper in screen.query_one(PaperList).rows]


def feed_of(screen: BrowseScreen) -> Feed | None:
    return None if screen.listing is None else screen.listing.feed


async def search(pilot: Pilot[None], screen: BrowseScreen, text: str, *expected: str) -> None:
    await pilot.press("S")
    for character in text:
        await pilot.press("space" if character == " " else character)
    await settled(pilot, lambda: titles(screen) == list(expected))


@pytest.mark.usefixtures("archived")
async def test_the_archive_is_searched_as_typed_and_left_by_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        before = titles(screen)
        await search(
            pilot, screen, "lam", "Lamps for Long Evenings", "Fréchet Distances of Lamps [/red]", "Candles"
        )
        assert feed_of(screen) == Archived("lam")
        await pilot.press("enter", "j")
        await settled(pilot, lambda: screen.query_one(PaperList).cursor == 1)
        await pilot.press("h")
        await settled(pilot, lambda: titles(screen) == before)
        assert feed_of(screen) == Sample()


@pytest.mark.usefixtures("archived")
async def test_an_answer_that_comes_between_escape_and_leaving_does_not_keep_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        before = titles(screen)
        await search(pilot, screen, "whal", "Whales")
        bar, found = screen.query_one("#search", FilterBar), screen.listing
        assert found is not None
        # All at once: nothing that Escape says was heard when the answer is shown.
        bar.action_clear()
        # As it is done for what is hidden.
        screen.set_focus(None)
        late = replace(found, feed=Archived("whale"))
        screen._navigate(navigation.answer(screen._navigation, screen._navigation.request, late))
        await settled(pilot, lambda: titles(screen) == before and not bar.display)
        # Nor does a filter come back that was typed just before.
        narrowed = screen.query_one("#filter", FilterBar)
        await narrowed.open()
        narrowed.entry.value = "lamp"
        narrowed.action_clear()
        await settled(pilot, lambda: screen.query_one(PaperList).has_focus)
        assert titles(screen) == before


@pytest.mark.usefixtures("archived")
async def test_what_was_searched_for_is_seen_in_row_and_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    """An accent and a half typed word are no hindrance, and the title's markup is text."""
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await search(pilot, screen, "freche", "Fréchet Distances of Lamps [/red]")
        wanted = [segment.text for segment in underlined(screen.query_one(PaperList), 0)]
        assert wanted == ["Fréche"]
        await settled(pilot, lambda: screen.query_one(PaperDetail).paper is not None)
        await settled(
            pilot, lambda: [each.text for each in underlined(screen.query_one(PaperDetail), 0)] == ["Fréche"]
        )
        await pilot.press("escape")
        await settled(pilot, lambda: not underlined(screen.query_one(PaperList), 0))


def underlined(widget: PaperList | PaperDetail, line: int) -> list[Segment]:
    return [each for each in widget.render_line(line) if each.style is not None and each.style.underline]


@pytest.mark.usefixtures("archived")
async def test_a_question_finds_papers_with_some_of_its_words_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        others = ("Lamps for Long Evenings", "Candles")
        await search(pilot, screen, "lamps dusk", "Fréchet Distances of Lamps [/red]", *others)
        rows = screen.query_one(PaperList)
        heading = "This has all the words"
        await settled(
            pilot, lambda: places(rows, heading, "Fréchet", "These have some", "Lamps for") == [0, 1, 4, 5]
        )
        assert [each.text for each in underlined(rows, 5)] == ["Lamp"]
        await pilot.press("x")
        heading = "None has all the words; these have some"
        await settled(pilot, lambda: places(rows, heading, "These have some") == [0])


async def test_more_of_what_was_found_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive.open(Paths.from_environment(os.environ).archive_file)
    for number in range(60):
        archive.store_paper(Paper(key=PaperKey(f"2608.{number:05}"), title="Dusk"), NOON)
    archive.close()
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await search(pilot, screen, "dusk", *["Dusk"] * 60)
        await settled(pilot, lambda: "60 unread" in text_of(app, "#status"))
        assert not told(app, "new papers")


def places(rows: PaperList, *texts: str) -> list[int]:
    """Return the first lines of a list that have these texts, of those that are there."""
    lines = [rows.render_line(line).text for line in range(rows.size.height)]
    return [
        next(line for line, shown in enumerate(lines) if text in shown)
        for text in texts
        if text in "\n".join(lines)
    ]


@pytest.mark.usefixtures("archived")
async def test_a_wrong_search_is_told_and_the_last_good_answer_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await search(pilot, screen, "whal", "Whales")
        for character in (" ", "u", "p", "v", "o", "t", "e", "s", ":", "x"):
            await pilot.press("space" if character == " " else character)
        await settled(pilot, lambda: "upvotes: needs a number" in text_of(app, "#search .filter-problem"))
        assert titles(screen) == ["Whales"]


@pytest.mark.usefixtures("archived")
async def test_the_archive_without_a_word_is_everything_the_newest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("7")
        await settled(pilot, lambda: titles(screen)[:2] == ["Whales", "Candles"])
        assert " Archive " in text_of(app, "#feed-bar")
        await pilot.press("1")
        await settled(pilot, lambda: feed_of(screen) == DAY)


async def test_an_empty_archive_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("7")
        await settled(pilot, lambda: "The archive is empty" in text_of(app, "#notice"))


@pytest.mark.usefixtures("archived")
async def test_where_the_hub_can_not_be_reached_the_archive_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Search("lamps for (evenings"), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert titles(screen) == ["Lamps for Long Evenings", "Fréchet Distances of Lamps [/red]", "Candles"]
        await settled(pilot, lambda: "from the archive" in text_of(app, "#notice"))


@pytest.mark.usefixtures("archived")
async def test_while_the_hub_asks_for_a_pause_the_archive_answers(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.fail(Fault.STATUS_429_QUOTA)
    app = reader(monkeypatch, Search("lamps for evenings"), HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert titles(screen) == ["Lamps for Long Evenings", "Fréchet Distances of Lamps [/red]", "Candles"]
        await settled(pilot, lambda: "from the archive" in text_of(app, "#notice"))
        await settled(pilot, lambda: "Hugging Face asks for a pause: 1:01" in text_of(app, "#status"))


async def test_everything_is_fetched_beside_the_reading(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    # By then there were fewer days to fetch.
    app = reader(
        monkeypatch, Sample(), clock=lambda: datetime(2024, 4, 5, 15, tzinfo=UTC), HF_ENDPOINT=hub.url
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        # A hub that answers at once is done before one can look.
        with hub.hold("/api/"):
            await run_command(pilot, app, "Fetch all papers")
            await settled(pilot, lambda: "fetching, " in text_of(app, "#status"))
            await run_command(pilot, app, "Stop fetching")
            await settled(pilot, lambda: told(app, "Fetching paused"))
            await settled(pilot, lambda: "fetching" not in app.chores)
        await run_command(pilot, app, "Fetch all papers")
        await settled(pilot, lambda: told(app, "Fetched "))


async def run_command(pilot: Pilot[None], app: PaperReaderApp, title: str) -> None:
    command = next(each for each in app.get_system_commands(app.screen) if each.title == title)
    command.callback()
    await pilot.pause()
