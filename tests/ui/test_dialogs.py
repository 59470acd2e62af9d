"""Dialogs: one at a time, whole on every terminal, and what is typed reaches them from the first key."""

import pytest
from textual.app import App
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from paperreader.domain.feed import Sample
from paperreader.ui.screens.browse import BrowseScreen
from paperreader.ui.screens.dialogs import Menu, Question, TagsDialog, TextDialog
from paperreader.ui.widgets.paper_list import PaperList
from tests.ui.reader import opened, press_at_once, reader, settled


def drawn(app: App[None]) -> list[str]:
    """Return what stands on the screen, line by line."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_what_follows_the_slash_in_the_same_read_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        press_at_once(app, "slash", *"net")
        await settled(pilot, lambda: 1 < len(papers.rows) < 56 and screen._pane.filter.text == "net")
        press_at_once(app, "enter", "j")
        await settled(pilot, lambda: app.focused is papers and papers.cursor == 1)
        assert screen._pane.filter.text == "net"


async def test_what_follows_a_key_that_asks_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "s", *"bs?q")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        await settled(pilot, lambda: app.screen.query_one(Input).value == "bs?q")
        assert len(app.screen_stack) == 3
        assert not app.kept


async def test_two_keys_that_ask_open_one_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "question_mark", "Y", "s")
        await settled(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.pause(0.1)
        assert [type(screen) for screen in app.screen_stack[1:]] == [BrowseScreen, TextDialog]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (30, 8)])
@pytest.mark.parametrize("key", ["question_mark", "Y", "e", "s"])
async def test_every_line_can_be_reached_on_every_terminal(
    key: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await pilot.press(key)
        await settled(pilot, lambda: isinstance(app.screen, ModalScreen) and "Esc" in "".join(drawn(app)))
        heading = str(app.screen.query_one(".dialog-heading", Widget).render())
        last = "began" if key == "question_mark" else None
        await pilot.press("G") if key == "question_mark" else await pilot.press("end")
        await pilot.pause()
        shown = "\n".join(drawn(app))
        assert heading.split(maxsplit=1)[0] in shown
        assert "Esc" in shown
        if last is not None:
            await settled(pilot, lambda: last in "\n".join(drawn(app)))
        if isinstance(app.screen, Menu):
            label = app.screen._entries[-1][1]
            await settled(pilot, lambda: label.split()[0] in "\n".join(drawn(app)))


@pytest.mark.parametrize("opening", ["question_mark", "Y"])
@pytest.mark.parametrize("closing", ["h", "left", "escape", "q"])
async def test_what_goes_back_closes_a_dialog(
    opening: str, closing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press(opening)
        await settled(pilot, lambda: isinstance(app.screen, ModalScreen))
        await pilot.press(closing)
        await settled(pilot, lambda: app.screen is screen)
        assert not app._exit


async def test_messages_leave_the_status_line_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ((120, 40), (80, 24), (80, 20), (40, 12)):
        app = reader(monkeypatch, Sample())
        async with app.run_test(size=size, notifications=True) as pilot:
            await opened(pilot, app)
            await pilot.press("n")
            await settled(pilot, lambda app=app: "Tags, note" in "".join(drawn(app)))  # type: ignore[misc]
            status = app.screen.query_one("#status", Widget)
            assert "56 papers" in drawn(app)[status.region.y], size


async def test_tags_are_completed_from_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press(*"to-cite", "space", *"thesis", "enter", "j", "b")
        await settled(pilot, lambda: len(app.bookmarks) == 2)
        await settled(pilot, lambda: bool(app.bookmarks[1].tags))
        press_at_once(app, "number_sign", *"th", "tab", "t", "o")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await settled(pilot, lambda: "to-cite" in "".join(drawn(app)))
        press_at_once(app, "tab", "enter")
        await settled(pilot, lambda: app.bookmarks[0].tags == ("thesis", "to-cite"))


async def test_keys_go_on_after_a_dialog_that_a_key_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        press_at_once(app, "question_mark", "escape", "j", "Y", "t", "j", "number_sign", "b", "b", "j")
        await settled(pilot, lambda: papers.cursor == 3)
        assert app._services.desktop.last_copied == papers.rows[1].title
