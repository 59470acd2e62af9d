"""Themes on the screen: picked, remembered, as the terminal tells, and without colours still clear."""

import pytest
from rich.segment import Segment
from textual.widgets import OptionList

from paperreader.domain.papers.feed import Sample
from paperreader.domain.view_state import ViewState
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.theme_picker import ThemePicker
from paperreader.ui.kit import requests
from paperreader.ui.terminal.background import BackgroundTold
from paperreader.ui.theming import Theming
from tests.ui.reader import opened, reader, settled


def segments_of(app: PaperReaderApp) -> list[Segment]:
    """Return all that is drawn, but room."""
    strips = app.screen._compositor.render_strips()
    return [segment for strip in strips for segment in strip if segment.text.strip()]


@pytest.mark.every_frame
async def test_without_colours_everything_is_told_by_other_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        title = screen.query_one(PaperList).rows[0].title[:10]
        await settled(pilot, lambda: any(title in s.text for s in segments_of(app)))
        drawn = segments_of(app)
        colours = {(s.style.color, s.style.bgcolor) for s in drawn if s.style is not None}
        assert all(c is None or c.is_default for pair in colours for c in pair)
        here = next(s for s in drawn if title in s.text)
        assert here.style is not None
        assert here.style.reverse

        await app.push_screen(Menu("What to do", [("a", "One"), ("b", "Another")]))
        await settled(pilot, lambda: any(" Another" in s.text for s in segments_of(app)))
        drawn = segments_of(app)
        behind = next(s for s in drawn if title in s.text)
        assert behind.style is not None
        assert behind.style.dim
        assert not behind.style.reverse
        chosen, other = (next(s for s in drawn if word in s.text) for word in (" One", " Another"))
        assert chosen.style is not None
        assert other.style is not None
        assert chosen.style.underline
        assert not other.style.underline


async def test_a_theme_is_shown_as_it_is_highlighted_and_remembered_by_enter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("T")
        await settled(pilot, lambda: isinstance(app.screen, ThemePicker))
        await pilot.press(*"nord")
        await settled(pilot, lambda: app.theme == "nord")
        assert screen.styles.background.hex == "#2E3440"
        await pilot.press(*["backspace"] * 4, "pageup", "down", "down")
        await settled(pilot, lambda: app.theme == "paperreader-light")
        await pilot.press("escape")
        await settled(pilot, lambda: app.theme == "paperreader-dark")
        assert app.view_state.theme == ""

        await pilot.press("T")
        await settled(pilot, lambda: isinstance(app.screen, ThemePicker))
        await pilot.press(*"qwx")
        await settled(pilot, lambda: app.screen.query_one(OptionList).option_count == 0)
        await pilot.press("enter", *["backspace"] * 3, *"mono", "enter")
        await settled(pilot, lambda: app.screen is screen)
        assert app.theme == "monokai"
    assert reader(monkeypatch, Sample()).theme == "monokai"
    # Who changes the setting afterwards wants that.
    assert reader(monkeypatch, Sample(), Settings(theme="light")).theme == "paperreader-light"


async def test_what_the_terminal_tells_is_followed_where_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        app.post_message(BackgroundTold(is_dark=False))
        await settled(pilot, lambda: app.theme == "paperreader-light")
        screen.post_message(requests.UseTheme("gruvbox"))
        await settled(pilot, lambda: app.theme == "gruvbox")
        app.post_message(BackgroundTold(is_dark=True))
        await settled(pilot, lambda: app.view_state.background == "dark")
        assert app.theme == "gruvbox"


@pytest.mark.parametrize(
    ("environ", "last", "shown"),
    [
        ({}, "", "dark"),
        ({}, "light", "light"),
        ({}, "\x1b", "dark"),
        ({"COLORFGBG": "0;15"}, "dark", "light"),
        ({"COLORFGBG": "15;default;0"}, "light", "dark"),
        ({"COLORFGBG": "default;default"}, "light", "light"),
        ({"TMUX": "/run/tmux,1,0"}, "light", "dark"),
        ({"SSH_TTY": "/dev/pts/1"}, "light", "dark"),
        ({"SSH_TTY": "/dev/pts/1", "COLORFGBG": "0;7"}, "", "light"),
    ],
)
def test_until_the_terminal_tells_the_last_time_and_the_environment_count(
    environ: dict[str, str], last: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    Theming(app, "auto", lambda: ViewState(background=last), environ).show()
    assert app.theme == f"paperreader-{shown}"
