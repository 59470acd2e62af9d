"""What is said at the first start, once."""

import pytest

from paperreader.domain.papers.feed import Sample
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.kit.welcome import Welcome
from tests.ui.reader import opened, reader, settled, text_of


async def test_the_first_start_says_how_to_go_on_until_the_first_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Settings(keys={"paper.keep": "H"}, where={"paper.keep": ""})
    app = reader(monkeypatch, Sample(), keys)
    app.set_reactive(PaperReaderApp.view_state, app._services.view_states.read())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: "j and k move, Enter reads" in text_of(app, "#welcome"))
        assert "H bookmarks" in text_of(app, "#welcome")
        await pilot.press("j")
        await settled(pilot, lambda: not screen.query_one(Welcome).display)
        assert app.view_state.has_met
        await app._services.view_states.save()
    assert reader(monkeypatch, Sample())._services.view_states.read().has_met
