"""Pictures in the detail: below the text, for whoever rests there, and nowhere else."""

import sys
from datetime import date

import pytest
from rich.color import ColorSystem
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Edition, Period
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.palette.help import HelpDialog
from paperreader.ui.terminal.kitty_graphics import PLACEHOLDER
from tests.hub import Fault, Hub
from tests.hub.answers import html_answer
from tests.hub.pictures import bomb, picture_answer
from tests.ui.reader import fixed_clock, opened, press_at_once, reader, settled, text_of, told

DAY = Edition(Period.DAY, date(2026, 8, 21))
ON = Settings(pictures="on")
FIRST = "2608.90301"


def fetched(hub: Hub) -> list[str]:
    """Return the ids of the papers whose pictures were asked for."""
    return [
        request.path.rpartition("/")[2].removesuffix(".png")
        for request in hub.requests
        if request.path.startswith("/social-thumbnails/")
    ]


def with_pictures(
    monkeypatch: pytest.MonkeyPatch, hub: Hub, settings: Settings = ON, **environ: str
) -> PaperReaderApp:
    return reader(
        monkeypatch, DAY, settings, fixed_clock, HF_ENDPOINT=hub.url, PICTURES_ENDPOINT=hub.url, **environ
    )


async def drawn(pilot: Pilot[None], screen: BrowseScreen) -> PaperDetail:
    """Return the detail once it shows a picture."""
    detail = screen.query_one(PaperDetail)
    await settled(pilot, lambda: detail.picture is not None)
    return detail


async def rested(pilot: Pilot[None], app: PaperReaderApp) -> None:
    """Let everything end that fetches a picture; it has begun when the detail has its paper."""
    await settled(pilot, lambda: app.screen.query_one(PaperDetail).paper is not None)
    await pilot.pause()
    await settled(
        pilot, lambda: all(worker.is_finished for worker in app.workers if worker.group == "picture")
    )


async def test_a_picture_stands_below_the_text_which_does_not_move(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: "Project" in text_of(app, "#detail"))
        before = text_of(app, "#detail").rstrip()
        await drawn(pilot, screen)
        await pilot.pause()
        after = text_of(app, "#detail")
        assert after.startswith(before)
        lines = [line for line in after.splitlines() if "▀" in line]
        assert 4 <= len(lines) <= 12
        assert set(lines[0].rstrip()) == {"▀"}
        assert fetched(hub) == [FIRST]
        # The next paper has its own, and not the former one's until then.
        with hub.hold("/social-thumbnails/"):
            await pilot.press("j")
            await settled(pilot, lambda: len(fetched(hub)) == 2)
            assert detail.picture is None
            assert "▀" not in text_of(app, "#detail")
        await drawn(pilot, screen)


async def test_whoever_passes_by_fetches_none(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        await drawn(pilot, screen)
        hub.requests.clear()
        press_at_once(app, "j", "j", "j", "j")
        last = screen.query_one(PaperList).rows[4]
        await settled(pilot, lambda: screen.query_one(PaperDetail).paper is last)
        await drawn(pilot, screen)
        assert fetched(hub) == [last.key]


@pytest.mark.parametrize("size", [(140, 24), (80, 24), (40, 12)])
async def test_where_the_end_of_the_text_is_not_in_sight_none_is_fetched(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await rested(pilot, app)
        assert fetched(hub) == []


async def test_at_the_end_of_a_long_text_it_comes_into_sight(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("enter", "G")
        detail = await drawn(pilot, screen)
        place = detail.scroll_offset.y
        await pilot.press("G")
        await settled(pilot, lambda: detail.scroll_offset.y > place)
        assert "▀" in text_of(app, "#detail")


@pytest.mark.parametrize(
    ("settings", "environ"),
    [
        (Settings(pictures="off"), {}),
        (Settings(), {"SSH_TTY": "/dev/pts/1"}),
        (Settings(pictures="on", symbols="ascii"), {}),
    ],
)
async def test_where_they_are_not_wanted_none_is_fetched(
    settings: Settings, environ: dict[str, str], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_pictures(monkeypatch, hub, settings, **environ)
    async with app.run_test(size=(140, 60)) as pilot:
        await opened(pilot, app)
        await rested(pilot, app)
        assert fetched(hub) == []


async def test_one_that_can_not_be_had_leaves_its_place_empty(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.pictures[FIRST] = picture_answer(bomb())
    hub.pictures["2608.90302"] = html_answer("<title>Sign in</title>")
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        for n in (1, 2):
            await settled(pilot, lambda n=n: len(fetched(hub)) == n)  # type: ignore[misc]
            await rested(pilot, app)
            assert "▀" not in text_of(app, "#detail")
            await pilot.press("j")
        await drawn(pilot, screen)
        hub.fail(Fault.RESET, path="/social-thumbnails/")
        await pilot.press("j")
        await settled(pilot, lambda: len(fetched(hub)) == 4)
        await rested(pilot, app)
        assert "▀" not in text_of(app, "#detail")
        assert not app._notifications


async def test_a_slow_one_holds_nothing_up(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        with hub.hold("/social-thumbnails/"):
            await settled(pilot, lambda: fetched(hub) == [FIRST])
            await pilot.press("j", "b")
            await settled(
                pilot, lambda: [each.paper.key for each in app.snapshot.bookmarks] == ["2608.90302"]
            )
        await drawn(pilot, screen)


async def test_leaving_does_not_wait_for_one(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_pictures(monkeypatch, hub)
    with hub.hold("/social-thumbnails/"):
        async with app.run_test(size=(140, 60)) as pilot:
            await opened(pilot, app)
            await settled(pilot, lambda: fetched(hub) == [FIRST])
            await pilot.press("q")
        assert app.return_code == 0


async def test_another_size_has_its_own(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        detail = await drawn(pilot, screen)
        await pilot.resize_terminal(112, 60)
        await settled(pilot, lambda: detail.picture is None or detail.picture.width <= detail.size.width)
        await drawn(pilot, screen)
        assert len(fetched(hub)) == 1


async def test_what_is_selected_has_no_picture_in_it(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        detail = await drawn(pilot, screen)
        detail.text_select_all()
        selected = screen.get_selected_text()
        assert selected is not None
        assert "▀" not in selected


async def test_without_pillow_whoever_asked_is_told_in_one_line(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    app = with_pictures(monkeypatch, hub)
    async with app.run_test(size=(140, 60)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: told(app, "pip install 'paperreader[images]'"))
        assert screen.query_one(PaperDetail).picture is None
        assert fetched(hub) == []


@pytest.mark.every_frame
async def test_a_terminal_that_has_pictures_is_sent_them_and_shows_them_in_cells_of_the_text(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_pictures(monkeypatch, hub)
    app.has_pictures = True
    sent: list[str] = []
    async with app.run_test(size=(140, 60)) as pilot:
        app.console._color_system = ColorSystem.TRUECOLOR
        monkeypatch.setattr(app._driver, "write", sent.append)
        screen = await opened(pilot, app)
        detail = await drawn(pilot, screen)
        await pilot.pause()
        rows = [line for line in text_of(app, "#detail").splitlines() if PLACEHOLDER in line]
        assert 4 <= len(rows) <= 12
        assert f"i={detail.picture_number},s={detail.picture.width if detail.picture else 0}," in sent[-1]
        assert "▀" not in text_of(app, "#detail")

        await pilot.press("question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpDialog))
        behind = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert PLACEHOLDER not in behind
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)

        former = detail.picture_number
        await pilot.press("j")
        await settled(pilot, lambda: detail.picture is not None and detail.picture_number != former)
        assert f"a=d,d=I,i={former}," in sent[-2]

        # Whoever had the terminal meanwhile left nothing of it.
        app.app_resume_signal.publish(app)
        await settled(pilot, lambda: len(sent) > 4 and detail.picture is not None)
