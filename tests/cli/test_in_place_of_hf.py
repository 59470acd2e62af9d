"""Scripts written for `hf papers` run with `paperreader` in its place: both are asked the same of the same hub.

What differs on purpose is listed in `ON_PURPOSE`, with its reason; everything else that `hf` prints is to be printed here, too.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.domain.text import clean
from tests.hub import Hub, entry

DAY = "2026-08-21"
KNOWN = "2608.90301"

ON_PURPOSE = {
    "avatar_url": "an address of a picture of a person, which nobody reads here",
    "is_pro": "a fact about an account, not about the paper",
    "orgs": "likewise",
    "comments": "hf says 0 where nothing is known",
    "submitted_at": "hf's ls gives the outer publishedAt, which is neither day",
    "username": "hf's ls leaves the submitter's empty",
    "linked_models": "hf reads the short lists of the paper; here are all that its repositories name",
    "linked_datasets": "likewise",
    "linked_spaces": "likewise",
    "num_total_models": "never fewer than are listed",
    "num_total_datasets": "likewise",
}


@pytest.fixture(autouse=True)
def _same_hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "now", lambda: datetime(2026, 9, 1, 12, tzinfo=UTC))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    hub.publish(DAY, authored())


def authored() -> dict[str, object]:
    """Return a paper of which the Hub says what it seldom says."""
    author = {
        "name": "Ada Abara",
        "hidden": False,
        "status": "claimed_verified",
        "statusLastChangedAt": "2026-08-18T09:12:44.310Z",
        "user": {"user": "ada", "fullname": "Ada A. Abara", "avatarUrl": "/a.svg", "isPro": False},
    }
    return entry(id="2608.80001", title="Sources of the Nile", authors=[author], source="arxiv")


def hf(*arguments: str, home: Path) -> str:
    """Return what `hf papers` prints."""
    program = Path(sys.executable).parent / "hf"
    environ = {
        "PATH": os.environ["PATH"],
        "HF_ENDPOINT": os.environ["HF_ENDPOINT"],
        "HF_HOME": str(home / "hf"),
        "no_proxy": "*",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [str(program), "papers", *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def ours(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `paperreader` prints."""
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def once(papers: object) -> object:
    """Return what was printed with a paper that the Hub lists twice as it first stood; here it counts once."""
    if not isinstance(papers, list):
        return papers
    return list({paper["id"]: paper for paper in reversed(papers)}.values())[::-1]


def missing(theirs: object, here: object, path: str = "") -> list[str]:
    """Return where a value of theirs is not here, but for what differs on purpose."""
    if isinstance(theirs, dict) and isinstance(here, dict):
        return [
            line
            for name, value in theirs.items()
            if name not in ON_PURPOSE
            for line in missing(value, here.get(name), f"{path}.{name}")
        ]
    if isinstance(theirs, list) and isinstance(here, list) and len(theirs) == len(here):
        pairs = enumerate(zip(theirs, here, strict=True))
        return [line for place, pair in pairs for line in missing(*pair, f"{path}[{place}]")]
    if isinstance(theirs, str):
        theirs = clean(theirs)
    return [] if theirs == here else [f"{path}: {theirs!r}, here {here!r}"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ls", "--date", DAY, "--format", "json"),
        ("list", "--date", DAY, "--json", "--limit", "3"),
        ("search", "murmuration", "--json"),
        ("info", KNOWN),
        ("info", "2608.80001", "--json"),
    ],
    ids=" ".join,
)
def test_every_field_that_hf_prints_is_printed(
    arguments: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = once(json.loads(hf(*arguments, home=home)))
    here = json.loads(ours(*arguments, capsys=capsys))
    assert theirs, "hf found nothing"
    assert missing(theirs, here) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("ls", "--date", DAY, "-q"),
        ("ls", "--date", DAY, "--format", "quiet", "--limit", "2"),
        ("search", "murmuration", "--quiet"),
        ("ls", "--date", DAY, "--format", "agent"),
        ("search", "murmuration", "--format", "agent"),
    ],
    ids=" ".join,
)
def test_ids_and_rows_are_those_of_hf(
    arguments: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs, here = hf(*arguments, home=home), ours(*arguments, capsys=capsys)
    rows: dict[str, list[str]] = {}
    for line in theirs.splitlines():
        cells = line.split("\t")
        rows.setdefault(cells[0], [cell.replace("None", "") for cell in cells])
    assert rows
    printed = [line.split("\t") for line in here.splitlines()]
    assert [cells[0] for cells in printed] == list(rows)
    # Comments of which nothing is known are 0 for hf.
    assert [
        (theirs, mine)
        for cells in printed
        for theirs, mine in zip(rows[cells[0]], cells, strict=True)
        if clean(theirs) != mine and (theirs, mine) != ("0", "")
    ] == []


def test_a_text_is_read_as_hf_reads_it_and_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = hf("read", KNOWN, home=home)
    assert ours("read", KNOWN, capsys=capsys).split() == theirs.split()
    said = json.loads(ours("read", KNOWN, "--json", capsys=capsys))
    assert said["id"] == KNOWN
    assert said["markdown"].split() == theirs.split()


def test_what_on_the_hub_names_a_paper_is_told_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(ours("show", KNOWN, "--format", "json", capsys=capsys))
    assert told["num_total_models"] == len(told["linked_models"]) >= 3
    assert told == json.loads(ours("info", KNOWN, capsys=capsys))
    assert all(each["id"].startswith(each["author"] + "/") for each in told["linked_models"])


def test_formats_exclude_each_other_and_a_token_is_taken(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ls", "--json", "-q"]) == 2
    assert "use only one of" in capsys.readouterr().err
    ours("ls", "--date", DAY, "--token", "hf_secret", capsys=capsys)
    assert hub.requests[-1].headers["authorization"] == "Bearer hf_secret"


def test_human_is_a_table_and_info_can_be_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    table = ours("ls", "--date", DAY, capsys=capsys)
    assert ours("ls", "--date", DAY, "--format", "human", "--no-truncate", capsys=capsys) == table
    assert ours("info", KNOWN, "--format", "table", capsys=capsys) == ours("show", KNOWN, capsys=capsys)
