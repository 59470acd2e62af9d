"""Watches name what they find; mutes fold away into one line that says how many and why, and opens."""

import os
from datetime import UTC, datetime

import pytest
from textual.widgets import Input

from paperreader.domain.papers.feed import Edition, Period, Sample, Watched
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.settings import Settings, read_settings
from paperreader.store.archive.archive import Archive
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question
from tests.ui.reader import opened, reader, settled, showing, text_of, told

SETTINGS = Settings(watches={"lamps": "title:lamp"}, mutes={"surveys": "title:survey"})


def paper(number: int, title: str) -> Paper:
    at = datetime(2026, 8, 1 + number, tzinfo=UTC)
    return Paper(key=PaperKey(f"2608.{number:05}"), title=title, published_at=at, submitted_at=at)


PAPERS = (
    paper(1, "Lamps"),
    paper(2, "A Survey of Candles"),
    paper(3, "A Survey of Lamps"),
    paper(4, "Whales"),
)


async def test_rows_name_their_watches_and_mutes_fold_into_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), SETTINGS)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), PAPERS)
        rows = screen.query_one(PaperList)
        await settled(
            pilot, lambda: [row.title for row in rows.rows] == ["Lamps", "A Survey of Lamps", "Whales"]
        )
        await settled(pilot, lambda: text_of(app, "#papers").count("◆ lamps") == 2)
        await settled(pilot, lambda: "1 paper muted (1 surveys): X shows them" in text_of(app, "#papers"))
        await pilot.press("X")
        await settled(pilot, lambda: len(rows.rows) == 4 and "X hides them" in text_of(app, "#papers"))
        await pilot.press("X")
        await settled(pilot, lambda: len(rows.rows) == 3)


async def test_a_watch_is_made_changed_and_removed_by_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is narrowed is offered as its query, and the settings file has it."""
    app = reader(monkeypatch, Sample())
    file = Paths.from_environment(os.environ).settings_file
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), PAPERS)
        await pilot.press("slash", *"whal", "enter", "W")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("w")
        await settled(
            pilot, lambda: isinstance(app.screen, Question) and app.screen.query_one(Input).value == "whal"
        )
        await pilot.press("enter")
        await settled(
            pilot, lambda: isinstance(app.screen, Question) and app.screen.query_one(Input).value == ""
        )
        await pilot.press(*"sea", "enter")
        await settled(pilot, lambda: told(app, "Saved the watch sea"))
        assert read_settings(file).watches == {"sea": "whal"}
        await settled(pilot, lambda: "◆ sea" in text_of(app, "#papers"))
        await pilot.press("W")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("1", "r")
        await settled(pilot, lambda: told(app, "Removed the watch sea"))
        assert read_settings(file).watches == {}
        await settled(pilot, lambda: "◆" not in text_of(app, "#papers"))


async def test_a_query_that_is_not_understood_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("W", "n")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press(*"stars", "colon", "x", "enter")
        await settled(
            pilot, lambda: isinstance(app.screen, Question) and app.screen.query_one(Input).value == ""
        )
        await pilot.press("a", "enter")
        await settled(pilot, lambda: told(app, "a is not understood: stars: needs a number"))


async def test_what_watches_find_in_the_archive_is_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    day = Edition.containing(Period.DAY, datetime(2026, 8, 20, tzinfo=UTC).date())
    archive = Archive.open(Paths.from_environment(os.environ).archive_file)
    archive.store(
        Listing(
            feed=day, papers=PAPERS, origin=ListingOrigin.HUB, fetched_at=datetime(2026, 8, 21, tzinfo=UTC)
        )
    )
    archive.close()
    app = reader(monkeypatch, Sample(), SETTINGS)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("8")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == Watched())
        rows = screen.query_one(PaperList)
        await settled(pilot, lambda: [row.title for row in rows.rows] == ["A Survey of Lamps", "Lamps"])
        await settled(pilot, lambda: "lamps · 2" in text_of(app, "#papers"))
        # Each row would say once more what the heading does.
        assert "◆" not in text_of(app, "#papers")


async def test_without_a_mute_the_key_says_what_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("X")
        await settled(pilot, lambda: told(app, "Nothing is muted here"))
        await pilot.press("8")
        await settled(pilot, lambda: "W adds one" in text_of(app, "#notice"))
