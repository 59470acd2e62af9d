"""`export` and `import`: data on stdout, words on stderr, files never overwritten by accident."""

import io
import json
import sys
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.hub import Fault, Hub


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)


@pytest.fixture
def kept(capsys: pytest.CaptureFixture[str]) -> tuple[str, ...]:
    """Keep two papers and return their ids."""
    ids = ("2608.90301", "2608.90302")
    assert run(["bookmarks", "add", *ids]) == 0
    capsys.readouterr()
    return ids


def test_the_bookmarks_are_exported_when_nothing_else_is_asked_for(
    kept: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export"]) == 0
    told = capsys.readouterr()
    assert told.out.count("@misc{") == len(kept)
    assert told.err == ""
    assert run(["export", "--bookmarks", "--format", "json"]) == 0
    papers = json.loads(capsys.readouterr().out)
    assert {paper["id"] for paper in papers} == set(kept)
    assert all("kept_at" in paper for paper in papers)


def test_a_listing_is_exported_bare_and_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--date", "2026-08-21", "--format", "jsonl"]) == 0
    everything = capsys.readouterr().out
    assert run(["ls", "--date", "2026-08-21", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == everything
    word = json.loads(everything.split("\n")[0])["title"].split()[0]
    assert run(["export", "--date", "2026-08-21", "--format", "ids", "--filter", word]) == 0
    narrowed = capsys.readouterr().out
    assert 0 < narrowed.count("\n") < everything.count("\n")


def test_papers_are_exported_by_id_kept_or_not(
    kept: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    other = "2608.90303"
    assert run(["export", f"https://arxiv.org/abs/{other}v2", kept[0], "--format", "jsonl"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], "kept_at" in first) == (other, False)
    assert (second["id"], "kept_at" in second) == (kept[0], True)


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("library.bib", "@misc{"),
        ("library.ris", "TY  - "),
        ("library.csl.json", '[\n{"id": "'),
        ("library.md", "# Reading list"),
        ("library.csv", "id,title,"),
        ("library.dat", "@misc{"),
    ],
)
def test_the_name_of_the_file_tells_the_format(
    kept: tuple[str, ...], tmp_path: Path, name: str, begin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    del kept
    assert run(["export", "--out", str(tmp_path / name)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "2 of 2 papers" in told.err
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_a_file_is_only_overwritten_by_force(
    kept: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del kept
    target = tmp_path / "library.bib"
    target.write_text("mine", encoding="utf-8")
    assert run(["export", "--out", str(target)]) == 1
    assert "--force" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(["export", "--out", str(target), "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("@misc{")


class _Terminal(io.TextIOWrapper):
    """Standard input or error as a terminal has it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code", "begin"), [("y", 0, "@misc{"), ("n", 130, "mine")])
def test_on_a_terminal_overwriting_asks(
    kept: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, begin: str
) -> None:
    del kept
    target = tmp_path / "library.bib"
    target.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", _Terminal(io.BytesIO(f"{answer}\n".encode())))
    monkeypatch.setattr(sys, "stderr", _Terminal(io.BytesIO()))
    assert run(["export", "--out", str(target)]) == code
    assert target.read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "2608.90301", "--bookmarks"],
        ["export", "--date", "2026-08-21", "--bookmarks"],
        ["export", "--date", "2026-08-21", "--trending"],
        ["export", "not-an-id"],
        ["export", "--format", "table"],
        ["import"],
        ["import", "x", "--format", "markdown"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""


def test_what_was_exported_comes_back_into_an_empty_library(
    kept: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["export", "--out", str(tmp_path / "library.jsonl")]) == 0
    assert run(["export", "--format", "json"]) == 0
    before = capsys.readouterr().out
    monkeypatch.setenv("PAPERREADER_HOME", str(tmp_path / "other"))
    assert run(["import", str(tmp_path / "library.jsonl"), "--offline"]) == 0
    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()]
    assert [row[:2] for row in rows] == [["1", "added"], ["2", "added"]]
    assert {row[2] for row in rows} == set(kept)
    assert run(["export", "--format", "json"]) == 0
    assert capsys.readouterr().out == before


def test_ids_are_filled_from_the_hub_and_what_is_not_understood_is_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ids.txt").write_text("2608.90301\nwhat is this\n", encoding="utf-8")
    assert run(["import", str(tmp_path / "ids.txt")]) == 1
    told = capsys.readouterr()
    added, refused = (row.split("\t") for row in told.out.splitlines())
    assert added[:3] == ["1", "added", "2608.90301"]
    assert added[3] != "—"
    assert refused[:3] == ["2", "not understood", "what is this"]
    assert "1 added, 0 merged, 0 unchanged, 1 not understood" in told.err


def test_a_dry_run_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ids.txt").write_text("2608.90301\n", encoding="utf-8")
    assert run(["import", "--dry-run", str(tmp_path / "ids.txt")]) == 0
    assert "nothing was written: 1 added" in capsys.readouterr().err
    assert run(["bookmarks", "ls", "--format", "ids"]) == 0
    assert capsys.readouterr().out == ""


def test_what_the_hub_does_not_give_stays_unknown(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.fail(Fault.STATUS_403)
    (tmp_path / "ids.txt").write_text("2608.90301\n", encoding="utf-8")
    assert run(["import", str(tmp_path / "ids.txt")]) == 0
    told = capsys.readouterr()
    assert told.out == "1\tadded\t2608.90301\t—\n"
    assert "1 could not be completed from Hugging Face" in told.err


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "@misc{x, title={A Paper Elsewhere}}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["import", "-"]) == 0
    assert capsys.readouterr().out == "1\tadded\ttitle:a-paper-elsewhere\tA Paper Elsewhere\n"


def test_every_id_of_a_line_is_told_with_that_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1706.03762 2005.14165\n")))
    assert run(["import", "-", "--dry-run", "--offline"]) == 0
    told = capsys.readouterr()
    assert [line.split("\t")[:3] for line in told.out.splitlines()] == [
        ["1", "added", "1706.03762"],
        ["1", "added", "2005.14165"],
    ]
    assert "2 added, 0 merged, 0 unchanged, 0 not understood" in told.err


def test_a_file_of_no_known_format_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("Some words.\n", encoding="utf-8")
    assert run(["import", str(tmp_path / "notes.txt")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "these can: bibtex" in told.err
