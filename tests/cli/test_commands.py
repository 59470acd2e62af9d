"""The commands against the test hub: data on stdout, words on stderr, honest exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.hub import Fault, Hub


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)


def test_a_day_is_listed_as_json_with_every_paper_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--date", "2026-08-21", "--format", "json"]) == 0
    ids = [paper["id"] for paper in json.loads(capsys.readouterr().out)]
    assert len(ids) == len(set(ids)) > 5


def test_what_was_listed_once_is_listed_offline(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--date", "2026-08-21", "--format", "ids"]) == 0
    online = capsys.readouterr().out
    assert run(["ls", "--date", "2026-08-21", "--format", "ids", "--offline"]) == 0
    assert capsys.readouterr().out == online


def test_a_failure_is_one_line_on_stderr_and_exit_1(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.fail(Fault.STATUS_403)
    assert run(["ls", "--date", "2026-08-21"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("paperreader: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ls", "--date", "yesterdy"],
        ["ls", "--date", "2026-08-21", "--week", "2026-W34"],
        ["ls", "--date", "2999-01-04"],
        ["show", "not-an-id"],
        ["show", "2608.90301", "--comments", "--models"],
        ["ls", "--limit", "0"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ls", "--date", "2026-08-16"], "no papers"),
        (["ls", "--date", "2026-08-21", "--filter", "zymurgical"], "no paper matches"),
        (["search", "--local", "zymurgical"], "nothing found"),
        (["search", "zymurgical"], "nothing found"),
        (["bookmarks", "ls"], "no bookmarks yet"),
    ],
)
def test_nothing_is_told_as_nothing(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--format", "ids"]) == 0
    assert capsys.readouterr() == ("", f"paperreader: {told}\n")


def test_bookmarks_are_added_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bookmarks", "add", "https://arxiv.org/abs/2608.90301v2"]) == 0
    capsys.readouterr()
    assert run(["bookmarks", "ls", "--format", "ids"]) == 0
    assert capsys.readouterr().out == "2608.90301\n"
    assert run(["bookmarks", "rm", "2608.90301"]) == 0
    assert run(["bookmarks", "rm", "2608.90301"]) == 1


def test_without_a_terminal_the_reader_points_to_ls(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 1
    assert "paperreader ls" in capsys.readouterr().err


def test_a_closed_pipe_is_no_error(hub: Hub, home: Path) -> None:
    command = f"{sys.executable} -m paperreader ls --date 2026-08-21 --format jsonl"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -n 0"],
        env={"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("output", "code", "told"),
    [
        ("> /dev/full", 1, "paperreader: the output could not be written: No space left on device\n"),
        ("2> /dev/full", 0, ""),
        (">&-", 0, ""),
        (">&- 2>&- <&-", 0, ""),
    ],
)
def test_an_output_that_takes_nothing_is_told(
    output: str, code: int, told: str, hub: Hub, home: Path
) -> None:
    command = f"{sys.executable} -m paperreader ls --date 2026-08-21 --format jsonl {output}"
    ended = subprocess.run(
        ["bash", "-c", command],
        env={"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (ended.returncode, ended.stderr) == (code, told)


def test_headless_commands_do_not_import_textual() -> None:
    script = (
        "import sys; from paperreader.cli import run; run(['ls', '--sort', 'title', '--offline']);"
        "sys.exit('textual' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0


def test_the_discussion_of_a_paper_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2608.90301", "--comments"]) == 0
    told = capsys.readouterr().out
    assert "7 comments, as of " in told
    assert "\n    Kofi Darkwah (kofi-darkwah) · an author of the paper · Thu 20 Aug 2026" in told
    assert "    2. At fifty there is fog:\n       • in spring\n" in told
    assert "Cheap Lamps (spam-bot) · Thu 20 Aug 2026 · hidden on Hugging Face: Spam\n" in told
    assert "    deleted user · Thu 20 Aug 2026\n" in told
    assert "- Harbours That [Talk] to Ships (2608.90302)\n" in told
    assert told.endswith("Left out: 2 events without text\n")


def test_a_discussion_of_nobody_and_one_that_can_not_be_had(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "2608.90302", "--comments"]) == 0
    assert "\n\nNo comments, as of " in capsys.readouterr().out
    hub.fail(Fault.STATUS_403)
    assert run(["show", "2608.90302", "--comments"]) == 1
    assert capsys.readouterr().out == ""


def test_the_artefacts_of_a_paper_are_printed_with_their_commands(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "2608.90301", "--artefacts"]) == 0
    told = capsys.readouterr().out
    assert "\n3 models, 1 dataset, 1 Space, as of " in told
    assert "\n  private · 1 download · 1 like · changed Fri 21 Aug 2026\n" in told
    for command in (
        "hf download starling-institute/murmur-7b",
        "hf download --repo-type dataset starling-institute/ten-thousand-flights",
        "git clone https://huggingface.co/spaces/starling-institute/murmuration-live",
        "git clone https://github.com/starling-institute/murmuration",
    ):
        assert f"\n  {command}\n" in told
    hub.fail(Fault.STATUS_403)
    assert run(["show", "2608.90301", "--artefacts"]) == 1
    assert capsys.readouterr().out == ""


def test_a_list_that_is_cut_and_entries_that_are_bad_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2608.90112", "--models"]) == 0
    told = capsys.readouterr().out
    assert "\n\nModels  10 of 153\n\n" in told
    assert told.endswith("\nThe rest is on the paper's page on Hugging Face.\n")
    assert run(["show", "2608.90201", "--models"]) == 0
    told = capsys.readouterr().out
    assert "4 entries not understood." in told
    assert [line for line in told.splitlines() if "hf download" in line] == [
        "  hf download porto-azul/orchard-1b"
    ]


def test_an_entry_that_is_not_understood_is_counted(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.fail(Fault.ONE_BAD_ENTRY)
    assert run(["ls", "--date", "2026-08-20"]) == 0
    told = capsys.readouterr()
    assert "1 entry not understood" in told.err
    assert "not understood" not in told.out


def test_a_paper_the_hub_does_not_give_is_shown_from_the_archive(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "2608.90301"]) == 0
    usual = capsys.readouterr()
    assert usual.err == ""
    hub.fail(Fault.HTML)
    assert run(["show", "2608.90301"]) == 0
    told = capsys.readouterr()
    assert told.out == usual.out
    assert "sent a web page, not data; showing what is archived" in told.err


PAPER = "2608.90301"


@pytest.mark.parametrize(
    ("arguments", "shows"),
    [
        (["show", PAPER], PAPER),
        (["export", PAPER], PAPER),
        (["bookmarks", "add", PAPER], ""),
    ],
    ids=["show", "export", "bookmarks add"],
)
@pytest.mark.parametrize("is_offline", [False, True], ids=["404", "offline"])
def test_what_the_hub_has_no_more_is_had_from_the_archive_and_said_so(
    hub: Hub,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    shows: str,
    is_offline: bool,
) -> None:
    assert run(["ls", "--date", "2026-08-21", "--format", "ids"]) == 0
    capsys.readouterr()
    if is_offline:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    else:
        hub.fail(Fault.STATUS_404, path="/api/papers/")
    assert run(arguments) == 0
    out, err = capsys.readouterr()
    assert shows in out
    why = "You are offline" if is_offline else f"Hugging Face does not know the paper {PAPER}"
    assert err.splitlines()[0] == f"paperreader: {why}; showing what is archived"
    assert "not archived" not in err
    if "bookmarks" in arguments:
        assert run(["bookmarks", "ls", "--format", "ids"]) == 0
        assert PAPER in capsys.readouterr().out


def test_what_neither_the_hub_nor_the_archive_has_is_refused(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.fail(Fault.STATUS_404, path="/api/papers/")
    assert run(["bookmarks", "add", PAPER]) == 1
    assert f"Hugging Face does not know the paper {PAPER}" in capsys.readouterr().err
    assert run(["bookmarks", "ls", "--format", "ids"]) == 0
    assert capsys.readouterr().out == ""


def test_the_same_reason_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ls", "--date", "2026-08-21", "--format", "ids"]) == 0
    ids = capsys.readouterr().out.split()[:3]
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert run(["bookmarks", "add", *ids]) == 0
    assert capsys.readouterr().err.count("You are offline") == 1
