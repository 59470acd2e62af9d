"""Keeping and marking: at once on the screen, on disk before it is counted, and taken back when it fails."""

import asyncio
import errno
from pathlib import Path

import pytest

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.marks import Mark
from paperreader.errors import StoreNotWritable
from paperreader.store import files
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.kit import requests
from tests.ui.reader import answer, opened, reader, settled, text_of, told


async def test_a_kept_paper_is_marked_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: "1 bookmarked" in text_of(app, "#status"))
        assert "★" in text_of(app, "#papers").splitlines()[0]
        assert "★ bookmarked" in text_of(app, "#detail")
        assert "Bookmarks 1" in text_of(app, "#bookmarks-heading")


async def test_what_can_not_be_written_is_taken_back_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, Sample())
    # A folder in the file's place: it can't be replaced, by nobody.
    (home / "bookmarks.json").mkdir(parents=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: told(app, "bookmarks.json"))
        await settled(pilot, lambda: not app.snapshot.kept)
        assert "★" not in text_of(app, "#papers")
        assert "0 bookmarked" in text_of(app, "#status")


async def test_looking_for_what_others_changed_does_not_complain_again(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, Sample())
    (home / "bookmarks.json").mkdir(parents=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await settled(pilot, lambda: told(app, "bookmarks.json"))
        await app._changes.finish()
        app.announcements.clear()
        app._changes.look()
        await app._changes.finish()
        assert not told(app, "bookmarks.json")


async def test_looking_shows_nothing_anew_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        shown: list[object] = []
        monkeypatch.setattr(app._changes, "_publish", shown.append)
        app._changes.look()
        await app._changes.finish()
        assert not shown


async def test_a_damaged_file_is_made_good_and_the_reader_says_so(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "j")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
    (home / "bookmarks.json").write_bytes(b"")
    again = reader(monkeypatch, Sample())
    async with again.run_test(size=(120, 40)) as pilot:
        await opened(pilot, again)
        await settled(pilot, lambda: len(again.snapshot.bookmarks) == 1)
        await settled(pilot, lambda: told(again, "bookmarks.json"))


def full(path: Path, data: bytes) -> files.Stamp:
    raise files.not_writable(path, OSError(errno.ENOSPC, "No space left on device"))


async def test_what_a_full_disk_refuses_is_written_when_there_is_room_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "j")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        with monkeypatch.context() as disk:
            disk.setattr(files, "write_atomically", full)
            await pilot.press("b")
            await settled(pilot, lambda: told(app, "No space left"))
            await settled(pilot, lambda: "1 bookmarked · 1 change not saved" in text_of(app, "#status"))
            rows = text_of(app, "#papers").splitlines()
            assert rows[0].rstrip().endswith("★")
            assert rows[2].rstrip().endswith("!")
            assert "! not saved yet" in text_of(app, "#detail")
            assert "not saved" in text_of(app, "#bookmarks-list")
            app._changes.look()
            await app._changes.finish()
            assert "1 change not saved" in text_of(app, "#status")
        app._changes.look()
        await settled(pilot, lambda: told(app, "Saved now: 1 change"))
        await settled(pilot, lambda: "2 bookmarked" in text_of(app, "#status"))
        assert "not saved" not in text_of(app, "#status")
        assert text_of(app, "#papers").splitlines()[2].rstrip().endswith("★")


async def test_what_was_not_written_is_given_up_by_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        monkeypatch.setattr(files, "write_atomically", full)
        await pilot.press("b")
        await settled(pilot, lambda: app.snapshot.pending == 1 and bool(app.snapshot.unsaved))
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.unsaved and not app.snapshot.kept)
        assert not app.snapshot.pending


@pytest.mark.parametrize(("key", "has_ended"), [("q", True), ("escape", False)])
async def test_leaving_with_something_not_written_asks(
    key: str, has_ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        monkeypatch.setattr(files, "write_atomically", full)
        await pilot.press("b", "q")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        assert "1 change could not be saved" in str(app.screen.query(".dialog-heading").first().render())
        await pilot.press(key)
        await pilot.pause()
        assert app._exit is has_ended


async def test_leaving_writes_what_can_be_written_again_without_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        with monkeypatch.context() as disk:
            disk.setattr(files, "write_atomically", full)
            await pilot.press("b", "j", "b")
            await settled(pilot, lambda: app.snapshot.pending == 2)
        await pilot.press("q")
        await settled(pilot, lambda: app._exit)
    assert not app.snapshot.pending


async def test_the_question_before_leaving_counts_and_goes_away_when_all_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        written: list[bytes] = []
        write = files.write_atomically

        def one_more(path: Path, data: bytes, *, follow: bool = True) -> files.Stamp:
            if path.name == "bookmarks.json" and written:
                full(path, data)
            written.append(data)
            return write(path, data, follow=follow)

        with monkeypatch.context() as disk:
            disk.setattr(files, "write_atomically", full)
            await pilot.press("b", "j", "b", "q")
            await settled(pilot, lambda: "2 changes could not be saved" in heading(app))
            assert "lose them" in text_of(app, "OptionList")
            disk.setattr(files, "write_atomically", one_more)
            await settled(pilot, lambda: "1 change could not be saved" in heading(app))
        await settled(pilot, lambda: not isinstance(app.screen, Menu))
        assert told(app, "Saved now: 1 change")
        assert not app._exit


def heading(app: PaperReaderApp) -> str:
    """Return the heading of the dialog in front, empty without one."""
    return "".join(str(line.render()) for line in app.screen.query(".dialog-heading"))


async def test_removing_in_the_panel_goes_on_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        for number in range(1, 5):
            await pilot.press("b", "j")
            await settled(pilot, lambda number=number: len(app.snapshot.bookmarks) == number)  # type: ignore[misc]
        panel = screen.query_one(BookmarkList)
        await pilot.press("B", "j")
        following = panel.rows[2].paper.key
        await pilot.press("b")
        await settled(pilot, lambda: len(panel.rows) == 3)
        assert panel.highlighted is not None
        assert panel.highlighted.paper.key == following
        assert app.focused is panel


async def test_pressing_twice_ends_where_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("b", "b", "b", "b")
        await settled(pilot, lambda: not app._changes._wishes and not app.snapshot.bookmarks)
        assert not app.snapshot.kept


async def test_undo_goes_back_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        first = papers.rows[0].key
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("b")
        await settled(pilot, lambda: not app.snapshot.bookmarks and not app._changes._wishes)
        await pilot.press("space")
        await settled(pilot, lambda: app.marks[first] is Mark.READ and papers.cursor == 1)
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[first] is Mark.SEEN and papers.cursor == 0)
        await pilot.press("u")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        await pilot.press("u")
        await settled(pilot, lambda: told(app, "Nothing to undo"))


async def test_what_is_said_of_a_paper_bookmarks_it_and_one_undo_takes_both_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        first = papers.rows[0]
        # Nothing said is no bookmark.
        for keys in (["number_sign", "enter"], ["n", "escape"], ["number_sign", *"vlm", "escape"]):
            await pilot.press(*keys)
        await settled(pilot, lambda: app.screen.query_one(PaperList) is papers)
        await pilot.press("number_sign", *"vlm", "enter")
        await settled(pilot, lambda: [each.tags for each in app.snapshot.bookmarks] == [("vlm",)])
        assert told(app, "Bookmarked and tagged vlm")
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        await pilot.press("U")
        await settled(pilot, lambda: [each.tags for each in app.snapshot.bookmarks] == [("vlm",)])
        await pilot.press("u", "n", *"good", "escape")
        await settled(pilot, lambda: [each.note for each in app.snapshot.bookmarks] == ["good"])
        assert told(app, "Bookmarked with the note")
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        # The list shows the status; one that is read is no longer unread.
        await pilot.press("equals_sign")
        await settled(pilot, lambda: "reading" in text_of(app, "#papers"))
        assert told(app, "Bookmarked as “reading”")
        assert app.snapshot.bookmarks[0].paper.key == first.key
        await pilot.press("V")
        await settled(pilot, lambda: text_of(app, "#papers").splitlines()[0].rstrip().endswith(" reading ★"))
        await pilot.press("V", "equals_sign")
        await settled(pilot, lambda: app.marks[first.key] is Mark.READ)
        assert app.snapshot.bookmarks[0].status is Status.READ
        # Undone it is as unread as before, redone it is read.
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[first.key].is_unread)
        await pilot.press("U")
        await settled(pilot, lambda: app.marks[first.key] is Mark.READ)
        # Who removes the bookmark has read the paper all the same.
        await pilot.press("b")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        assert app.marks[first.key] is Mark.READ
        await pilot.press("u", "u")
        await settled(pilot, lambda: app.marks[first.key].is_unread)
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks and "reading" not in text_of(app, "#papers"))


async def test_a_failing_disk_is_told_when_it_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())

    async def refuse(_: object) -> None:
        raise StoreNotWritable("The archive could not be written: no space left", "free some space")

    monkeypatch.setattr(app._services.library, "set_marks", refuse)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("space")
        await settled(pilot, lambda: told(app, "no space left. Free some"))


async def test_space_goes_to_the_next_unread_and_says_when_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        app.marks.update({paper.key: Mark.READ for paper in papers.rows[2:]})
        await pilot.press("space")
        await settled(pilot, lambda: papers.cursor == 1)
        await pilot.press("x")
        await settled(pilot, lambda: told(app, "No unread papers here"))
        assert app.marks[papers.rows[1].key] is Mark.SKIPPED


@pytest.mark.parametrize("turns", [0, 4, 9])
async def test_what_arrives_while_the_reader_ends_does_no_harm(
    turns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        listing = screen.listing
        assert listing is not None
        keys = [paper.key for paper in listing.papers]

        async def go_on() -> None:
            for n in range(400):
                app.post_message(requests.MarkPapers({keys[n % 5]: Mark.SKIPPED if n % 2 else Mark.READ}))
                answer(screen, listing)
                await asyncio.sleep(0)

        task = asyncio.create_task(go_on())
        for _ in range(turns):
            await asyncio.sleep(0)
    await task
