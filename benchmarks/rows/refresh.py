"""Measures the longest stall of the event loop while 100 new papers come in: a task that wakes every millisecond stands for the keys."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from benchmarks.bench import Bench, Group
from benchmarks.faults import Keys
from benchmarks.measuring import Figures, Measured
from benchmarks.table import Judged, Row
from paperreader import bootstrap
from paperreader.cli.reader import collect_garbage_seldom
from paperreader.domain.papers.feed import Edition, Period
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from tests.hub import entry
from tests.hub.apart import HubApart, hub_apart
from tests.ui.reader import press_at_once

_NEW, _BEFORE = 100, 60
_DAY = "2026-08-21"


async def _stalled(home: Path, hub: HubApart, turn: int) -> float:
    """Return the longest the event loop did nothing while new papers came in, in milliseconds."""
    environ = {"PAPERREADER_HOME": str(home / f"refresh-{turn}"), "HF_ENDPOINT": hub.url}
    day = Edition.from_name(Period.DAY, _DAY)
    app = PaperReaderApp(bootstrap.build(environ), bootstrap.now, feed=day)
    async with app.run_test(size=(140, 40)):
        shown = await _papers(app, 1)
        await asyncio.sleep(1)
        for number in range(_NEW):
            new = entry(id=f"26{turn + 10}.{number:05}", title=f"New {number}", day=_DAY, upvotes=number)
            hub.publish(_DAY, new)
        typing = Keys()
        task = asyncio.create_task(typing.run())
        await asyncio.sleep(0.01)
        press_at_once(app, "r")
        await _papers(app, shown + _NEW)
        await asyncio.sleep(0.5)
        task.cancel()
    return typing.worst * 1000


async def _papers(app: PaperReaderApp, at_least: int) -> int:
    """Wait until the reader has so many papers, and return how many it has."""
    for _ in range(20_000):
        screen = app.screen_stack[-1] if app.screen_stack else None
        if isinstance(screen, BrowseScreen) and screen.listing and len(screen.listing.papers) >= at_least:
            return len(screen.listing.papers)
        await asyncio.sleep(0.001)
    raise TimeoutError(f"{at_least} papers never came")


def _refresh(bench: Bench) -> Mapping[str, Measured | str]:
    collect_garbage_seldom()
    home = bench.home
    papers = [entry(id=f"2601.{number:05}", title=f"Paper {number}", day=_DAY) for number in range(_BEFORE)]
    took: list[Figures] = []
    for turn in range(bench.few):
        with hub_apart({_DAY: papers}) as hub:
            took.append({"stall": asyncio.run(_stalled(home, hub, turn))})
    return {"stall": Measured(tuple(each["stall"] for each in took))}


GROUPS = (
    Group(
        (
            Row(
                name="stall",
                what="longest stall of the event loop while 100 new papers come in",
                most=16,
                judged=Judged.MEDIAN,
            ),
        ),
        _refresh,
    ),
)
