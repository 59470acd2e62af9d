"""The line in which a query is typed: completed by Tab, typed again by the arrows, and what it offers where nothing matches."""

import os
from contextlib import closing
from datetime import UTC, datetime

import pytest
from textual.widgets import Input

from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.store.archive.archive import Archive
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import opened, press_at_once, reader, settled, text_of


async def test_tab_completes_fields_and_values_and_the_arrows_go_through_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        bar = screen.query_one("#filter", FilterBar)

        def offered() -> str:
            return text_of(app, "#filter .filter-choices").strip()

        # Keys that arrive together do what they do one by one.
        press_at_once(app, "slash", "i", "s", "tab", "u", "tab")
        await settled(pilot, lambda: bar.text == "is:unread" and len(papers.rows) == 56)
        await pilot.press("space", *"au", "tab", *"wis")
        await settled(pilot, lambda: offered() == '"Wissam Antoun"')
        await pilot.press("tab")
        # Complete: nothing is left to choose.
        await settled(pilot, lambda: bar.text.endswith('"Wissam Antoun"') and not offered())
        await pilot.press("enter")
        await settled(pilot, lambda: len(papers.rows) == 1 and papers.has_focus)
        first = 'is:unread author:"Wissam Antoun"'
        assert bar.text == first
        assert not offered()
        # Again and again it goes round; by hand it begins anew.
        await pilot.press("slash", "ctrl+u", *"t", "tab")
        await settled(pilot, lambda: bar.text == "title:" and offered().startswith("title:  tag:"))
        await pilot.press("tab", "tab", "shift+tab")
        await settled(pilot, lambda: bar.text == "tag:")
        await pilot.press("ctrl+u", *"fair", "enter", "escape", "slash")
        await settled(pilot, lambda: isinstance(app.focused, Input) and not bar.text)
        await pilot.press(*"draf")
        await pilot.press("up", "up", "up")
        await settled(pilot, lambda: bar.text == first)
        await pilot.press("down", "down")
        await settled(pilot, lambda: bar.text == "draf")
        # From there on it leads to the list, as before.
        await pilot.press("down")
        await settled(pilot, lambda: papers.has_focus)
    again = reader(monkeypatch, Sample())
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, again)
        await pilot.press("S", "up", "up", "up")
        await settled(pilot, lambda: screen.query_one("#search", FilterBar).text == first)


async def test_where_nothing_matches_enter_searches_further(monkeypatch: pytest.MonkeyPatch) -> None:
    archive_of(Paper(key=PaperKey("2608.00001"), title="Lamps for Long Evenings"))
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        # All at once: what was typed just now is looked for first.
        press_at_once(app, "slash", *"lamp", "enter")
        await settled(pilot, lambda: [paper.title for paper in papers.rows] == ["Lamps for Long Evenings"])
        assert screen.query_one("#search", FilterBar).text == "lamp"
        assert papers.has_focus
        await pilot.press("escape")
        await settled(pilot, lambda: "No match here · S searches the archive · s Hugging Face" in notice(app))
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)
        await pilot.press("slash")
        await settled(pilot, lambda: screen.query_one("#filter").region.area > 0)
        place = screen.query_one("#filter").region
        await pilot.press(*"zzzz")
        await settled(
            pilot, lambda: notice(app) == "No match here · Enter searches the archive · Esc shows all"
        )
        assert screen.query_one("#filter").region == place
        # What Enter does is what its hint says, and what was read is still there.
        assert "Enter search the archive" in text_of(app, "#keys")
        detail = screen.query_one(PaperDetail)
        assert detail.paper is not None
        # What can't be understood is not searched for.
        await pilot.press("space", *"titel:x")
        await settled(pilot, lambda: notice(app) == "Not understood yet · Esc shows all")
        assert "Enter to the list" in text_of(app, "#keys")
        assert detail.paper is not None
        await pilot.press("ctrl+u", *"zzzz")
        await settled(pilot, lambda: "No match here · Enter" in notice(app))
        await pilot.press("enter")
        await settled(
            pilot, lambda: "The archive finds nothing for “zzzz”. s searches Hugging" in notice(app)
        )
        # The words are there to go on with.
        await pilot.press("s")
        await settled(pilot, lambda: app.screen is not screen and app.screen.query_one(Input).value == "zzzz")
        await pilot.press("escape", "escape")
        await settled(pilot, lambda: "No match here" in notice(app))
        # Where something matches Enter leads to it, and S searches the archive for the same.
        await pilot.press("escape", "slash", *"fair", "enter")
        await settled(pilot, lambda: papers.has_focus and 0 < len(papers.rows) < 56)
        await pilot.press("S")
        await settled(pilot, lambda: "The archive finds nothing for “fair”" in notice(app))


def notice(app: PaperReaderApp) -> str:
    return " ".join(text_of(app, "#notice").split())


def archive_of(*papers: Paper) -> None:
    """File papers where the reader looks."""
    at = datetime(2026, 8, 20, tzinfo=UTC)
    day = Edition.containing(Period.DAY, at.date())
    with closing(Archive.open(Paths.from_environment(os.environ).archive_file)) as archive:
        archive.store(Listing(feed=day, papers=papers, origin=ListingOrigin.HUB, fetched_at=at))
