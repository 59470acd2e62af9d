"""`paperreader read` and `show --plain`: what a paper says, on stdout."""

import os
import subprocess
import sys

import pytest

from paperreader.cli import run
from tests.hub import Hub, texts


@pytest.fixture(autouse=True)
def _endpoints(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("ARXIV_ENDPOINT", hub.url)


def test_a_text_is_printed_as_markdown_and_is_there_offline_from_then_on(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", texts.DEEP]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("# Driftwood")
    assert told.err == ""
    assert run(["read", f"https://arxiv.org/abs/{texts.DEEP}v2", "--offline"]) == 0
    assert capsys.readouterr().out == told.out
    assert len(hub.requests) == 1
    assert run(["read", texts.DEEP, "--anew"]) == 0
    assert len(hub.requests) == 2


def test_the_text_may_be_arxivs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", texts.ONLY_HTML]) == 0
    assert capsys.readouterr().out.startswith("# Cold Starts, Warm Priors")


def test_plain_it_is_words_that_are_wrapped_as_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", texts.TABLES, "--plain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Braille for Tables: Touchable Layouts from Spreadsheets"
    assert "model: Lamp; size: 7 B; score: 0.81" in lines
    assert max(map(len, lines)) <= 80
    assert run(["read", texts.TABLES, "--plain", "--width", "40"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40
    assert run(["read", texts.TABLES, "--plain", "--width", "0"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) > 200


def test_no_text_anywhere_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "2608.90202"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "paperreader: Neither Hugging Face nor arXiv has the text of 2608.90202",
        "  download the PDF: P in the reader, or `paperreader pdf 2608.90202`",
    ]


def test_offline_what_is_not_here_is_told(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", texts.DEEP, "--offline"]) == 1
    told = capsys.readouterr()
    assert f"You are offline, and the text of {texts.DEEP} is not here" in told.err
    assert (told.out, hub.requests) == ("", [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "no id"],
        ["read", texts.DEEP, "--width", "40"],
        ["read", texts.DEEP, "--plain", "--width", "-1"],
        ["show", texts.DEEP, "--width", "40"],
        ["show", texts.DEEP, "--plain", "--comments"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str], hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""
    assert hub.requests == []


@pytest.mark.parametrize("flags", [[], ["--plain"]])
def test_a_reader_that_leaves_early_is_no_failure(flags: list[str]) -> None:
    command = [sys.executable, "-m", "paperreader", "read", texts.HUGE, *flags]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "Lantern" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 0


def test_a_page_is_shown_plain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", texts.DEEP, "--plain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Driftwood: Continual Learning from What Others Discard"
    assert f"arXiv: https://arxiv.org/abs/{texts.DEEP}" in lines
    assert "Comments: —" in lines
    assert run(["show", texts.DEEP, "--plain", "--width", "30"]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines() if "://" not in line) <= 30
