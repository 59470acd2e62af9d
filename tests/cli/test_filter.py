"""`--filter`: the same grammar for every command, and what is wrong is shown with its place."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from paperreader.cli import run
from paperreader.cli.filtering import caret_lines
from paperreader.domain.papers.paper import Paper
from paperreader.errors import QueryError
from paperreader.store.archive.archive import Archive
from tests import ROOT
from tests.hub import Hub
from tests.store.builders import NOON, key

PAGE = (ROOT / "docs" / "finding.md").read_text(encoding="utf-8")
DAY = ["ls", "--date", "2026-08-21", "--format", "json"]


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """Return the ids of the day, in order."""
    capsys.readouterr()
    assert run([*DAY, *more]) == 0
    return [paper["id"] for paper in json.loads(capsys.readouterr().out)]


def test_a_listing_is_narrowed_before_it_is_ordered_and_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DAY) == 0
    papers = json.loads(capsys.readouterr().out)
    upvotes = sorted(paper["upvotes"] for paper in papers if paper.get("upvotes") is not None)
    least = upvotes[len(upvotes) // 2]
    expected = [paper["id"] for paper in papers if (paper.get("upvotes") or -1) >= least]
    assert listed(capsys, "--filter", f"upvotes:{least}") == expected
    assert 0 < len(expected) < len(papers)
    most = listed(capsys, "--filter", f"-upvotes:{least}", "--sort", "upvotes", "--limit", "1")
    assert len(most) == 1
    assert most[0] not in expected
    assert listed(capsys, "--filter", "") == [paper["id"] for paper in papers]


def test_bookmarks_count_in_every_listing(capsys: pytest.CaptureFixture[str]) -> None:
    kept = listed(capsys)[1]
    assert run(["bookmarks", "add", kept]) == 0
    assert run(["bookmarks", "tag", kept, "--add", "zymurgy"]) == 0
    for text in ("is:kept", "tag:Zymurgy", "zymur", "status:to-read -has:note"):
        assert listed(capsys, "--filter", text) == [kept]
    assert kept not in listed(capsys, "--filter", "-is:kept")
    assert run(["export", "--date", "2026-08-21", "--format", "ids", "--filter", "tag:zymurgy"]) == 0
    assert capsys.readouterr().out == f"{kept}\n"
    assert run(["export", "--format", "ids", "--filter", "has:note"]) == 0
    assert capsys.readouterr().out == ""


def test_all_papers_are_new_to_who_read_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "--filter", "is:new is:unread") == listed(capsys)
    assert listed(capsys, "--filter", "is:read OR is:skipped OR is:seen") == []


@pytest.mark.parametrize("command", [["ls", "--offline"], ["export"]])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "lamp upvotes:many",
            [
                "paperreader: upvotes: needs a number, such as upvotes:>50",
                "  lamp upvotes:many",
                "               ^^^^",
            ],
        ),
        ("李\n)", ["paperreader: a ) has no matching (", "  李 )", "     ^"]),
        (
            "titel:x",
            [
                "paperreader: unknown field titel: · did you mean title:?",
                "  titel:x",
                "  ^^^^^^",
                "  put text with a colon in quotation marks",
            ],
        ),
        ("lamp OR", ["paperreader: OR needs something after it", "  lamp OR", "       ^^"]),
        ('"small', ['paperreader: a " is missing its closing "', '  "small', "  ^"]),
    ],
)
def test_a_wrong_filter_is_wrong_usage_and_shown_with_its_place(
    command: list[str], text: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--filter", text]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == told


def test_the_page_shows_what_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--filter", "lamp upvotes:many"]) == 2
    assert f"$ paperreader ls --filter 'lamp upvotes:many'\n{capsys.readouterr().err}" in PAGE


def test_what_could_not_be_shown_takes_its_place_as_a_space() -> None:
    error = QueryError("wrong", text="a\x1b[31m\te)x", start=8, length=1)
    assert caret_lines(error) == ("a [31m e)x", " " * 8 + "^")


# The archive ----------------------------------------------------------------------------------------------------


def searched(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Return the ids the archive finds, in order."""
    capsys.readouterr()
    assert run(["search", "--local", "--format", "ids", *arguments]) == 0
    return capsys.readouterr().out.split()


def test_the_archive_is_searched_without_asking_the_hub(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert searched(capsys, "") == []
    day = listed(capsys)
    asked = len(hub.requests)
    assert set(searched(capsys, "")) == set(day)
    assert len(searched(capsys, "", "--limit", "2")) == 2
    assert searched(capsys, f"id:{day[1]}") == [day[1]]
    assert len(hub.requests) == asked


def test_the_archive_is_searched_for_what_its_reader_said(capsys: pytest.CaptureFixture[str]) -> None:
    kept = listed(capsys)[2]
    assert run(["bookmarks", "add", kept]) == 0
    assert run(["bookmarks", "tag", kept, "--add", "zymurgy"]) == 0
    for text in ("zymur", "tag:zymurgy", "is:kept", "status:to-read -has:note"):
        assert searched(capsys, text) == [kept]
    assert kept not in searched(capsys, "--", "-zymurgy")


@pytest.mark.parametrize(
    ("text", "told", "has_all"),
    [
        ("whales", "", {"01": True, "02": True}),
        (
            "small whales",
            "the first paper has all of these words, the others have some",
            {"02": True, "01": False},
        ),
        ("small qqq", "no paper has all of these words; these have some", {"02": False}),
        ('"small" qqq', "nothing found", {}),
    ],
)
def test_where_few_papers_have_all_words_those_with_some_are_printed_and_that_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, told: str, has_all: dict[str, bool]
) -> None:
    home.mkdir(parents=True)
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        for number, title in ((1, "Whales"), (2, "Small Whales")):
            archive.store_paper(Paper(key=key(number), title=title), NOON)
    for format_ in ("jsonl", "json", "table", "ids"):
        assert run(["search", "--local", "--format", format_, text]) == 0
        said = capsys.readouterr()
        assert said.err == (f"paperreader: {told}\n" if told else "")
        if format_ == "jsonl":
            found = [json.loads(line) for line in said.out.splitlines()]
            assert {each["id"][-2:]: each["has_all_words"] for each in found} == has_all
            assert [each["id"][-2:] for each in found] == list(has_all)
        elif format_ == "json":
            assert json.loads(said.out) == found
        else:
            assert [end for end in ("01", "02") if f"2608.000{end}" in said.out] == sorted(has_all)


def test_an_archive_that_is_not_indexed_is_indexed_first(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = listed(capsys)
    with closing(sqlite3.connect(home / "archive.sqlite3")) as connection, connection:
        connection.execute("UPDATE index_state SET made_with = 'another'")
    assert run(["search", "--local", "--format", "ids", ""]) == 0
    told = capsys.readouterr()
    assert set(told.out.split()) == set(day)
    assert told.err == f"paperreader: indexing {len(day)} papers, once\n"
    assert run(["search", "--local", "--format", "ids", ""]) == 0
    assert capsys.readouterr().err == ""


def test_a_wrong_search_of_the_archive_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "--local", "lamp upvotes:many"]) == 2
    assert capsys.readouterr().err.splitlines()[-2:] == ["  lamp upvotes:many", "               ^^^^"]


def test_an_archive_that_cannot_be_used_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir(parents=True)
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)
    assert run(["search", "--local", "lamp"]) == 1
    assert "archive.sqlite3" in capsys.readouterr().err
