"""`python -m tests.hub` serves until it is interrupted."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import ROOT
from tests.hub import Hub, entry


@contextlib.contextmanager
def served(*arguments: str) -> Iterator[tuple[httpx.Client, str]]:
    """The command running: a client for its address, and what it says on stderr."""
    command = [sys.executable, "-m", "tests.hub", "--port", "0", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            name, _, url = process.stdout.readline().strip().partition("=")
            assert name == "HF_ENDPOINT", process.stderr.read()
            with httpx.Client(base_url=url, trust_env=False) as client:
                yield client, process.stderr.readline()
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=10)
            assert (process.returncode, *rest) == (0, "", "")
        finally:
            process.kill()


def test_it_serves_the_written_days_and_says_so() -> None:
    with served("--today", "2026-08-20") as (client, words):
        assert "the written ones" in words
        listed = {
            item["paper"]["id"] for item in client.get("/api/daily_papers?date=2026-08-20&limit=100").json()
        }
        assert "2608.90201" in listed
        assert client.get("/api/daily_papers?date=2026-08-21").status_code == 400


def test_it_serves_a_folder_alone_up_to_its_newest_day(tmp_path: Path) -> None:
    day = [entry(id="2503.90001", day="2025-03-03")]
    (tmp_path / "2025-03-03.json").write_text(json.dumps(day), encoding="utf-8")
    with served("--recorded", str(tmp_path)) as (client, words):
        assert str(tmp_path) in words
        assert client.get("/api/daily_papers").json() == day
        assert client.get("/api/daily_papers?date=2025-03-04").status_code == 400


def test_it_fails_on_demand() -> None:
    with served("--fault", "STATUS_503") as (client, _words):
        assert client.get("/api/daily_papers").status_code == 503


def test_it_limits_on_demand() -> None:
    with served("--limit", "2/60") as (client, _words):
        assert [client.get("/api/daily_papers").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--recorded", "nowhere"], "no YYYY-MM-DD.json in nowhere"),
        (["--fault", "FIRE"], "RESET_IN_BODY"),
        (["--today", "soon"], "soon is not a day"),
        (["--limit", "50/none"], "50/none is not a limit"),
        (["--limit", "0/9"], "0/9 is not a limit"),
    ],
)
def test_wrong_arguments_are_explained(arguments: list[str], words: str) -> None:
    command = [sys.executable, "-m", "tests.hub", *arguments]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=30, check=False)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_taken_port_is_explained() -> None:
    with Hub({}) as hub:
        port = hub.url.rpartition(":")[2]
        command = [sys.executable, "-m", "tests.hub", "--port", port]
        done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=30, check=False)
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
