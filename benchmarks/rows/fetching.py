"""Measures fetching 233 days from a hub on loopback beside plain httpx that asks the same pages, and ending while an answer is waited for."""

import itertools
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from shutil import rmtree
from urllib.parse import urlencode

from benchmarks.archive_papers import papers
from benchmarks.archives import KEPT
from benchmarks.bench import PROGRAMS, READER, Bench, Group, environ, reader
from benchmarks.measuring import Figures, Measured, milliseconds
from benchmarks.table import Judged, Row
from paperreader.domain.papers.paper import Paper
from tests.hub import OMIT, Entry, Hub, entry
from tests.hub.apart import hub_apart

_SINCE, _UNTIL = date(2026, 1, 1), date(2026, 8, 21)
_A_DAY = 50
_FAR = 0.1
"""Seconds for a page of a hub that is not on loopback."""


def _days() -> dict[str, list[Entry]]:
    days = [(_SINCE + timedelta(days=number)).isoformat() for number in range((_UNTIL - _SINCE).days + 1)]
    some = papers(_A_DAY * len(days))
    return {day: [_entry(paper, day) for paper in itertools.islice(some, _A_DAY)] for day in days}


def _entry(paper: Paper, day: str) -> Entry:
    return entry(
        id=paper.key,
        title=paper.title,
        day=day,
        summary=paper.abstract,
        authors=[author.name for author in paper.authors],
        ai_summary=paper.ai_summary or OMIT,
        ai_keywords=list(paper.ai_keywords),
        upvotes=paper.upvotes,
    )


def _fetch(home: Path, url: str, name: str) -> Figures:
    rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    argv = [str(READER), "fetch", "--since", _SINCE.isoformat(), "--until", _UNTIL.isoformat(), "--quiet"]
    env = environ(home, HF_ENDPOINT=url)
    run = partial(subprocess.run, argv, env=env, check=True, capture_output=True)
    return {name: milliseconds(run)}


def _plain(home: Path, url: str, name: str, paths: list[str]) -> Figures:
    argv = [sys.executable, str(PROGRAMS / "plain_fetch.py")]
    addresses = "\n".join(url + path for path in paths)
    run = partial(subprocess.run, argv, env=environ(home), input=addresses, text=True, check=True)
    return {name: milliseconds(run)}


def _fetching(bench: Bench) -> Mapping[str, Measured | str]:
    days, home = _days(), (KEPT / "fetched").absolute()
    with Hub(days, today=_UNTIL.isoformat()) as hub:
        _fetch(home, hub.url, "fetch")
        paths = [f"{request.path}?{urlencode(request.query)}" for request in hub.requests]
    found: dict[str, Measured] = {}
    with hub_apart(days) as hub:
        found |= bench.beside(
            partial(_fetch, home, hub.url, "fetch"),
            partial(_plain, home, hub.url, "fetch", paths),
            max(1, bench.few // 2),
        )
        # Half a minute each, of which most is waiting: once is enough.
        hub.slow_down(_FAR)
        theirs = _plain(home, hub.url, "fetch-far", paths)["fetch-far"]
        ours = _fetch(home, hub.url, "fetch-far")["fetch-far"]
        found["fetch-far"] = Measured((ours,), (theirs, theirs))
    return found


def _ended(home: Path, hub: Hub) -> Figures:
    hub.requests.clear()
    with hub.hold(), reader(home, "--date", _UNTIL.isoformat(), HF_ENDPOINT=hub.url) as terminal:
        terminal.until(b"Daily")
        terminal.until_so(lambda: bool(hub.requests) or terminal.read(1), "a request")
        terminal.until_quiet(0.5)
        return {"quit-fetching": terminal.leave()}


def _ending(bench: Bench) -> Mapping[str, Measured | str]:
    home = bench.home
    with Hub() as hub:
        return bench.alone(lambda: _ended(home, hub))


GROUPS = (
    Group(
        (
            Row(
                name="fetch",
                what="fetching 233 days from a hub on loopback",
                peer="plain httpx, the same pages thrown away",
                most=1.25,
            ),
            Row(
                name="fetch-far",
                what="the same from a hub that takes 0.1 s for a page",
                peer="plain httpx, the same pages thrown away",
            ),
        ),
        _fetching,
    ),
    Group(
        (
            Row(
                name="quit-fetching", what="`q` to the prompt, while fetching", most=100, judged=Judged.MEDIAN
            ),
        ),
        _ending,
    ),
)
