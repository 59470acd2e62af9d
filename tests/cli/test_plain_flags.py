"""The flags that are read without click mean what they mean to click."""

from collections.abc import Sequence

import click
import pytest

from paperreader.cli import plain_flags, run
from paperreader.cli.invoking import invoke
from paperreader.cli.root import LISTED, paperreader
from paperreader.domain.papers.feed import Feed, Sample, Trending

PLAIN = (
    (),
    ("--offline",),
    ("--trending",),
    ("--sample",),
    ("--offline", "--trending"),
    ("--sample", "--offline"),
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Feed | None, bool]]:
    """Have nothing opened; return what would have been."""
    seen: list[tuple[Feed | None, bool]] = []

    def open_reader(feed: Feed | None, *, offline: bool = False) -> int:
        seen.append((feed, offline))
        return 0

    monkeypatch.setattr("paperreader.cli.reader.open_reader", open_reader)
    return seen


@pytest.mark.parametrize("arguments", PLAIN, ids=str)
def test_what_is_plain_is_read_as_click_reads_it(
    arguments: Sequence[str], opened: list[tuple[Feed | None, bool]]
) -> None:
    assert plain_flags.follow(arguments) == invoke(arguments) == 0
    ours, clicks = opened
    assert ours == clicks
    assert ours[1] == ("--offline" in arguments)
    assert isinstance(ours[0], Trending) == ("--trending" in arguments)
    assert isinstance(ours[0], Sample) == ("--sample" in arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--offlin",),
        ("--offline", "--offline"),
        ("--trending", "--sample"),
        ("--date", "yesterday"),
        ("--version", "--offline"),
        ("--", "--offline"),
        ("ls",),
        ("offline",),
        ("2608.01234",),
        ("",),
    ],
    ids=str,
)
def test_all_else_is_left_to_click(arguments: Sequence[str], opened: list[tuple[Feed | None, bool]]) -> None:
    assert plain_flags.follow(arguments) is None
    assert opened == []


def test_the_version_is_printed_as_click_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert plain_flags.follow(["--version"]) == 0
    ours = capsys.readouterr()
    assert invoke(["--version"]) == 0
    assert ours == capsys.readouterr()


def test_without_a_terminal_the_reader_is_refused_as_by_click(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 1
    ours = capsys.readouterr()
    assert invoke([]) == 1
    assert ours == capsys.readouterr()
    assert "The reader needs a terminal" in ours.err


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    context = click.Context(paperreader)
    for name, listed in LISTED.items():
        command = paperreader.get_command(context, name)
        assert command is not None
        assert listed.sentence == command.short_help
        assert not command.hidden
