"""Organising bookmarks on the command line: nothing but data on stdout, and all of it can be taken back."""

import io
import json
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark, key


@pytest.fixture(autouse=True)
def kept(home: Path) -> None:
    store = DirectStore(home / "bookmarks.json", home / "state" / "bookmarks")
    store.keep_all([bookmark(1), bookmark(2)])


def _documents(home: Path) -> dict[str, dict[str, object]]:
    documents: dict[str, dict[str, object]] = json.loads((home / "bookmarks.json").read_bytes())["bookmarks"]
    return documents


def test_tags_status_and_note_are_written_and_taken_back(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _documents(home)
    assert run(["bookmarks", "tag", key(1), f"https://arxiv.org/abs/{key(2)}", "--add", "red, #Blue"]) == 0
    assert run(["bookmarks", "tag", key(2), "--rm", "RED", "--add", "x"]) == 0
    assert run(["bookmarks", "status", key(1), key(2), "to-read"]) == 0
    assert run(["bookmarks", "status", key(1), "reading"]) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"# Why\n\nBecause.\n")))
    assert run(["bookmarks", "note", key(1), "-"]) == 0
    documents = _documents(home)
    words = [documents[key(1)][name] for name in ("tags", "status", "note")]
    assert words == [["Blue", "red"], "reading", "# Why\n\nBecause."]
    assert documents[key(2)]["tags"] == ["Blue", "x"]
    for _ in range(4):
        assert run(["bookmarks", "undo"]) == 0
    after = _documents(home)
    for document in [*before.values(), *after.values()]:
        del document["changed"]
    assert after == before
    assert run(["bookmarks", "redo"]) == 0
    assert _documents(home)[key(1)]["tags"] == ["Blue", "red"]
    assert capsys.readouterr().out == ""


def test_a_paper_that_is_not_kept_is_named_and_the_others_are_changed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bookmarks", "tag", key(1), key(7), "--add", "red"]) == 1
    assert f"Not bookmarked: {key(7)}" in capsys.readouterr().err
    assert _documents(home)[key(1)]["tags"] == ["red"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["tag", key(1)],
        ["tag", "nonsense", "--add", "x"],
        ["status", key(1), "eaten"],
        ["note", key(1)],
        ["merge"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    assert run(["bookmarks", *arguments]) == 2


def test_removing_many_is_one_step(home: Path) -> None:
    assert run(["bookmarks", "rm", key(1), key(2)]) == 0
    assert _documents(home) == {}
    assert run(["bookmarks", "undo"]) == 0
    assert len(_documents(home)) == 2


def test_another_machines_file_and_a_conflict_copy_are_merged(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DirectStore(tmp_path / "theirs.json").keep(bookmark(3))
    assert run(["bookmarks", "merge", str(tmp_path / "theirs.json")]) == 0
    assert "1 added" in capsys.readouterr().err
    copy = home / "bookmarks (Ada's conflicted copy 2026-11-25).json"
    copy.write_bytes((tmp_path / "theirs.json").read_bytes())
    assert run(["bookmarks", "conflicts"]) == 0
    assert capsys.readouterr().out == f"{copy}\n"
    assert run(["bookmarks", "merge", str(copy)]) == 0
    assert "Nothing new" in capsys.readouterr().err
    assert not copy.exists()
    assert run(["bookmarks", "merge", str(tmp_path / "nowhere.json")]) == 1


def test_damage_is_told_on_stderr(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "bookmarks.json").write_bytes(b"")
    assert run(["bookmarks", "ls", "--format", "ids"]) == 0
    told = capsys.readouterr()
    assert told.out.split() == [key(1), key(2)]
    assert "bookmarks.json is empty. 2 bookmarks are there" in told.err


def test_a_backup_is_listed_and_put_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", "ls"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    time, size, path = line.split("\t")
    assert Path(path).stat().st_size == int(size)
    assert run(["bookmarks", "rm", key(1)]) == 0
    assert run(["backup", "restore", time]) == 0
    assert len(_documents(home)) == 2
    assert run(["backup", "restore", "1999"]) == 1
    assert "paperreader backup ls" in capsys.readouterr().err
