"""What is pasted is text: all of it in a field of one line, nothing in a list, and in its order among the keys."""

import pytest
from textual import events
from textual.widgets import Input, TextArea

from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.marks import Mark
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.dialogs.question import Question
from tests.ui.reader import opened, press_at_once, reader, settled, told

TYPED = {
    "Wide and Deep\nNetworks": "Wide and Deep Networks",
    "Wide and\n   Deep \n\nNetworks\n": "Wide and Deep Networks",
    "\nNetworks": "Networks",
    " Networks ": " Networks ",
    "": "",
    "\n\n": "",
}


@pytest.mark.parametrize("key", ["slash", "s", "number_sign"])
async def test_lines_are_joined_in_a_field_of_one_line(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "b", key)
        await settled(pilot, lambda: isinstance(app.focused, Input))
        field = app.focused
        assert isinstance(field, Input)
        for pasted, typed in TYPED.items():
            field.value = ""
            app.post_message(events.Paste(pasted))
            press_at_once(app, "x")
            await settled(pilot, lambda typed=typed: field.value == f"{typed}x")  # type: ignore[misc]


async def test_what_follows_a_key_that_asks_is_pasted_into_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "s")
        app.post_message(events.Paste("one\ntwo"))
        press_at_once(app, "b")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        await settled(pilot, lambda: app.screen.query_one(Input).value == "one twob")
        assert not app.snapshot.kept


async def test_what_is_pasted_into_a_list_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        app.post_message(events.Paste("bjbjq\nx"))
        press_at_once(app, "j")
        await settled(pilot, lambda: papers.cursor == 1)
        assert not app.snapshot.kept
        assert set(app.marks.values()) <= {Mark.SEEN}


async def test_lines_stay_lines_in_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        press_at_once(app, "b", "n")
        await settled(pilot, lambda: isinstance(app.screen, NoteDialog))
        app.post_message(events.Paste("one\n  two\n"))
        await settled(pilot, lambda: app.screen.query_one(TextArea).text == "one\n  two\n")


async def test_what_a_field_has_no_room_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await app.push_screen(Question("Which?", most=5))
        await pilot.press("a")
        app.post_message(events.Paste("bcdefgh"))
        field = app.screen.query_one(Input)
        await settled(pilot, lambda: field.value == "abcde")
        await settled(pilot, lambda: told(app, "Only 5 characters fit"))
