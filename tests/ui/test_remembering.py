"""What the screen remembers over a restart."""

import os
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Sample
from paperreader.paths import Paths
from paperreader.settings import Settings
from paperreader.store.view_state import ViewStateFile
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit import requests
from tests.hub import Hub
from tests.ui.reader import opened, reader, settled, text_of


def state_file() -> Path:
    """Return the file of the test's home."""
    return Paths.from_environment(os.environ).view_state_file


async def test_it_is_there_at_once_and_in_the_file_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test() as pilot:
        screen = await opened(pilot, app)
        screen.post_message(requests.Remember({"layout": "stacked"}))
        screen.post_message(requests.Remember({"list_share": 35}))
        await settled(pilot, lambda: app.view_state.list_share == 35)
        assert screen.view_state.layout == "stacked"
    assert ViewStateFile(state_file()).read().list_share == 35
    assert reader(monkeypatch, Sample()).view_state.layout == "stacked"


async def test_that_it_can_not_be_written_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    state_file().mkdir(parents=True)
    app = reader(monkeypatch, Sample())
    async with app.run_test() as pilot:
        screen = await opened(pilot, app)
        screen.post_message(requests.Remember({"layout": "stacked"}))
        await settled(pilot, lambda: app.view_state.layout == "stacked")
        await app._services.view_states.save()
        assert not app._notifications


async def test_compact_rows_are_chosen_by_setting_and_key_and_the_key_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also in the next run; of one paper a line is shown, and the cursor stays on it."""
    compact = Settings(density="compact")
    app = reader(monkeypatch, Sample(), compact)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        lines = text_of(app, "#papers").splitlines()
        assert all(row.title[:20] in line for row, line in zip(papers.rows, lines, strict=False))
        assert sum("…" in line for line in lines) > 5
        await pilot.press("j", "j", "V")
        await settled(pilot, lambda: not papers.is_compact)
        lines = text_of(app, "#papers").splitlines()
        assert papers.rows[2].title[:20] in lines[2]
        assert papers.rows[3].title[:20] not in lines[3]
        assert papers.cursor == 2
    app = reader(monkeypatch, Sample(), compact)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert not screen.query_one(PaperList).is_compact


async def test_the_reader_opens_at_the_paper_it_was_quit_at(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 20)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        await pilot.press("v", "t", "G", "k")
        await settled(pilot, lambda: screen.query_one(PaperList).cursor == 7)
        paper, feed = screen.query_one(PaperList).highlighted, screen.found_in
        await pilot.press("q")
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 20)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList)
        assert (rows.highlighted, screen.found_in) == (paper, feed)
        assert rows.position.line not in (None, 0)
        await settled(pilot, lambda: screen.doing == "")
        assert rows.highlighted == paper
        await pilot.press("left_square_bracket", "j")
        await settled(pilot, lambda: screen.found_in != feed and rows.cursor == 1)
        paper, feed = screen.query_one(PaperList).highlighted, screen.found_in
    app = reader(monkeypatch, None, Settings(open="last"), HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 20)) as pilot:
        screen = await opened(pilot, app)
        assert (screen.query_one(PaperList).highlighted, screen.found_in) == (paper, feed)
