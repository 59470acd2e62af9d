"""Files are whole at every moment, and every reason for not writing is told."""

import errno
import os
import subprocess
import threading
from pathlib import Path

import pytest

from paperreader.errors import StoreNotWritable
from paperreader.store import files
from tests.store import processes
from tests.store.builders import names_in


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_replaced_and_its_stamp_returned(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a former, longer content")
    stamp = files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stamp == files.stamp_of(path)
    assert names_in(tmp_path) == ["file"]


def test_a_file_that_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    assert files.stamp_of(tmp_path / "file") is None


def test_two_states_of_a_file_have_different_stamps(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert files.write_atomically(path, b"one") != files.write_atomically(path, b"two")


def test_missing_folders_are_made_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "reader" / "file"
    files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [_mode(path.parent), _mode(path.parent.parent)] == [0o700, 0o700]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_an_existing_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    files.write_atomically(path, b"new")
    assert _mode(path) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_an_existing_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch(mode=0o600)
    os.chown(path, 65534, 65534)
    files.write_atomically(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid, _mode(path)) == (65534, 65534, 0o600)


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "real"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(Path("elsewhere") / "real")
    with files.locked(link):
        files.write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names_in(tmp_path) == ["elsewhere", "link"]


def test_links_in_a_circle_are_an_error_that_is_told(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(StoreNotWritable, match="first/file could not be written: Not a directory"):
        files.write_atomically(first / "file", b"new")


def test_what_a_killed_writer_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".file.tmp").write_bytes(b"half of something")
    files.write_atomically(tmp_path / "file", b"new")
    assert names_in(tmp_path) == ["file"]


def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / ".file.tmp").symlink_to(victim)
    files.write_atomically(tmp_path / "file", b"new")
    assert victim.read_bytes() == b"precious"


def test_a_link_that_is_not_to_be_followed_is_replaced(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    link = tmp_path / "file"
    link.symlink_to(victim)
    files.write_atomically(link, b"new", follow=False)
    assert (victim.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"precious", b"new", False)


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(StoreNotWritable) as caught:
        files.write_atomically(tmp_path / "file", b"new")
    assert str(tmp_path / "file") in caught.value.message
    assert names_in(tmp_path) == ["file"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"not a folder")
    with pytest.raises(StoreNotWritable, match="Not a directory"):
        files.write_atomically(tmp_path / "folder" / "file", b"new")
    with pytest.raises(StoreNotWritable, match="Not a directory"), files.locked(tmp_path / "folder" / "file"):
        pytest.fail("there can be no lock file")


def test_a_reader_sees_the_old_or_the_new_content_and_nothing_between(tmp_path: Path) -> None:
    path = tmp_path / "file"
    size = 300_000
    path.write_bytes(b"a" * size)
    seen = set()
    with processes.started("alternate", path, size, 200) as writer:
        while writer.poll() is None:
            content = path.read_bytes()
            seen.add((len(content), content[:1], content[-1:]))
    assert seen <= {(size, b"a", b"a"), (size, b"b", b"b")}
    assert len(seen) == 2


def test_a_limit_on_file_size_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    _, failure = processes.ran("write", path, 5000, CHILD_FILE_SIZE="4096")
    assert failure is not None
    assert failure.kind == "StoreNotWritable"
    assert failure.message == f"{path} could not be written: File too large"
    assert "ulimit" in failure.hint
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("options", "reason", "hint"),
    [
        ("size=16k", "No space left on device", "Free some space"),
        ("ro", "Read-only file system", "read-only"),
    ],
)
def test_a_full_and_a_read_only_disk_are_told(tmp_path: Path, options: str, reason: str, hint: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    outcome = processes.ran_on_small_disk("write", path, 50_000, options=options)
    if outcome is None:
        pytest.skip("this machine does not let a test have a disk of its own")
    _, failure = outcome
    assert failure is not None
    assert failure.message == f"{path} could not be written: {reason}"
    assert hint in failure.hint


def test_a_folder_one_may_not_write_to_is_told(shared_folder: Path) -> None:
    path = shared_folder / "file"
    path.write_bytes(b"old")
    shared_folder.chmod(0o555)
    _, failure = processes.ran("write", path, 10, CHILD_IS_NOBODY="1")
    assert failure is not None
    assert failure.message == f"{path} could not be written: Permission denied"
    assert "Check who owns" in failure.hint
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS]
)
def test_every_usual_reason_has_a_hint(code: int) -> None:
    error = files.not_writable(Path("/somewhere/file"), OSError(code, os.strerror(code)))
    assert error.message == f"/somewhere/file could not be written: {os.strerror(code)}"
    assert error.hint
    assert not error.hint.endswith(".")


def test_an_unusual_reason_is_told_without_a_hint() -> None:
    error = files.not_writable(Path("/somewhere/file"), OSError("the disk is on fire"))
    assert (error.message, error.hint) == ("/somewhere/file could not be written: the disk is on fire", "")


def test_a_lock_held_by_another_program_is_waited_for_only_so_long(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        with pytest.raises(StoreNotWritable) as caught, files.locked(path, time_limit=0.05):
            pytest.fail("two programs hold the lock")
        owner = files.lock_owner(path)
        assert owner in {None, holder.pid}
    who = "" if owner is None else f" (process {owner})"
    assert caught.value.message == f"{path} is being written by another program{who}"
    assert files.lock_owner(path) is None
    assert caught.value.hint


def test_a_lock_is_had_as_soon_as_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "file"
    order: list[str] = []

    def wait_for_it() -> None:
        with files.locked(path, time_limit=30):
            order.append("ours")

    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        waiting = threading.Thread(target=wait_for_it)
        waiting.start()
        order.append("given back")
        processes.tell(holder)
        waiting.join()
    assert order == ["given back", "ours"]


def test_a_killed_program_does_not_keep_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        holder.kill()
        holder.wait()
        with files.locked(path, time_limit=0.05):
            pass


def test_a_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(subprocess.SubprocessError), files.locked(path):
        raise subprocess.SubprocessError
    with files.locked(path, time_limit=0.05):
        pass


def test_what_is_larger_than_any_file_of_ours_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 2_000_001)
    monkeypatch.setattr(files, "MAX_BYTES", 2_000_000)
    with pytest.raises(OSError, match="it is larger than 2 MB"):
        files.read(path)
    monkeypatch.setattr(files, "MAX_BYTES", 2_000_001)
    assert files.read(path) == (b"x" * 2_000_001, files.stamp_of(path))


def test_a_pipe_is_neither_replaced_nor_locked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    os.mkfifo(path)
    with pytest.raises(StoreNotWritable, match="it is not a file"):
        files.write_atomically(path, b"new")
    with pytest.raises(StoreNotWritable, match="it is not a file"), files.locked(path):
        pass
    assert names_in(tmp_path) == ["file"]
