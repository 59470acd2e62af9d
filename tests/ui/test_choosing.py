"""Many at once: chosen one by one, as a range or all, then kept, tagged, marked, copied, exported, removed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from paperreader.domain.feed import Sample
from paperreader.domain.marks import Mark
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.screens.dialogs import Menu, Question, TagsDialog
from paperreader.ui.widgets.bookmarks_panel import BookmarkList
from paperreader.ui.widgets.paper_list import PaperList
from tests.ui.reader import opened, reader, settled, text_of

SIZE = (120, 40)


async def keep_first(pilot: Pilot[None], app: PaperReaderApp, count: int) -> Sequence[str]:
    """Keep the first papers and return their titles."""
    screen = await opened(pilot, app)
    await pilot.press(*["m"] * count, "b")
    await settled(pilot, lambda: len(app.bookmarks) == count)
    return [paper.title for paper in screen.query_one(PaperList).rows[:count]]


@pytest.mark.parametrize(
    ("keys", "places"),
    [
        (["m", "m", "j", "m"], [0, 1, 3]),
        (["J", "J"], [0, 1, 2]),
        (["G", "K"], [54, 55]),
        (["m", "k", "m"], []),
        (["M"], list(range(56))),
        (["m", "M"], []),
        (["m", "m", "escape"], []),
    ],
)
async def test_what_is_chosen(keys: list[str], places: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press(*keys)
        await settled(
            pilot, lambda: [n for n, row in enumerate(papers.rows) if row.key in papers.chosen] == places
        )
        said = f"{len(places)} chosen"
        await settled(pilot, lambda: (said in text_of(app, "#status")) is bool(places))


async def test_the_chosen_are_kept_with_one_step_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "m")
        lines = text_of(app, "#papers").splitlines()
        assert [line[0] for line in lines[:8:2]] == ["+", "+", "+", "▌"]
        await pilot.press("b")
        await settled(pilot, lambda: len(app.bookmarks) == 3)
        assert not papers.chosen
        await pilot.press("u")
        await settled(pilot, lambda: not app.bookmarks)
        await pilot.press("g", "m", "m", "x")
        await settled(
            pilot, lambda: [app.marks.get(row.key) for row in papers.rows[:2]] == [Mark.SKIPPED] * 2
        )
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[papers.rows[1].key] is Mark.SEEN)


async def test_chosen_bookmarks_are_tagged_given_a_status_and_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await keep_first(pilot, app, 4)
        await pilot.press("B", "m", "m", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        app.screen.query_one(Input).value = "thesis, -old #b"
        await pilot.press("enter")
        await settled(
            pilot, lambda: [each.tags for each in app.bookmarks] == [("b", "thesis")] * 2 + [()] * 2
        )
        await pilot.press("M", "equals_sign")
        await settled(pilot, lambda: {each.status.value for each in app.bookmarks} == {"reading"})
        await pilot.press("M", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        app.screen.query_one(Input).value = "-b"
        await pilot.press("enter")
        await settled(pilot, lambda: [each.tags for each in app.bookmarks] == [("thesis",)] * 2 + [()] * 2)
        await pilot.press("M", "b")
        await settled(pilot, lambda: not app.bookmarks)
        await pilot.press("u")
        await settled(pilot, lambda: len(app.bookmarks) == 4)


async def test_the_chosen_are_copied_and_exported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "chosen.json"
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "y")
        await settled(pilot, lambda: bool(app._services.desktop.last_copied))
        assert app._services.desktop.last_copied == "\n".join(str(row.key.hub_url) for row in papers.rows[:2])
        await pilot.press("m", "m", "e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("c")
        await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
        await pilot.press("o")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settled(pilot, target.exists)
        assert len(json.loads(target.read_text())) == 2
        await settled(pilot, lambda: not papers.chosen)


async def test_the_panel_is_narrowed_and_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        titles = await keep_first(pilot, app, 6)
        panel = screen.query_one(BookmarkList)
        await pilot.press("B", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press(*"thesis", "enter")
        await settled(pilot, lambda: any(each.tags for each in app.bookmarks))
        await pilot.press("slash", *"tag:thesis", "enter")
        await settled(pilot, lambda: len(panel.rows) == 1 and app.focused is panel)
        assert "Bookmarks  1 of 6" in text_of(app, "#bookmarks-heading")
        await pilot.press("escape")
        await settled(pilot, lambda: len(panel.rows) == 6)
        await pilot.press("v")
        await settled(pilot, lambda: [row.paper.title for row in panel.rows] == sorted(titles, key=str.lower))
        assert "title" in text_of(app, "#bookmarks-heading")
        await pilot.press("slash", *"upvotes:many")
        await settled(pilot, lambda: "wants a number" in text_of(app, "#bookmarks-filter .filter-problem"))
        assert len(panel.rows) == 6
        await pilot.press("escape", "escape")
        assert app.focused is screen.query_one(PaperList)


async def test_a_wrong_filter_names_the_place_and_the_last_good_result_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"net")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        found = len(papers.rows)
        screen.query_one("#filter Input", Input).value = "net titel:x"
        await settled(pilot, lambda: "there is no field" in text_of(app, "#filter .filter-problem"))
        assert "“titel:”" in text_of(app, "#filter .filter-problem")
        assert len(papers.rows) == found
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)
