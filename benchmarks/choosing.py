"""How long a key would wait while 5,000 rows are selected and something is done with all of them.

Run: make bench-more. A task that wakes every millisecond stands for the keys; told is the longest it could not, of the time
that passed and of the time this process was at work the shorter, so that what else runs on the machine does not count.
The real app, driven headless, its files on disk. The best of some rounds; exit 1 where one is beyond what it may be.
With the name of a step as its argument, that step is profiled and not measured.
"""

import asyncio
import cProfile
import pstats
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.bookmarks import full
from benchmarks.faults import MOST_DELAY, Keys
from paperreader import bootstrap
from paperreader.cli.reader import collect_garbage_seldom
from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.services.papers import navigation
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.dialogs.menu import Menu
from tests.store.bookmarks.direct import DirectStore
from tests.ui.reader import press_at_once

NUMBER = 5_000
ROUNDS = 3


class Bench:
    """Does steps in a reader, and notes how long a key would have waited in each."""

    def __init__(self, app: PaperReaderApp, profiled: str) -> None:
        self._app = app
        self._profiled = profiled
        self.took: dict[str, float] = {}

    async def do(self, name: str, keys: list[str], is_done: Callable[[], bool]) -> None:
        """Press keys and wait until what they ask for is done."""
        await self._at_rest()
        profile = cProfile.Profile()
        if name == self._profiled:
            profile.enable()
        typing = Keys()
        task = asyncio.create_task(typing.run())
        await asyncio.sleep(0.01)
        for key in keys:
            press_at_once(self._app, key)
            await asyncio.sleep(0.02)
        await until(is_done)
        await self._at_rest()
        task.cancel()
        if name == self._profiled:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        self.took[name] = typing.worst

    async def _at_rest(self) -> None:
        await self._app._changes.finish()
        await asyncio.sleep(0.3)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(20_000):
        if is_so():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came to that")


async def measure(home: Path, profiled: str) -> dict[str, float]:
    """Return the longest wait of each step in one run of the reader."""
    app = PaperReaderApp(bootstrap.build({"PAPERREADER_HOME": str(home)}), bootstrap.now, feed=Sample())
    async with app.run_test(size=(120, 40)):
        await until(lambda: isinstance(app.screen, BrowseScreen))
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        await until(lambda: bool(screen.listing) and len(app.snapshot.bookmarks) == NUMBER)
        bench = Bench(app, profiled)
        await in_the_panel(bench, app, screen, home)
        await in_the_list(bench, app, screen)
    return bench.took


async def in_the_panel(bench: Bench, app: PaperReaderApp, screen: BrowseScreen, home: Path) -> None:
    """Select all bookmarks, and do everything with them."""
    panel = screen._bookmarks.list
    await bench.do("enter the panel", ["B"], lambda: panel.has_focus)
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do("choose one less", ["m", "k", "m"], lambda: len(panel.selected) == NUMBER)
    await bench.do("move", ["j", "j", "j"], lambda: panel.cursor >= 3)
    await bench.do(
        "status", ["equals_sign"], lambda: {each.status for each in app.snapshot.bookmarks} == {Status.READ}
    )
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do(
        "tags", ["number_sign", "n", "e", "w", "enter"], lambda: "new" in app.snapshot.bookmarks[-1].tags
    )
    await bench.do("undo", ["u"], lambda: "new" not in app.snapshot.bookmarks[-1].tags)
    await bench.do("redo", ["U"], lambda: "new" in app.snapshot.bookmarks[-1].tags)
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do("mark read", ["space"], lambda: app.marks.get(panel.rows[-1].paper.key) is Mark.READ)
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do("copy", ["y"], lambda: bool(app._services.desktop.last_copied))
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do("open", ["o"], lambda: isinstance(app.screen, Menu))
    await bench.do("not after all", ["escape"], lambda: app.screen is screen)
    await bench.do("export", ["e", "c", "b", *str(home / "x"), "enter"], (home / "x").exists)
    await bench.do("choose all", ["M"], lambda: len(panel.selected) == NUMBER)
    await bench.do("remove", ["b"], lambda: not app.snapshot.bookmarks)
    await bench.do("undo the removal", ["u"], lambda: len(app.snapshot.bookmarks) == NUMBER)


async def in_the_list(bench: Bench, app: PaperReaderApp, screen: BrowseScreen) -> None:
    """Select all papers of a listing, and do with them what can't be done with bookmarks alone."""
    rows = screen._pane.list
    papers = tuple(bookmark.paper for bookmark in app.snapshot.bookmarks)
    listing = Listing(feed=Sample(), papers=papers, origin=ListingOrigin.SAMPLE)
    answered = navigation.answer(screen._navigation, screen._navigation.request, listing)
    screen.call_later(screen._navigate, answered)
    await until(lambda: len(rows.rows) == NUMBER)
    await bench.do("to the list", ["B"], lambda: rows.has_focus)
    await bench.do("choose all papers", ["M"], lambda: len(rows.selected) == NUMBER)
    await bench.do("remove papers", ["b"], lambda: not app.snapshot.bookmarks)
    await bench.do("choose all papers", ["M"], lambda: len(rows.selected) == NUMBER)
    await bench.do("keep papers", ["b"], lambda: len(app.snapshot.bookmarks) == NUMBER)
    await bench.do("choose all papers", ["M"], lambda: len(rows.selected) == NUMBER)
    await bench.do("skip papers", ["x"], lambda: app.marks[papers[-1].key] is Mark.SKIPPED)


def main() -> None:
    """Print the longest waits."""
    profiled = sys.argv[1] if len(sys.argv) > 1 else ""
    collect_garbage_seldom()
    runs = []
    for _ in range(1 if profiled else ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            DirectStore(home / "bookmarks.json", home / "state" / "bookmarks").keep_all(
                [full(each) for each in range(NUMBER)]
            )
            runs.append(asyncio.run(measure(home, profiled)))
    best = {name: min(run[name] for run in runs) for name in runs[0]}
    for name, worst in best.items():
        print(f"{name:<20} {worst * 1000:6.0f} ms")
    sys.exit(max(best.values()) > MOST_DELAY)


if __name__ == "__main__":
    main()
