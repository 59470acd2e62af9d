"""Disks that fill up, files and folders that are taken away or exchanged: nothing is lost, and it is told."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.errors import StoreUnreadable
from tests import ROOT
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark, key, names_in, paper
from tests.store.disk import Home

_ON_A_DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'


def _told(story: str, folder: Path, prefix: list[str] | None = None) -> None:
    command = [*(prefix or []), sys.executable, "-m", "tests.store.disk", story, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def _told_on_a_disk(story: str, folder: Path, disk: Path) -> None:
    """Run a story with a small disk of its own, which is seen by that process alone and gone with it."""
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    prefix = ["unshare", *mapped, "--mount", "sh", "-c", _ON_A_DISK, str(disk)]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine does not let a test have a disk of its own")
    _told(story, folder, prefix)


@pytest.mark.parametrize("story", ["full", "nearly_full"])
def test_on_a_full_disk_a_change_waits_and_nothing_is_touched(story: str, tmp_path: Path) -> None:
    _told_on_a_disk(story, tmp_path, tmp_path)


def test_where_only_undo_and_backups_have_no_space_the_change_is_made_and_that_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "state").mkdir()
    _told_on_a_disk("full_state", tmp_path, tmp_path / "state")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_where_files_may_not_grow_a_change_waits_and_nothing_is_touched(tmp_path: Path) -> None:
    _told("no_growth", tmp_path)


# PDFs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", ["full_pdf", "full_pdf_of_no_length"])
def test_a_full_disk_leaves_no_half_pdf_under_its_name_and_says_what_is_missing(
    story: str, tmp_path: Path
) -> None:
    _told_on_a_disk(story, tmp_path, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_where_files_may_not_grow_a_pdf_goes_on_later(tmp_path: Path) -> None:
    _told("pdf_no_growth", tmp_path)


# Permissions -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others on Windows")
@pytest.mark.parametrize(
    "story", ["read_only_folder", "forbidden_folder", "forbidden_file", "forbidden_state"]
)
def test_lost_permissions_are_told_and_cost_nothing(story: str, shared_folder: Path) -> None:
    _told(story, shared_folder)


# Files that are exchanged between two changes --------------------------------------------------------------------


@pytest.fixture
async def reader(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    await home.service.keep(paper(1))
    return home


async def test_another_programs_version_is_what_the_next_change_joins(reader: Home, tmp_path: Path) -> None:
    theirs = json.loads(reader.path.read_bytes())
    document = theirs["bookmarks"][key(1)]
    document |= {"note": "theirs", "colour": "red"}
    document["paper"]["mood"] = "hopeful"
    DirectStore(tmp_path / "other.json").keep(replace(bookmark(7), tags=("theirs",)))
    theirs["bookmarks"] |= json.loads((tmp_path / "other.json").read_bytes())["bookmarks"]
    theirs["shelves"] = {"1": {"name": "of a newer program"}}
    (tmp_path / "new.json").write_text(json.dumps(theirs), encoding="utf-8")
    (tmp_path / "new.json").replace(reader.path)
    await reader.service.annotate([key(1)], Annotations(add_tags=("ours",)))
    after = json.loads(reader.path.read_bytes())
    assert reader.numbers() == [1, 7]
    assert after["shelves"] == theirs["shelves"]
    assert after["bookmarks"][key(7)] == theirs["bookmarks"][key(7)]
    now = after["bookmarks"][key(1)]
    assert (now["note"], now["tags"], now["colour"], now["paper"]["mood"]) == (
        "theirs",
        ["ours"],
        "red",
        "hopeful",
    )
    await reader.service.undo()
    kept = {each.paper.key: each for each in await reader.service.all()}
    assert (kept[key(1)].note, kept[key(1)].tags, kept[key(7)].tags) == ("theirs", (), ("theirs",))


async def test_a_folder_in_place_of_the_file_is_told_and_left_alone(reader: Home) -> None:
    content = reader.path.read_bytes()
    reader.path.unlink()
    reader.path.mkdir()
    (reader.path / "precious").write_bytes(b"")
    with pytest.raises(StoreUnreadable, match="can't be read: it is not a file"):
        await reader.service.keep(paper(2))
    assert (reader.service.pending, names_in(reader.path)) == (0, ["precious"])
    shutil.rmtree(reader.path)
    reader.path.write_bytes(content)
    await reader.service.keep(paper(2))
    assert reader.numbers() == [1, 2]


async def test_a_link_to_a_file_that_vanished_is_kept_and_the_file_made_good(
    reader: Home, tmp_path: Path
) -> None:
    target = tmp_path / "synced" / "real.json"
    target.parent.mkdir()
    reader.path.unlink()
    reader.path.symlink_to(target)
    await reader.service.keep(paper(2))
    assert reader.path.is_symlink()
    assert (reader.numbers(), names_in(target.parent)) == ([1, 2], ["real.json", "real.json.lock"])
    assert await reader.service.take_recovery_reports()


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_link_into_a_folder_that_is_not_there_is_told_and_nothing_made_behind_it(
    tmp_path: Path, is_known: bool
) -> None:
    home, disk = Home(tmp_path), tmp_path / "disk"
    disk.mkdir()
    home.path.parent.mkdir()
    home.path.symlink_to(disk / "papers" / "real.json")
    (disk / "papers").mkdir()
    if is_known:
        await home.service.keep(paper(1))
    # As when the disk is not mounted.
    (disk / "papers").rename(tmp_path / "unplugged")
    attempts: list[Callable[[], Coroutine[None, None, object]]] = [
        home.service.all,
        lambda: home.service.keep(paper(2)),
    ]
    for attempt in attempts:
        with pytest.raises(StoreUnreadable, match="papers, which does not exist") as caught:
            await attempt()
        assert "mounted" in caught.value.hint
    assert (home.service.pending, names_in(disk)) == (0, [])
    (tmp_path / "unplugged").rename(disk / "papers")
    await home.service.keep(paper(2))
    assert home.numbers() == ([1, 2] if is_known else [2])


# The folder of undo and backups ----------------------------------------------------------------------------------


async def test_without_an_undo_log_backups_are_made_all_the_same(reader: Home) -> None:
    (reader.state / "undo.jsonl").unlink()
    (reader.state / "undo.jsonl").mkdir()
    before = len(reader.backups())
    await reader.service.keep(paper(2))
    assert "undo.jsonl could not be written: it is not a file" in reader.service._history.problem
    assert (reader.numbers(), len(reader.backups())) == ([1, 2], before + 1)


async def test_without_backups_the_undo_log_is_written_all_the_same(reader: Home) -> None:
    shutil.rmtree(reader.state / "backups")
    (reader.state / "backups").write_bytes(b"in the way")
    await reader.service.keep(paper(2))
    assert "Not a directory" in reader.service._history.problem
    await reader.service.undo()
    assert reader.numbers() == [1]


@pytest.mark.parametrize("what", ["a file", "a link to nowhere"])
async def test_without_a_state_folder_changes_are_made_and_that_is_told(tmp_path: Path, what: str) -> None:
    home = Home(tmp_path)
    if what == "a file":
        home.state.write_bytes(b"in the way")
    else:
        home.state.symlink_to(tmp_path / "nowhere" / "state")
        (tmp_path / "nowhere").write_bytes(b"in the way")
    for number in (1, 2):
        await home.service.keep(paper(number))
        assert home.service._history.problem
    assert (home.numbers(), home.service.pending) == ([1, 2], 0)


async def test_what_can_not_be_backed_up_first_is_changed_all_the_same_and_that_is_told(
    reader: Home, tmp_path: Path
) -> None:
    former = reader.path.read_bytes().replace(b'"version": 2', b'"version": 1')
    shutil.rmtree(reader.state)
    reader.state.write_bytes(b"in the way")
    reader.path.write_bytes(former)
    await reader.service.keep(paper(2))
    assert reader.service._history.problem
    other = tmp_path / "other.json"
    DirectStore(other).keep(bookmark(3))
    await reader.service.merge(other)
    assert reader.service._history.problem
    assert (reader.numbers(), reader.service.pending) == ([1, 2, 3], 0)
