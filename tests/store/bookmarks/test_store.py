"""Bookmarks: what is kept stays kept, whoever else writes and whatever breaks in between."""

import gc
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB, where

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.entry import Outcome
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store import files
from paperreader.store.bookmarks.documents import KeyTable
from tests import strategies
from tests.at_length import few
from tests.store import processes
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, key, names_in, paper

_EMPTY = '{"about": {"format": "paperreader bookmarks", "version": 1}, "bookmarks": {}}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bookmarks.json"


def _keys(store: DirectStore) -> list[str]:
    return [each.paper.key for each in store.all()]


# What it does ---------------------------------------------------------------------------------------------------


def test_nothing_is_kept_at_first(bookmarks: DirectStore) -> None:
    assert bookmarks.all() == ()
    assert not bookmarks.holds(key(1))
    assert bookmarks.remove(key(1)) is None
    assert not bookmarks.has_changed()


def test_a_kept_paper_is_there(bookmarks: DirectStore) -> None:
    assert bookmarks.keep(bookmark(1)) == bookmark(1)
    assert bookmarks.all() == (bookmark(1),)
    assert bookmarks.holds(key(1))
    assert not bookmarks.holds(key(2))


def test_the_paper_kept_last_comes_first_and_ties_go_by_key(bookmarks: DirectStore) -> None:
    for number, minutes in ((3, 5), (1, 0), (4, 9), (2, 5)):
        bookmarks.keep(bookmark(number, minutes=minutes))
    assert _keys(bookmarks) == [key(4), key(2), key(3), key(1)]


def test_keeping_twice_keeps_the_first_time_and_learns_what_is_new(bookmarks: DirectStore) -> None:
    bookmarks.keep(bookmark(1, found_in="Trending"))
    newer = Paper(key=key(1), title="A Better Title", upvotes=12)
    stored = bookmarks.keep(Bookmark(paper=newer, kept_at=NOON + timedelta(days=1), found_in="elsewhere"))
    expected = replace(
        bookmark(1, found_in="Trending"), paper=replace(paper(1), title="A Better Title", upvotes=12)
    )
    assert stored == expected
    assert bookmarks.all() == (expected,)


def test_a_removed_paper_is_gone_and_can_be_put_back_as_it_was(bookmarks: DirectStore) -> None:
    for number in (1, 2, 3):
        bookmarks.keep(bookmark(number, minutes=number))
    removed = bookmarks.remove(key(2))
    assert removed == bookmark(2, minutes=2)
    assert _keys(bookmarks) == [key(3), key(1)]
    bookmarks.restore([removed])
    assert bookmarks.all() == tuple(bookmark(number, minutes=number) for number in (3, 2, 1))


def test_restoring_replaces_what_is_kept_of_the_paper(bookmarks: DirectStore) -> None:
    bookmarks.keep(bookmark(1))
    plain = Bookmark(paper=Paper(key=key(1), title="Only a Title"), kept_at=NOON)
    bookmarks.restore([plain])
    assert bookmarks.all() == (plain,)


def test_a_paper_without_arxiv_id_is_kept_by_its_title(bookmarks: DirectStore) -> None:
    title = "Étude for Two Tokenizers"
    kept = Bookmark(paper=Paper(key=PaperKey.from_title(title), title=title), kept_at=NOON)
    bookmarks.keep(kept)
    assert bookmarks.remove(kept.paper.key) == kept


@dataclass(frozen=True)
class _Step:
    name: str
    bookmark: Bookmark


def _steps() -> st.SearchStrategy[list[_Step]]:
    few_keys = st.integers(1, 4).map(key)
    names = st.sampled_from(["keep", "remove", "restore"])
    return st.lists(st.builds(_Step, names, strategies.bookmarks(few_keys)), max_size=12)


def _take(step: _Step, store: DirectStore, model: dict[str, Bookmark]) -> None:
    given_key = step.bookmark.paper.key
    if step.name == "remove":
        assert store.remove(given_key) == model.pop(given_key, None)
        return
    if step.name == "keep" and (former := model.get(given_key)):
        model[given_key] = replace(former, paper=former.paper.updated_by(step.bookmark.paper))
    else:
        model[given_key] = step.bookmark
    if step.name == "restore":
        store.restore([step.bookmark])
    else:
        assert store.keep(step.bookmark) == model[given_key]


@given(steps=_steps())
def test_any_sequence_of_changes_is_what_a_plain_dict_says(steps: list[_Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bookmarks.json"
        store = DirectStore(path)
        model: dict[str, Bookmark] = {}
        for step in steps:
            _take(step, store, model)
            again = DirectStore(path)
            assert {each.paper.key: each for each in store.all()} == model
            assert again.all() == store.all()


# The file -------------------------------------------------------------------------------------------------------


def test_opening_and_reading_write_nothing(tmp_path: Path) -> None:
    store = DirectStore(tmp_path / "data" / "bookmarks.json")
    assert store.all() == ()
    assert not store.holds(key(1))
    assert not store.has_changed()
    store.close()
    assert names_in(tmp_path) == []


def test_the_file_says_what_it_is_and_files_papers_by_their_key(path: Path) -> None:
    DirectStore(path).keep(bookmark(1))
    content = json.loads(path.read_bytes())
    assert content["about"] == {"format": "paperreader bookmarks", "version": 2}
    assert content["bookmarks"][key(1)]["paper"]["title"] == "Lanterns for Lost Gradients, Part 1"
    assert "Ada Ölund" in path.read_text("utf-8")


def test_bookmarks_are_documents_of_tinydb_with_the_papers_key_as_id(path: Path) -> None:
    store = DirectStore(path)
    for number in (1, 2):
        store.keep(bookmark(number))
    store.remove(key(1))
    database = TinyDB(path)
    database.table_class = KeyTable
    assert database.tables() == {"about", "bookmarks", "removed"}
    (kept,) = database.table("bookmarks").search(where("paper").fragment({"title": paper(2).title}))
    assert str(kept.doc_id) == key(2)
    assert [str(each.doc_id) for each in database.table("removed")] == [key(1)]
    database.close()


def test_a_change_of_many_bookmarks_in_both_tables_is_one_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DirectStore(path)
    for number in (1, 2, 3):
        store.keep(bookmark(number))
    written: list[Path] = []
    write = files.write_atomically

    def count(target: Path, data: bytes) -> files.Stamp:
        written.append(target)
        return write(target, data)

    monkeypatch.setattr(files, "write_atomically", count)
    store.remove_all([key(1), key(3)])
    assert store.undo() is not None
    assert (written, len(store.all())) == ([path, path], 3)


def test_one_more_bookmark_adds_lines_and_changes_none(path: Path) -> None:
    store = DirectStore(path)
    for number in (1, 3):
        store.keep(bookmark(number))
    before = path.read_text("utf-8").splitlines()
    store.keep(bookmark(2))
    after = iter(path.read_text("utf-8").splitlines())
    assert all(line in after for line in before), "the former lines are there in their order"
    store.remove(key(2))
    content = json.loads(path.read_bytes())
    assert list(content["removed"]) == [key(2)]
    assert list(content["removed"][key(2)]) == ["removed_at"], "nothing else is left of it"
    del content["removed"]
    assert content == json.loads("\n".join(before))


def test_keeping_what_is_known_already_does_not_touch_the_file(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    before = path.stat()
    store.keep(bookmark(1, minutes=5))
    assert path.stat() == before


def test_files_of_two_people_can_be_merged_by_hand(tmp_path: Path) -> None:
    contents = []
    for name, numbers in (("mine", (1, 2)), ("yours", (2, 3))):
        store = DirectStore(tmp_path / name)
        for number in numbers:
            store.keep(bookmark(number))
        contents.append(json.loads((tmp_path / name).read_bytes()))
    mine, yours = contents
    mine["bookmarks"] |= yours["bookmarks"]
    (tmp_path / "ours").write_text(json.dumps(mine))
    assert _keys(DirectStore(tmp_path / "ours")) == [key(1), key(2), key(3)]


def _spelled_with_class(path: Path, *, besides: bool = False) -> None:
    """Write one bookmark under an old id with its subject class; `besides`, under the one without it, too."""
    spelled, other = "math.GT/0309136", "math/0309136"
    store = DirectStore(path)
    store.keep(Bookmark(paper=Paper(key=PaperKey(other), title="Knots"), kept_at=NOON, tags=("knots",)))
    tables = json.loads(path.read_text(encoding="utf-8"))
    document = tables["bookmarks"].pop(other)
    later = {"paper": document["paper"], "kept_at": "2026-09-01T00:00:00Z", "tags": [], "note": "Read it."}
    document = {**document, "paper": {**document["paper"], "key": spelled}, "theirs": 1}
    tables["bookmarks"] = {spelled: document} | ({other: later} if besides else {})
    path.write_text(json.dumps(tables), encoding="utf-8")


def test_an_old_id_with_its_subject_class_in_a_file_is_the_paper_without_it(path: Path) -> None:
    _spelled_with_class(path)
    store = DirectStore(path)
    assert _keys(store) == ["math/0309136"]
    assert store.holds(PaperKey("math.GT/0309136"))
    before = path.read_bytes()
    store.keep(bookmark(1))
    assert json.loads(path.read_bytes())["bookmarks"].keys() == {"math.GT/0309136", key(1)}
    store.keep(Bookmark(paper=Paper(key=PaperKey("math/0309136"), title="Knots", upvotes=3), kept_at=NOON))
    documents = json.loads(path.read_bytes())["bookmarks"]
    assert documents.keys() == {"math/0309136", key(1)}
    assert documents["math/0309136"]["theirs"] == 1
    path.write_bytes(before)
    assert store.remove(PaperKey("math.GT/0309136")) is not None
    assert _keys(DirectStore(path)) == []


def test_one_paper_under_two_spellings_in_one_file_is_one_with_all_that_was_said(path: Path) -> None:
    _spelled_with_class(path, besides=True)
    store = DirectStore(path)
    (only,) = store.all()
    assert (only.paper.key, only.tags, only.note) == ("math/0309136", ("knots",), "Read it.")
    store.remove(only.paper.key)
    assert DirectStore(path).all() == ()


def test_unknown_keys_survive_when_another_or_the_same_paper_is_kept(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    content = json.loads(path.read_bytes())
    content["bookmarks"][key(1)]["colour"] = "red"
    content["bookmarks"][key(1)]["paper"]["mood"] = "hopeful"
    content["shelves"] = {"1": {"name": "Summer"}}
    path.write_text(json.dumps(content))

    store.keep(bookmark(2))
    store.keep(Bookmark(paper=paper(1, upvotes=3), kept_at=NOON))
    store.remove(key(2))

    after = json.loads(path.read_bytes())
    assert after["shelves"] == {"1": {"name": "Summer"}}
    (left,) = after["bookmarks"].values()
    assert (left["colour"], left["paper"]["mood"], left["paper"]["upvotes"]) == ("red", "hopeful", 3)


def test_a_linked_file_stays_a_link(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "dotfiles" / "bookmarks.json"
    target.parent.mkdir()
    target.write_text(_EMPTY)
    path.symlink_to(target)
    DirectStore(path).keep(bookmark(1))
    assert path.is_symlink()
    assert _keys(DirectStore(target)) == [key(1)]


def test_a_file_that_vanishes_while_it_is_used_is_made_again(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    path.unlink()
    assert store.has_changed()
    assert _keys(store) == [key(1)]
    store.keep(bookmark(2))
    assert _keys(DirectStore(path)) == [key(1), key(2)]


def test_of_a_paper_that_is_kept_and_removed_in_one_file_what_is_left_counts(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    kept = json.loads(path.read_bytes())
    store.remove(key(1))
    removed = json.loads(path.read_bytes())
    path.write_text(json.dumps({**kept, "removed": removed["removed"]}), encoding="utf-8")
    assert _keys(store) == [key(1)]
    path.write_text(json.dumps(removed), encoding="utf-8")
    assert _keys(store) == []
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert _keys(store) == [key(1)]


@pytest.mark.parametrize("is_on", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(path: Path, is_on: bool) -> None:
    DirectStore(path).keep(bookmark(1))
    frozen = gc.get_freeze_count()
    try:
        if not is_on:
            gc.disable()
        DirectStore(path).all()
        assert (gc.isenabled(), gc.get_freeze_count()) == (is_on, frozen)
        path.write_bytes(b"damaged")
        with pytest.raises(StoreUnreadable):
            DirectStore(path)._read()
        assert (gc.isenabled(), gc.get_freeze_count()) == (is_on, frozen)
    finally:
        gc.enable()


def test_what_has_not_changed_is_neither_read_nor_put_in_order_again(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    assert store.all() is store.all()


# Refusals -------------------------------------------------------------------------------------------------------


def _every_method(store: DirectStore) -> list[Callable[[], object]]:
    return [
        store.all,
        lambda: store.holds(key(1)),
        lambda: store.keep(bookmark(1)),
        lambda: store.restore([bookmark(1)]),
        lambda: store.remove(key(1)),
    ]


def test_a_newer_file_is_refused_and_left_alone_even_when_it_became_newer_meanwhile(path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    content = path.read_bytes().replace(b'"version": 2', b'"version": 3')
    path.write_bytes(content)
    for method in _every_method(store):
        with pytest.raises(StoreTooNew, match="version 3, this one reads 2"):
            method()
    assert path.read_bytes() == content


def test_what_could_not_be_written_is_not_kept_in_memory_either(tmp_path: Path, path: Path) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    obstacle = tmp_path / ".bookmarks.json.tmp"
    obstacle.mkdir()
    with pytest.raises(StoreNotWritable):
        store.keep(bookmark(2))
    with pytest.raises(StoreNotWritable):
        store.keep(Bookmark(paper=paper(1, upvotes=5), kept_at=NOON))
    with pytest.raises(StoreNotWritable):
        store.remove(key(1))
    assert store.all() == (bookmark(1),)
    obstacle.rmdir()
    store.keep(bookmark(2))
    assert _keys(store) == [key(1), key(2)]


def test_a_limit_on_file_size_costs_no_bookmark(path: Path) -> None:
    said, failure = processes.ran("keep", path, 1, 100, CHILD_FILE_SIZE="20000")
    assert failure is not None
    assert (failure.kind, failure.message) == (
        "StoreNotWritable",
        f"{path} could not be written: File too large",
    )
    assert 2 < len(said) < 100
    assert _keys(DirectStore(path)) == [key(int(number)) for number in said]


def test_a_full_disk_is_told(path: Path) -> None:
    DirectStore(path).keep(bookmark(1))
    outcome = processes.ran_on_small_disk("keep", path, 2, 100, options="size=40k")
    if outcome is None:
        pytest.skip("this machine does not let a test have a disk of its own")
    said, failure = outcome
    assert len(said) > 2
    assert failure is not None
    assert failure.message == f"{path} could not be written: No space left on device"


# Other programs -------------------------------------------------------------------------------------------------


def test_what_another_program_kept_is_seen_at_once(path: Path) -> None:
    ours, theirs = DirectStore(path), DirectStore(path)
    ours.keep(bookmark(1))
    assert theirs.has_changed()
    assert _keys(theirs) == [key(1)]
    assert not theirs.has_changed()
    theirs.remove(key(1))
    assert ours.has_changed()
    assert not ours.holds(key(1))
    assert not ours.has_changed()
    theirs.keep(bookmark(2))
    ours.keep(bookmark(3))
    assert _keys(theirs) == _keys(ours) == [key(2), key(3)]


def test_two_programs_keep_a_hundred_papers_between_them(path: Path) -> None:
    with processes.started("keep", path, 1, 50) as one, processes.started("keep", path, 51, 50) as two:
        for process in (one, two):
            output, _ = process.communicate(timeout=60)
            assert output.endswith("done\n"), output
    assert _keys(DirectStore(path)) == [key(number) for number in range(1, 101)]


def test_a_program_that_writes_for_too_long_is_waited_for_only_so_long(path: Path) -> None:
    store = DirectStore(path, time_limit=0.05)
    store.keep(bookmark(1))
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        began = time.monotonic()
        with pytest.raises(StoreNotWritable, match="is being written by another program"):
            store.keep(bookmark(2))
        assert time.monotonic() - began < 4
        assert store.all() == (bookmark(1),), "reading needs no lock"
    store.keep(bookmark(2))
    assert _keys(store) == [key(1), key(2)]


def test_killing_a_writer_at_any_moment_loses_nothing_it_had_kept(path: Path) -> None:
    first = 1
    kept: set[str] = set()
    for attempt in few(range(20), 8):
        with processes.started("keep", path, first, 1000) as writer:
            assert writer.stdout is not None
            numbers = [int(writer.stdout.readline()) for _ in range(1 + attempt % 4)]
            writer.kill()
            numbers += [int(line) for line in writer.stdout.read().split()]
        kept |= {key(number) for number in numbers}
        found = set(_keys(DirectStore(path)))
        assert kept <= found
        assert len(found - kept) <= attempt + 1, "at most the one that was being written each time"
        first = max(numbers) + 2
    DirectStore(path).keep(bookmark(99_999))
    assert names_in(path.parent) == ["bookmarks.json", "bookmarks.json.lock"]


# Many at once ---------------------------------------------------------------------------------------------------


def test_many_are_kept_at_once_and_what_is_kept_wins(bookmarks: DirectStore) -> None:
    former = replace(bookmark(1), paper=replace(paper(1), abstract=None))
    bookmarks.keep(former)
    bookmarks.keep(bookmark(2))
    given = [
        replace(bookmark(1, minutes=5), paper=replace(paper(1), title="Another")),
        bookmark(2, minutes=5),
        bookmark(3, minutes=5),
    ]
    expected = (Outcome.MERGED, Outcome.UNCHANGED, Outcome.ADDED)
    assert bookmarks.keep_all(given, is_trial=True) == expected
    assert bookmarks.all() == (former, bookmark(2))
    assert bookmarks.keep_all(given) == expected
    assert bookmarks.all() == (bookmark(3, minutes=5), bookmark(1), bookmark(2))
    assert bookmarks.keep_all(given) == (Outcome.UNCHANGED,) * 3


def test_many_are_kept_with_one_write_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DirectStore(path)
    store.keep(bookmark(1))
    before = path.read_bytes()
    writes: list[Path] = []
    write = files.write_atomically

    def count(target: Path, data: bytes) -> files.Stamp:
        writes.append(target)
        return write(target, data)

    def refuse(target: Path, data: bytes) -> files.Stamp:
        raise StoreNotWritable("full")

    monkeypatch.setattr(files, "write_atomically", refuse)
    with pytest.raises(StoreNotWritable):
        store.keep_all([bookmark(number) for number in range(1, 50)])
    assert path.read_bytes() == before
    assert store.all() == (bookmark(1),)
    monkeypatch.setattr(files, "write_atomically", count)
    store.keep_all([bookmark(number) for number in range(1, 50)])
    assert len(writes) == 1
    assert len(DirectStore(path).all()) == 49
