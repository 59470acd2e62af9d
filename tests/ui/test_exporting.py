"""Exporting: a file that is there is asked about, and what can't be written is told."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.feed import Sample
from paperreader.formats import FORMATS, Format
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question
from paperreader.ui.kit import requests
from tests.ui.reader import opened, reader, settled, text_of, told

SIZE = (120, 40)


async def _export(pilot: Pilot[None], app: PaperReaderApp, path: str) -> None:
    screen = await opened(pilot, app)
    assert isinstance(screen, BrowseScreen)
    assert screen.paper is not None
    screen.post_message(requests.ExportEntries([Entry(screen.paper)], "bibtex", path))


async def _is_asked(pilot: Pilot[None], app: PaperReaderApp, name: str) -> None:
    await settled(
        pilot,
        lambda: isinstance(app.screen, Menu) and f"{name} already exists" in text_of(app, ".dialog-heading"),
    )


async def test_a_file_that_is_there_is_left_or_overwritten_as_answered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "papers.bib"
    target.write_text("mine")
    async with app.run_test(size=SIZE) as pilot:
        for answer in ("l", "escape"):
            await _export(pilot, app, str(target))
            await _is_asked(pilot, app, "papers.bib")
            await pilot.press(answer)
            await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
            for worker in [each for each in app.workers if each.group == "export"]:
                await worker.wait()
            assert target.read_text() == "mine"
        await _export(pilot, app, str(target))
        await _is_asked(pilot, app, "papers.bib")
        await pilot.press("o")
        await settled(pilot, lambda: told(app, f"Wrote 1 paper as BibTeX: {target}"))
        assert target.read_text().startswith("@")


async def test_what_cant_be_written_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await _export(pilot, app, str(tmp_path / "nowhere" / "papers.bib"))
        await settled(pilot, lambda: told(app, str(tmp_path / "nowhere")))


async def test_a_format_added_to_the_list_is_in_the_menu(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def write(entries: Sequence[Entry]) -> str:
        return f"{len(entries)} paper\n"

    monkeypatch.setitem(
        cast("dict[str, Format]", FORMATS), "count", Format("count", "x", "How many", ".count", write, None)
    )
    app = reader(monkeypatch, Sample())
    target = tmp_path / "papers.count"
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
        await pilot.press("x")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settled(pilot, target.exists)
        await settled(pilot, lambda: told(app, f"as How many: {target}"))


async def test_without_a_file_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await _export(pilot, app, "")
        await settled(pilot, lambda: (app._services.desktop.last_copied or "").startswith("@"))
        await settled(pilot, lambda: told(app, "1 paper as BibTeX"))
