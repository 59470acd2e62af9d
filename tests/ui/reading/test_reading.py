"""Full texts under a pilot: opened, read to the end, searched, jumped in, and come back to at the same line."""

import unicodedata
from datetime import date

import pytest
from textual.pilot import Pilot
from textual.selection import SELECT_ALL
from textual.strip import Strip

from paperreader.document.segments import plain_text
from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.desktop import Opening
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.kit import requests
from paperreader.ui.palette.in_force import in_force
from paperreader.ui.reading.find_bar import FindBar
from paperreader.ui.reading.outline import Outline
from paperreader.ui.reading.pane import TextPane
from paperreader.ui.reading.screen import ReadingScreen
from paperreader.ui.reading.text_page import TextPage
from paperreader.ui.reading.view import ReadingView
from tests.at_length import IS_ALL, few
from tests.hub import Hub, texts
from tests.ui.reader import opened, press_at_once, reader, settled, told

DAY = Edition(Period.DAY, date(2026, 8, 21))
# The long ones take as long as all others together: all ten are read in `make soak`.
_LONG = [texts.LONG, texts.HUGE] if IS_ALL else []
TEXTS = [
    texts.FORMULAS,
    texts.TABLES,
    texts.BROKEN,
    texts.ONLY_HTML,
    texts.DEEP,
    texts.CITED,
    texts.CODE,
    texts.HOSTILE,
    *_LONG,
]


def drawn(app: PaperReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def page_of(view: ReadingView) -> TextPage:
    assert view._page is not None
    return view._page


def first_line(view: ReadingView) -> str:
    """The line at the top of the view, without the room at its sides."""
    return view.render_line(0).text.strip()


def is_set_to_size(view: ReadingView) -> bool:
    """Tell whether the lines are those of the width there is."""
    layout = page_of(view).layout
    return (layout.width, layout.margins) == view._columns()[1:]


def searched_for(app: PaperReaderApp) -> str:
    """What the screen in front was searched for last, with an answer."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen)
    search = screen.query_one(TextPane).search
    return "" if search is None else search.typed


async def text_of(pilot: Pilot[None], app: PaperReaderApp, id_: str) -> ReadingView:
    """Open a full text and return what shows it, when all of it is there."""
    app.post_message(requests.ShowFullText(Paper(key=PaperKey(id_), title="Asked for")))
    await settled(pilot, lambda: isinstance(app.screen, ReadingScreen))
    view = app.screen.query_one(ReadingView)
    await settled(pilot, lambda: view._page is not None and view._page.is_whole)
    return view


def on_hub(monkeypatch: pytest.MonkeyPatch, hub: Hub, settings: Settings | None = None) -> PaperReaderApp:
    return reader(monkeypatch, DAY, settings, HF_ENDPOINT=hub.url, ARXIV_ENDPOINT=hub.url)


@pytest.mark.parametrize("id_", TEXTS)
async def test_a_text_is_read_from_its_title_to_its_end(
    id_: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, id_)
        assert first_line(view) == plain_text(page_of(view).lines[0].drawn).strip()
        seen: list[str] = []
        await pilot.press("space", "j", "k", "ctrl+d", "ctrl+u", "g")
        while True:
            strips = [view.render_line(y) for y in range(view.size.height)]
            assert {strip.cell_length for strip in strips} == {view.size.width}
            seen += (strip.text for strip in strips)
            if view.is_at_end:
                break
            before = view.scroll_offset.y
            view.action_page(1)
            assert view.scroll_offset.y > before
        for line in seen:
            assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
        shown = {line.strip(" ▁▂▃▄▅▆▇█") for line in seen}
        assert {plain_text(line.drawn).strip(" ▁▂▃▄▅▆▇█") for line in page_of(view).lines} <= shown
        await settled(pilot, lambda: "100 % · the end" in drawn(app))
        await pilot.press("g")
        assert view.scroll_offset.y == 0
        await pilot.press("G")
        assert view.is_at_end


@pytest.mark.parametrize("id_", few(TEXTS, 4))
async def test_reading_goes_on_at_the_same_line_on_another_day(
    id_: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, id_)
        await pilot.press("space", "space", "space", "j", "j")
        left, place = first_line(view), view.position
        assert place is not None
        assert place.block > 0
    again = on_hub(monkeypatch, hub)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot, again)
        view = await text_of(pilot, again, id_)
        assert (first_line(view), view.position) == (left, place)
        # Once more, after leaving by a key.
        await pilot.press("k", "q")
        await settled(pilot, lambda: isinstance(again.screen, BrowseScreen))
        view = await text_of(pilot, again, id_)
        assert view.position != place
        await pilot.press("j")
        assert (first_line(view), view.position) == (left, place)


@pytest.mark.parametrize("id_", few(TEXTS, 4))
async def test_the_first_line_stays_when_the_terminal_changes(
    id_: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, id_)
        await pilot.press("space", "space", "j")
        left, place = first_line(view), view.position
        assert place is not None
        for width, height in ((40, 15), (120, 40), (33, 60), (200, 50), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settled(pilot, lambda: page_of(view).is_whole and is_set_to_size(view))
            assert view.position == place
            line = page_of(view).lines[page_of(view).line_of(place)]
            assert line.block == place.block
            assert first_line(view) == plain_text(line.drawn).strip() or view.is_at_end
        assert first_line(view) == left


async def test_nothing_before_the_place_is_seen_when_reading_goes_on(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    draw = ReadingView.render_line
    tops: set[str] = set()

    def noting(view: ReadingView, y: int) -> Strip:
        strip = draw(view, y)
        tops.update({strip.text.strip(" ▁▂▃▄▅▆▇█")} if y == 0 else ())
        return strip

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        texts_service = app._services.full_texts
        await texts_service.full_text(PaperKey(texts.HUGE))
        await texts_service.save_position(PaperKey(texts.HUGE), ReadingPosition(2000, 0, 0.5))
        monkeypatch.setattr(ReadingView, "render_line", noting)
        view = await text_of(pilot, app, texts.HUGE)
        assert view.position is not None
        assert view.position.block == 2000
        assert len(tops - {""}) == 1


async def test_a_text_that_was_only_opened_was_not_begun(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        key = PaperKey(texts.LONG)
        await text_of(pilot, app, texts.LONG)
        await pilot.press("q")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        assert await app._services.full_texts.position(key) is None
        await text_of(pilot, app, texts.LONG)
        await pilot.press("G", "q")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        place = await app._services.full_texts.position(key)
        assert place is not None
        assert place.share == 1.0


async def test_a_text_that_is_another_one_since_goes_on_about_as_far_in_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await app._services.full_texts.save_position(PaperKey(texts.LONG), ReadingPosition(9_999_999, 3, 0.5))
        view = await text_of(pilot, app, texts.LONG)
        assert view.position is not None
        assert 0.45 < view.position.share < 0.55


async def test_the_outline_is_narrowed_and_leads_there_and_back(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.LONG)
        await pilot.press("tab")
        await settled(pilot, lambda: isinstance(app.screen, Outline) and "59 Remarks" not in drawn(app))
        await pilot.press(*"part 59", "enter")
        await settled(pilot, lambda: first_line(view) == "59 Remarks of Part 59")
        assert "59 Remarks of Part 59  96 %" in drawn(app)
        await pilot.press("j", "ctrl+o")
        await settled(pilot, lambda: view.position is not None and view.position.block == 0)
        await pilot.press("ctrl+o")
        await settled(pilot, lambda: told(app, "No jump to go back from"))
        for close in ("tab", "escape"):
            await pilot.press("tab")
            await settled(pilot, lambda: isinstance(app.screen, Outline))
            await pilot.press(close)
            await settled(pilot, lambda: isinstance(app.screen, ReadingScreen))
        # Nothing is found, nothing happens.
        await pilot.press("tab", *"zzz", "enter", "escape")
        await settled(pilot, lambda: isinstance(app.screen, ReadingScreen))


async def test_the_outline_shows_levels_and_where_the_reader_is(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 60)) as pilot:
        await opened(pilot, app)
        await text_of(pilot, app, texts.DEEP)
        await pilot.press("tab")
        await settled(pilot, lambda: "1.1 Of Depth 2" in drawn(app))
        shown = drawn(app)
        assert "› Driftwood: Continual Learning" in shown
        assert "  1 Of Depth 1" in shown
        assert "    1.1 Of Depth 2" in shown
        await pilot.press("down", "down", "up", "enter")
        await settled(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert first_line(app.screen.query_one(ReadingView)) in ("", "1 Of Depth 1")


async def test_a_search_tells_how_many_and_goes_from_match_to_match(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.LONG)
        press_at_once(app, "slash", *"REMÁRK 17,0", "enter")
        await settled(pilot, lambda: app.focused is view and searched_for(app) == "REMÁRK 17,0")
        assert "1 of " in drawn(app)
        count = int(drawn(app).split("1 of ")[1].split()[0])
        assert count > 2
        assert "remark 17,0" in drawn(app)
        await pilot.press("n")
        await settled(pilot, lambda: f"2 of {count}" in drawn(app))
        await pilot.press("N", "N")
        await settled(pilot, lambda: f"{count} of {count}" in drawn(app))
        await pilot.press("n")
        await settled(pilot, lambda: f"1 of {count}" in drawn(app))
        styles = {
            segment.style.bgcolor
            for y in range(view.size.height)
            for segment in view.render_line(y)
            if segment.style is not None and "remark" in segment.text and len(segment.text) < 12
        }
        assert styles
        await pilot.press("escape")
        await settled(pilot, lambda: f"1 of {count}" not in drawn(app))
        assert isinstance(app.screen, ReadingScreen)


async def test_a_search_without_a_match_says_so_and_giving_it_up_leads_back(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.LONG)
        await pilot.press("space")
        place = view.position
        await pilot.press("slash", *"zymurgy")
        await settled(pilot, lambda: "no match" in drawn(app))
        await pilot.press("ctrl+u", *"part 40")
        await settled(pilot, lambda: "1 of 1" in drawn(app) and view.position != place)
        await pilot.press("z")
        await settled(pilot, lambda: "no match" in drawn(app) and view.position == place)
        await pilot.press("backspace")
        await settled(pilot, lambda: "1 of 1" in drawn(app) and view.position != place)
        await pilot.press("ctrl+u")
        await settled(pilot, lambda: "1 of 1" not in drawn(app) and view.position == place)
        await pilot.press(*"part 40")
        await settled(pilot, lambda: "1 of 1" in drawn(app) and view.position != place)
        await pilot.press("escape")
        await settled(pilot, lambda: view.position == place and app.focused is view)
        assert not app.screen.query_one(FindBar).display
        assert "1 of" not in drawn(app)


async def test_without_a_search_n_writes_the_note(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await text_of(pilot, app, texts.CODE)
        await pilot.press("n")
        await settled(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press(*"good", "escape")
        await settled(pilot, lambda: [each.note for each in app.snapshot.bookmarks] == ["good"])
        await pilot.press("n")
        await settled(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press(*" or bad", "ctrl+c")
        await settled(pilot, lambda: not app.screen.is_modal)
        await app._changes.finish()
        assert [each.note for each in app.snapshot.bookmarks] == ["good"]


async def test_a_citation_is_followed_by_its_letters_and_back(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.CITED)
        page = page_of(view)
        before = drawn(app)
        line = next(
            line
            for line in range(len(page.lines))
            if any(to == "#bib.bib8" for *_, to in page.links_in(line))
        )
        await pilot.press("F")
        assert view._hints is not None
        letters = next(
            name for name, link in view._hints.links if (link.line, link.target) == (line, "#bib.bib8")
        )
        await settled(pilot, lambda: drawn(app) != before)
        place = view.position
        await pilot.press(*letters)
        await settled(pilot, lambda: first_line(view).startswith("• [8] A. Author 8") or view.is_at_end)
        assert any("[8] A. Author 8" in view.render_line(y).text for y in range(view.size.height))
        await pilot.press("ctrl+o")
        await settled(pilot, lambda: view.position == place and drawn(app) == before)


async def test_letters_go_by_any_other_key_and_dead_links_are_told(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Opening, "open", lambda _, message: asked.append(message.url))
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.CITED)
        place = view.position
        await pilot.press("F", "1")
        assert view._hints is None
        assert view.position == place
        for target, said in (
            ("#S9.F9", "is not in the text: #S9.F9"),
            ("javascript:alert(1)", "can't be followed: javascript:alert(1)"),
            ("file:///etc/passwd", "can't be followed: file:///etc/passwd"),
            ("", "it is empty"),
        ):
            view.post_message(ReadingView.LinkFollowed(target))
            await settled(pilot, lambda said=said: told(app, said))  # type: ignore[misc]
        view.post_message(ReadingView.LinkFollowed("https://lamps.example/x"))
        await settled(pilot, lambda: asked == ["https://lamps.example/x"])
        await pilot.press("q")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        view = await text_of(pilot, app, texts.CODE)
        await pilot.press("F")
        await settled(pilot, lambda: told(app, "No links on the screen"))


async def test_a_click_follows_a_link(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.CITED)
        row = next(y for y in range(view.size.height) if "See Figure 1" in view.render_line(y).text)
        column = view.render_line(row).text.index("Figure 1")
        await pilot.click(ReadingView, offset=(column + 2, row))
        await settled(pilot, lambda: view.position is not None and view.position.block > 0)
        assert "image" in first_line(view) or "Figure 1" in drawn(app)


async def test_formulas_are_shown_as_source_at_the_same_place(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.FORMULAS)
        await pilot.press("space", "space")
        left, place = first_line(view), view.position
        assert place is not None
        assert "ℝᵈ" in drawn(app)
        await pilot.press("t")
        await settled(pilot, lambda: "\\in \\mathbb{R}^{d}" in drawn(app))
        assert view.position is not None
        assert view.position.block == place.block
        await settled(pilot, lambda: page_of(view).is_whole and page_of(view).layout.is_source)
        await pilot.press("t")
        await settled(pilot, lambda: first_line(view) == left)


async def test_the_measure_is_changed_by_keys_and_set_by_the_settings(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub, Settings(measure=60))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.LONG)
        await pilot.press("space", "space")
        place = view.position
        assert page_of(view).layout.width == 60
        await pilot.press("plus", "plus", "minus")
        await settled(pilot, lambda: page_of(view).layout.width == 64 and page_of(view).is_whole)
        assert view.position == place
        await pilot.press("q")
        view = await text_of(pilot, app, texts.LONG)
        assert page_of(view).layout.width == 64


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_text_that_can_not_be_had_says_why_and_what_else_there_is(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowFullText(Paper(key=PaperKey("2608.90204"), title="None")))
        await settled(pilot, lambda: "Neither Hugging Face" in drawn(app))
        assert "o opens" in " ".join(drawn(app).split())
        assert "search" not in drawn(app).splitlines()[-1]
        await pilot.press("space", "tab", "slash", "F", "N", "t", "plus", "f")
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))


async def test_offline_and_failures_are_told_where_the_text_will_be(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), HF_HUB_OFFLINE="1", HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowFullText(Paper(key=PaperKey(texts.LONG), title="None")))
        await settled(pilot, lambda: "ffline" in drawn(app) and "P downloads the PDF" in drawn(app))
        assert "r tries again" not in drawn(app)
        await pilot.press("r")
        await settled(pilot, lambda: told(app, "Offline: start without"))


async def test_waiting_is_told_and_r_tries_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        with hub.hold(f"/papers/{texts.CODE}"):
            app.post_message(requests.ShowFullText(Paper(key=PaperKey(texts.CODE), title="Waited for")))
            await settled(pilot, lambda: "Fetching the text of “Waited for”" in drawn(app))
        await settled(pilot, lambda: "Early Draft" in drawn(app))
        assert "Asking" not in drawn(app)
        place = app.screen.query_one(ReadingView).position
        await pilot.press("r")
        await settled(pilot, lambda: len([each for each in hub.requests if texts.CODE in each.path]) == 2)
        await settled(pilot, lambda: app.screen.query_one(ReadingView).position == place)


async def test_a_text_is_selected_without_its_margin_and_its_paper_is_marked_read(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.CODE)
        selected = view.get_selection(SELECT_ALL)
        assert selected is not None
        assert selected[0].startswith("Early Draft: Proof Sketches as Search Hints\n")
        assert "\n  def sketch(goal: Goal" in selected[0]
        await settled(pilot, lambda: app.marks[PaperKey(texts.CODE)] is Mark.READ)


async def test_a_search_can_be_come_back_from(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await text_of(pilot, app, texts.LONG)
        await pilot.press("space")
        place = view.position
        await pilot.press("slash", *"part 40")
        await settled(pilot, lambda: searched_for(app) == "part 40")
        await pilot.press("enter", "escape", "ctrl+o")
        await settled(pilot, lambda: view.position == place)


async def test_f_opens_the_text_of_the_highlighted_paper(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.panes.highlight(PaperKey(texts.CITED))
        for key in ("q", "h", "escape", "left"):
            await pilot.press("f")
            await settled(pilot, lambda: "1 Related Work" in drawn(app))
            assert "h back" in drawn(app)
            await pilot.press(key)
            await settled(pilot, lambda: app.screen is screen)


async def test_a_terminal_with_ascii_only_shows_source_and_no_other_symbols(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub, Settings(symbols="ascii"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for id_ in (texts.FORMULAS, texts.TABLES, texts.CITED):
            await text_of(pilot, app, id_)
            await pilot.press("space")
            assert {char for char in drawn(app) if not char.isascii() and not char.isalpha()} == set()
            await pilot.press("tab")
            await settled(pilot, lambda: isinstance(app.screen, Outline))
            await pilot.press("escape", "q")
            await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))


async def test_the_palette_offers_what_can_be_done_with_a_text(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = on_hub(monkeypatch, hub)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await text_of(pilot, app, texts.CODE)
        offered = {f"reading.{each}" for each in ("find", "outline", "wider")} | {"app.help", "paper.keep"}
        assert offered <= in_force(app.screen).keys()
