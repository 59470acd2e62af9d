"""`pdf` as it is run: where the files are on stdout, how it stands on stderr, and how it ends."""

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from paperreader.cli import run
from paperreader.cli.progress_line import ProgressLine
from tests.hub import Fault, Hub
from tests.hub.answers import Answer
from tests.hub.pdfs import PdfHub, login_page

_TITLE = "2608.90301"


@pytest.fixture(autouse=True)
def arxiv(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[PdfHub]:
    with PdfHub() as running:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", "hf_invented_for_a_test")
        monkeypatch.setenv("ARXIV_ENDPOINT", running.url)
        yield running


def test_where_it_is_goes_to_stdout_and_the_token_nowhere_but_to_the_hub(
    arxiv: PdfHub, hub: Hub, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pdf", f"https://arxiv.org/abs/{_TITLE}v2"]) == 0
    told = capsys.readouterr()
    path = Path(told.out.removesuffix("\n"))
    assert path.parent == home / "pdf"
    assert path.name.endswith(f" ({_TITLE}).pdf")
    assert path.read_bytes() == arxiv.content
    assert told.err == f"{_TITLE}: 0 % of 200 kB\n"
    assert hub.requests[0].headers["authorization"] == "Bearer hf_invented_for_a_test"
    assert "authorization" not in arxiv.requests[0].headers
    assert not any("hf_invented" in value for value in arxiv.requests[0].headers.values())
    assert run(["pdf", _TITLE, "--quiet", "--offline"]) == 0
    assert capsys.readouterr() == (f"{path}\n", "")
    assert (len(arxiv.requests), len(hub.requests)) == (1, 1)


def test_a_folder_may_be_named_and_each_paper_comes_once(
    arxiv: PdfHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["pdf", _TITLE, "1706.03762", _TITLE, "--out", "my papers", "--quiet"]) == 0
    told = capsys.readouterr()
    paths = [Path(line) for line in told.out.splitlines()]
    assert [path.parent for path in paths] == [tmp_path / "my papers"] * 2
    assert paths[1].name == "1706.03762.pdf", "Hugging Face of this test does not know it"
    assert (told.err, len(arxiv.requests)) == ("", 2)


def test_what_can_not_be_had_is_told_and_the_next_one_downloaded(
    arxiv: PdfHub, capsys: pytest.CaptureFixture[str]
) -> None:
    arxiv.instead.extend([Answer(404, b""), login_page()])
    assert run(["pdf", "2608.00001", "2608.00002", "2608.00003", "--quiet"]) == 1
    told = capsys.readouterr()
    assert [Path(line).name for line in told.out.splitlines()] == ["2608.00003.pdf"]
    assert "paperreader: 2608.00001: arXiv has no PDF of 2608.00001" in told.err
    assert "paperreader: 2608.00002: arXiv sent a web page, not a PDF" in told.err


def test_what_the_next_one_would_meet_too_ends_it(arxiv: PdfHub, capsys: pytest.CaptureFixture[str]) -> None:
    arxiv.instead.append(Answer(429, b"", {"Retry-After": "60"}))
    assert run(["pdf", "2608.00001", "2608.00002", "2608.00003", "--quiet"]) == 1
    told = capsys.readouterr()
    assert "2608.00001 not downloaded, and 2 more not tried" in told.err
    assert "arXiv asks for a pause of 60 seconds" in told.err
    assert (told.out, len(arxiv.requests)) == ("", 1)


def test_a_hub_that_is_down_does_not_keep_a_pdf(
    arxiv: PdfHub, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.fail(Fault.STATUS_403)
    assert run(["pdf", _TITLE, "--quiet"]) == 0
    assert capsys.readouterr().out.endswith(f"/{_TITLE}.pdf\n")
    assert len(arxiv.requests) == 1


def test_offline_by_wish_is_told(arxiv: PdfHub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", _TITLE, "--offline"]) == 1
    assert "You are offline" in capsys.readouterr().err
    assert arxiv.requests == []


def test_over_ssh_opening_says_why_not_and_where_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "a b c d")
    assert run(["pdf", _TITLE, "--open", "--quiet"]) == 1
    told = capsys.readouterr()
    assert told.out.endswith(f"({_TITLE}).pdf\n")
    assert "The file is on this machine, and you are at another one" in told.err


@pytest.mark.parametrize("arguments", [[], ["not-an-id"], [_TITLE, "--out"]])
def test_wrong_usage_is_exit_2(
    arxiv: PdfHub, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pdf", *arguments]) == 2
    assert capsys.readouterr().out == ""
    assert arxiv.requests == []


def test_ctrl_c_ends_it_with_130_and_it_goes_on_from_there(arxiv: PdfHub, home: Path) -> None:
    stall = arxiv.break_after(80_000, is_stall=True)
    command = [sys.executable, "-m", "paperreader", "pdf", _TITLE]
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, former)
        assert stall.reached.wait(30)
        (part,) = _appearing(home / "pdf", 80_000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.endswith(f"Stopped. To resume: paperreader pdf {_TITLE}\n")
    assert part.stat().st_size == 80_000
    assert run(["pdf", _TITLE, "--quiet"]) == 0
    assert arxiv.ranges == ["", "bytes=80000-"]
    assert arxiv.sent == len(arxiv.content)


def test_killed_again_and_again_it_goes_on_and_ends_in_the_same_bytes(arxiv: PdfHub, home: Path) -> None:
    command = [sys.executable, "-m", "paperreader", "pdf", _TITLE]
    for size in (50_000, 100_000, 150_000):
        stall = arxiv.break_after(50_000, is_stall=True)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            assert stall.reached.wait(30)
            _appearing(home / "pdf", size)
            process.kill()
        assert not list((home / "pdf").glob("*.pdf"))
    assert run(["pdf", _TITLE, "--quiet"]) == 0
    (path,) = (home / "pdf").iterdir()
    assert path.read_bytes() == arxiv.content
    assert arxiv.ranges == ["", "bytes=50000-", "bytes=100000-", "bytes=150000-"]
    assert arxiv.sent == len(arxiv.content)


def _appearing(folder: Path, size: int) -> list[Path]:
    """Return the part in the folder, once it has that size; what was sent has still to be written."""
    for _ in range(5_000_000):
        found = [each for each in folder.glob("*.part") if each.stat().st_size == size]
        if found:
            return found
    raise AssertionError("it never came")


# On a terminal ----------------------------------------------------------------------------------------------


class _Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_is_written_over_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = _Screen()
    with ProgressLine(screen) as line:
        line.clear()
        line.show(["50 % of 2.1 MB", _TITLE], 0.5, "in words")
        line.show(["51 % of 2.1 MB", _TITLE], 0.51, "in words")
        assert _shown(screen) == f"{'━' * 12}╺{'━' * 11} 50 % of 2.1 MB, {_TITLE}"
    assert _shown(screen) == ""
    assert "in words" not in screen.getvalue()
    assert screen.getvalue().rindex("\x1b[?25h") > screen.getvalue().rindex("\x1b[?25l"), "the cursor is seen"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(30, f"{'-' * 15} 50 % of 2.1 MB"), (20, "----- 50 % of 2.1 MB"), (9, "50 % of …")],
)
def test_what_does_not_fit_is_left_out(width: int, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(width))
    screen = _Screen()
    screen.encoding = "ascii"
    with ProgressLine(screen) as line:
        line.show(["50 % of 2.1 MB", _TITLE], 1)
        assert _shown(screen) == shown


def _shown(screen: _Screen) -> str:
    """Return what stands in the first line after all that was written."""
    terminal = pyte.Screen(80, 3)
    pyte.Stream(terminal).feed(screen.getvalue().replace("\n", "\r\n"))
    line: str = terminal.display[0]
    return line.rstrip()
