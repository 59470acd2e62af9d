"""Panes: side by side, stacked or one at a time, and how to go between them."""

from collections.abc import Sequence
from datetime import date

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList

from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.query.sorting import SortOrder
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.order_menu import OrderMenu
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.hub import Hub
from tests.ui.reader import opened, press_at_once, reader, settled, showing, text_of


def seen(screen: BrowseScreen) -> set[str]:
    panes: dict[str, type[Widget]] = {"list": PaperList, "detail": PaperDetail, "bookmarks": BookmarkList}
    return {name for name, kind in panes.items() if screen.query_one(kind).region.area > 0}


@pytest.mark.parametrize(
    ("size", "in_list", "in_detail", "in_bookmarks"),
    [
        (
            (200, 50),
            {"list", "detail", "bookmarks"},
            {"list", "detail", "bookmarks"},
            {"list", "detail", "bookmarks"},
        ),
        (
            (120, 36),
            {"list", "detail", "bookmarks"},
            {"list", "detail", "bookmarks"},
            {"list", "detail", "bookmarks"},
        ),
        ((100, 30), {"list", "detail"}, {"list", "detail"}, {"detail", "bookmarks"}),
        ((80, 24), {"list"}, {"detail"}, {"bookmarks"}),
        ((40, 12), {"list"}, {"detail"}, {"bookmarks"}),
        ((20, 5), {"list"}, {"detail"}, {"bookmarks"}),
    ],
)
async def test_each_size_has_its_panes(
    size: tuple[int, int],
    in_list: set[str],
    in_detail: set[str],
    in_bookmarks: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: seen(screen) == in_list)
        await pilot.press("enter")
        await settled(pilot, lambda: seen(screen) == in_detail and isinstance(app.focused, PaperDetail))
        await pilot.press("escape", "B")
        await settled(pilot, lambda: seen(screen) == in_bookmarks and isinstance(app.focused, BookmarkList))
        await pilot.press("B")
        await settled(pilot, lambda: isinstance(app.focused, PaperList) and "bookmarks" not in seen(screen))


async def test_resizing_while_reading_keeps_pane_and_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("j", "j", "enter")
        paper = screen.query_one(PaperDetail).paper
        for size in ((40, 12), (80, 24), (10, 3), (1, 1), (200, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert seen(screen) == {"detail"}
        assert screen.query_one(PaperDetail).paper == paper
        assert isinstance(app.focused, PaperDetail)


async def test_tab_goes_round_and_zoom_shows_one_pane(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: bool(app.snapshot.bookmarks))
        kinds = []
        for _ in range(3):
            await pilot.press("tab")
            kinds.append(type(app.focused))
        assert kinds == [PaperDetail, BookmarkList, PaperList]
        await pilot.press("shift+tab", "z")
        await settled(pilot, lambda: seen(screen) == {"bookmarks"})
        await pilot.press("tab", "tab")
        await settled(pilot, lambda: seen(screen) == {"detail"})
        await pilot.press("z")
        await settled(pilot, lambda: seen(screen) == {"list", "detail", "bookmarks"})


async def test_all_3303_authors_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    authors = tuple(Author(f"Given{n} Family{n}") for n in range(3303))
    crowded = Paper(key=PaperKey("2608.00001"), title="A Collaboration", authors=authors)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), (crowded,))
        await pilot.press("enter")
        await settled(pilot, lambda: "and 3291 more" in text_of(app, "#detail"))
        await pilot.press("enter")
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: detail.virtual_size.height > 700)
        named: set[str] = set()
        while not {"Given0", "Given3302"} <= named:
            named |= set(text_of(app, "#detail").split())
            await pilot.press("ctrl+d")
        missing = [n for n in range(3303) if f"Given{n}" not in named]
        assert not missing


async def test_narrowing_keeps_enter_and_escape_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"fair")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        narrowed = len(papers.rows)
        assert isinstance(app.focused, Input)
        await pilot.press("enter")
        await settled(pilot, lambda: app.focused is papers)
        assert len(papers.rows) == narrowed
        assert f"{narrowed} of 56 papers" in text_of(app, "#status")
        await pilot.press("slash", *"zzzz")
        await settled(pilot, lambda: not papers.rows)
        assert "Esc shows all" in str(screen.query_one("#notice").render())
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)


def is_by_title(papers: Sequence[Paper]) -> bool:
    titles = [paper.title.casefold() for paper in papers]
    return titles == sorted(titles)


async def test_an_order_is_picked_from_a_menu_that_marks_the_present_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        hub_order = [paper.key for paper in papers.rows]
        # Keys that arrive together do what they do one by one.
        press_at_once(app, "v", "t")
        await settled(pilot, lambda: "by title" in text_of(app, "#feed-bar") and is_by_title(papers.rows))
        await pilot.press("v")
        await settled(pilot, lambda: isinstance(app.screen, OrderMenu))
        menu = app.screen.query_one(OptionList)
        labels = [str(option.prompt) for option in menu.options]
        assert len(labels) == len(SortOrder)
        assert [label for label in labels if "now" in label] == [" t  title  • now"]
        assert menu.highlighted == labels.index(" t  title  • now")
        # A letter of a choice that closes elsewhere.
        await pilot.press("h")
        await settled(
            pilot, lambda: app.screen is screen and [paper.key for paper in papers.rows] == hub_order
        )
        await pilot.press("v", "j", "enter")
        await settled(pilot, lambda: "by upvotes" in text_of(app, "#feed-bar"))
        await pilot.press("v", "escape")
        await settled(pilot, lambda: app.screen is screen)
        assert "by upvotes" in text_of(app, "#feed-bar")


async def test_an_address_longer_than_a_line_has_its_name_once(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Edition(Period.DAY, date(2026, 8, 21)), HF_ENDPOINT=hub.url)
    async with app.run_test(size=(60, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter", "z")
        await settled(pilot, lambda: "https://github.com/starling-institute/mur" in text_of(app, "#detail"))
        first_words = [line.split()[0] for line in text_of(app, "#detail").splitlines() if line.strip()]
        assert first_words.count("Code") == 1
