"""What reading a full text of 300 kB or 1 MB costs beside one of 10 kB: first page, a key, a page, going on in its middle.

Run: make bench-more. Seconds on the clock until the screen shows the result, medians over rounds in which the lengths take
turns; the real app, driven headless, with the texts in its archive. Wanted: the first page within 300 ms, a key drawn
within 50 ms, also while the rest of the text is still being set; going on in the middle of a text may wait for what is
before it to be read. The worst of the keys pressed while the text is set is told, too.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from textual.strip import Strip

from paperreader import bootstrap
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.full_text import FullText, ReadingPosition, TextOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean_lines
from paperreader.sources.arxiv.html.latexml import markdown_of
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.kit import requests
from paperreader.ui.reading.screen import ReadingScreen
from paperreader.ui.reading.view import ReadingView
from tests.hub import texts

SIZES = (10_000, 300_000, 1_000_000)
ROUNDS = 5
WRITTEN = ("LONG", "FORMULAS", "DEEP", "BROKEN", "TABLES", "ONLY_HTML", "CITED", "CODE", "HUGE", "HOSTILE")
"""The texts of the test hub, by their names there."""


def markdown(size: int) -> str:
    """Return an invented text: sections of paragraphs with citations and formulas, some tables and lists."""
    chance = random.Random(size)
    words = [
        "model",
        "agent",
        "token",
        "layer",
        "loss",
        "data",
        "of",
        "the",
        "and",
        "with",
        "a",
        "for",
        "attention",
        "scaling",
        "from",
    ]
    parts, length = ["# An Invented Text"], 0
    while length < size:
        number = len(parts)
        text = " ".join(chance.choices(words, k=90))
        part = f"{text} $\\alpha_{{{number}}}^2$ as [{number}](#b{number}) says, {text[:60]}."
        if number % 12 == 1:
            part = f"## Section {number}\n\n{part}"
        if number % 25 == 0:
            rows = "\n".join(f"| {row} | {chance.random():.3f} | {text[:40]} |" for row in range(8))
            part += f"\n\n| name | value | remark |\n|---|---|---|\n{rows}"
        if number % 10 == 0:
            part += "\n\n$$\n\\sum_{i=1}^{n} \\frac{x_i}{\\sigma^2} = \\mathbb{E}[x]\n$$\n\n- one\n- two"
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts)


class Drawn:
    """Which line of which text was drawn last, and whether anything was."""

    def __init__(self) -> None:
        self.top = -1
        draw = ReadingView.render_line

        def noting(view: ReadingView, y: int) -> Strip:
            if view.position is not None:
                self.top = view.scroll_offset.y
            return draw(view, y)

        ReadingView.render_line = noting  # type: ignore[method-assign,assignment]


async def timed(act: Callable[[], object], is_drawn: Callable[[], bool]) -> float:
    """Return the seconds from an act until its result is drawn."""
    start = time.perf_counter()
    act()
    while not is_drawn():
        # Looking without a pause would take the processor from what is waited for.
        await asyncio.sleep(0.001)
    return time.perf_counter() - start


async def closed(app: PaperReaderApp) -> None:
    """Leave a text."""
    app.simulate_key("q")
    while isinstance(app.screen, ReadingScreen):
        await asyncio.sleep(0.01)


def moves(view: ReadingView, key: str) -> bool:
    """Tell whether a key moves a text: short ones end where they begin."""
    is_edge = view.is_at_end if key in ("j", "space") else view.scroll_offset.y == 0
    return not is_edge or view._page is None or not view._page.is_whole


async def measure(app: PaperReaderApp, paper: Paper, drawn: Drawn) -> dict[str, list[float]]:
    """Return the seconds of each act with one text."""
    took: dict[str, list[float]] = defaultdict(list)
    kept = app._services.full_texts

    async def opened(place: ReadingPosition, name: str) -> ReadingView:
        await kept.save_position(paper.key, place)
        drawn.top = -1
        took[name].append(
            await timed(lambda: app.post_message(requests.ShowFullText(paper)), lambda: drawn.top >= 0)
        )
        return app.screen.query_one(ReadingView)

    async def pressed(key: str, name: str) -> None:
        before = drawn.top
        if moves(view, key):
            took[name].append(await timed(lambda: app.simulate_key(key), lambda: drawn.top != before))

    view = await opened(ReadingPosition(0, 0, 0.0), "first page")
    for _ in range(8):
        await pressed("j", "key while it is set")
        # As fast as keys repeat.
        await asyncio.sleep(0.03)
    while view._page is None or not view._page.is_whole:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    for press, name in (("j", "key"), ("space", "page"), ("k", "key"), ("ctrl+u", "page")) * 3:
        await pressed(press, name)
        await asyncio.sleep(0.02)
    middle = ReadingPosition(len(view._page.text.blocks) // 2, 0, 0.5)
    await closed(app)
    await opened(middle, "going on in the middle")
    await closed(app)
    return took


def written() -> dict[str, str]:
    """Return the texts of the test hub by what they are, as they come or as they are made of arXiv's HTML."""
    made: dict[str, str] = {}
    for name in WRITTEN:
        id_ = getattr(texts, name)
        path = f"/html/{id_}" if name == "ONLY_HTML" else f"/papers/{id_}.md"
        answer = texts.written_text(path)
        assert answer is not None
        page = markdown_of(answer.body, f"https://arxiv.org{path}", PaperKey(id_))
        made[name] = clean_lines(answer.body.decode(errors="replace")) if page is None else page
    return made


Took = dict[str, dict[str, list[float]]]


async def run(folder: str) -> tuple[Took, Took]:
    """Return the seconds of each act by size, and for each of the written texts."""
    by_size: Took = {f"{size // 1000:,} kB": defaultdict(list) for size in SIZES}
    by_kind: Took = {name: defaultdict(list) for name in WRITTEN}
    drawn = Drawn()
    services = bootstrap.build({"PAPERREADER_HOME": folder, "HF_HUB_OFFLINE": "1"}, offline=True)
    app = PaperReaderApp(services, bootstrap.now, feed=Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        all_texts = dict(zip(by_size, map(markdown, SIZES), strict=True)) | written()
        papers = {
            name: Paper(key=PaperKey(f"2601.{number:05}"), title=name)
            for number, name in enumerate(all_texts)
        }
        for name, said in all_texts.items():
            text = FullText(papers[name].key, said, TextOrigin.HUB, datetime(2026, 8, 1, tzinfo=UTC))
            await services.library.with_archive(lambda archive, text=text: archive.texts.save(text))  # type: ignore[misc]
        # The parser is imported by the first text of a run: a tenth of a second that is not a text's.
        await measure(app, papers["10 kB"], drawn)
        for _ in range(ROUNDS):
            for took in (by_size, by_kind):
                for name in took:
                    for act, seconds in (await measure(app, papers[name], drawn)).items():
                        took[name][act] += seconds
    return by_size, by_kind


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        by_size, by_kind = asyncio.run(run(folder))
    print(
        f"{'median of clock time':26}"
        + "".join(f"{head:>12}" for head in by_size)
        + "".join(f"{'ratio':>8}" for _ in SIZES[1:])
    )
    for act in by_size["10 kB"]:
        medians = [statistics.median(each[act]) for each in by_size.values()]
        times = "".join(f"{seconds * 1000:10.1f}ms" for seconds in medians)
        print(f"{act:26}{times}" + "".join(f"{many / medians[0]:8.2f}" for many in medians[1:]))
    worst = "".join(f"{max(each['key while it is set']) * 1000:10.1f}ms" for each in by_size.values())
    print(f"{'worst key while it is set':26}{worst}")
    print(f"\n{'written text':26}{'first page':>12}{'key':>12}")
    for name, took in by_kind.items():
        key = took["key"] + took["key while it is set"]
        first = statistics.median(took["first page"])
        pressed = f"{statistics.median(key) * 1000:10.1f}ms" if key else f"{'—':>12}"
        print(f"{name.lower():26}{first * 1000:10.1f}ms{pressed}")


if __name__ == "__main__":
    main()
