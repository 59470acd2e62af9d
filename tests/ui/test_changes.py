"""Changes are made and taken back in the order of the keys, however fast these come."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import TextArea
from textual.worker import WorkerFailed

from paperreader.domain.bookmarks.bookmark import Annotations, Status
from paperreader.domain.bookmarks.history import ChangeKind
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.services.bookmarks import changes
from paperreader.services.bookmarks.changes import PendingChange
from paperreader.store.archive.tables import columns
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.note import NoteDialog
from paperreader.ui.dialogs.tags import TagsDialog
from paperreader.ui.kit import requests
from tests.store.builders import NOON
from tests.store.builders import paper as built
from tests.ui.reader import fixed_clock, opened, press_at_once, reader, settled, text_of, told

SIZE = (120, 40)


async def test_undo_in_the_same_read_takes_back_what_was_just_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("b", "j")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        press_at_once(app, "b", "u")
        await settled(pilot, lambda: told(app, f"Undone: bookmarked “{papers.rows[1].title}”"))
        await settled(
            pilot, lambda: [each.paper.key for each in app.snapshot.bookmarks] == [papers.rows[0].key]
        )


async def test_marks_and_bookmarks_are_undone_and_redone_in_one_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        first, second = (paper.key for paper in screen.query_one(PaperList).rows[:2])

        def state() -> tuple[Mark, set[str]]:
            return app.marks[first], {each.paper.key for each in app.snapshot.bookmarks}

        states = [state()]
        for key in ("b", "space", "b"):
            await pilot.press(key)
            await app._changes.finish()
            await pilot.pause()
            states.append(state())
        assert states[-1] == (Mark.READ, {first, second})
        press_at_once(app, "u", "u", "u")
        await settled(pilot, lambda: state() == states[0])
        for wanted in states[1:]:
            await pilot.press("U")
            await settled(pilot, lambda wanted=wanted: state() == wanted)  # type: ignore[misc]
        await pilot.press("U")
        await settled(pilot, lambda: told(app, "Nothing to redo"))
        await pilot.press("u")
        await settled(pilot, lambda: state() == states[2])
        await pilot.press("x")
        await pilot.press("U")
        await settled(pilot, lambda: state() == (Mark.SKIPPED, {first}))
        await app._changes.finish()
        assert told(app, "Nothing to redo")


async def test_skipping_what_is_skipped_is_written_anew_and_is_nothing_to_undo(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = [fixed_clock()]
    app = reader(monkeypatch, Sample(), clock=lambda: times[-1])

    def skipped_at() -> list[str]:
        with closing(sqlite3.connect(home / "archive.sqlite3")) as connection:
            return [at for (at,) in connection.execute("SELECT marked_at FROM marks WHERE mark = 'skipped'")]

    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        paper = screen.query_one(PaperList).rows[0]
        for _ in range(2):
            await pilot.press("g", "x")
            await settled(pilot, lambda: skipped_at() == [columns.time_to_text(times[-1])])
            times.append(times[-1] + timedelta(days=1))
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[paper.key] is Mark.SEEN)


async def test_undo_goes_on_with_what_a_former_run_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "j", "b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 2)
    again = reader(monkeypatch, Sample())
    async with again.run_test(size=SIZE) as pilot:
        await opened(pilot, again)
        await settled(pilot, lambda: len(again.snapshot.bookmarks) == 2)
        assert len(again.screen.query_one(BookmarkList).rows) == 2
        for left in (1, 0, 1, 2):
            await pilot.press("u" if left < 1 or len(again.snapshot.bookmarks) == 2 else "U")
            await settled(pilot, lambda left=left: len(again.snapshot.bookmarks) == left)  # type: ignore[misc]


async def test_undo_takes_back_the_last_change_of_this_home_and_says_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    other = reader(monkeypatch, Sample())._services.bookmarks
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("equals_sign")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].status is Status.READING)
        await other.annotate([app.snapshot.bookmarks[0].paper.key], Annotations(note="of the other terminal"))
        await pilot.press("u")
        await settled(pilot, lambda: told(app, "Undone: note"))
        assert [(each.note, each.status) for each in await other.all()] == [("", Status.READING)]
        await pilot.press("U")
        await settled(pilot, lambda: told(app, "Redone: note"))
        assert [each.note for each in await other.all()] == ["of the other terminal"]
    await other.close()


async def test_what_changes_nothing_is_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        first = screen.query_one(PaperList).rows[0].key
        await pilot.press("enter", "h", "enter", "h")
        await settled(pilot, lambda: app.marks[first] is Mark.READ)
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[first] is Mark.SEEN)


async def test_what_changes_nothing_leaves_the_redo_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        app.post_message(
            requests.ChangeAnnotations(
                [app.snapshot.bookmarks[0].paper.key], Annotations(note="the one to cite")
            )
        )
        await settled(pilot, lambda: app.snapshot.bookmarks[0].note == "the one to cite")
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks[0].note)
        await pilot.press("number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press("enter")
        # Nor does removing what is not kept, or marking what is marked already.
        app.post_message(
            requests.ChangeAnnotations([PaperKey("2608.99999")], Annotations(note="of no bookmark"))
        )
        app.post_message(requests.MarkPapers({PaperKey("2608.99999"): Mark.NEW}))
        await pilot.press("U")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].note == "the one to cite")


async def test_keys_in_the_same_read_mark_undo_and_mark_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        first, second = (paper.key for paper in screen.query_one(PaperList).rows[:2])
        press_at_once(app, "x", "u", "x")
        await settled(
            pilot, lambda: app.marks.get(first) is Mark.SKIPPED and app.marks.get(second) is Mark.SEEN
        )


async def test_a_bug_in_a_change_ends_the_reader_and_what_was_asked_for_behind_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())

    def broken(_: MergeState) -> MergeState:
        raise ZeroDivisionError("a bug")

    with pytest.raises(WorkerFailed, match="a bug"):  # noqa: PT012 - it is raised when the reader has ended
        async with app.run_test(size=SIZE) as pilot:
            await opened(pilot, app)
            await app._changes.finish()
            app._changes.change(PendingChange(ChangeKind.KEPT, broken))
            app._changes.change(changes.keep([built(2)], "", NOON))
            await settled(pilot, lambda: bool(app.return_code))
    other = reader(monkeypatch, Sample())._services.bookmarks
    assert [each.paper for each in await other.all()] == [built(2)]
    await other.close()


async def test_a_bug_while_the_reader_ends_is_seen_too(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())

    def broken(_: MergeState) -> MergeState:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError, match="a bug"):  # noqa: PT012 - it is raised when the reader has ended
        async with app.run_test(size=SIZE) as pilot:
            await opened(pilot, app)
            app._changes.change(PendingChange(ChangeKind.KEPT, broken))
            app.exit()


async def test_keys_held_down_in_the_panel_remove_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        for _ in range(5):
            await pilot.press("b", "j")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 5)
        await pilot.press("B")
        press_at_once(app, "b", "b", "b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 2)
        assert len(screen.query_one(BookmarkList).rows) == 2


async def test_removing_what_has_words_says_so_and_keeping_again_has_them_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        press_at_once(app, "b", "n")
        await settled(pilot, lambda: isinstance(app.screen, NoteDialog) and bool(app.screen.query(TextArea)))
        app.screen.query_one(TextArea).text = "the one to cite"
        await pilot.press("escape")
        await settled(
            pilot,
            lambda: bool(app.snapshot.bookmarks) and app.snapshot.bookmarks[0].note == "the one to cite",
        )
        await pilot.press("b")
        await settled(pilot, lambda: told(app, "u undoes it"))
        await pilot.press("b")
        await settled(
            pilot,
            lambda: bool(app.snapshot.bookmarks) and app.snapshot.bookmarks[0].note == "the one to cite",
        )


async def test_what_was_asked_for_before_leaving_is_written(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        press_at_once(app, "b", "j", "b", "q")
        await settled(pilot, lambda: app._exit)
    other = reader(monkeypatch, Sample())._services.bookmarks
    assert len(await other.all()) == 2
    await other.close()


async def test_a_message_that_is_shown_already_is_not_shown_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, app)
        await pilot.press("u", "u", "u")
        await settled(pilot, lambda: told(app, "Nothing to undo"))
        await pilot.pause()
        assert not app._notifications
        assert text_of(app, "#status").count("Nothing to undo") == 1
        assert "papers" in text_of(app, "#status")


async def test_who_gives_up_waiting_for_changes_does_not_give_them_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await app._changes.finish()
        await pilot.press("b")
        waiting = asyncio.create_task(app._changes.finish())
        await asyncio.sleep(0)
        waiting.cancel()
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
