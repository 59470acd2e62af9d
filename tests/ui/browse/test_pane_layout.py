"""Layouts: by the size of the terminal, by key, by setting and by mouse; what was chosen is remembered."""

import pytest
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget

from paperreader.domain.papers.feed import Sample
from paperreader.domain.view_state import ViewState
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.pane_layout import bookmark_lines, frame_classes, layout_for, next_layout
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import opened, reader, settled, text_of, told


@pytest.mark.parametrize(
    ("size", "wanted", "shown"),
    [
        ((200, 50), "auto", "side"),
        ((110, 20), "auto", "side"),
        ((109, 30), "auto", "stacked"),
        ((100, 27), "auto", "list"),
        ((80, 24), "auto", "list"),
        ((80, 24), "side", "side"),
        ((80, 24), "stacked", "stacked"),
        ((200, 50), "list", "list"),
        ((59, 50), "side", "list"),
        ((200, 15), "stacked", "list"),
        ((140, 42), "of another version", "side"),
        ((1, 1), "", "list"),
    ],
)
def test_each_size_and_choice_has_its_layout(size: tuple[int, int], wanted: str, shown: str) -> None:
    assert layout_for(Size(*size), wanted) == shown


def test_the_key_goes_round_and_what_is_shown_by_itself_is_no_choice() -> None:
    wide, low = Size(140, 42), Size(80, 24)
    assert [next_layout(wide, wanted, "auto") for wanted in ("auto", "stacked", "list")] == [
        "stacked",
        "list",
        "",
    ]
    assert [next_layout(low, wanted, "auto") for wanted in ("auto", "side", "stacked")] == [
        "side",
        "stacked",
        "",
    ]
    assert next_layout(wide, "side", "stacked") == ""
    assert next_layout(wide, "stacked", "stacked") == "list"


@pytest.mark.parametrize("height", range(1, 60))
def test_short_terminals_lose_a_rule_then_the_keys_then_the_status(height: int) -> None:
    gone = frame_classes(Size(80, height), "list")
    assert gone["short"] >= gone["shorter"] >= gone["low-frame"]
    chrome = 1 + 2 * (not gone["shorter"]) + (not gone["short"]) + (not gone["low-frame"])
    assert height - chrome >= min(height - 1, 7) or height < 12


def test_the_bookmarks_have_the_same_room_however_many_there_are() -> None:
    assert {bookmark_lines(37, held, has_focus=False) for held in (None, 1, 4, 900)} == {4}
    assert bookmark_lines(37, 0, has_focus=False) == 0
    assert [bookmark_lines(37, held, has_focus=True) for held in (0, 2, 9, 900)] == [4, 4, 9, 12]
    assert bookmark_lines(20, 900, has_focus=True) == 8
    assert [bookmark_lines(19, 9, has_focus=False, wanted=wanted) for wanted in (0, 7, 90)] == [2, 7, 13]


async def _dragged(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)


def _is_underlined(rule: Widget) -> bool:
    style = next(iter(rule.render_line(0))).style
    return style is not None and bool(style.underline)


def _state(app: PaperReaderApp) -> ViewState:
    return app.view_state


async def test_keys_and_mouse_change_the_layout_and_it_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(140, 42)) as pilot:
        screen = await opened(pilot, app)
        left, detail, divider = map(screen.query_one, ("#left", "#detail", "#divider"))
        papers = screen.query_one(PaperList)
        await pilot.press("j", "j", "j")
        paper = papers.highlighted
        width = left.region.width
        await pilot.press(">", ">")
        await settled(pilot, lambda: left.region.width == 140 * 56 // 100)
        await pilot.press("<", "<", "<")
        await settled(pilot, lambda: left.region.width < width)
        assert _state(app).list_share == 41
        rule = divider.region.x
        assert text_of(app, "#top-rule")[rule] == "┬"
        await _dragged(pilot, (rule, 10), (70, 12))
        await settled(pilot, lambda: divider.region.x == 70 and text_of(app, "#top-rule")[70] == "┬")
        await settled(pilot, lambda: _state(app).list_share == 50)
        heading = screen.query_one("#bookmarks-heading")
        await _dragged(pilot, (20, heading.region.y), (20, 27))
        await settled(pilot, lambda: heading.region.y == 27 and _state(app).bookmark_lines > 4)
        await pilot.press("L")
        await settled(
            pilot, lambda: detail.region.y > left.region.y and told(app, "the list above the paper")
        )
        await settled(pilot, lambda: text_of(app, "#bottom-rule") == "─" * 140)
        height = left.region.height
        await pilot.press("<")
        await settled(pilot, lambda: left.region.height < height)
        await _dragged(pilot, (20, divider.region.y), (20, 12))
        await settled(pilot, lambda: divider.region.y == 12)
        await pilot.press("L", ">")
        await settled(pilot, lambda: not detail.display and told(app, "The list is alone"))
        await pilot.press("enter")
        await settled(pilot, lambda: detail.region.width == 140)
        await pilot.press("escape", "B", "B")
        await settled(pilot, lambda: _state(app).is_bookmarks_hidden)
        assert papers.highlighted is paper
    again = reader(monkeypatch, Sample(), Settings(layout="side"))
    async with again.run_test(size=(140, 42)) as pilot:
        screen = await opened(pilot, again)
        assert (_state(again).layout, _state(again).list_share) == ("list", 50)
        assert not screen.query_one("#detail").display
        assert not screen.query_one("#bookmarks").display
        await pilot.press("L")
        await settled(pilot, lambda: screen.query_one("#divider").region.x == 70)
        assert _state(again).layout == ""
        assert not screen.query_one("#bookmarks").display


async def test_of_the_bookmarks_the_newest_are_in_sight_and_nothing_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(140, 42)) as pilot:
        screen = await opened(pilot, app)
        rule = screen.query_one("#bookmarks-heading")
        await settled(pilot, lambda: "Bookmarks 0  b " in text_of(app, "#bookmarks-heading"))
        await pilot.press("b", "j")
        await settled(pilot, lambda: "Bookmarks 1 ─" in text_of(app, "#bookmarks-heading"))
        at = rule.region.y
        for number in range(2, 8):
            await pilot.press("b", "j")
            shown = f"Bookmarks {number} "
            await settled(pilot, lambda shown=shown: shown in text_of(app, "#bookmarks-heading"))  # type: ignore[misc]
            assert rule.region.y == at
        assert screen.query_one("#bookmarks-list").region.height == 4
        assert app.snapshot.bookmarks[0].paper.title[:20] in text_of(app, "#bookmarks-list").splitlines()[0]
        await pilot.press("B")
        await settled(pilot, lambda: screen.query_one("#bookmarks-list").region.height == 7)
        await settled(pilot, lambda: _is_underlined(rule))
        await pilot.press("escape")
        await settled(pilot, lambda: rule.region.y == at and not _is_underlined(rule))


@pytest.mark.parametrize("size", [(140, 42), (100, 30), (80, 24)])
async def test_a_column_is_free_before_the_scroll_bar_of_the_detail(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("enter")
        await settled(
            pilot, lambda: "Abstract" in text_of(app, "#detail") or "Summary" in text_of(app, "#detail")
        )
        detail = screen.query_one("#detail")
        assert all(line[-1:] in {"", " "} for line in text_of(app, "#detail").splitlines())
        assert detail.scrollable_content_region.right + 1 == detail.region.right


async def test_the_key_line_has_the_keys_of_the_present_state(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(140, 42)) as pilot:
        await opened(pilot, app)
        await pilot.press("m")
        await settled(
            pilot, lambda: "mark read" in text_of(app, "#keys") and "# tags" in text_of(app, "#keys")
        )
        await pilot.press("escape", "enter")
        await settled(pilot, lambda: text_of(app, "#keys").startswith(" h back  j k move  f full text"))
        await pilot.press("escape", "b", "B")
        await settled(pilot, lambda: "= status  # tags  n note" in text_of(app, "#keys"))
        await pilot.press("escape", "slash")
        await settled(pilot, lambda: "Enter to the list" in text_of(app, "#keys"))
        await pilot.press("escape", "5")
        await settled(pilot, lambda: "1 Daily  5 Inbox  s search" in text_of(app, "#keys"))
        assert text_of(app, "#keys").rstrip().endswith("? help")
