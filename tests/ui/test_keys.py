"""Keys: as in the table, as in the settings, refused when two want one."""

import re
from pathlib import Path

import pytest
from textual import events
from textual.binding import Binding

from paperreader.domain.papers.feed import Sample
from paperreader.errors import SettingsError
from paperreader.settings import Settings, read_settings
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.calendar import Calendar
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.tags import TagsDialog
from paperreader.ui.dialogs.text import TextDialog
from paperreader.ui.dialogs.trends import TrendsScreen
from paperreader.ui.kit import keys
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.palette.help import HelpDialog
from paperreader.ui.palette.palette import Palette
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen
from paperreader.ui.scopes import SCOPES, SECTIONS
from tests.ui.reader import opened, press_at_once, reader, settled, text_of, told

OWNERS = {owner for _, owners in SECTIONS for owner in owners} | {
    Calendar,
    Menu,
    NoteDialog,
    Question,
    TagsDialog,
    TextDialog,
    TrendsScreen,
    HelpDialog,
    Palette,
}


_COLUMN_OF_HELP = 43
"""Columns for what a key does."""


@pytest.mark.parametrize("owner", sorted(OWNERS, key=str))
def test_every_binding_has_a_name_and_says_what_it_does(owner: type) -> None:
    declared = vars(owner)["BINDINGS"]
    assert all(isinstance(binding, Binding) and binding.id and binding.tooltip for binding in declared)
    # In the help two columns stand side by side at 140 columns; what is longer would be cut.
    assert [each.tooltip for each in declared if len(each.tooltip) > _COLUMN_OF_HELP] == []


def test_the_keys_as_they_come_do_not_conflict() -> None:
    assert keys.keymap({}, {}, SCOPES) == {}


def test_every_owner_of_a_scope_is_in_the_help() -> None:
    assert {owner for scope in SCOPES for owner in scope} == {
        owner for _, owners in SECTIONS for owner in owners
    }


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"paper.keep": "y"}, "y can't be both"),
        ({"paper.keep": "j"}, "j can't be both"),
        ({"paper.keep": "ctrl+d"}, "Ctrl+D can't be both"),
        ({"paper.keeep": "k"}, "unknown id paper.keeep"),
        ({"paper.keep": "hyper+k"}, '"hyper+k" is no key'),
        ({"paper.keep": ""}, '"" is no key'),
    ],
)
def test_a_wrong_key_is_refused_with_both_names(chosen: dict[str, str], told: str) -> None:
    where = dict.fromkeys(chosen, "settings.toml, line 2")
    with pytest.raises(SettingsError, match=re.escape(told)) as refused:
        keys.keymap(chosen, where, SCOPES)
    assert "settings.toml, line 2" in refused.value.message


def test_a_key_can_be_switched_off() -> None:
    assert keys.keymap({"paper.skip": "none"}, {}, SCOPES) == {"paper.skip": "none"}
    assert keys.keys_of(Binding("x", "skip", id="paper.skip"), {"paper.skip": "none"}) == []
    assert keys.hints([Binding("none", "skip", "hide", id="paper.skip")]) == ()


async def test_a_key_of_the_settings_takes_the_place_of_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "light"\n[keys]\n"paper.keep" = "H,f5"\n')
    app = reader(monkeypatch, Sample(), read_settings(file))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert not app.current_theme.dark
        await pilot.press("b")
        await pilot.press("H")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("f5")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        assert "H bookmark" in text_of(app, "#keys")
        await pilot.press("question_mark")
        await settled(pilot, lambda: any("H F5" in line for line in text_of(app, "#help-list").splitlines()))


async def test_an_unused_key_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: text_of(app, "#papers").startswith("▌·"))
        before = text_of(app, "#papers"), text_of(app, "#detail")
        await pilot.press("w", "H", "f9", "ctrl+o", "0", "ö", "semicolon")
        assert app.screen is screen
        assert (text_of(app, "#papers"), text_of(app, "#detail")) == before


async def test_the_key_line_is_that_of_the_pane(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        bar = screen.query_one(KeyBar)
        await settled(pilot, lambda: ("enter", "Enter", "read") in bar.hints)
        await pilot.press("enter")
        await settled(pilot, lambda: ("enter", "Enter", "read") not in bar.hints)
        await pilot.press("escape", "slash")
        await settled(
            pilot, lambda: [hint[2] for hint in bar.hints] == ["complete", "to the list", "show all"]
        )


async def test_while_another_window_has_the_focus_the_keys_of_all_panes_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(140, 40)) as pilot:
        await opened(pilot, app)
        await settled(pilot, lambda: "Enter read  b bookmark" in text_of(app, "#keys"))
        shown = text_of(app, "#keys")
        app.post_message(events.AppBlur())
        await settled(
            pilot, lambda: text_of(app, "#keys").startswith(" b bookmark  y copy  o open  Space read")
        )
        app.post_message(events.AppFocus())
        await settled(pilot, lambda: text_of(app, "#keys") == shown)


async def test_a_click_on_a_key_presses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await settled(pilot, lambda: "b bookmark" in text_of(app, "#keys"))
        await pilot.click("#keys", offset=(text_of(app, "#keys").index("b bookmark"), 0))
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)


async def test_clicks_and_the_wheel_work(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        titles = [row.title[:20] for row in papers.rows[:4]]
        lines = text_of(app, "#papers").splitlines()
        third, fourth = (next(y for y, line in enumerate(lines) if title in line) for title in titles[2:])
        await pilot.click("#papers", offset=(20, fourth))
        await settled(pilot, lambda: papers.cursor == 3)
        await pilot.click("#papers", offset=(20, third + 1), times=2)
        await settled(pilot, lambda: app.focused is screen.query_one(PaperDetail))
        await pilot.click("#feed-bar", offset=(text_of(app, "#feed-bar").index("Trending"), 0))
        await settled(pilot, lambda: "Trending" in str(screen.query_one("#notice").render()))


async def test_ctrl_c_says_how_to_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, app)
        await pilot.press("ctrl+c")
        await settled(pilot, lambda: told(app, "Ctrl+Q or q quits"))
        app.announcements.clear()
        # While something is typed, q is a letter.
        await pilot.press("/", "ctrl+c")
        await settled(pilot, lambda: told(app, "Ctrl+Q quits"))
        assert app.is_running


def test_settings_without_keys_need_no_lines() -> None:
    assert keys.keymap(Settings().keys, Settings().where, SCOPES) == {}


async def test_keys_that_still_wait_when_the_reader_ends_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, *"jjjjjjjj")
        await pilot.pause(0)
    # An error in there would have been raised by now.
    assert not app.is_running


def test_every_key_of_a_paper_has_its_command() -> None:
    assert {binding.action for binding in keys.bindings_of(PaperScreen)} == {
        f"paper('{name}')" for name in COMMANDS
    }
