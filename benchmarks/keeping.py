"""What 5,000 full bookmarks cost beside 50, as the user feels it: opening, keeping one more, tagging, filtering.

Run: make bench-more. Seconds on the clock until the screen shows the result, medians over rounds in which the two numbers
take turns; the real app, driven headless, its files on disk. What is compared is the ratio.
"""

import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from textual.strip import Strip
from textual.widgets import Input

from benchmarks.bookmarks import full
from benchmarks.long_listing import timed
from paperreader import bootstrap
from paperreader.domain.papers.feed import Sample
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.row_list import RowList
from tests.store.bookmarks.direct import DirectStore

NUMBERS = (50, 5_000)
ROUNDS = 6
TYPED = "lanterns"


class Painted:
    """Counts the lines that were drawn of each list."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = defaultdict(int)
        draw = RowList.render_line

        def counting(rows: RowList[object], y: int) -> Strip:
            self.lines[rows.id or ""] += 1
            return draw(rows, y)

        RowList.render_line = counting  # type: ignore[method-assign,assignment]

    def once_more(self, name: str) -> Callable[[], bool]:
        """Return what tells whether a list was drawn since now."""
        before = self.lines[name]
        return lambda: self.lines[name] > before


async def key_presses(
    app: PaperReaderApp, papers: PaperList, painted: Painted, took: dict[str, list[float]]
) -> None:
    """Press some keys while the bookmarks are being read."""
    for place in range(1, 6):
        pressed = time.perf_counter()
        drawn = painted.once_more("papers")
        app.simulate_key("j")
        took["key while they open"].append(
            await until(lambda place=place, drawn=drawn: papers.cursor >= place and drawn(), pressed)  # type: ignore[misc]
        )


async def measure(home: str, number: int, painted: Painted, *, is_keyed: bool) -> dict[str, list[float]]:
    """Return the seconds of each act in one run of the reader; in some of them keys are pressed from the start."""
    took: dict[str, list[float]] = defaultdict(list)
    app = PaperReaderApp(bootstrap.build({"PAPERREADER_HOME": home}), bootstrap.now, feed=Sample())
    began = time.perf_counter()
    async with app.run_test(size=(120, 40)) as pilot:
        while not isinstance(app.screen, BrowseScreen) or not app.screen.query(PaperList):
            await asyncio.sleep(0)
        screen = app.screen
        papers, panel = screen._pane.list, screen._bookmarks.list
        took["first papers drawn"].append(
            await until(lambda: painted.lines["papers"] > 0 and bool(papers.rows), began)
        )
        if is_keyed:
            await key_presses(app, papers, painted, took)
        listed = await until(lambda: len(panel.rows) == number, began)
        if not is_keyed:
            took["bookmarks listed"].append(listed)
        await pilot.pause(0.3)
        for kept in range(8):
            await pilot.press("j")
            await pilot.pause(0.1)
            drawn = painted.once_more("papers")
            saved = app.snapshot.saved
            began = time.perf_counter()
            app.simulate_key("b")
            took["kept, marked"].append(
                await until(
                    lambda kept=kept, drawn=drawn: len(app.snapshot.kept) > number + kept and drawn(), began
                )
            )  # type: ignore[misc]
            took["kept, on disk and counted"].append(
                await until(lambda saved=saved: app.snapshot.saved != saved, began)
            )  # type: ignore[misc]
            await pilot.pause(0.1)
        await pilot.press("B")
        for _ in range(8):
            drawn = painted.once_more("bookmarks-list")
            took["key in the panel"].append(await timed(lambda: app.simulate_key("j"), drawn))
        await pilot.press("slash")
        await pilot.pause(0.3)
        entry = screen.query_one("#bookmarks-filter Input", Input)
        for end in range(1, len(TYPED) + 1):
            rows = panel.rows
            drawn = painted.once_more("bookmarks-list")
            took["filter keystroke"].append(
                await timed(
                    lambda end=end: setattr(entry, "value", TYPED[:end]),
                    lambda rows=rows, drawn=drawn: panel.rows is not rows and drawn(),
                )  # type: ignore[misc]
            )
            await pilot.pause(0.15)
    return took


async def until(is_so: Callable[[], bool], began: float) -> float:
    """Return the seconds from `began` until something is so."""
    while not is_so():
        assert time.perf_counter() < began + 20, "it never came to that"
        # Looking without a pause would take the processor from what is waited for.
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    took: list[dict[str, list[float]]] = [defaultdict(list), defaultdict(list)]
    painted = Painted()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        for turn in range(ROUNDS):
            for kind, number in enumerate(NUMBERS):
                home = Path(folder) / f"{turn}-{kind}"
                home.mkdir()
                DirectStore(home / "bookmarks.json", home / "state" / "bookmarks").keep_all(
                    [full(each) for each in range(number)]
                )
                painted.lines.clear()
                for name, seconds in asyncio.run(
                    measure(str(home), number, painted, is_keyed=bool(turn % 2))
                ).items():
                    took[kind][name] += seconds
    print(f"{'median of clock time':28}{NUMBERS[0]:>12,}{NUMBERS[1]:>12,}{'ratio':>8}")
    for name in took[0]:
        few, many = (statistics.median(each[name]) for each in took)
        print(f"{name:28}{few * 1000:10.1f}ms{many * 1000:10.1f}ms{many / few:8.2f}")


if __name__ == "__main__":
    main()
