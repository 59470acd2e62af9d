"""What answers made to be slow cost when they are read as full texts, and what texts made to be slow cost when they are shown.

Run: make soak. Every answer is as long as may come, every text as long as may be kept. What waits, and how it is measured, is
as in `faults`; the longest wait counts. What is beyond a fiftieth of a second are pauses of Python's garbage collector
over what a whole text of that length takes. Exit 1 where a figure is beyond what it may be.
"""

import asyncio
import gc
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks import faults
from benchmarks.memory import watched
from paperreader import bootstrap
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.full_text import MAX_CHARACTERS, MAX_LINES, FullText, TextOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import SourceError
from paperreader.sources.arxiv.texts import MAX_BYTES
from paperreader.sources.http.host_policy import USUAL
from paperreader.sources.http.response import Response
from paperreader.store.archive.archive import Archive
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.kit import requests
from paperreader.ui.reading.screen import ReadingScreen
from paperreader.ui.reading.view import ReadingView

MOST_DELAY = 0.25
"""Seconds between a key and its answer, twice what was found: pauses of the collector differ between machines."""
MOST_OF: Final[Mapping[TextOrigin, int]] = {TextOrigin.HUB: USUAL.max_bytes, TextOrigin.ARXIV: MAX_BYTES}
"""Of an answer; more is not waited for."""
_KEY: Final = PaperKey("2608.90101")
_NOW: Final = datetime(2026, 8, 21, 15, tzinfo=UTC)
_TABLE = "|a|b|\n|-|-|\n"


def _much(piece: str) -> str:
    return piece * min(MAX_CHARACTERS // len(piece), MAX_LINES // max(1, piece.count("\n")))


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
    "sequences": _much("\x1b]0;"),
    "sequences, lines": _much("tide \x1b[31mreef\n\n"),
    "invisible": _much("a\u200b"),
}
PAGES: Final[Mapping[str, tuple[TextOrigin, str, str]]] = {
    "lines": (TextOrigin.HUB, "", "a\n"),
    "headings": (TextOrigin.HUB, "", "# a\n"),
    "emoji": (TextOrigin.HUB, "", "\U0001f600"),
    "depth": (TextOrigin.ARXIV, "", "<div>"),
    "paragraphs": (TextOrigin.ARXIV, "", "<p>a"),
    "bold": (TextOrigin.ARXIV, "", "<b>a</b>"),
    "cells": (TextOrigin.ARXIV, "<table><tr>", "<td>a"),
    "long paragraphs": (TextOrigin.ARXIV, "", f"<p>{'lantern ' * 30}"),
    "attributes": (TextOrigin.ARXIV, "<p ", "a "),
    "formulas": (TextOrigin.ARXIV, "", f"<math alttext='{'x+' * 100}'/>"),
    "emoji in HTML": (TextOrigin.ARXIV, "", "\U0001f600"),
}
"""Whose answer, what it begins with, and what comes again and again."""


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


async def waited(doing: Awaitable[object]) -> float:
    """Return the longest wait of a key while something is done, and a moment after it."""
    keys = faults.Keys()
    typing = asyncio.create_task(keys.run())
    await doing
    await asyncio.sleep(0.3)
    typing.cancel()
    return keys.worst


async def measure(markdown: str) -> tuple[float, float]:
    """Return the longest waits while a text is opened, and while somebody goes through it."""
    with tempfile.TemporaryDirectory() as home:
        nowhere = dict.fromkeys(("HF_ENDPOINT", "ARXIV_ENDPOINT"), "http://127.0.0.1:9")
        # As another program may have put it there: not cleaned.
        with closing(Archive.open(Path(home, "archive.sqlite3"))) as archive:
            longest = "\n".join(markdown[:MAX_CHARACTERS].split("\n")[:MAX_LINES])
            archive.texts.save(FullText(_KEY, longest, TextOrigin.HUB, _NOW))
        services = bootstrap.build({**nowhere, "PAPERREADER_HOME": home})
        app = PaperReaderApp(services, lambda: _NOW, None, Sample())
        # As the program does when it has started.
        gc.collect()
        gc.freeze()
        async with app.run_test(size=(100, 30)) as pilot:
            await _until(lambda: app.screen is not app.screen_stack[0])
            opening = await waited(_open(app))
            reading = max([await waited(pilot.press(*keys)) for keys in (("pagedown", "j"), ("G",), ("g",))])
        gc.unfreeze()
    return opening, reading


def _answer(origin: TextOrigin, beginning: str, piece: str) -> Response:
    is_page = origin is TextOrigin.ARXIV
    start = f'<html><article class="ltx_document">{beginning}'.encode() if is_page else b""
    body = start + piece.encode() * ((MOST_OF[origin] - len(start)) // len(piece.encode()))
    return Response(
        200, "http://127.0.0.1/", {"content-type": "text/html" if is_page else "text/markdown"}, body
    )


async def read(origin: TextOrigin, answer: Response, most: Callable[[], int]) -> tuple[float, int, str]:
    """Return the longest wait while an answer is read, the most memory meanwhile, and what came of it."""
    told = "understood"

    async def reading() -> None:
        nonlocal told
        try:
            await bootstrap.read_texts(os.environ)(origin, _KEY, answer)
        except SourceError as error:
            told = error.message

    most()
    return await waited(reading()), most(), told


def answers_are_well(most: Callable[[], int]) -> bool:
    """Print the table of answers, and tell whether all was within bounds."""
    is_well, idle = True, most()
    print(f"{'answer':17}{'reading, ms':>14}{'memory, MB':>12}")
    for name, (origin, beginning, piece) in PAGES.items():
        delay, taken, told = asyncio.run(read(origin, _answer(origin, beginning, piece), most))
        is_within = delay <= faults.MOST_DELAY and taken - idle <= faults.MOST_MEMORY
        is_well = is_well and is_within
        print(
            f"{name:17}{delay * 1000:14.1f}{(taken - idle) / 1e6:12.0f}  {'' if is_within else 'TOO MUCH: '}{told}",
            flush=True,
        )
    return is_well


async def _open(app: PaperReaderApp) -> None:
    app.post_message(requests.ShowFullText(Paper(key=_KEY, title="Asked for")))
    await _until(lambda: isinstance(app.screen, ReadingScreen))
    view = app.screen.query_one(ReadingView)
    await _until(lambda: view._text is not None and view.virtual_size.height > view.size.height)


def texts_are_well() -> bool:
    """Print the table of texts, and tell whether all was within bounds."""
    is_well = True
    print(f"{'text':17}{'opening, ms':>14}{'reading, ms':>14}")
    for name, markdown in TEXTS.items():
        opening, reading = asyncio.run(measure(markdown))
        is_within = max(opening, reading) <= MOST_DELAY
        is_well = is_well and is_within
        print(
            f"{name:17}{opening * 1000:14.1f}{reading * 1000:14.1f}{'' if is_within else '  TOO MUCH'}",
            flush=True,
        )
    return is_well


def main() -> int:
    """Print both tables; 1 if a figure is beyond what it may be."""
    with watched() as most:
        is_well = answers_are_well(most)
    return 0 if texts_are_well() and is_well else 1


if __name__ == "__main__":
    sys.exit(main())
