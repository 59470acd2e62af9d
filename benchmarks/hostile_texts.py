"""How long a key waits while a full text made to be slow is opened, read on in, and gone through.

Run: make soak. Every text is as long as may be kept. What waits, and how it is measured, is as in `faults`; the longest
wait counts. What is beyond a fiftieth of a second are pauses of Python's garbage collector over what a whole text of that
length takes. Exit 1 where a figure is beyond what it may be.
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from textual.pilot import Pilot

from benchmarks.faults import Keys
from paperreader import bootstrap
from paperreader.domain.feed import Sample
from paperreader.domain.full_text import FullText, TextOrigin
from paperreader.domain.paper import Paper, PaperKey
from paperreader.services.full_texts import FullTexts
from paperreader.sources.text_reading import MOST_CHARACTERS, MOST_LINES
from paperreader.ui import requests
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.screens.reading import ReadingScreen
from paperreader.ui.widgets.reading_view import ReadingView

MOST_DELAY = 0.25
"""Seconds between a key and its answer, twice what was found: pauses of the collector differ between machines."""
_KEY: Final = PaperKey("2608.90101")
_NOW: Final = datetime(2026, 8, 21, 15, tzinfo=UTC)
_TABLE = "|a|b|\n|-|-|\n"


def _much(piece: str) -> str:
    return piece * min(MOST_CHARACTERS // len(piece), MOST_LINES // max(1, piece.count("\n")))


TEXTS: Final[Mapping[str, str]] = {
    "a line": _much("lantern "),
    "a word": _much("x"),
    "a heading": "# " + _much("a "),
    "a row": f"{_TABLE}{_much('|a')}",
    "a wide table": "\n".join([_much("|a")[:600_000], _much("|-")[:600_000], _much("|b")[:600_000]]),
    "rows": _TABLE + _much("|a|b|\n"),
    "lines": _much("lantern rests\n"),
    "items": _much("- a\n"),
    "code": f"```\n{_much('x ')}",
    "a formula": f"$${_much('x+')}$$",
    "links": _much("[a](b)"),
    "emoji": _much("\U0001f600"),
    "accents": _much("e\u0301"),
}


class _Texts:
    """The source of one text."""

    def __init__(self, markdown: str) -> None:
        self._markdown = markdown

    async def full_text(self, key: PaperKey) -> FullText:
        return FullText(key, self._markdown[:MOST_CHARACTERS], TextOrigin.HUB, _NOW)

    async def close(self) -> None: ...


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


async def waited(doing: Awaitable[object]) -> float:
    """Return the longest wait of a key while something is done, and a moment after it."""
    keys = Keys()
    typing = asyncio.create_task(keys.run())
    await doing
    await asyncio.sleep(0.3)
    typing.cancel()
    return keys.worst


async def measure(markdown: str) -> tuple[float, float]:
    """Return the longest waits while a text is opened, and while somebody goes through it."""
    with tempfile.TemporaryDirectory() as home:
        nowhere = dict.fromkeys(("HF_ENDPOINT", "ARXIV_ENDPOINT"), "http://127.0.0.1:9")
        services = bootstrap.build({**nowhere, "PAPERREADER_HOME": home})
        services = replace(services, full_texts=FullTexts(services.library, (_Texts(markdown),)))
        app = PaperReaderApp(services, lambda: _NOW, None, Sample())
        # As the program does when it has started.
        gc.collect()
        gc.freeze()
        async with app.run_test(size=(100, 30)) as pilot:
            await _until(lambda: app.screen is not app.screen_stack[0])
            opening = await waited(_open(app))
            reading = max(
                [await waited(_press(pilot, *keys)) for keys in (("pagedown", "j"), ("G",), ("g",))]
            )
        gc.unfreeze()
    return opening, reading


async def _open(app: PaperReaderApp) -> None:
    app.post_message(requests.ShowFullText(Paper(key=_KEY, title="Asked for")))
    await _until(lambda: isinstance(app.screen, ReadingScreen))
    view = app.screen.query_one(ReadingView)
    await _until(lambda: view.text is not None and view.virtual_size.height > view.size.height)


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)


def main() -> int:
    """Print the table; 1 if a figure is beyond what it may be."""
    is_well = True
    print(f"{'text':15}{'opening, ms':>14}{'reading, ms':>14}")
    for name, markdown in TEXTS.items():
        opening, reading = asyncio.run(measure(markdown))
        is_within = max(opening, reading) <= MOST_DELAY
        is_well = is_well and is_within
        print(
            f"{name:15}{opening * 1000:14.1f}{reading * 1000:14.1f}{'' if is_within else '  TOO MUCH'}",
            flush=True,
        )
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
