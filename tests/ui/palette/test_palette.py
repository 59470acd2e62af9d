"""The palette over the papers: what is in it, what is typed into it, what is done."""

import pytest

from paperreader.domain.papers.feed import Edition, Sample
from paperreader.settings import Settings
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.tags import TagsDialog
from paperreader.ui.palette.palette import Palette
from paperreader.ui.palette.synonyms import SYNONYMS
from paperreader.ui.scopes import SCOPES
from tests.ui.reader import opened, press_at_once, reader, screen_of, settled, text_of, told


async def test_every_key_in_force_is_in_the_palette_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), Settings(keys={"paper.keep": "H,f5"}, where={"paper.keep": ""}))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        ids = {each.binding.id for each in screen.active_bindings.values() if each.binding.id}
        assert {"move.down", "paper.keep", "feed.daily", "app.quit"} <= ids
        await pilot.press(":")
        await settled(pilot, lambda: isinstance(app.screen, Palette))
        assert isinstance(app.screen, Palette)
        offers = [each for each in app.screen._offers if not each.id.startswith(("command ", "setting "))]
        assert sorted(each.id for each in offers) == sorted(ids)
        # As the settings have them.
        assert next(each.key for each in offers if each.id == "paper.keep") == "H F5"
        assert all(each.label and each.key for each in offers)


def test_every_key_has_words_that_people_use_for_it() -> None:
    # Bindings of the scopes are those the palette can meet.
    from paperreader.ui.kit.keys import bindings_of  # noqa: PLC0415

    ids = {binding.id for owners in SCOPES for owner in owners for binding in bindings_of(owner)}
    assert ids - SYNONYMS.keys() == set()


async def test_what_is_typed_at_once_is_found_and_done(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        press_at_once(app, "colon", *"star", "enter")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        assert app.view_state.commands == {"paper.keep": 1}
        # What opens something to type into does so before the next key is answered.
        press_at_once(app, "colon", *"label", "enter", *"vlm ", "enter")
        await settled(pilot, lambda: [each.tags for each in app.snapshot.bookmarks] == [("vlm",)])
        assert app.screen is screen
        # What was used most is the first.
        app.view_state = app.view_state.with_changes({"commands": {"feed.date": 2, "paper.keep": 1}})
        await pilot.press("ctrl+p")
        await settled(pilot, lambda: "Go to a date" in text_of(app, "#palette-list").splitlines()[0])
        # The date itself can be typed.
        await pilot.press(*"18 auz")
        await settled(pilot, lambda: "Nothing is called that" in text_of(app, "#palette-list"))
        await pilot.press("backspace", "g")
        await settled(pilot, lambda: "Go to Tue 18 Aug 2026" in text_of(app, "#palette-list"))
        await pilot.press("enter")
        await settled(pilot, lambda: app.screen is screen)
        await settled(pilot, lambda: isinstance(screen._navigation.asked, Edition))
        assert "" not in app.view_state.commands
        # What a setting can be is picked by its name.
        await pilot.press("colon", *"theme nord")
        await settled(pilot, lambda: "Theme: nord" in text_of(app, "#palette-list"))
        await pilot.press("enter", "colon", *"compact")
        await settled(pilot, lambda: "Density: compact" in text_of(app, "#palette-list"))
        assert app.view_state.theme == "nord"
        await pilot.press("escape")
        # So can a paper, by its id or a link to it.
        await pilot.press("colon", *"https://arxiv.org/abs/2309.16487v2")
        await settled(pilot, lambda: "Open paper 2309.16487" in text_of(app, "#palette-list"))
        # Nobody can be asked for it here.
        await pilot.press("enter")
        await settled(pilot, lambda: app.screen is screen and told(app, "can't be reached"))


async def test_the_cursor_moves_by_keys_and_a_click_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press(":", "down", "ctrl+n", "ctrl+p")
        await settled(pilot, lambda: text_of(app, "#palette-list").splitlines()[1].startswith("▌"))
        await pilot.press("pagedown", "pageup", "up", "up")
        await settled(pilot, lambda: text_of(app, "#palette-list").splitlines()[0].startswith("▌"))
        lines = text_of(app, "#palette-list").splitlines()
        await pilot.press("escape")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press(":")
        await settled(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.click(
            "#palette-list", offset=(5, next(n for n, line in enumerate(lines) if " # " in line))
        )
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press("escape")
        await settled(pilot, lambda: screen_of(app).is_active)
