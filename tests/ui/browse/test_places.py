"""Coming back: every list as it was left, whichever way leads there."""

import os
from contextlib import closing
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Archived, Edition, Feed, Inbox, Period, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.sorting import SortOrder
from paperreader.paths import Paths
from paperreader.store.archive.archive import Archive
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList
from tests.hub import Hub
from tests.ui.reader import fixed_clock, opened, reader, settled, text_of, told

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))


def seen(screen: BrowseScreen) -> tuple[Paper | None, int | None, str, SortOrder]:
    """Return the highlighted paper, its line of the screen, and what is filtered for, in which order."""
    view = screen._pane.view
    return screen.query_one(PaperList).highlighted, view.position.line, view.query, view.order


async def shows(pilot: Pilot[None], screen: BrowseScreen, feed: Feed) -> None:
    """Wait until a feed is shown with its rows."""
    rows = screen.query_one(PaperList)
    await settled(
        pilot,
        lambda: (
            screen.listing is not None
            and screen.listing.feed == feed
            and screen._pane._arriving is None
            and (bool(rows.rows) or not screen.listing.papers)
        ),
    )


async def test_back_and_forward_find_paper_line_filter_and_order(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    thursday = FRIDAY.previous()
    assert thursday is not None
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 16)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList)
        await pilot.press("v", "u", "slash", "a", "enter", "j", "j", "j", "j", "j", "j", "k")
        await settled(pilot, lambda: rows.cursor == 5)
        at_friday = seen(screen)
        assert at_friday[1] not in (0, None)
        await pilot.press("4")
        await shows(pilot, screen, Trending())
        assert (rows.cursor, seen(screen)[2:]) == (0, ("", SortOrder.HUB))
        await pilot.press("j", "j", "left_square_bracket")
        await pilot.press("1")
        await shows(pilot, screen, FRIDAY)
        assert seen(screen) == at_friday
        await pilot.press("left_square_bracket")
        await shows(pilot, screen, thursday)
        assert seen(screen)[2:] == ("", SortOrder.UPVOTES)
        await pilot.press("escape")
        await shows(pilot, screen, FRIDAY)
        assert seen(screen) == at_friday
        await pilot.press("ctrl+o")
        await shows(pilot, screen, Trending())
        assert rows.cursor == 2
        await pilot.press("alt+right", "alt+right")
        await shows(pilot, screen, thursday)
        await pilot.press("alt+right")
        await settled(pilot, lambda: told(app, "Nothing to go forward to"))
        await pilot.press("alt+left", "alt+left", "alt+left")
        await shows(pilot, screen, FRIDAY)
        assert seen(screen) == at_friday
        # First what is filtered for goes, then there is nothing left to go back to.
        await pilot.press("escape")
        await settled(pilot, lambda: seen(screen)[2] == "")
        assert seen(screen)[:2] == at_friday[:2]
        await pilot.press("escape")
        await settled(pilot, lambda: told(app, "Nothing to go back to"))
        assert "Fri 21 Aug 2026" in text_of(app, "#feed-bar")


async def test_a_search_of_the_archive_and_what_is_like_a_paper_are_places(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 16)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        rows = screen.query_one(PaperList)
        await pilot.press("j", "j", "j", "S", "m", "o")
        await shows(pilot, screen, Archived("mo"))
        await pilot.press("enter", "j")
        await settled(pilot, lambda: rows.cursor == 1)
        found = seen(screen)
        await pilot.press("tilde")
        await settled(pilot, lambda: "Like" in text_of(app, "#feed-bar"))
        await pilot.press("escape")
        await shows(pilot, screen, Archived("mo"))
        assert seen(screen) == found
        assert "mo" in screen._pane.search.text
        await pilot.press("escape")
        await shows(pilot, screen, FRIDAY)
        assert rows.cursor == 3
        await pilot.press("alt+right")
        await shows(pilot, screen, Archived("mo"))
        assert (seen(screen), screen._pane.search.text) == (found, "mo")


async def test_an_inbox_that_lost_what_was_read_is_shown_at_what_came_after_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("5")
        await shows(pilot, screen, Inbox())
        rows = screen.query_one(PaperList)
        await pilot.press("j", "j", "enter", "h")
        next_one = rows.rows[3]
        await settled(pilot, lambda: rows.cursor == 2)
        await pilot.press("4")
        await shows(pilot, screen, Trending())
        await pilot.press("ctrl+o")
        await shows(pilot, screen, Inbox())
        assert rows.highlighted == next_one


async def test_the_archive_is_whole_and_come_back_to_far_below_its_first_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where a refresh brings the first of them before the others."""
    papers = tuple(
        Paper(
            key=PaperKey(f"2607.{n:05}"), title=f"Paper {n}", submitted_at=fixed_clock() - timedelta(days=n)
        )
        for n in range(620)
    )
    with closing(Archive.open(Paths.from_environment(os.environ).archive_file)) as archive:
        archive.store(
            Listing(feed=Trending(), papers=papers, origin=ListingOrigin.HUB, fetched_at=fixed_clock())
        )
    app = reader(monkeypatch, Archived(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList)
        await settled(pilot, lambda: len(rows.rows) == 620)
        assert "620 papers" in text_of(app, "#status")
        await pilot.press("G", "k", "k", "k")
        await settled(pilot, lambda: rows.cursor == 616)
        left = seen(screen)
        assert left[0] == papers[616]
        await pilot.press("4")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == Trending())
        await pilot.press("7")
        await settled(pilot, lambda: len(rows.rows) == 620 and seen(screen) == left)
        await settled(pilot, lambda: not screen._navigation.is_loading)
        former = screen.listing
        await pilot.press("m", "r")
        await settled(pilot, lambda: screen.listing is not former and len(rows.rows) == 620)
        assert rows.highlighted == papers[617]
        assert list(rows.selected_rows) == [papers[616]]
