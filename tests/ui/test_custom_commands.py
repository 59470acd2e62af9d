"""Commands of the user's own on the screen: by key and by name, for one paper and for many."""

import os
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from paperreader.domain.papers.feed import Sample
from paperreader.errors import SettingsError
from paperreader.settings import Settings, settings_in
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.palette.help import HelpDialog
from tests.ui.reader import opened, reader, settled, told

COMMANDS = """
[commands]
add = { run = ["add", "{title}"], key = "ctrl+k" }
fail = 'sh -c "echo no folder >&2; exit 3"'
"""


def settings(text: str) -> Settings:
    return settings_in(text, Path("settings.toml"))


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return a PATH with a program `add`, which writes a line for each of its runs into the file beside it."""
    program = tmp_path / "programs" / "add"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '%s|' \"$@\" >> '{program}.record'\n")
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


async def test_a_command_runs_for_the_paper_or_the_selected_ones(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), settings(COMMANDS), PATH=path)
    record = Path(path.partition(os.pathsep)[0]) / "add.record"
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        rows = screen.query_one(PaperList).rows
        await pilot.press("ctrl+k")
        await settled(pilot, lambda: told(app, "add: done"))
        assert record.read_text() == f"{rows[0].title}|"

        await pilot.press("m", "m", "ctrl+k")
        await settled(pilot, lambda: told(app, "add: done for 2 papers"))
        assert record.read_text().count("|") == 3

        await pilot.press("M", "M", "ctrl+k")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)
        assert record.read_text().count("|") == 3

        await pilot.press("M", "colon", *"fail", "enter")
        await settled(pilot, lambda: told(app, "fail: sh failed (exit status 3): no folder"))

        await pilot.press("question_mark", *"your")
        await settled(pilot, lambda: isinstance(app.screen, HelpDialog) and "Ctrl+K" in text(app.screen))
        assert "Your commands" in text(app.screen)


def text(screen: Screen[Any]) -> str:
    return "\n".join(strip.text for strip in screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("b", "settings.toml, line 3: b can't be both paper.keep and command.add"),
        ("hyper+k", 'settings.toml, line 3: "hyper+k" is no key'),
    ],
)
def test_a_key_that_is_taken_or_none_is_refused(key: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refused:
        reader(monkeypatch, Sample(), settings(COMMANDS.replace("ctrl+k", key)))
    assert what in refused.value.message


def test_a_command_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(SettingsError) as refused:
        settings("\n[commands.add]\nrun = 'add {name}'")
    assert "settings.toml, line 2: add can't fill in {name}; use {id}, " in refused.value.message
