"""`digest`: papers of any feed in any form, on stdout or in a file."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from tests.hub import Fault, Hub
from tests.store.builders import NOON


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setattr(bootstrap, "now", lambda: NOON)


def digest(capsys: pytest.CaptureFixture[str], *flags: str) -> dict[str, object]:
    """Return what a digest has as JSON."""
    assert run(["digest", "--format", "json", *flags]) == 0
    made: dict[str, object] = json.loads(capsys.readouterr().out)
    return made


def ids(made: dict[str, object]) -> list[str]:
    papers = made["papers"]
    assert isinstance(papers, list)
    return [each["id"] for each in papers]


def listed(capsys: pytest.CaptureFixture[str], *flags: str) -> list[str]:
    assert run(["ls", "--format", "ids", *flags]) == 0
    return capsys.readouterr().out.split()


def test_it_has_the_newest_day_in_the_order_of_its_listing(capsys: pytest.CaptureFixture[str]) -> None:
    made = digest(capsys)
    assert ids(made) == listed(capsys)
    assert made["title"] == "Daily Papers, Fri 21 Aug 2026"
    assert made["count"] == len(ids(made))


def test_it_has_what_is_wanted_and_says_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    made = digest(
        capsys, "--date", "yesterday", "--min-upvotes", "30", "--filter", "has:code", "--limit", "2"
    )
    wanted = listed(capsys, "--date", "yesterday", "--filter", "has:code upvotes:>=30", "--limit", "2")
    assert ids(made) == wanted != []
    assert made["title"] == "Daily Papers, Thu 20 Aug 2026: has:code"
    assert made["count"] == len(listed(capsys, "--date", "yesterday"))


def test_the_inbox_comes_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["digest", "--inbox"]) == 0
    out = capsys.readouterr().out
    days = [line[:15] for line in out.splitlines() if " Aug 2026 · " in line]
    assert days == ["Fri 21 Aug 2026", "Thu 20 Aug 2026", "Wed 19 Aug 2026"]


def test_what_is_hidden_or_muted_is_left_out_and_a_watch_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERREADER_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text(
        '[watches]\nagents = "title:agent"\n[mutes]\nrest = "-title:agent"\n'
    )
    made = digest(capsys)
    papers = made["papers"]
    assert isinstance(papers, list)
    assert [each["reasons"] for each in papers] == [["watch “agents”"]] * len(papers) != []
    assert all("gent" in each["title"] for each in papers)
    assert ids(digest(capsys, "--watch", "agents")) != []
    assert run(["digest", "--watch", "robots"]) == 2
    assert "There is no watch “robots”\n  there are agents" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("--date", "2026-08-16"), "No papers came out on Sun 16 Aug 2026: nothing is submitted on weekends"),
        (("--filter", "xyzzy"), "None of the 9 papers match"),
        (("--for-you",), ""),
    ],
)
def test_without_papers_it_says_why(
    capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], why: str
) -> None:
    assert run(["digest", *flags]) == 0
    out, err = capsys.readouterr()
    assert f"{why}." in out
    assert err == (f"paperreader: {why}\n" if why else "")


def test_a_hub_that_fails_is_told_in_the_digest(
    capsys: pytest.CaptureFixture[str], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(capsys)
    hub.fail(Fault.STATUS_403)
    monkeypatch.setattr(bootstrap, "now", lambda: NOON + timedelta(hours=3))
    made = digest(capsys, "--date", "2026-08-21")
    assert ids(made) == ids(before)
    assert str(made["remark"]).endswith(": these are the papers of 2026-08-21 12:00 UTC")


def test_it_is_written_to_a_file_that_is_overwritten_only_if_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "daily.atom"
    command = ["digest", "--format", "atom", "--out", str(path)]
    assert run(command) == 0
    assert capsys.readouterr() == ("", f"9 papers in {path}\n")
    before = path.read_text()
    assert before.startswith("<?xml")
    assert run(command) == 1
    assert "to overwrite it: --force" in capsys.readouterr().err
    assert run([*command, "--force"]) == 0


@pytest.mark.parametrize(
    "flags",
    [
        ("--for-you", "--inbox"),
        ("--watch", "a", "--trending"),
        ("--date", "2026-08-21", "--week", "2026-W34"),
    ],
)
def test_one_listing_at_a_time(capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]) -> None:
    assert run(["digest", *flags]) == 2
    assert "one listing at a time" in capsys.readouterr().err
