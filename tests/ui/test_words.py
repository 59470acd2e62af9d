"""Tags, note and status of kept papers, and their way out, by keys."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.feed import Sample
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.tags import TagsDialog
from tests.ui.reader import hostile_papers, opened, reader, settled, showing, text_of, told


async def test_what_is_said_of_a_kept_paper_is_shown_kept_and_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press(*"fair", "space", *"ens", "enter")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].tags == ("ens", "fair"))
        await pilot.press("n")
        await settled(pilot, lambda: isinstance(app.screen, NoteDialog))
        app.screen.query_one(TextArea).text = "# Why\n\n[/red] it is *good*"
        await pilot.press("escape")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].note == "# Why\n\n[/red] it is *good*")
        await pilot.press("equals_sign")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].status is Status.READING)
        assert "#ens #fair · note  reading" in text_of(app, "#bookmarks-list")
        detail = text_of(app, "#detail")
        assert "Status: reading · #ens #fair" in detail
        assert "[/red] it is *good*" in detail
        await pilot.press("u")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].status is Status.TO_READ)
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks[0].note)
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks[0].tags)
        assert app.screen is screen


async def test_tags_are_written_over_and_can_be_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        for typed, tags in (("[/red] b", ("[/red]", "b")), ("", ())):
            await pilot.press("number_sign")
            await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
            app.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await settled(pilot, lambda tags=tags: app.snapshot.bookmarks[0].tags == tags)  # type: ignore[misc]


@pytest.mark.parametrize(("what", "papers"), [("t", 1), ("p", 8), ("b", 1)])
async def test_papers_are_written_to_a_file(
    what: str, papers: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "papers.json"
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), hostile_papers())
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press(what)
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("o")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settled(pilot, target.exists)
        assert len(json.loads(target.read_text())) == papers
        await settled(pilot, lambda: told(app, str(target)))


async def test_a_file_that_is_there_is_asked_about(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "papers.bib"
    target.write_text("mine")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        for answer, is_mine in (("l", True), ("o", False)):
            await pilot.press("e")
            await settled(pilot, lambda: isinstance(app.screen, Menu))
            await pilot.press("p")
            await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
            await pilot.press("b")
            await settled(pilot, lambda: isinstance(app.screen, Question))
            app.screen.query_one(Input).value = str(target)
            await pilot.press("enter")
            await settled(pilot, lambda: isinstance(app.screen, Menu))
            await pilot.press(answer)
            await settled(pilot, lambda is_mine=is_mine: (target.read_text() == "mine") is is_mine)  # type: ignore[misc]


async def test_without_a_file_the_clipboard_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("t")
        await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
        await pilot.press("b")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("enter")
        await settled(pilot, lambda: told(app, "1 paper as BibTeX"))
        assert (app._services.desktop.last_copied or "").startswith("@")
