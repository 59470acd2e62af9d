"""Machines that are not as they should be: an archive that may not be written, a disk without locks, a wrong clock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.calendar import current_day
from paperreader.store.archive.archive import Archive
from tests import ROOT
from tests.at_length import few
from tests.hub import Hub, written_days
from tests.hub.papers import moved

_OF_OUR_OWN = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount"]


def _told(story: str, folder: Path, prefix: Sequence[str] = (), **environ: str) -> None:
    command = [*prefix, sys.executable, "-m", "tests.cli.bent", story, str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    # What a library has to say would be here.
    assert done.stderr == ""


_RIGHTS = "-dac_override,-dac_read_search"
_LIKE_ANYBODY = ["setpriv", f"--inh-caps={_RIGHTS}", f"--bounding-set={_RIGHTS}"]
"""Without an administrator's right to write what belongs to others."""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others on Windows")
@pytest.mark.parametrize("story", ["owned", "owned_and_not_indexed"])
def test_an_archive_of_another_user_stops_only_what_has_to_write_it(story: str, tmp_path: Path) -> None:
    prefix = _LIKE_ANYBODY if os.geteuid() == 0 else []
    if prefix and (
        shutil.which("setpriv") is None or subprocess.run([*prefix, "true"], check=False).returncode
    ):
        pytest.skip("this machine has no setpriv to give up an administrator's rights")
    _told(story, tmp_path, prefix)


@pytest.mark.parametrize("story", ["disk", "disk_and_not_indexed", "disk_and_log"])
def test_an_archive_on_a_read_only_disk_stops_only_what_has_to_write_it(story: str, tmp_path: Path) -> None:
    mount = [*_OF_OUR_OWN, "sh", "-c", 'mount -t tmpfs tmpfs "$0"', str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a test have a disk of its own")
    _told(story, tmp_path, _OF_OUR_OWN)


@pytest.fixture(scope="session")
def shims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of libraries that, preloaded, make what the system is asked for fail."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("without Linux and a C compiler what the system is asked for can't be made to fail")
    folder = tmp_path_factory.mktemp("shims")
    for source in (ROOT / "tests" / "data" / "field").glob("*.c"):
        target = folder / f"{source.stem}.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-o", target, source, "-ldl"], check=True)
    return folder


# A clock that is wrong -----------------------------------------------------------------------------------------------


def test_a_clock_that_is_a_fortnight_ahead_closes_no_day(shims: Path, home: Path) -> None:
    now = datetime.now(UTC)
    today = current_day(now)
    days = moved(written_days(), today)
    ahead = {"LD_PRELOAD": str(shims / "clock.so"), "FT_OFF": str(15 * 24 * 3600)}
    with Hub(days, today=today.isoformat()) as hub:
        hub.now = lambda: datetime.now(UTC)
        for arguments in (["ls", "--inbox"], ["ls", "--format", "ids"], ["doctor"]):
            done = subprocess.run(
                [sys.executable, "-m", "paperreader", *arguments],
                env={**os.environ, **ahead, "HF_ENDPOINT": hub.url},
                check=False,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert (done.returncode == 1) is (arguments == ["doctor"]), done
    assert "The clock of this machine is 15 days ahead of Hugging Face's" in done.stdout
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        found = archive.days(now + timedelta(days=60))
    assert max(found) <= current_day(datetime.now(UTC))
    assert found.get(today) is False
    assert [day for day, is_closed in found.items() if is_closed and day < today]


# A disk that can do less ---------------------------------------------------------------------------------------------


def _lacking(shims: Path, what: str, error: int) -> dict[str, str]:
    return {"LD_PRELOAD": str(shims / "nolocks.so"), "FL": what, "FLE": str(error)}


_ALL = "flock,fcntl,mmap"
_NO_LOCKS, _NOT_SUPPORTED, _NO_SUCH_CALL, _INVALID, _NOT_PERMITTED = 37, 95, 38, 22, 1


@pytest.mark.parametrize(
    ("what", "error"),
    few(
        [
            (f"{_ALL},fsyncall,chmod", _NOT_SUPPORTED),
            ("flock", _NO_SUCH_CALL),
            ("fcntl", _NOT_PERMITTED),
            ("mmap", _NO_LOCKS),
            ("fsyncdir,chmod", _NO_LOCKS),
            (_ALL, _NO_LOCKS),
            ("fcntl", _NO_LOCKS),
            ("flock,fcntl", _INVALID),
        ],
        5,
    ),
)
def test_what_the_disk_can_not_do_is_done_without(shims: Path, tmp_path: Path, what: str, error: int) -> None:
    _told("lacking", tmp_path, **_lacking(shims, what, error))
    _told("works_again", tmp_path)


@pytest.mark.parametrize("what", [_ALL, "mmap"])
def test_without_locks_nothing_is_lost_to_several_writers(shims: Path, tmp_path: Path, what: str) -> None:
    _told("crowd", tmp_path, **_lacking(shims, what, _NO_LOCKS))


def test_without_locks_one_that_was_left_behind_is_taken_over(shims: Path, tmp_path: Path) -> None:
    _told("left_behind", tmp_path, **_lacking(shims, _ALL, _NO_LOCKS))
