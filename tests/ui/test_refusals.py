"""A key that can't do anything now says why, and what is typed for it does nothing."""

from collections.abc import Sequence

import pytest
from textual import events
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.palette.in_force import in_force
from paperreader.ui.palette.palette import Palette
from tests.ui.reader import answer, opened, press_at_once, reader, settled, text_of


async def with_an_empty_list(pilot: Pilot[None], app: PaperReaderApp) -> BrowseScreen:
    """Return the main screen with no papers, and the focus in the list."""
    screen = await opened(pilot, app)
    await empty(pilot, screen)
    return screen


async def empty(pilot: Pilot[None], screen: BrowseScreen) -> None:
    """Have a screen show no papers."""
    papers = screen.query_one(PaperList)
    screen.panes.enter("list")
    answer(screen, Listing(feed=Sample(), papers=(), origin=ListingOrigin.SAMPLE))
    await settled(pilot, lambda: not papers.rows and papers.has_focus)


def typed(app: PaperReaderApp, *keys: tuple[str, str | None], at: float) -> None:
    """Send keys as if they were pressed at a time."""
    for key, character in keys:
        event = events.Key(key, character)
        event.time = at
        app.post_message(event)


@pytest.mark.parametrize("refused", ["number_sign", "n", "Y"])
async def test_what_is_typed_after_a_refused_key_does_nothing(
    refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await with_an_empty_list(pilot, app)
        monkeypatch.setattr(app, "notify", lambda sentence, **_: said.append(sentence))
        # `v` would open a menu, `q` would quit.
        press_at_once(app, refused, *"vlmq", "backspace", "escape")
        await settled(pilot, lambda: said == ["There is no paper here"])
        await pilot.pause()
        assert app.screen is screen
        assert app.is_running
        # Its Esc ended that: the next keys act.
        press_at_once(app, "v")
        await settled(pilot, lambda: isinstance(app.screen, Menu))


async def test_a_pause_or_another_key_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await with_an_empty_list(pilot, app)
        typed(app, ("number_sign", "#"), at=1000.0)
        typed(app, ("q", "q"), at=1000.5)
        typed(app, ("q", "q"), at=1001.0)
        await pilot.pause()
        assert app.screen is screen
        assert app.is_running
        typed(app, ("v", "v"), at=1001.8)
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)
        typed(app, ("number_sign", "#"), ("tab", None), ("colon", ":"), at=2000.0)
        await settled(pilot, lambda: isinstance(app.screen, Palette))
        # There it stands with its reason, behind what can be done.
        lines = text_of(app, "#palette-list").splitlines()
        assert not any("there is no paper here" in line for line in lines)
        await pilot.press(*"tags")
        await settled(pilot, lambda: "there is no paper here" in text_of(app, "#palette-list"))
        await pilot.press("enter")
        await settled(
            pilot, lambda: "Not now: there is no paper here" in text_of(app, "#palette .dialog-hint")
        )


MAY_DO_NOTHING = {
    # There is nothing to go back to, and the terminal of a test can't stop a program.
    "pane.back",
    "app.stop",
}


async def test_every_key_acts_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await with_an_empty_list(pilot, app)
        monkeypatch.setattr(app, "notify", lambda sentence, **_: said.append(sentence))
        silent = []
        for id_, one in in_force(app.screen).items():
            if id_ == "app.quit":
                continue
            before = state_of(app)
            said.clear()
            await app.run_action(one.active.binding.action, one.active.node)
            for _ in range(40):
                await pilot.pause(0.01)
                if said or state_of(app) != before:
                    break
            else:
                silent.append(id_)
            while app.screen is not screen:
                await app.pop_screen()
            await empty(pilot, screen)
        assert set(silent) <= MAY_DO_NOTHING


def state_of(app: PaperReaderApp) -> Sequence[object]:
    """Return what a reader would see that something was done by."""
    strips = app.screen._compositor.render_strips()
    return (app.screen, app.focused, [strip.text for strip in strips], app.is_source, app.view_state)
