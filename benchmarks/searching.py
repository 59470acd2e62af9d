"""Searching the archive as it is typed in the reader: from a key until its result is drawn.

Run: make bench-more. Milliseconds on the clock, keys in turn as a person types them, the real app driven headless on an
archive of 1,000 and of PAPERREADER_PAPERS (20,000) invented papers. What is compared is the growth.
"""

import asyncio
import os
import tempfile
import time
from pathlib import Path

# As the reader has it; Textual reads it when it is imported.
os.environ.setdefault("TEXTUAL_FPS", "120")

from textual.widgets import Input

from benchmarks.keeping import until
from benchmarks.search import LARGEST, TYPED, filled
from paperreader import bootstrap
from paperreader.domain.papers.feed import Archived, Sample
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList

_BETWEEN = 0.12
"""Seconds from one key to the next: a fast typist."""


class Drawn:
    """What the list drew last: the feed its rows are of, and how often it was drawn."""

    def __init__(self) -> None:
        self.lines = 0
        draw = PaperList.render_line

        def counting(rows: PaperList, y: int) -> object:
            self.lines += 1
            return draw(rows, y)

        PaperList.render_line = counting  # type: ignore[method-assign,assignment]


async def measure(home: str, drawn: Drawn) -> list[float]:
    """Return the milliseconds of each key of all that is typed."""
    took = []
    app = PaperReaderApp(bootstrap.build({"PAPERREADER_HOME": home}), bootstrap.now, feed=Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        entry = screen.query_one("#search Input", Input)
        for text in TYPED:
            await pilot.press("S")
            for end in range(1, len(text) + 1):
                wanted, lines, began = Archived(text[:end]), drawn.lines, time.perf_counter()
                entry.value = text[:end]

                def is_there(wanted: Archived = wanted, lines: int = lines) -> bool:
                    if screen._pane.search.query(".filter-problem").first().display:
                        return True
                    shown = screen.listing
                    if shown is None or shown.feed != wanted:
                        return False
                    # Where nothing is found after nothing was, there is nothing to draw.
                    return drawn.lines > lines or not shown.papers

                took.append(1000 * await until(is_there, began))
                await pilot.pause(_BETWEEN)
            await pilot.press("escape")
            await pilot.pause(0.5)
    return took


def main() -> None:
    """Print the table."""
    drawn = Drawn()
    columns: dict[int, list[float]] = {}
    for count in sorted({1000, LARGEST}):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as home:
            archive, _ = filled(Path(home) / "archive.sqlite3", count)
            archive.close()
            columns[count] = sorted(asyncio.run(measure(home, drawn)))
    print(f"{'ms, key to screen':20}" + "".join(f"{count:>12,}" for count in columns) + f"{'ratio':>8}")
    for name, share in (("p50", 0.5), ("p95", 0.95), ("longest", 1.0)):
        cells = [took[min(len(took) - 1, int(len(took) * share))] for took in columns.values()]
        print(f"{name:20}" + "".join(f"{cell:12.1f}" for cell in cells) + f"{cells[-1] / cells[0]:8.2f}")


if __name__ == "__main__":
    main()
