"""Links: whom one leads to is asked about before the first visit."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.paper import PaperKey
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import requests
from tests.system.programs import Programs
from tests.ui.reader import fixed_clock, opened, reader, settled, text_of, told

_FAR = "https://arxiv.org@lamps.example/a"
_AGAIN = "https://lamps.example/b"
_NEAR = PaperKey("2608.01234").arxiv_url


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    folder = tmp_path / "bin"
    folder.mkdir()
    return Programs(folder)


def _app(monkeypatch: pytest.MonkeyPatch, programs: Programs) -> PaperReaderApp:
    return reader(monkeypatch, Sample(), None, fixed_clock, DISPLAY=":0", PATH=str(programs.folder))


async def _asked(pilot: Pilot[None], app: PaperReaderApp, url: str) -> None:
    await opened(pilot, app)
    app.screen.post_message(requests.OpenLink(url))
    await settled(
        pilot, lambda: isinstance(app.screen, Menu) and "Goes to" in text_of(app, ".dialog-heading")
    )


async def test_the_host_is_shown_before_the_first_visit_and_only_then(
    monkeypatch: pytest.MonkeyPatch, programs: Programs
) -> None:
    record = programs.add_recorder("xdg-open")
    app = _app(monkeypatch, programs)
    async with app.run_test(size=(80, 24)) as pilot:
        await _asked(pilot, app, _FAR)
        assert "Goes to lamps.example" in text_of(app, ".dialog-heading")
        assert not record.exists()
        await pilot.press("o")
        await settled(pilot, lambda: told(app, f"Opened with xdg-open: {_FAR}"))
        app.screen.post_message(requests.OpenLink(_AGAIN))
        await settled(pilot, lambda: told(app, f"Opened with xdg-open: {_AGAIN}"))
        assert record.read_text().splitlines() == [_AGAIN]


async def test_the_hub_arxiv_and_github_are_not_asked_about(
    monkeypatch: pytest.MonkeyPatch, programs: Programs
) -> None:
    programs.add_recorder("xdg-open")
    app = _app(monkeypatch, programs)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.post_message(requests.OpenLink(str(_NEAR)))
        await settled(pilot, lambda: told(app, f"Opened with xdg-open: {_NEAR}"))


@pytest.mark.parametrize("key", ["escape", "c"])
async def test_nothing_is_opened_that_was_not_wanted_and_it_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, programs: Programs, key: str
) -> None:
    record = programs.add_recorder("xdg-open")
    app = _app(monkeypatch, programs)
    async with app.run_test(size=(80, 24)) as pilot:
        await _asked(pilot, app, _FAR)
        await pilot.press(key)
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        if key == "c":
            await settled(pilot, lambda: told(app, "Copied http"))
        await _asked(pilot, app, _FAR)
        assert not record.exists()


async def test_a_link_that_is_clicked_twice_is_asked_about_once(
    monkeypatch: pytest.MonkeyPatch, programs: Programs
) -> None:
    app = _app(monkeypatch, programs)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        for _ in range(3):
            screen.post_message(requests.OpenLink(_FAR))
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)
        await settled(pilot, lambda: not [worker for worker in app.workers if worker.group == "open"])
        assert app.screen is screen
