"""The settings from within the reader: edited, checked, used."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Sample
from paperreader.ui.browse.browse import BrowseScreen
from tests.ui.reader import opened, reader, settled, text_of


async def test_settings_are_used_at_once_and_wrong_ones_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    app = reader(monkeypatch, Sample())
    monkeypatch.setattr(app, "suspend", nullcontext)
    written = ""

    def edit(path: Path) -> None:
        path.write_text(written, encoding="utf-8")

    app._services.settings_file._edit_file = edit
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        monkeypatch.setattr(app, "notify", lambda sentence, **_: said.append(sentence))
        written = 'measure = 66\ntheme = "nord"\ndensity = "compact"\n[keys]\n"paper.keep" = "H"\n'
        await pilot.press("comma")
        await settled(pilot, lambda: said == ["Settings in use"])
        assert app.measure == 66
        assert app.theme == "nord" or "nord" in app.theme
        await settled(pilot, lambda: screen._pane.list.is_compact)
        await settled(pilot, lambda: "H bookmark" in text_of(app, "#keys"))
        await pilot.press("H")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        # What can't be used now is named.
        said.clear()
        written += '"paper.copy" = "c"\n'
        await pilot.press("comma")
        await settled(pilot, lambda: bool(said))
        assert "line 6" in said[0]
        assert "can't be both" in said[0]
        said.clear()
        written = "measure = 66\nrefresh_minutes = 5\n"
        await pilot.press("comma")
        await settled(pilot, lambda: said == ["Settings read; at the next start: refresh_minutes"])
        said.clear()
        written = "measure = 7\n"
        await pilot.press("comma")
        await settled(pilot, lambda: bool(said))
        assert "line 1: measure must be a whole number" in said[0]
        assert app.measure == 66
        assert isinstance(app.screen, BrowseScreen)
