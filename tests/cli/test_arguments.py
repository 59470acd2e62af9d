"""What is given on the command line: days that do not exist, queries that begin with a `-`, summaries in the help."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from paperreader.cli import run
from paperreader.cli.feeds import edition_named
from paperreader.cli.root import paperreader
from paperreader.domain.papers.feed import Period
from paperreader.domain.papers.paper import Paper
from paperreader.store.archive.archive import Archive
from tests.store.builders import NOON, key

FETCH = ["fetch", "--quiet"]


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command there is, by what is typed."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


COMMANDS = dict(commands(paperreader))


@pytest.mark.parametrize("command", [[], ["ls"], ["digest"], ["export"]], ids=str)
@pytest.mark.parametrize(
    ("flag", "name", "told"),
    [
        ("--date", "2025-02-29", "there is no such day, February 2025 has 28 days"),
        ("--week", "2025-W53", "there is no such week, 2025 has the weeks W01 to W52"),
        ("--month", "2025-13", "there is no such month, a year has months 01 to 12"),
    ],
)
def test_what_does_not_exist_is_told(
    command: list[str], flag: str, name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, flag, name]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == f"Error: {flag} {name}: {told}"


@pytest.mark.parametrize(
    ("flag", "text", "told"),
    [
        ("--date", "yesterdy", "no day, week or month; did you mean yesterday?"),
        ("--date", "12 marhc", "“marhc” is no day, week or month; did you mean march?"),
        ("--date", "12.3.", "day and month could be either way round; type 12 mar or 3 dec"),
        ("--week", "soon", "no day, week or month; it can be YYYY-Www, w34, 'last week' or a day in it"),
    ],
)
def test_what_is_typed_wrong_is_told(
    flag: str, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ls", flag, text]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"Error: {flag} {text!r}: {told}"


def test_an_edition_can_be_typed_as_people_say_it() -> None:
    now = datetime(2026, 8, 21, 15, tzinfo=UTC)
    typed = {"--date": "yesterday", "--week": "last friday", "--month": "mar"}
    flags = {Period.DAY: "--date", Period.WEEK: "--week", Period.MONTH: "--month"}
    named = [edition_named(period, typed[flag], now, flag).name for period, flag in flags.items()]
    assert named == ["2026-08-20", "2026-W33", "2026-03"]
    with pytest.raises(click.UsageError, match=r"'last week' is a week, not a day"):
        edition_named(Period.DAY, "last week", now, "--date")


@pytest.mark.parametrize("command", [["fetch"], ["trends", "lamp"]], ids=str)
@pytest.mark.parametrize("flag", ["--since", "--until"])
def test_so_it_is_for_the_ends_of_a_time(
    command: list[str], flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, flag, "2025-06-31"]) == 2
    told = f"Error: {flag} 2025-06-31: there is no such day, June 2025 has 30 days"
    assert capsys.readouterr().err.splitlines()[-1] == told


def test_every_option_that_takes_a_day_is_among_them() -> None:
    """A new one is to be tried above."""
    days = {
        (" ".join(path), option.opts[0])
        for path, command in COMMANDS.items()
        for option in command.params
        if isinstance(option, click.Option) and "YYYY" in (option.metavar or "")
    }
    of_editions = {
        (name, flag) for name in ("", "ls", "digest", "export") for flag in ("--date", "--week", "--month")
    }
    assert days == of_editions | {
        (name, flag) for name in ("fetch", "trends") for flag in ("--since", "--until")
    }


# Papers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        # Without a terminal that is as far as it goes.
        (["2608.15265"], 1, "The reader needs a terminal"),
        (["--offline", "https://huggingface.co/papers/2608.15265"], 1, "The reader needs a terminal"),
        (["https://www.alphaxiv.org/abs/2608.15265v2", "--offline"], 1, "The reader needs a terminal"),
        (["--trending", "2608.15265"], 2, "give a paper or a listing, not both"),
        (["serach", "lamp"], 2, "No such command 'serach'; did you mean search?"),
        (["lsit"], 2, "No such command 'lsit'; did you mean list?"),
        (["xyzzy"], 2, "No such command 'xyzzy'; an arXiv id or a link opens that paper"),
    ],
)
def test_an_id_or_a_link_opens_the_reader_and_a_slip_in_a_command_is_told(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == code
    assert told in capsys.readouterr().err


# Queries --------------------------------------------------------------------------------------------------------


@pytest.fixture
def archived(home: Path) -> None:
    """File two papers."""
    home.mkdir(parents=True)
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        for number, title in ((1, "Diffusion Transformer"), (2, "Transformer Highlights")):
            archive.store_paper(Paper(key=key(number), title=title, upvotes=number), NOON)


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["-diffusion", "transformer"], ["02"]),
        (["-diffusion transformer"], ["02"]),
        (["transformer", "-diffusion"], ["02"]),
        (["--", "-diffusion", "transformer"], ["02"]),
        (["-highlights", "transformer"], ["01"]),
        (["-title:highlights transformer"], ["01"]),
        (['-"transformer highlights"', "-zzz"], ["01"]),
        (["-(diffusion OR zzz)"], ["02"]),
        (["--", "--diffusion"], ["02"]),
        (["-", "diffusion"], ["01"]),
        (["-upvotes:>1", "--limit", "1"], ["01"]),
        (["--limit=1", "-upvotes:>1"], ["01"]),
        ([""], ["01", "02"]),
    ],
)
def test_a_query_may_begin_with_a_minus(
    arguments: list[str], found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before, behind = ["search", "--local", "--format", "ids"], [*arguments]
    for given in (
        ([*before, *behind],) if "--" in arguments else ([*before, *behind], ["search", *behind, *before[1:]])
    ):
        assert run(given) == 0
        assert [line[-2:] for line in capsys.readouterr().out.split()] == found


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    "command", [["ls", "--offline", "--filter"], ["export", "--filter"], ["trends"]], ids=str
)
def test_it_may_in_every_command(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*command, "-zzz upvotes:x"]
    assert run(arguments) == 2
    assert "upvotes: needs a number" in capsys.readouterr().err


def test_a_note_may_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bookmarks", "note", "2608.00001", "- a point\n- another"]) == 1
    assert "Not bookmarked" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["search", "trends"])
def test_how_a_query_with_two_is_given_is_told(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--diffusion", "lamp"]) == 2
    told = capsys.readouterr().err
    assert (
        f"to search for words that begin with a dash, write --: paperreader {command} -- --diffusion" in told
    )


@pytest.mark.parametrize(
    "arguments", [["search", "-h"], ["search", "--local", "-h"], ["trends", "x", "--help"]]
)
def test_help_is_still_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "Usage: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", ""],
        ["search", " "],
        ["search", "--local"],
        ["trends", "--by", "week"],
        ["search", "--limit"],
    ],
)
def test_nothing_is_still_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""


# Help -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [path for path, each in COMMANDS.items() if isinstance(each, click.Group)], ids=str
)
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_every_command_is_told_of_in_a_whole_sentence(
    path: tuple[str, ...], columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run([*path, "--help"]) == 0
    # A line is broken behind a hyphen, too.
    listed = " ".join(capsys.readouterr().out.split("Commands:")[1].split()).replace("- ", "-")
    assert "..." not in listed
    for inner, command in COMMANDS.items():
        if inner[:-1] == path and inner:
            summary = " ".join((command.help or "").split("\n\n")[0].split())
            first = re.split(r"(?<=\.) ", summary)[0]
            assert first.endswith(".")
            assert f"{inner[-1]} {first}" in listed


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_fits_eighty_columns_and_every_option_is_told_of(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run([*path, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
    assert all(option.help for option in COMMANDS[path].params if isinstance(option, click.Option))
