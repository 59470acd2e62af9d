"""The trends screen: queries in, a plot and numbers out, on every terminal."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.formats.pages.plot import MARKERS
from paperreader.settings import Settings
from paperreader.store.archive.archive import Archive
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.chores import Chores
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.trends import TrendsScreen
from paperreader.ui.kit import requests
from tests.at_length import few
from tests.store.builders import listing, paper
from tests.ui.reader import HOSTILE, opened, press_at_once, reader, settled, told

FIRST = date(2026, 3, 2)


@pytest.fixture
def archive(home: Path) -> Path:
    """An archive of twenty weeks, two papers each; lamps become more."""
    path = home / "archive.sqlite3"
    with closing(Archive.open(path)) as archive:
        for week in range(20):
            day = FIRST + timedelta(days=7 * week)
            at = datetime.combine(day, datetime.min.time(), UTC)
            titles = ("Lamps" if week > 9 else "Knots", "Knots and Ropes")
            papers = [
                replace(paper(2 * week + n + 1), title=title, abstract=None, ai_keywords=(), submitted_at=at)
                for n, title in enumerate(titles)
            ]
            archive.store(listing(*papers, feed=Edition(Period.DAY, day)))
    return path


def drawn(app: PaperReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def shown(pilot: Pilot[None], app: PaperReaderApp, *queries: str) -> TrendsScreen:
    """Open the screen with queries and wait for what it draws."""
    app.post_message(requests.ShowTrends(queries))
    await settled(pilot, lambda: isinstance(app.screen, TrendsScreen))
    if queries:
        await settled(pilot, lambda: "┤" in drawn(app))
    screen = app.screen
    assert isinstance(screen, TrendsScreen)
    return screen


async def test_it_is_opened_from_the_palette_and_asks(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, app)
        next(each for each in app.get_system_commands(app.screen) if each.title == "Trends").callback()
        await settled(pilot, lambda: isinstance(app.screen, TrendsScreen))
        assert isinstance(app.focused, Input)
        press_at_once(app, *"lamps;", "space", *"ropes", "enter")
        await settled(pilot, lambda: "▲ ropes  50.0 % in 2026-07" in drawn(app))
        assert "● lamps  50.0 % in 2026-07" in drawn(app)
        assert "by month, since 2026-03-02" in drawn(app)
        await pilot.press("G")
        await settled(pilot, lambda: "2026-08       —       —  —       —  —" in drawn(app))


@pytest.mark.parametrize("size", few([(80, 24), (30, 8), (40, 12), (120, 40)], 2))
@pytest.mark.parametrize("queries", [["lamps"], ["lamps", "knots", "ropes", "a", "b", "c"]])
async def test_everything_can_be_reached_on_every_terminal(
    queries: Sequence[str], size: tuple[int, int], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, *queries)
        assert "Esc" in drawn(app)
        assert "0 % ┤" in drawn(app)
        seen = drawn(app)
        for _ in range(40):
            await pilot.press("pagedown")
            seen += drawn(app)
            if "2026-08  " in drawn(app).splitlines()[-2]:
                break
        assert all(f"{marker} {text}" in seen for marker, text in zip(MARKERS, queries, strict=False))
        assert "weekdays are" in seen
        await pilot.press("g")
        await settled(pilot, lambda: "0 % ┤" in drawn(app))


async def test_it_is_drawn_anew_for_another_size(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "lamps")
        await pilot.resize_terminal(50, 14)
        await settled(pilot, lambda: "● lamps" in drawn(app) and "└" in drawn(app))
        assert all(len(line) <= 50 for line in drawn(app).splitlines())
        await pilot.resize_terminal(100, 30)
        await settled(pilot, lambda: max(line.count("─") for line in drawn(app).splitlines()[5:]) > 60)


async def test_weeks_and_months(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "lamps")
        await pilot.press("2")
        await settled(pilot, lambda: "by week" in drawn(app) and "● lamps  50.0 % in 2026-W29" in drawn(app))
        await pilot.press("3")
        await settled(pilot, lambda: "by month" in drawn(app) and "in 2026-07" in drawn(app))


@pytest.mark.parametrize(
    ("typed", "complaint", "place"),
    [
        ("; upvotes:many", "“many”: upvotes: needs a number", 15),
        ("; titel:x", "unknown field titel:", 7),
        ("; (a", "a ( has no matching )", 7),
        ("; a; b; c; d; e; f", "A plot has room for 6 queries, not 7", 23),
    ],
)
async def test_a_wrong_query_is_told_and_what_was_shown_stays(
    typed: str, complaint: str, place: int, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, app)
        screen = await shown(pilot, app, "lamps")
        entry = screen.query_one(Input)
        await pilot.press("slash", "end")
        entry.value += typed
        entry.cursor_position = len(entry.value)
        await pilot.press("enter")
        await settled(pilot, lambda: complaint in drawn(app))
        assert app.focused is entry
        assert entry.cursor_position == place
        assert "● lamps  50.0 % in 2026-07" in drawn(app)
        # Back to what is shown, then out.
        await pilot.press("escape")
        await settled(pilot, lambda: complaint not in drawn(app))
        await pilot.press("escape")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))


async def test_it_says_from_when_and_takes_another_day(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "lamps")
        assert "by month, since 2026-03-02" in drawn(app)
        for typed, told_ in (
            ("2026-06", "since 2026-06-01"),
            ("2026-06-15", "since 2026-06-15"),
            ("last year", "“last year” is not a past day"),
            ("2999-01-01", "“2999-01-01” is not a past day"),
            ("", "since 2026-03-02"),
        ):
            await pilot.press("s")
            await settled(pilot, lambda: isinstance(app.screen, Question))
            app.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await settled(pilot, lambda: isinstance(app.screen, TrendsScreen))
            await settled(pilot, lambda: told_ in drawn(app))  # noqa: B023 - awaited


@pytest.mark.parametrize("key", ["h", "left", "q", "escape"])
async def test_what_goes_back_closes_it(key: str, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "lamps")
        await pilot.press(key)
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        assert not app._exit


async def test_nothing_typed_is_told_and_escape_leaves(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app)
        await pilot.press("enter")
        await settled(pilot, lambda: "Type a query, or several with ; between them" in drawn(app))
        await pilot.press("escape")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))


async def test_hostile_queries_are_text(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, *(f'"{text[:300]}"' for text in HOSTILE[:6]))
        await settled(pilot, lambda: '● "[/red]"  0 % in 2026-07' in drawn(app))
        assert '■ "[@click=app.quit]y[/]"' in drawn(app)


async def test_an_ascii_terminal_gets_ascii(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), Settings(symbols="ascii"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowTrends(["lamps", "ropes"]))
        await settled(pilot, lambda: "^ ropes  50.0 % in 2026-07" in drawn(app))
        assert drawn(app).isascii()


async def test_an_empty_archive_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowTrends(["lamps"]))
        await settled(pilot, lambda: "Nothing is archived yet" in drawn(app))


async def test_papers_that_are_not_indexed_are_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("DELETE FROM indexed WHERE number IN (SELECT number FROM indexed LIMIT 3)")
        connection.execute("UPDATE index_state SET waiting = 3")
    # They would be indexed beside the reading, and be it before the trends are counted.
    monkeypatch.setattr(Chores, "begin_to_index", lambda *_, **__: None)
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, app, "lamps")
        await pilot.press("G")
        await settled(pilot, lambda: "3 papers are not indexed yet" in drawn(app))


@pytest.mark.usefixtures("damaged")
async def test_an_archive_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowTrends(["lamps"]))
        await settled(pilot, lambda: told(app, "archive.sqlite3 is damaged or not an archive"))
