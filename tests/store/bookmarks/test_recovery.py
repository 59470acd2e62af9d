"""Damage of every kind: the store opens, puts the file aside, and has back what can be had."""

import json
import os
import random
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store import files
from paperreader.store.bookmarks.salvage import salvaged
from tests.store import processes
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import NOON, bookmark, key, names_in

_MUTATIONS = int(os.environ.get("PAPERREADER_MUTATIONS", "120"))


@dataclass(frozen=True)
class _Home:
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "data" / "bookmarks.json"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def store(self, *, minutes: int = 0) -> DirectStore:
        return DirectStore(self.path, self.state, clock=lambda: NOON + timedelta(minutes=minutes))

    def forget(self, *, backups: bool = True, log: bool = True) -> None:
        """Leave the file alone with what is left of it."""
        if log:
            (self.state / "undo.jsonl").unlink(missing_ok=True)
        for each in (self.state / "backups").glob("*") if backups else ():
            each.unlink()

    def aside(self) -> list[Path]:
        return sorted(self.path.parent.glob("bookmarks.json.damaged-*"))


@pytest.fixture
def home(tmp_path: Path) -> _Home:
    return _Home(tmp_path)


def _numbers(store: DirectStore) -> list[int]:
    return sorted(int(each.paper.key[-5:]) for each in store.all())


def _filled(home: _Home, count: int = 6) -> bytes:
    store = home.store()
    for number in range(1, count + 1):
        words = replace(
            bookmark(number, minutes=-number), tags=("naïve",), note=f"Note {number}: größer\n\nthan"
        )
        store.keep(words)
    return home.path.read_bytes()


def test_nothing_is_recovered_where_nothing_is_damaged(home: _Home) -> None:
    assert home.store().all() == ()
    _filled(home)
    store = home.store()
    assert len(store.all()) == 6
    assert store.take_recovery_reports() == ()
    assert names_in(home.path.parent) == ["bookmarks.json", "bookmarks.json.lock"]


@pytest.mark.parametrize("kind", ["vanished", "0 bytes", "zeros", "garbage", "a list"])
def test_what_is_wholly_gone_comes_from_the_backup_and_the_steps_since(home: _Home, kind: str) -> None:
    content = _filled(home)
    home.store(minutes=5).change([key(3)], Annotations(note="newer than the backup"))
    assert len(list((home.state / "backups").iterdir())) == 1
    wanted = home.store().all()
    wrong = {"0 bytes": b"", "zeros": bytes(len(content)), "garbage": b"\x93NUMPY\xff\xfe", "a list": b"[1]"}
    if kind == "vanished":
        home.path.unlink()
    else:
        home.path.write_bytes(wrong[kind])
    store = home.store(minutes=6)
    assert store.all() == wanted
    (recovered,) = store.take_recovery_reports()
    assert store.take_recovery_reports() == ()
    assert (recovered.salvaged, recovered.total) == (0, 6)
    assert recovered.from_backup + recovered.from_log >= 6
    assert [each.read_bytes() for each in home.aside()] == ([] if kind == "vanished" else [wrong[kind]])
    assert home.store().all() == wanted
    again = home.store()
    again.keep(bookmark(7))
    assert again.take_recovery_reports() == ()


def test_without_backup_and_log_a_lost_file_is_a_new_beginning(home: _Home) -> None:
    home.path.parent.mkdir(parents=True)
    home.path.write_bytes(b'{"_default": {"1": {"title": "x"}}}')
    store = home.store()
    assert store.all() == ()
    (recovered,) = store.take_recovery_reports()
    assert recovered.put_aside == str(home.aside()[0])
    assert home.aside()[0].read_bytes() == b'{"_default": {"1": {"title": "x"}}}'
    store.keep(bookmark(1))
    assert _numbers(home.store()) == [1]


@pytest.mark.parametrize("has_backup", [True, False])
def test_a_cut_off_file_gives_what_stands_before_the_cut(home: _Home, has_backup: bool) -> None:
    content = _filled(home)
    home.forget(backups=not has_backup)
    cut = content[: content.index(b'"2608.00004": {') + 700]
    home.path.write_bytes(cut)
    store = home.store()
    # The backup is of the first bookmark: the next is not due before ten minutes have gone.
    assert _numbers(store) == [1, 2, 3]
    assert store.all()[0].note.startswith("Note 1")
    assert home.aside()[0].read_bytes() == cut


def test_the_front_may_be_missing_too(home: _Home) -> None:
    content = _filled(home)
    home.forget()
    home.path.write_bytes(content[content.index(b'"2608.00002": {') + 30 :])
    assert _numbers(home.store()) == [3, 4, 5, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_another_encoding_costs_nothing(home: _Home, encoding: str) -> None:
    content = _filled(home)
    wanted = home.store().all()
    home.forget()
    home.path.write_bytes(content.decode().encode(encoding))
    store = home.store()
    assert store.all() == wanted
    (recovered,) = store.take_recovery_reports()
    assert recovered.salvaged == 6
    assert home.path.read_bytes().decode("utf-8")


def test_two_files_in_one_give_the_papers_of_both(home: _Home, tmp_path: Path) -> None:
    content = _filled(home)
    other = DirectStore(tmp_path / "other.json")
    other.keep(bookmark(9))
    home.forget()
    home.path.write_bytes(content + (tmp_path / "other.json").read_bytes())
    assert _numbers(home.store()) == [1, 2, 3, 4, 5, 6, 9]


def test_both_sides_of_a_conflict_of_git_are_merged(home: _Home) -> None:
    base = _filled(home, 2)
    ours_file = DirectStore(home.path, clock=lambda: NOON + timedelta(hours=1))
    ours_file.change([key(1)], Annotations(note="ours", add_tags=("ours",)))
    ours = home.path.read_text("utf-8").splitlines(keepends=True)
    home.path.write_bytes(base)
    theirs_file = DirectStore(home.path, clock=lambda: NOON + timedelta(hours=2))
    theirs_file.change([key(1)], Annotations(note="theirs"))
    theirs_file.keep(bookmark(5))
    theirs = home.path.read_text("utf-8").splitlines(keepends=True)
    home.forget()
    conflict = [*ours[:1], "<<<<<<< HEAD\n", *ours[1:], "=======\n", *theirs[1:], ">>>>>>> theirs\n"]
    home.path.write_text("".join(conflict), encoding="utf-8")
    store = home.store()
    kept = {each.paper.key: each for each in store.all()}
    assert sorted(kept) == [key(1), key(2), key(5)]
    assert (kept[key(1)].note, kept[key(1)].tags) == ("theirs", ("naïve", "ours"))


@pytest.mark.parametrize(
    ("field", "value"), [("upvotes", "seven"), ("authors", 3), ("published_at", "soon"), ("title", None)]
)
def test_a_wrong_type_in_a_paper_costs_no_word_of_its_reader(home: _Home, field: str, value: object) -> None:
    content = json.loads(_filled(home))
    content["bookmarks"][key(2)]["paper"][field] = value
    home.forget()
    home.path.write_text(json.dumps(content))
    kept = {each.paper.key: each for each in home.store().all()}
    assert len(kept) == 6
    assert kept[key(2)].note.startswith("Note 2")
    assert kept[key(3)].paper == bookmark(3).paper


@pytest.mark.parametrize(
    "damaged",
    [
        "<<<<<<< a\n" * 5000 + "||||||| b\n" * 5000 + "=======\n" * 5000,
        "<<<<<<< a\n||||||| b\n=======\n" * 5000,
        "{" + '"' + '\\"' * 200_000,
    ],
    ids=["marks", "conflicts", "quotes"],
)
def test_a_file_made_to_be_slow_costs_no_more_than_its_length(damaged: str) -> None:
    # The square of its length would be hours.
    assert not salvaged(damaged.encode()).intact.bookmark_states


def _nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize("depth", [600, 940, 980, 100_000])
@pytest.mark.parametrize(
    "field", [b'"found_in"', b'"title"', b'"format"'], ids=["bookmark", "paper", "about"]
)
def test_what_is_unknown_may_be_nested_to_any_depth(home: _Home, field: bytes, depth: int) -> None:
    """Another program's field, in a file with a text that has to be cleaned: nothing but a StoreError may come of it."""
    content = _filled(home).replace(b"Lanterns", rb"Lan\u0007terns")
    content = content.replace(field, b'"deep": ' + _nested(depth) + b", " + field)
    home.path.write_bytes(content)
    store = home.store()
    assert _numbers(store) == [1, 2, 3, 4, 5, 6]
    assert {each.paper.title[:8] for each in store.all()} == {"Lanterns"}
    with suppress(StoreNotWritable):
        store.change([key(1)], Annotations(note="x"))
        store.undo()
    assert _numbers(home.store()) == [1, 2, 3, 4, 5, 6]


def test_what_is_nested_too_deeply_to_be_written_is_told(home: _Home) -> None:
    _filled(home)
    content = home.path.read_bytes()
    home.path.write_bytes(content.replace(b'"format"', b'"deep": ' + _nested(800) + b', "format"'))
    content = home.path.read_bytes()

    def change(frames: int) -> None:
        # Much may be under way when a change is made.
        if frames:
            change(frames - 1)
        else:
            store.change([key(1)], Annotations(note="x"))

    store = home.store()
    assert _numbers(store) == [1, 2, 3, 4, 5, 6]
    if sys.version_info >= (3, 12):
        # Frames do not count any more.
        change(200)
        assert _nested(800) in re.sub(rb"\s", b"", home.path.read_bytes())
    else:
        with pytest.raises(StoreNotWritable, match="nested too deeply") as caught:
            change(200)
        assert "brackets" in caught.value.hint
        assert home.path.read_bytes() == content


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_step_with_what_is_nested_too_deeply_is_passed_over(home: _Home, depth: int) -> None:
    _filled(home)
    path = home.state / "undo.jsonl"
    *lines, last = path.read_bytes().splitlines(keepends=True)
    deep = last.replace(b'"way"', b'"deep": ' + _nested(depth) + b', "way"')
    path.write_bytes(b"".join([*lines, deep]))
    assert home.store().undo() is not None


def test_half_an_emoji_written_as_an_escape_costs_nothing_else(home: _Home) -> None:
    """As JavaScript leaves it when it cuts a text: JSON has an escape for it, and no file can hold it."""
    content = _filled(home).replace(b"Note 2", rb"Note \ud83d 2 \ud83e\udd17")
    content = content.replace(b'"found_in"', rb'"odd \ud83d": 1, "found_in"')
    home.forget()
    home.path.write_bytes(content)
    store = home.store()
    kept = {each.paper.key: each for each in store.all()}
    assert len(kept) == 6
    assert kept[key(2)].note.startswith("Note \ufffd 2 🤗: größer")
    store.keep(bookmark(7))
    assert _numbers(home.store()) == [1, 2, 3, 4, 5, 6, 7]


def test_a_changed_character_is_set_right_by_the_backup(home: _Home) -> None:
    _filled(home)
    home.path.write_bytes(home.path.read_bytes().replace(b'"title": "Lanterns', b'"title": "zanterns')[:-5])
    assert all(each.paper.title.startswith("Lanterns") for each in home.store().all())


def test_a_damaged_file_of_a_newer_program_is_left_alone(home: _Home) -> None:
    content = _filled(home).replace(b'"version": 2', b'"version": 3')[:-50]
    home.path.write_bytes(content)
    with pytest.raises(StoreTooNew):
        home.store().all()
    with pytest.raises(StoreTooNew):
        home.store().keep(bookmark(9))
    assert home.path.read_bytes() == content
    assert home.aside() == []


def test_what_was_put_aside_before_is_never_overwritten(home: _Home) -> None:
    contents = []
    for number in range(3):
        _filled(home)
        contents.append(b"broken" * (number + 1))
        home.path.write_bytes(contents[-1])
        assert len(home.store().all()) == 6
    assert sorted(each.read_bytes() for each in home.aside()) == contents


def test_a_damaged_backup_is_passed_over(home: _Home) -> None:
    _filled(home)
    home.store(minutes=20).keep(bookmark(7))
    newest, older = (each.path for each in home.store().backups())
    newest.write_bytes(newest.read_bytes()[:-200])
    home.forget(backups=False)
    home.path.write_bytes(b"")
    store = home.store()
    assert _numbers(store) == [1]
    (recovered,) = store.take_recovery_reports()
    assert recovered.backup_at == NOON
    assert older.exists()


def test_where_nothing_can_be_written_the_bookmarks_are_there_to_read(
    home: _Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _filled(home)[:-300]
    home.path.write_bytes(content)

    def refuse(target: Path, data: bytes) -> files.Stamp:
        raise StoreNotWritable("read-only")

    monkeypatch.setattr(files, "write_atomically", refuse)
    store = home.store()
    assert _numbers(store) == [1, 2, 3, 4, 5, 6]
    with pytest.raises(StoreNotWritable):
        store.keep(bookmark(7))
    assert home.path.read_bytes() == content


def test_a_change_may_be_what_finds_the_damage(home: _Home) -> None:
    content = _filled(home)
    store = home.store()
    assert len(store.all()) == 6
    for number, damage in enumerate((content[:-300], b"", None), start=7):
        if damage is None:
            home.path.unlink()
        else:
            home.path.write_bytes(damage)
        store.keep(bookmark(number))
        assert _numbers(store) == _numbers(home.store()) == list(range(1, number + 1))
        assert home.store().undo() is not None
        assert store.redo() is not None


# Backups ---------------------------------------------------------------------------------------------------------


def test_backups_are_made_ten_minutes_apart_and_read_back(home: _Home) -> None:
    for minutes in (0, 1, 9, 10, 15, 21):
        home.store(minutes=minutes).keep(bookmark(minutes + 1))
    made = [(each.made_at - NOON).total_seconds() / 60 for each in home.store().backups()]
    assert made == [21, 10, 0]
    for each in home.store().backups():
        assert json.loads(each.path.read_bytes())["about"]["version"] == 2


def test_a_backup_is_put_back_and_that_can_be_undone(home: _Home) -> None:
    home.store().keep(replace(bookmark(1), note="first"))
    store = home.store(minutes=20)
    store.change([key(1)], Annotations(note="second"))
    store.keep(bookmark(2))
    now = store.all()
    first = store.backups()[-1]
    assert home.store(minutes=30).restore_backup(first) is not None
    assert [each.note for each in home.store().all()] == ["first"]
    assert home.store(minutes=31).undo() is not None
    assert home.store().all() == now


def test_a_file_of_version_1_is_read_backed_up_and_written_as_version_2(home: _Home) -> None:
    content = _filled(home).replace(b'"version": 2', b'"version": 1')
    home.forget()
    home.path.write_bytes(content)
    store = home.store(minutes=1)
    assert len(store.all()) == 6
    assert home.path.read_bytes() == content
    store.keep(bookmark(7))
    assert json.loads(home.path.read_bytes())["about"]["version"] == 2
    assert content in [each.path.read_bytes() for each in store.backups()]


# Mutations -------------------------------------------------------------------------------------------------------


def _mutated(content: bytes, chance: random.Random) -> bytes:
    at, to = sorted(chance.randrange(len(content)) for _ in range(2))
    flipped = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 40])):
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return chance.choice(
        [
            content[:at],
            content[at:],
            content[:at] + content[to:],
            content + chance.randbytes(at % 4000),
            content[:at] + bytes(to - at) + content[to:],
            bytes(flipped),
            content[:at] + content,
            content + content,
            content.decode().encode(chance.choice(["utf-8-sig", "utf-16", "latin-1", "utf-32-be"])),
            content.replace(
                b'"title"', chance.choice([b'"titel"', b'"title": 3, "x"']), chance.randrange(1, 6)
            ),
            content.replace(b"{", b"[", chance.randrange(1, 4)),
            content.replace(b'"version": 2', b'"version": ' + chance.choice([b"3", b'"2"', b"null", b"0"])),
            b"",
        ]
    )


def _whole_documents(mutated: bytes, content: bytes) -> set[str]:
    """Return the keys of documents that are in the mutated file byte by byte."""
    documents = re.findall(rb'"(2608[.][0-9]{5})": ([{].*?\n    [}])', content, re.DOTALL)
    return {key.decode() for key, text in documents if b'"' + key + b'": ' + text in mutated}


def test_zeros_at_the_beginning_do_not_make_the_rest_another_encoding(home: _Home) -> None:
    """As a disk leaves them that lost a block: after the brace they look like UTF-32."""
    content = _filled(home, 4)
    wanted = {each.paper.key: each for each in home.store().all()}
    home.forget()
    mutated = content[:1] + bytes(len(content) // 2 - 1) + content[len(content) // 2 :]
    home.path.write_bytes(mutated)
    kept = {each.paper.key: each for each in home.store().all()}
    intact = _whole_documents(mutated, content)
    assert intact
    assert all(kept.get(PaperKey(each)) == wanted[PaperKey(each)] for each in intact)


def test_after_any_mutation_the_store_always_opens(home: _Home) -> None:
    content = _filled(home, 4)
    wanted = {each.paper.key: each for each in home.store().all()}
    home.forget()
    for seed in range(_MUTATIONS):
        mutated = _mutated(content, random.Random(seed))  # noqa: S311 - repeatable, not secret
        home.path.write_bytes(mutated)
        store = home.store()
        try:
            kept = {each.paper.key: each for each in store.all()}
        except StoreTooNew:
            # Also when a flipped bit made it so: what can't be told apart from a newer file is left alone.
            assert re.search(rb'"version": (?:[3-9]|\d\d)', mutated), seed
            assert home.path.read_bytes() == mutated
            continue
        if store.take_recovery_reports():
            assert [each.read_bytes() for each in home.aside()] == [mutated], seed
            for each in home.aside():
                each.unlink()
        for intact in _whole_documents(mutated, content):
            assert kept.get(PaperKey(intact)) == wanted[PaperKey(intact)], seed
        store.keep(bookmark(99))
        assert key(99) in {each.paper.key for each in home.store().all()}
        home.forget()


# Other machines --------------------------------------------------------------------------------------------------


def _machine(path: Path, hours: int) -> DirectStore:
    return DirectStore(path, clock=lambda: NOON + timedelta(hours=hours))


def test_files_of_two_machines_merge_to_the_same_library_in_any_order(tmp_path: Path) -> None:
    mine, yours = tmp_path / "mine.json", tmp_path / "yours.json"
    for path in (mine, yours):
        for number in (1, 2, 3):
            _machine(path, 0).keep(bookmark(number))
    _machine(mine, 1).change([key(1)], Annotations(note="mine", add_tags=("red",)))
    _machine(mine, 2).remove(key(2))
    _machine(yours, 3).change([key(1)], Annotations(note="yours"))
    _machine(yours, 4).keep(bookmark(4))
    first = yours.read_bytes()
    _machine(yours, 5).merge(mine)
    assert _machine(mine, 6).merge(yours) is not None
    assert json.loads(mine.read_bytes()) == json.loads(yours.read_bytes())
    kept = {each.paper.key: each for each in _machine(mine, 7).all()}
    assert sorted(kept) == [key(1), key(3), key(4)]
    assert (kept[key(1)].note, kept[key(1)].tags) == ("yours", ("red",))
    (tmp_path / "first.json").write_bytes(first)
    assert _machine(mine, 8).merge(tmp_path / "first.json") is None


def test_a_machine_whose_clock_is_years_ahead_does_not_win_for_ever(tmp_path: Path) -> None:
    mine, yours = tmp_path / "mine.json", tmp_path / "yours.json"
    for path in (mine, yours):
        _machine(path, 0).keep(bookmark(1))
    _machine(yours, 100_000).change([key(1)], Annotations(note="yours", add_tags=("red",)))
    written = NOON + timedelta(hours=2)
    os.utime(yours, (written.timestamp(), written.timestamp()))
    _machine(mine, 1).change([key(1)], Annotations(note="mine"))
    assert _machine(mine, 3).merge(yours) is not None
    assert _machine(mine, 4).all()[0].note == "yours"
    _machine(mine, 5).change([key(1)], Annotations(note="mine again", remove_tags=("red",)))
    _machine(mine, 6).merge(yours)
    assert (_machine(mine, 7).all()[0].note, _machine(mine, 7).all()[0].tags) == ("mine again", ())


def test_a_clock_that_lags_by_years_costs_no_newer_change(tmp_path: Path) -> None:
    """As that of a machine whose battery is flat: what is written down here shows that it can't be right."""
    mine, yours = tmp_path / "mine.json", tmp_path / "yours.json"
    _machine(mine, 0).keep(bookmark(1))
    _machine(mine, 1).change([key(1)], Annotations(note="older"))
    yours.write_bytes(mine.read_bytes())
    _machine(yours, 2).change([key(1)], Annotations(note="newer"))
    _machine(mine, -50_000).merge(yours)
    assert _machine(mine, 3).all()[0].note == "newer"


@pytest.mark.parametrize("seconds", [-(2**40), 2**43])
def test_a_file_of_any_time_can_be_merged(tmp_path: Path, seconds: int) -> None:
    mine, yours = tmp_path / "mine.json", tmp_path / "yours.json"
    _machine(mine, 0).keep(bookmark(1))
    _machine(yours, 100_000).keep(bookmark(2))
    # What the disk does not take it makes a time of its own.
    os.utime(yours, (seconds, seconds))
    _machine(mine, 1).merge(yours)
    assert {each.paper.key for each in _machine(mine, 2).all()} == {key(1), key(2)}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"about": {"format": "paperreader bookmarks", "version": 9}}']
)
def test_a_file_that_can_not_be_merged_changes_nothing(home: _Home, tmp_path: Path, content: bytes) -> None:
    before = _filled(home)
    other = tmp_path / "other.json"
    other.write_bytes(content)
    with pytest.raises((StoreUnreadable, StoreTooNew)):
        home.store().merge(other)
    with pytest.raises(StoreUnreadable, match="can't be read"):
        home.store().merge(tmp_path / "nowhere.json")
    assert (home.path.read_bytes(), other.read_bytes()) == (before, content)


def test_conflict_copies_are_found_and_other_files_are_not(home: _Home) -> None:
    _filled(home, 1)
    copies = {
        "bookmarks.sync-conflict-20261125-070809-ABCDEF7.json": "Syncthing",
        "bookmarks (Ada's conflicted copy 2026-11-25).json": "Dropbox",
        "bookmarks (conflicted copy 2026-11-25 070809).json": "Nextcloud",
        "bookmarks_conflict-20261125-070809.json": "Nextcloud",
        "bookmarks (1).json": "a sync tool",
    }
    for name in [
        *copies,
        "bookmarks.json.damaged-20261125T070809Z",
        "bookmarks-old.json",
        ".bookmarks.json.tmp",
    ]:
        (home.path.parent / name).write_bytes(b"x")
    assert {each.path.name: each.tool for each in home.store().conflict_copies()} == copies


def test_a_lock_file_of_another_machine_bricks_nothing(home: _Home) -> None:
    home.path.parent.mkdir(parents=True)
    (home.path.parent / "bookmarks.json.lock").write_bytes(b"4711@another-machine")
    home.store().keep(bookmark(1))
    assert _numbers(home.store()) == [1]


def test_eight_programs_keep_four_hundred_papers_between_them(home: _Home) -> None:
    running = [processes.started("keep", home.path, 1 + 50 * number, 50) for number in range(8)]
    started = [each.__enter__() for each in running]
    try:
        for process in started:
            output, _ = process.communicate(timeout=120)
            assert output.endswith("done\n"), output
    finally:
        for each in running:
            each.__exit__(None, None, None)
    assert _numbers(home.store()) == list(range(1, 401))
    assert isinstance(home.store().all()[0], Bookmark)
