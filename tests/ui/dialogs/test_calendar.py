"""The calendar: what is archived of each day of a month, and the way there."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Edition, Feed, Period, Sample
from paperreader.domain.papers.marks import Mark
from paperreader.settings import Settings
from paperreader.store.archive.archive import Archive
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.calendar import Calendar
from paperreader.ui.dialogs.month_grid import MonthGrid
from tests.at_length import few
from tests.store.builders import NOON, key, listing, paper
from tests.ui.reader import opened, press_at_once, reader, settled, told

PAPERS = {17: 9, 18: 9, 19: 5, 20: 1, 21: 3}
"""By the day of August; 15 and 16 were asked for and had none, nothing else was asked for."""
READ = {17: 9, 18: 2}


@pytest.fixture
def archive(home: Path) -> Path:
    """An archive of one week, the present day still filling."""
    path, number = home / "archive.sqlite3", 0
    with closing(Archive.open(path)) as archive:
        for day in range(15, 22):
            papers = [paper(number + n) for n in range(1, PAPERS.get(day, 0) + 1)]
            answer = listing(*papers, feed=Edition(Period.DAY, date(2026, 8, day)))
            archive.store(replace(answer, is_complete=day < 21))
            read = READ.get(day, 0)
            marks = [Mark.READ, Mark.SKIPPED]
            archive.set_marks({key(number + n): marks[n % 2] for n in range(1, read + 1)}, NOON)
            number += len(papers)
    return path


def drawn(app: PaperReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def shown(pilot: Pilot[None], app: PaperReaderApp) -> MonthGrid:
    """Open the calendar and wait until it knows what is archived."""
    await opened(pilot, app)
    await pilot.press("D")
    await settled(pilot, lambda: isinstance(app.screen, Calendar))
    grid = app.screen.query_one(MonthGrid)
    await settled(pilot, lambda: grid.days is not None and "2026" in drawn(app))
    return grid


async def test_a_day_has_its_papers_and_what_is_unread(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await settled(pilot, lambda: "August 2026   27 papers, 16 unread" in drawn(app))
        page = drawn(app)
        # Read, begun, new, and the lowest block for the fewest; today is under the cursor and still filling.
        assert "17 █   9  18 █·  9  19 ▅•  5  20 ▂•  1 [21 ▄•  3+]22" in page
        assert "10 —      11 —      12 —      13 —      14 —      15     0  16     0" in page
        assert "Fri 21 Aug 2026, today: 3 papers so far, 3 unread" in page
        await pilot.press("h")
        await settled(pilot, lambda: "[20 ▂•  1 ]21 ▄•" in drawn(app))
        await pilot.press("k")
        await settled(pilot, lambda: "[13 —" in drawn(app) and "›21" in drawn(app))
        assert "Thu 13 Aug 2026: not archived" in drawn(app)
        await pilot.press("l", "l", "l")
        await settled(pilot, lambda: "Sun 16 Aug 2026: no papers" in drawn(app))


TODAY = date(2026, 8, 21)
MOVES: Mapping[tuple[str, ...], date] = {
    ("left", "l"): TODAY,
    ("up", "down"): TODAY,
    ("j",): TODAY,
    ("]",): TODAY,
    ("pageup", "pageup", "pagedown"): date(2026, 7, 21),
    ("[", "end", "[", "["): date(2026, 5, 30),
    ("[", "home"): date(2026, 7, 1),
    ("g", "h"): date(2026, 7, 31),
    ("[", "[", "full_stop"): TODAY,
    (*("[",) * 50, "g", "h"): FIRST_DAY,
    ("h",): date(2026, 8, 20),
    ("k",): date(2026, 8, 14),
    ("l",): TODAY,
    ("[",): date(2026, 7, 21),
    ("[", "G"): date(2026, 7, 31),
    ("g", "G"): TODAY,
    ("[",) * 50: date(2023, 5, 21),
    (*("[",) * 50, "g"): FIRST_DAY,
    (*("[",) * 50, "g", "k"): FIRST_DAY,
}


@pytest.mark.parametrize("keys", few(list(MOVES), 10), ids="-".join)
async def test_the_keys_lead_to_days_that_there_are(
    keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await shown(pilot, app)
        await pilot.press(*keys)
        await settled(pilot, lambda: grid.cursor == MOVES[keys])


@pytest.mark.parametrize(
    ("keys", "feed"),
    [
        (("k", "enter"), Edition(Period.DAY, date(2026, 8, 14))),
        (("[", "w"), Edition(Period.WEEK, date(2026, 7, 20))),
        (("[", "M"), Edition(Period.MONTH, date(2026, 7, 1))),
    ],
)
async def test_a_day_a_week_and_a_month_can_be_opened(
    keys: tuple[str, ...], feed: Feed, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press(*keys)
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        await settled(pilot, lambda: f"{feed.label} could not be opened" in " ".join(drawn(app).split()))


async def test_an_archived_day_is_shown_offline_and_the_calendar_opens_there(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, app)
        await pilot.press("h", "h", "enter")
        await settled(pilot, lambda: "‹  Wed 19 Aug 2026  ›" in drawn(app))
        await pilot.press("D")
        await settled(pilot, lambda: "[19 ▅" in drawn(app))
        for wanted in ("escape", "q"):
            await pilot.press(wanted)
            await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
            assert not app._exit
            await pilot.press("D")
            await settled(pilot, lambda: isinstance(app.screen, Calendar))


async def test_a_click_opens_a_day_that_has_begun(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        # A day to come, a day of another month, between two weeks, a weekday.
        for offset in ((53, 7), (3, 1), (23, 6), (23, 0)):
            await pilot.click("#month", offset=offset)
        assert isinstance(app.screen, Calendar)
        await pilot.click("#month", offset=(23, 7))
        await settled(pilot, lambda: "‹ Wed 19 Aug 2026 ›" in drawn(app))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (60, 18), (30, 8)])
async def test_it_fits_every_terminal(
    size: tuple[int, int], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app)
        await settled(pilot, lambda: "[21" in drawn(app) and "August 2026" in drawn(app))
        assert "Mo" in drawn(app)
        if size[1] >= 12:
            # August has six weeks.
            assert " 31" in drawn(app)
            assert "Fri 21 Aug 2026" in drawn(app)
            assert "Esc closes" in drawn(app)
        await pilot.resize_terminal(size[1] * 5, size[0])
        await settled(pilot, lambda: "[21" in drawn(app))


async def test_a_small_one_still_tells_how_much_was_read(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(40, 12)) as pilot:
        await shown(pilot, app)
        await settled(pilot, lambda: " 17█  18█· 19▅• 20▂•[21▄•]22" in drawn(app))


async def test_an_ascii_terminal_gets_ascii(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), Settings(symbols="ascii"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("D")
        await settled(pilot, lambda: "17 #   9  18 #-  9  19 +*  5  20 .*  1 [21 =*  3+]22" in drawn(app))


async def test_an_empty_archive_knows_nothing_of_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await settled(pilot, lambda: "[21 —" in drawn(app))
        assert "17 —      18 —" in drawn(app)
        assert "22        23" in drawn(app)
        assert " 0 " not in drawn(app)
        assert "today: not archived" in drawn(app)
        await pilot.press(*["["] * 39, "g")
        await settled(pilot, lambda: "[ 4 —" in drawn(app))
        assert "1         2         3" in drawn(app)


@pytest.mark.usefixtures("damaged")
async def test_an_archive_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, app)
        await settled(pilot, lambda: told(app, "archive.sqlite3 is damaged or not an archive"))
        assert "[21 —" in drawn(app)
        await pilot.press("h", "[")
        await settled(pilot, lambda: "July 2026" in drawn(app))


async def test_a_date_is_typed(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await shown(pilot, app)
        # What is typed moves the calendar, keys of the calendar and all.
        await pilot.press("D", *"w33")
        await settled(pilot, lambda: grid.cursor == date(2026, 8, 10))
        assert "Enter opens it   Esc back" in drawn(app)
        await pilot.press("escape", "h")
        await settled(pilot, lambda: grid.cursor == date(2026, 8, 9))
        # So is what no key of the calendar is.
        press_at_once(app, *"yesterday")
        await settled(pilot, lambda: grid.cursor == date(2026, 8, 20))
        await pilot.press("escape")
        # A digit is the beginning of a date; keys that arrive together do what they do one by one.
        press_at_once(app, *"12", "full_stop", "3", "enter")
        await settled(pilot, lambda: "either way round · type 12 mar or 3 dec" in drawn(app))
        await pilot.press("backspace", "backspace", "space", *"jul", "enter")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        await settled(pilot, lambda: "Sun 12 Jul 2026 could not be opened" in " ".join(drawn(app).split()))
