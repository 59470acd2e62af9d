"""`ls --sort rise`: what rose most since yesterday comes first."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.domain.papers.paper import PaperKey
from paperreader.store.archive.archive import Archive
from tests.hub import Hub
from tests.store.builders import NOON


def test_papers_are_ordered_by_their_rise(
    hub: Hub, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setattr(bootstrap, "now", lambda: NOON)
    listed = ["ls", "--date", "2026-08-21", "--format", "ids"]
    assert run(listed) == 0
    ids = capsys.readouterr().out.split()
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        for name, before in ((ids[2], -90), (ids[4], -100), (ids[1], 5)):
            paper = archive.paper(PaperKey(name))
            assert paper is not None
            assert paper.upvotes is not None
            archive.store_paper(replace(paper, upvotes=paper.upvotes + before), NOON - timedelta(days=1))
    assert run([*listed, "--sort", "rise", "--offline"]) == 0
    first = [ids[4], ids[2], ids[1]]
    assert capsys.readouterr().out.split() == first + [name for name in ids if name not in first]
