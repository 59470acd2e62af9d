"""The line in which a query is typed: completed by Tab, typed again by the arrows, and what it offers where nothing matches."""

import pytest
from textual.widgets import Input

from paperreader.domain.papers.feed import Sample
from paperreader.ui.browse.filter_bar import FilterBar
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
        await pilot.press("tab", "enter")
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
