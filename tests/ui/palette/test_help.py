"""The help: what comes first, what is typed into it, what is run."""

import pytest

from paperreader.domain.papers.feed import Sample
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.palette.help import HelpDialog
from tests.ui.reader import opened, reader, settled, text_of


async def test_it_begins_with_the_pane_filters_as_typed_and_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(90, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpDialog))
        lines = text_of(app, "#help-list").splitlines()
        headings = [line.strip() for line in lines if line[1:2].strip()]
        assert headings[:2] == ["In a list", "Symbols"]
        assert any("★" in line and "bookmarked" in line for line in lines)
        # A key is found by itself, and stands under the cursor.
        await pilot.press("b")
        await settled(pilot, lambda: "▌  b " in text_of(app, "#help-list"))
        # Words narrow further; what people call it is enough.
        await pilot.press("backspace", *"bibtex cop")
        await settled(pilot, lambda: text_of(app, "#help-list").count("▌  Y ") == 1)
        assert "Symbols" not in text_of(app, "#help-list")
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)


async def test_in_the_detail_its_keys_come_first_and_those_of_elsewhere_are_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter", "question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert text_of(app, "#help-list").splitlines()[0].strip().startswith("In the detail")
        await pilot.press(*"outline", "enter")
        await settled(pilot, lambda: "Not now: not on this screen" in text_of(app, "#help .dialog-hint"))
        # Esc shows everything again, then closes.
        await pilot.press("escape")
        await settled(pilot, lambda: "In the detail" in text_of(app, "#help-list"))
        await pilot.press(*"nosuchkey")
        await settled(pilot, lambda: "No key or command matches" in text_of(app, "#help-list"))
        await pilot.press("escape", "escape")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
