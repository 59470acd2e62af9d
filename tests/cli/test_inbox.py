"""`ls --inbox`: what is unread, day by day."""

import json

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from tests.hub import Hub
from tests.store.builders import NOON

ENDING = "paperreader: caught up to Thu 20 Aug 2026; more papers may come today\n"


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setattr(bootstrap, "now", lambda: NOON)


def test_the_table_has_a_heading_for_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--inbox"]) == 0
    out, err = capsys.readouterr()
    days = [line[:15] for line in out.splitlines() if " Aug 2026 · " in line]
    assert days == ["Fri 21 Aug 2026", "Thu 20 Aug 2026", "Wed 19 Aug 2026"]
    assert err == ENDING


def test_other_formats_are_data_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--inbox", "--format", "ids"]) == 0
    ids = capsys.readouterr().out.split()
    assert run(["ls", "--inbox", "--format", "json", "--offline"]) == 0
    out, err = capsys.readouterr()
    assert [each["id"] for each in json.loads(out)] == ids
    assert err == ENDING


def test_what_is_kept_is_not_in_it_and_in_another_order_there_are_no_headings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["ls", "--inbox", "--format", "ids"]) == 0
    kept, *others = capsys.readouterr().out.split()
    assert run(["bookmarks", "add", kept]) == 0
    capsys.readouterr()
    assert run(["ls", "--inbox", "--sort", "title"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert sorted(line.split()[0] for line in lines) == sorted(others)


def test_one_listing_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ls", "--inbox", "--trending"]) == 2
    assert "one listing at a time" in capsys.readouterr().err
