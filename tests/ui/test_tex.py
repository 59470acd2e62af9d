"""TeX on the screen: as it is meant, or as it was written, in every pane."""

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.settings import Settings
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import opened, reader, settled, showing, text_of

WRITTEN = Paper(
    key=PaperKey("2608.00001"),
    title=r"Lamps$^2$ of Fr\'echet [/red]",
    abstract=r"We light $\mathcal{O}(n^2)$ rooms, 50\% of all, for $5.",
    ai_summary="Lamps are 1.45times as bright.",
    ai_keywords=(r"$k$-lamps", "light"),
)
PLAIN = Paper(key=PaperKey("2608.00002"), title="A candle", abstract="It burns.")


async def shown(pilot: Pilot[None], screen: BrowseScreen) -> None:
    await showing(pilot, screen, Sample(), (WRITTEN, PLAIN))
    await settled(pilot, lambda: screen.query_one(PaperDetail).paper == WRITTEN)


async def test_tex_is_shown_as_it_is_meant_and_t_shows_the_source_and_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(130, 40)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, screen)
        await pilot.press("b")
        await settled(pilot, lambda: "Lamps² of Fréchet [/red]" in text_of(app, "#bookmarks-list"))
        assert "Lamps² of Fréchet [/red]" in text_of(app, "#papers")
        detail = text_of(app, "#detail")
        for text in ("Lamps² of Fréchet", "𝒪(n²) rooms, 50% of all, for $5.", "1.45×", "k-lamps, light"):
            assert text in detail
        assert "TeX source" not in detail + text_of(app, "#status")
        await pilot.press("t")
        await settled(pilot, lambda: "TeX source" in text_of(app, "#status"))
        for selector in ("#papers", "#bookmarks-list", "#detail"):
            assert r"Lamps$^2$ of Fr\'echet [/red]" in text_of(app, selector)
        detail = text_of(app, "#detail")
        for text in ("Abstract, TeX source", r"50\% of all", "1.45times", "$k$-lamps, light"):
            assert text in detail
        await pilot.press("enter", "t")
        await settled(pilot, lambda: "𝒪(n²)" in text_of(app, "#detail"))
        assert "Lamps² of" in text_of(app, "#papers")


async def test_what_was_wanted_is_pointed_out_in_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(130, 40)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, screen)
        await pilot.press("slash", *"frechet")
        rows = screen.query_one(PaperList)
        await settled(pilot, lambda: len(rows.rows) == 1)
        wanted = [
            each.text for each in rows.render_line(0) if each.style is not None and each.style.underline
        ]
        assert wanted == ["Fréchet"]


async def test_a_terminal_with_ascii_only_shows_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), Settings(symbols="ascii"))
    async with app.run_test(size=(130, 40)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, screen)
        assert r"Lamps$^2$ of Fr\'echet" in text_of(app, "#papers")
        # The new papers are told of where it stands.
        app.announcements.clear()
        await settled(pilot, lambda: "TeX source" in text_of(app, "#status"))


async def test_both_can_be_copied_where_they_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(130, 40)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, screen)
        await pilot.press("Y")
        await settled(pilot, lambda: app.screen is not screen)
        menu = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "T  Title, TeX source" in menu
        assert "S  Abstract, TeX source" in menu
        await pilot.press("T")
        await pilot.press("C")
        await settled(pilot, lambda: r"Lamps$^2$ of Fr\'echet" in str(app._services.desktop.last_copied))
