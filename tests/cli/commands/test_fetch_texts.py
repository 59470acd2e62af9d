"""`paperreader fetch --text`: what it fetches, what it says, and how it ends."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from paperreader.cli import run
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import SourceBusy, SourceUnreachable
from paperreader.services.reading.full_texts import FullTexts
from paperreader.services.reading.text_fetching import TextFetching, TextProgress
from tests.hub import Fault, Hub, texts
from tests.hub.answers import Answer
from tests.services.reading.test_full_texts import over
from tests.sources.builders import NOON, HastyClock

_KEPT = [texts.DEEP, texts.ONLY_HTML, "2608.90202", texts.CODE]


@pytest.fixture(autouse=True)
def _endpoints(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("ARXIV_ENDPOINT", hub.url)


@pytest.fixture
def _kept(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bookmarks", "add", *_KEPT]) == 0
    capsys.readouterr()
    hub.requests.clear()


@pytest.mark.usefixtures("_kept")
def test_the_texts_of_all_bookmarks_are_fetched_once(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", "--text"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "0/4 papers, 0 texts fetched",
        "4 bookmarked papers: 3 texts fetched, 0 already here, 1 not available",
    ]
    hub.requests.clear()
    assert run(["fetch", "--text"]) == 0
    assert "0 texts fetched, 3 already here, 1 not available" in capsys.readouterr().err
    assert [request.path for request in hub.requests] == ["/papers/2608.90202.md", "/html/2608.90202"]
    assert run(["read", texts.CODE, "--offline"]) == 0


@pytest.mark.usefixtures("_kept")
def test_one_that_fails_is_passed_over_and_told(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.texts[f"/papers/{texts.DEEP}.md"] = Answer(403, b"", {})
    assert run(["fetch", "--text"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-2:] == [
        "4 bookmarked papers: 2 texts fetched, 0 already here, 1 not available, 1 failed",
        f"paperreader: {texts.DEEP}: Hugging Face refuses access (status 403)",
    ]
    hub.texts.clear()
    assert run(["fetch", "--text"]) == 0
    assert "1 text fetched, 2 already here" in capsys.readouterr().err


def test_without_bookmarks_there_is_nothing_to_do(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", "--text"]) == 0
    assert "0 bookmarked papers: 0 texts fetched, 0 already here, 0 not available" in capsys.readouterr().err
    assert run(["fetch", "--text", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert hub.requests == []


@pytest.mark.parametrize("flag", [["--since", "2026-08-20"], ["--until", "2026-08-20"], ["--newest-first"]])
def test_days_and_texts_are_two_things(flag: list[str]) -> None:
    assert run(["fetch", "--text", *flag]) == 2


@pytest.mark.usefixtures("_kept")
def test_stopped_it_goes_on_where_it_was(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "paperreader", "fetch", "--text"]
    with (
        hub.hold(f"/html/{texts.ONLY_HTML}"),
        subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ, text=True) as process,
    ):
        assert process.stderr is not None
        asked = [request for request in hub.requests if request.path.startswith("/html/")]
        while not asked:
            hub.wait_for_requests(len(hub.requests) + 1, 30)
            asked = [request for request in hub.requests if request.path == f"/html/{texts.ONLY_HTML}"]
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(30) == 130
    assert said.endswith("Stopped. To resume: paperreader fetch --text\n")
    assert run(["fetch", "--text"]) == 0
    assert "3 texts fetched" not in capsys.readouterr().err


async def _all(service: FullTexts, *keys: str, sleeps: list[float] | None = None) -> list[TextProgress]:
    async def sleep(seconds: float) -> None:
        if sleeps is not None:
            sleeps.append(seconds)

    fetching = TextFetching(service, service._library, HastyClock(), sleep)
    return [step async for step in fetching.texts(map(PaperKey, keys))]


async def test_a_pause_that_is_asked_for_is_kept(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with over(hub, tmp_path) as service:
        asked: list[str] = []
        usual = service.full_text

        async def busy_once(key: PaperKey) -> object:
            asked.append(key)
            if len(asked) == 1:
                raise SourceBusy("a pause", retry_at=NOON + timedelta(minutes=5))
            return await usual(key)

        monkeypatch.setattr(service, "full_text", busy_once)
        sleeps: list[float] = []
        steps = await _all(service, texts.DEEP, sleeps=sleeps)
    assert sleeps
    assert [step.waiting_until is not None for step in steps].count(True) >= 1
    assert (steps[-1].fetched, steps[-1].done) == (1, 1)


async def test_without_a_network_it_ends_after_the_second(hub: Hub, tmp_path: Path) -> None:
    hub.fail(Fault.STATUS_503, path="/")
    async with over(hub, tmp_path) as service:
        with pytest.raises(SourceUnreachable):
            await _all(service, texts.DEEP, texts.CODE, texts.TABLES, texts.LONG)
    papers = {request.path.removeprefix("/papers/") for request in hub.requests if "/papers/" in request.path}
    assert papers == {f"{texts.DEEP}.md", f"{texts.CODE}.md"}
