"""The program's own files, after a disk, a sync tool or a hand was at them."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from paperreader.domain.bookmarks.history import Change
from paperreader.domain.bookmarks.merge_state import BookmarkState, MergeState
from paperreader.errors import PaperReaderError, SettingsError, StoreError, StoreUnreadable
from paperreader.settings import settings_in, with_query
from paperreader.store import records
from paperreader.store.bookmarks.documents import read_merge_state
from paperreader.store.bookmarks.salvage import salvaged
from paperreader.store.bookmarks.undo_log import UndoLog
from paperreader.store.view_state import ViewStateFile
from tests.fuzz.oracles import harmless, harmless_all_through

_PATH = Path("settings.toml")


def bookmarks(data: bytes) -> None:
    """A file of bookmarks is read, or refused, or what is left of it is had."""
    try:
        _whole(read_merge_state(data))
    except StoreError as error:
        _told(error)
    try:
        salvage = salvaged(data)
    except StoreError as error:
        _told(error)
        return
    _whole(salvage.intact)
    _whole(salvage.hurt)


def record(data: bytes) -> None:
    """What the archive has of a paper is read as harmless, and stored again as it is, or refused."""
    try:
        paper = records.paper_from_json(data)
    except StoreUnreadable as error:
        _told(error)
        return
    harmless_all_through(paper)
    assert records.paper_from_json(records.paper_to_json(paper).encode()) == paper


def undo_log(data: bytes) -> None:
    """Every line of an undo log is a step that can be stored, or passed over; so is the one to undo."""
    for line in data.split(b"\n"):
        with suppress(StoreUnreadable):
            step = _again(records.change_from_line(line))
            assert _again(step) == step
    with TemporaryDirectory() as folder:
        path = Path(folder, "undo.jsonl")
        path.write_bytes(data)
        log = UndoLog(path)
        with suppress(StoreUnreadable):
            log.past()
        for merge_state in log.merge_state():
            _whole(merge_state)


def view_state(data: bytes) -> None:
    """What is remembered of the screen is harmless, and there again when it was written, whatever the file held."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "view.json")
        path.write_bytes(data)
        state = ViewStateFile(path).read()
        harmless_all_through(state)
        ViewStateFile(path).change({"has_met": not state.has_met})
        assert ViewStateFile(path).read() == state.with_changes({"has_met": not state.has_met})


def settings(data: bytes) -> None:
    """Settings are understood or refused in words; a watch that is added to them changes nothing else."""
    try:
        text = data.decode("utf-8-sig")
        read = settings_in(text, _PATH)
    except UnicodeDecodeError:
        return
    except SettingsError as error:
        _told(error)
        return
    harmless(read.theme)
    name = next((name for name in ("lamps", "ships", "nets") if name not in read.watches), "others")
    later = settings_in(with_query(text, "watches", name, "title:lamp"), _PATH)
    assert later.watches == {**read.watches, name: "title:lamp"}
    assert (later.keys, later.mutes, later.refresh_minutes) == (read.keys, read.mutes, read.refresh_minutes)


def _whole(merge_state: MergeState) -> None:
    """See that every account is harmless and can be stored."""
    for bookmark_state in merge_state.bookmark_states.values():
        harmless_all_through(bookmark_state)
        # White space in what a hand wrote is tidied once.
        once = _stored(bookmark_state)
        assert _stored(once) == once
    merge_state.bookmarks()


def _stored(bookmark_state: BookmarkState) -> BookmarkState:
    written = msgspec.json.encode(records.bookmark_state_to_record(bookmark_state))
    return records.bookmark_state_from_record(msgspec.json.decode(written))


def _again(step: Change) -> Change:
    return records.change_from_line(records.change_to_line(step, "do"))


def _told(error: PaperReaderError) -> None:
    assert error.message
    harmless(error.message)
    harmless(error.hint)
