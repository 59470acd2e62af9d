"""Dialogs: one at a time, whole on every terminal, and what is typed reaches them from the first key."""

import importlib
import pkgutil
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.content import Content
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input

from paperreader import ui
from paperreader.domain.papers.feed import Sample
from paperreader.domain.query.sorting import SortOrder
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.order_menu import BOOKMARK_ORDERS, OrderMenu
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.calendar import Calendar
from paperreader.ui.dialogs.dialog import Dialog
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.tags import TagsDialog
from paperreader.ui.dialogs.text import TextDialog
from paperreader.ui.dialogs.theme_picker import ThemePicker
from paperreader.ui.dialogs.trends import TrendsScreen
from paperreader.ui.dialogs.unsaved_menu import UnsavedMenu
from paperreader.ui.kit import toasts
from paperreader.ui.palette.help import HelpDialog, HelpSection
from paperreader.ui.palette.offer import Offer
from paperreader.ui.palette.palette import Palette
from paperreader.ui.reading.outline import Outline
from paperreader.ui.reading.text_blocks import Heading
from tests.at_length import few
from tests.ui.reader import fixed_clock, opened, press_at_once, reader, settled


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
        assert len(app.screen_stack) == 2
        assert not app.snapshot.kept


async def test_two_keys_that_ask_open_one_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "C", "Y", "s")
        await settled(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.pause(0.1)
        assert [type(screen) for screen in app.screen_stack] == [BrowseScreen, TextDialog]


@pytest.mark.parametrize("size", few([(80, 24), (30, 8), (120, 40), (40, 12)], 2))
@pytest.mark.parametrize("key", ["C", "Y", "e", "s"])
async def test_every_line_can_be_reached_on_every_terminal(
    key: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await pilot.press(key)
        await settled(pilot, lambda: isinstance(app.screen, ModalScreen) and "Esc" in "".join(drawn(app)))
        heading = str(app.screen.query_one(".dialog-heading", Widget).render())
        await pilot.press("end")
        await pilot.pause()
        shown = "\n".join(drawn(app))
        assert heading.split(maxsplit=1)[0] in shown
        assert "Esc" in shown
        if isinstance(app.screen, Menu):
            label = app.screen._choices[-1][1]
            await settled(pilot, lambda: label.split()[0] in "\n".join(drawn(app)))


@pytest.mark.parametrize("opening", ["C", "Y"])
@pytest.mark.parametrize("closing", few(["h", "q", "left", "escape"], 2))
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
            toasts.warn(app, "Something must be read")
            await settled(pilot, lambda app=app: "must be read" in "".join(drawn(app)))  # type: ignore[misc]
            status = app.screen.query_one("#status", Widget)
            assert "56 papers" in drawn(app)[status.region.y], size


async def test_tags_are_completed_from_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press(*"to-cite", "space", *"thesis", "enter", "j", "b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 2)
        await settled(pilot, lambda: bool(app.snapshot.bookmarks[1].tags))
        press_at_once(app, "number_sign", *"th", "tab", "t", "o")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await settled(pilot, lambda: "to-cite" in "".join(drawn(app)))
        press_at_once(app, "tab", "enter")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].tags == ("thesis", "to-cite"))


async def test_keys_go_on_after_a_dialog_that_a_key_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        press_at_once(
            app, "question_mark", "escape", "j", "Y", "t", "j", "number_sign", "escape", "b", "b", "j"
        )
        copied = papers.rows[1].title
        # Copying is beside the keys: the last of them may be done first.
        await settled(pilot, lambda: papers.cursor == 3 and app._services.desktop.last_copied == copied)


def dialogs_of(app: PaperReaderApp) -> list[Screen[Any]]:
    services, day = app._services, date(2026, 8, 20)
    heading = Heading(0, 1, "One")
    return [
        Menu("Copy", [("t", "Title"), ("l", "Link")]),
        Question("Which?"),
        TagsDialog("Tags", ["agents"]),
        NoteDialog("Note", "a word"),
        TextDialog("Keys", Content("one\ntwo")),
        Calendar(services.library, day, day),
        Outline([heading], heading),
        HelpDialog([HelpSection("One", [Offer("one", "One", lambda: None, "1")])]),
        Palette([Offer("one", "One", lambda: None, "1"), Offer("two", "Two", lambda: None)], {}),
        TrendsScreen(services.trends, fixed_clock),
        ThemePicker(("dark", "light"), "dark"),
        UnsavedMenu(lambda: 2, lambda: None),
        OrderMenu(BOOKMARK_ORDERS, SortOrder.HUB),
    ]


AS_LARGE_AS_THE_TERMINAL = (TrendsScreen,)
AT_THE_SIDE = (ThemePicker,)
"""What is looked at beside them is not dimmed."""


def all_classes_of(kind: type) -> set[type]:
    below: set[type] = set(kind.__subclasses__())
    return below.union(*map(all_classes_of, below))


def test_every_dialog_there_is_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = {type(dialog) for dialog in dialogs_of(reader(monkeypatch, Sample()))}
    assert looked_at == {each for each in all_classes_of(Dialog) if each.__module__.startswith("paperreader")}


def colours_of(app: App[None], line: int) -> list[tuple[str, object]]:
    """Return the cells of a line of the screen: what stands there, and in which colour."""
    cells: list[tuple[str, object]] = []
    for segment in app.screen._compositor.render_strips()[line]:
        cells += [(sign, segment.style and segment.style.color) for sign in segment.text]
    return cells


async def look_at(app: PaperReaderApp, pilot: Pilot[None], dialog: Screen[Any]) -> None:
    size = app.size
    before = [colours_of(app, line) for line in range(size.height)]
    await app.push_screen(dialog)
    frame = dialog.query_one(".dialog, #trends")
    await settled(pilot, lambda: bool(frame.region.area))
    await pilot.pause()
    box = frame.region
    if isinstance(dialog, AS_LARGE_AS_THE_TERMINAL):
        assert box.size == size
        return
    if isinstance(dialog, AT_THE_SIDE):
        assert (box.right, box.height) == size
        assert colours_of(app, 3)[:40] == before[3][:40]
        return
    assert abs(box.x - (size.width - box.right)) <= 1
    assert abs(box.y - (size.height - box.bottom)) <= 1
    seen = dimmed = 0
    for line, was in enumerate(before):
        now = colours_of(app, line)
        for column, (sign, colour) in enumerate(was):
            if sign != " " and not box.contains(column, line):
                assert now[column][0] == sign, (line, column)
                seen += 1
                dimmed += now[column][1] != colour
    assert seen > 100
    assert dimmed == seen


@pytest.mark.every_frame
@pytest.mark.parametrize("size", [(80, 24), (140, 42)])
async def test_every_dialog_stands_in_the_middle_over_the_dimmed_papers(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        # What is counted is told a moment later.
        await settled(pilot, lambda: "56 unread" in "".join(drawn(app)))
        for dialog in dialogs_of(app):
            await look_at(app, pilot, dialog)
            await app.pop_screen()
            await settled(pilot, lambda: app.screen is screen)


def classes_with_two_bases() -> list[type[DOMNode]]:
    for module in pkgutil.walk_packages(ui.__path__, "paperreader.ui."):
        importlib.import_module(module.name)
    ours = (each for each in all_classes_of(DOMNode) if each.__module__.startswith("paperreader"))
    return [each for each in ours if sum(issubclass(base, DOMNode) for base in each.__bases__) > 1]


def test_no_class_loses_what_is_said_of_its_second_base() -> None:
    """Textual takes styles from the first base that is a node only, and that base may refuse the keys of the others."""
    styled = set(re.findall(r"\b[A-Z]\w+\b", Path(ui.__path__[0], "app.tcss").read_text(encoding="utf-8")))
    classes = classes_with_two_bases()
    assert Dialog in classes
    for cls in classes:
        followed = cls._css_bases(cls)
        for base in cls.__mro__:
            said = {"DEFAULT_CSS", "DEFAULT_CLASSES", "COMPONENT_CLASSES"} & vars(base).keys()
            if issubclass(base, DOMNode) and (said or base.__name__ in styled):
                assert base in followed, f"{cls.__name__} is not styled as a {base.__name__}"
        kept = keys_of(cls)
        for base in cls.__bases__:
            lost = keys_of(base) - kept if issubclass(base, DOMNode) else set()
            assert not lost, f"{cls.__name__} has not the keys of {base.__name__}: {lost}"


def keys_of(cls: type[DOMNode]) -> set[str]:
    bindings = cls._merged_bindings
    assert bindings is not None
    return set(bindings.key_to_bindings)


async def test_a_message_is_shown_once_while_a_dialog_lies_over_the_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        browse = await opened(pilot, app)
        toasts.warn(app, "The PDF could not be opened")
        await settled(pilot, lambda: bool(browse.query("Toast")))
        await pilot.press("Y")
        await settled(pilot, lambda: app.screen is not browse and bool(app.screen.query("Toast")))
        assert not browse.query_one("ToastRack").display
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is browse and browse.query_one("ToastRack").display)
