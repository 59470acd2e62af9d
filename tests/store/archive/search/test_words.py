"""The reader's own words of a bookmark: status, tags and note, on disk and in memory."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Status
from paperreader.domain.bookmarks.entry import Outcome
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark, key

NOTE = "# Why\n\nIt is *short*.\n- one\n- two"


@pytest.fixture
def store(tmp_path: Path) -> DirectStore:
    return DirectStore(tmp_path / "b.json")


def test_words_are_there_again(store: DirectStore) -> None:
    store.keep(bookmark(1))
    store.keep(bookmark(2))
    former = store.change(
        [key(1)], Annotations(status=Status.READING, note=NOTE, add_tags=("nlp, #to-cite",))
    )
    assert former == (bookmark(1),)
    kept = {each.paper.key: each for each in store.all()}
    assert (kept[key(1)].status, kept[key(1)].tags, kept[key(1)].note) == (
        Status.READING,
        ("nlp", "to-cite"),
        NOTE,
    )
    assert kept[key(2)] == bookmark(2)


def test_many_are_changed_at_once_and_the_unknown_are_passed_over(store: DirectStore) -> None:
    for number in (1, 2, 3):
        store.keep(bookmark(number))
    former = store.change([key(1), key(3), key(9)], Annotations(add_tags=("nlp",)))
    assert [each.paper.key for each in former] == [key(1), key(3)]
    assert {each.paper.key for each in store.all() if each.tags} == {key(1), key(3)}
    store.restore(former)
    assert not any(each.tags for each in store.all())


def test_what_is_taken_back_is_gone_from_the_file(store: DirectStore) -> None:
    store.keep(bookmark(1))
    store.change([key(1)], Annotations(status=Status.READ, note="x", tags=("a", "b")))
    store.change([key(1)], Annotations(status=Status.TO_READ, note="", remove_tags=("A", "b")))
    assert store.all() == (bookmark(1),)


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    store = DirectStore(path)
    store.keep(bookmark(1))
    before = path.stat()
    assert store.change([key(1)], Annotations(note="", status=Status.TO_READ)) == ()
    assert path.stat() == before


def test_what_comes_in_joins_what_was_said(store: DirectStore) -> None:
    store.keep(replace(bookmark(1), tags=("a",), note="mine", status=Status.READING))
    coming = replace(bookmark(1), tags=("A", "b"), note="theirs", status=Status.READ)
    assert store.keep_all([coming]) == (Outcome.MERGED,)
    (kept,) = store.all()
    assert (kept.tags, kept.note, kept.status) == (("a", "b"), "mine\n\ntheirs", Status.READING)
    assert store.keep_all([coming]) == (Outcome.UNCHANGED,)


def test_a_reader_that_knows_no_words_leaves_them(tmp_path: Path) -> None:
    store = DirectStore(tmp_path / "b.json")
    store.keep(replace(bookmark(1), tags=("a",), note=NOTE))
    store.keep(bookmark(1))
    assert store.all()[0].note == NOTE
