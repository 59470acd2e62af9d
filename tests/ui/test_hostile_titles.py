"""Titles that try to be markup, actions or control sequences are shown as themselves, everywhere."""

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Static
from textual.widgets._toast import Toast

from paperreader.domain.papers.feed import Sample
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.at_length import few
from tests.ui.reader import HOSTILE, hostile_papers, opened, reader, settled, showing, text_of, told


@pytest.mark.parametrize("size", few([(120, 40), (40, 12), (80, 24)], 2))
async def test_every_pane_shows_them_and_nothing_acts(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), hostile_papers())
        for paper in hostile_papers():
            await pilot.press("b")
            await settled(pilot, lambda key=paper.key: key in app.snapshot.kept)  # type: ignore[misc]
            await pilot.press("enter")
            await settled(pilot, lambda key=paper.key: _detail_shows(app.screen.query_one(PaperDetail), key))  # type: ignore[misc]
            shown = text_of(app, "#detail")
            assert (paper.title or "—")[:20] in shown
            await pilot.click("#detail")
            await pilot.press("escape", "j")
        await pilot.press("B")
        panel = text_of(app, "#bookmarks-list")
        assert "[/red]" in panel or size[1] < 24
        assert app.is_running


def _detail_shows(detail: PaperDetail, key: str) -> bool:
    return detail.paper is not None and detail.paper.key == key


async def test_the_list_shows_each_in_a_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), hostile_papers())
        rows = text_of(app, "#papers").splitlines()
        for title in HOSTILE:
            row = rows.pop(0)
            assert (title or "—")[:30] in row
            # What does not fit ends after three lines.
            lines = 2 if len(title) > 1000 else 0
            assert [rows.pop(0).strip()[-1:] for _ in range(lines)] == ["x", "…"][:lines]
            assert not rows.pop(0).strip(" ▌")


@pytest.mark.parametrize("place", few([2, 0, 3, 5, 6, 1, 4, 7], 5))
async def test_toasts_dialogs_and_the_palette_take_them(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        paper = hostile_papers()[place]
        await showing(pilot, screen, Sample(), (paper,))
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        assert told(app, paper.title)
        await pilot.press("Y")
        await settled(pilot, lambda: app.screen is not screen)
        if paper.title:
            await pilot.press("t")
            await settled(pilot, lambda: app.screen is screen)
            await settled(pilot, lambda: told(app, "Copied "))
            await pilot.press("C")
            await settled(pilot, lambda: app.screen is not screen)
            texts = [static.content for static in app.screen.query(Static)]
            assert any(isinstance(text, Content) and text.plain == paper.title for text in texts)
        await pilot.press("escape", "colon", *"keep")
        await pilot.press("escape")
        assert app.is_running


async def test_a_bookmark_of_another_listing_opens_in_the_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), hostile_papers())
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await showing(pilot, screen, Sample(), hostile_papers()[1:])
        await pilot.press("B")
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: _detail_shows(detail, hostile_papers()[0].key))
        assert app.focused is screen.query_one(BookmarkList)
        assert hostile_papers()[0].key not in {paper.key for paper in screen.query_one(PaperList).rows}


async def test_a_click_on_a_message_that_just_went_away_is_a_click_on_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot, app)
        app.notify("Here, and gone", severity="warning")
        await settled(pilot, lambda: bool(screen.query(Toast)) and screen.query_one(Toast).region.width > 0)
        toast = screen.query_one(Toast)
        x, y = toast.region.offset
        # It is still where it was drawn until the screen is laid out anew; not meanwhile, however long removing takes.
        with app.batch_update():
            await toast.remove()
            assert screen.get_widget_at(x, y)[0] is toast
            screen._forward_event(events.MouseDown(None, x, y, 0, 0, 1, False, False, False, x, y))
        await pilot.pause()
        assert app.is_running
