"""The artefacts of a paper under a pilot: rows by kind, commands, links, and what goes wrong."""

from datetime import date

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.artefacts.rows import ArtefactList
from paperreader.ui.artefacts.screen import ArtefactsScreen
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.desktop import Copying, Opening
from paperreader.ui.kit import requests
from tests.at_length import few
from tests.hub import Fault, Hub
from tests.hub.artefacts import BUILT_ON, HOSTILE, MUCH_USED, repository
from tests.ui.reader import opened, reader, settled, told

DAY = Edition(Period.DAY, date(2026, 8, 21))
SIZES = [(40, 12), (80, 24), (120, 40)]
CODE = "https://github.com/starling-institute/murmuration"


def drawn(app: PaperReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def artefacts_of(pilot: Pilot[None], app: PaperReaderApp, id_: str = BUILT_ON) -> ArtefactList:
    """Open the artefacts of a paper of which nothing is known here, and return their list once they came."""
    app.post_message(requests.ShowArtefacts(Paper(key=PaperKey(id_), title="Asked for")))
    await settled(pilot, lambda: isinstance(app.screen, ArtefactsScreen))
    await settled(pilot, lambda: "just now" in drawn(app))
    return app.screen.query_one(ArtefactList)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is copied and opened, as it is asked of the app."""
    came: list[str] = []
    monkeypatch.setattr(Opening, "open", lambda _, message: came.append(message.url))
    monkeypatch.setattr(Copying, "copy", lambda _, message: came.append(message.text))
    return came


@pytest.mark.parametrize("size", SIZES)
async def test_a_opens_the_artefacts_and_back_leads_to_the_list(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        screen.panes.highlight(PaperKey(BUILT_ON))
        for key in ("q", "h", "escape", "left"):
            await pilot.press("a")
            await settled(pilot, lambda: "starling-institute/murmur-7b" in drawn(app))
            assert "3 models, 1 dataset, 1 Space" in drawn(app)
            assert "h back  d copy command" in drawn(app)
            await pilot.press(key)
            await settled(pilot, lambda: app.screen is screen)
        assert isinstance(app.focused, PaperList)


async def test_they_are_told_by_kind_with_what_is_known(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(90, 40)) as pilot:
        await opened(pilot, app)
        await artefacts_of(pilot, app)
        shown = drawn(app)
        places = [
            shown.index(f"\n {heading}") for heading in ("Models  3", "Datasets  1", "Spaces  1", "Code")
        ]
        assert places == sorted(places)
        for line in (
            "12k downloads · 314 likes · text-generation · transformers · changed 1 d ago",
            "private · 1 download · 1 like · changed 7 h ago",
            # Of what is not known nothing is said.
            "\n   night-owl/murmur-tiny  ",
            "77 likes · gradio · changed 4 h ago",
            "github.com/starling-institute/murmuration",
            "2.1k stars",
        ):
            assert line in shown
        assert "—" not in shown


async def test_d_copies_the_command_y_the_link_and_o_and_enter_open_the_page(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    hugging = "https://huggingface.co"
    dataset, space = "starling-institute/ten-thousand-flights", "starling-institute/murmuration-live"
    rows = [
        ("hf download starling-institute/murmur-7b", f"{hugging}/starling-institute/murmur-7b"),
        ("hf download starling-institute/murmur-7b-drill", f"{hugging}/starling-institute/murmur-7b-drill"),
        ("hf download night-owl/murmur-tiny", f"{hugging}/night-owl/murmur-tiny"),
        (f"hf download --repo-type dataset {dataset}", f"{hugging}/datasets/{dataset}"),
        (f"git clone {hugging}/spaces/{space}", f"{hugging}/spaces/{space}"),
        (f"git clone {CODE}", CODE),
    ]
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await artefacts_of(pilot, app)
        for command, url in rows:
            asked.clear()
            await pilot.press("d", "y", "o", "enter", "j")
            await settled(pilot, lambda row=(command, url, url, url): tuple(asked) == row)  # type: ignore[misc]
        # The project page: nothing to clone.
        asked.clear()
        await pilot.press("d")
        await settled(pilot, lambda: told(app, "No command for this one"))
        assert asked == []


async def test_commands_of_chosen_rows_are_copied_together(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        rows = await artefacts_of(pilot, app)
        await pilot.press("m", "m", "G", "m", "d")
        await settled(pilot, lambda: len(asked) == 1)
        assert asked == [
            "hf download starling-institute/murmur-7b\nhf download starling-institute/murmur-7b-drill"
        ]
        assert not rows.selected


async def test_what_is_copied_is_told(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await artefacts_of(pilot, app)
        await pilot.press("d")
        await settled(pilot, lambda: told(app, "hf download starling-institute/murmur-7b"))
        await pilot.press("m", "j", "m", "y")
        await settled(pilot, lambda: told(app, "2 links"))


@pytest.mark.parametrize("size", few(SIZES, 2))
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_hostile_names_are_shown_and_make_no_command_and_no_address(
    symbols: str, size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    app = reader(monkeypatch, DAY, Settings(symbols=symbols), HF_ENDPOINT=hub.url)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        rows = await artefacts_of(pilot, app, HOSTILE)
        seen = ""
        for place, artefact in enumerate(rows.rows):
            rows.highlight(place)
            await pilot.pause()
            seen += drawn(app)
            if artefact.id.startswith(("porto-azul", "github.com", "2608")):
                continue
            await pilot.press("d", "y", "o", "enter")
            await pilot.pause()
        assert asked == []
        assert told(app, "Hugging Face does not allow this name")
        assert "[@click=app.quit]press[/]" in seen
        assert "--token/evil" in seen
        await pilot.press("G")
        await pilot.pause()
        assert "4 entries not understood." in drawn(app)
        assert app.is_running


async def test_a_cut_list_says_how_many_there_are(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await artefacts_of(pilot, app, MUCH_USED)
        assert "153 models" in drawn(app)
        assert "Models  10 of 153" in drawn(app)
        await pilot.press("G")
        await settled(pilot, lambda: "The rest is on the paper's page on Hugging Face." in drawn(app))


async def test_r_asks_again_and_the_cursor_stays_on_its_row(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        rows = await artefacts_of(pilot, app)
        await pilot.press("j", "j")
        hub.artefacts[BUILT_ON]["models"].insert(0, repository("a-new/model"))
        await pilot.press("r")
        await settled(pilot, lambda: "4 models" in drawn(app))
        assert rows.highlighted is not None
        assert rows.highlighted.id == "night-owl/murmur-tiny"


async def test_what_was_gone_to_before_the_answer_came_stays_under_the_cursor(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.panes.highlight(PaperKey(BUILT_ON))
        await pilot.pause()
        with hub.hold():
            await pilot.press("a")
            await settled(pilot, lambda: "asking Hugging Face" in drawn(app))
            await pilot.press("j")
        await settled(pilot, lambda: "3 models" in drawn(app))
        assert app.screen.query_one(ArtefactList).cursor == 6


async def test_a_failing_hub_is_told_and_what_is_known_of_the_paper_is_there(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.panes.highlight(PaperKey(BUILT_ON))
        await pilot.pause()
        hub.fail(Fault.STATUS_403)
        await pilot.press("a")
        await settled(pilot, lambda: "h goes back." in drawn(app))
        assert "not refreshed" in drawn(app)
        assert "github.com/starling-institute/murmuration" in drawn(app)
        await pilot.press("d")
        await settled(pilot, lambda: asked == [f"git clone {CODE}"])
        hub.heal()
        await pilot.press("r")
        await settled(pilot, lambda: "3 models" in drawn(app))
        assert "goes back" not in drawn(app)


async def test_offline_it_is_told_and_nobody_is_asked(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), HF_ENDPOINT=hub.url, HF_HUB_OFFLINE="1")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowArtefacts(Paper(key=PaperKey(BUILT_ON), title="", github_repo=CODE)))
        await settled(pilot, lambda: "You are offline" in drawn(app))
        assert "github.com/starling-institute/murmuration" in drawn(app)
        await pilot.press("r")
        await settled(pilot, lambda: told(app, "Offline: start without --offline"))
        assert not hub.requests


async def test_nothing_is_told_and_the_keys_are_about_the_paper(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await artefacts_of(pilot, app, "2608.90306")
        assert "Nothing on Hugging Face links to this paper" in drawn(app)
        assert "No code or project page is known either." in drawn(app)
        await pilot.press("a", "j", "G", "enter", "d", "y", "o")
        page = "https://huggingface.co/papers/2608.90306"
        await settled(pilot, lambda: asked == [page, page])
        await pilot.press("b")
        await settled(pilot, lambda: [each.paper.key for each in app.snapshot.bookmarks] == ["2608.90306"])
        await pilot.press("h")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        screen.panes.read_aside(Paper(key=PaperKey.from_title("Only a title"), title="Only a title"))
        await settled(pilot, lambda: isinstance(app.focused, PaperDetail))
        await pilot.press("a")
        await settled(pilot, lambda: told(app, "only the title is known"))
