"""What a long listing costs beside one of 50: first paint, refresh, its ends, a new width.

Run: make bench-more. Seconds on the clock until the screen shows the result, medians over rounds in which the lengths take
turns; the real app, driven headless, with titles of one line to three; keys and filters
are in the table of `make bench`. What is compared is the ratio to 50: it should
be near 1.
"""

import asyncio
import dataclasses
import gc
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace
from textual.events import Resize
from textual.geometry import Size
from textual.strip import Strip

from paperreader import bootstrap
from paperreader.domain.papers.feed import Sample, Submissions, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.services.papers import navigation
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList

LENGTHS = (50, 12_280, 100_000)
"""A short listing, all that Hugging Face ever listed, and more."""
ROUNDS = int(os.environ.get("PAPERREADER_ROUNDS", "3"))


def vocabulary() -> list[str]:
    """Return two thousand invented words, the common ones first."""
    chance = random.Random(3)
    syllables = [consonant + vowel for consonant in "bcdfghklmnprstv" for vowel in "aeiou"]
    invented = {"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(2000)}
    return ["agents", "attention", "model", "data", *sorted(invented)]


def papers(count: int) -> tuple[Paper, ...]:
    """Return invented papers with abstracts of 180 words, common words often and others seldom."""
    chance = random.Random(7)
    words = vocabulary()
    weights = [1 / (n + 1) for n in range(len(words))]
    return tuple(
        Paper(
            key=PaperKey(f"{2001 + n // 10_000}.{n % 10_000:05}"),
            title=" ".join(chance.choices(words, weights, k=chance.randint(3, 18))).capitalize(),
            abstract=" ".join(chance.choices(words, weights, k=180)),
            authors=(Author("Ada Example"), Author("Bruno Example")),
            upvotes=chance.randrange(200),
            published_at=datetime(2026, 8, 1, tzinfo=UTC),
        )
        for n in range(count)
    )


class Drawn:
    """What the list drew last: which rows it held, where its cursor was, and how wide it was."""

    def __init__(self) -> None:
        self.rows: object = None
        self.cursor = self.width = -1
        draw = PaperList.render_line

        def noting(paper_list: PaperList, y: int) -> Strip:
            self.rows, self.cursor = paper_list.rows, paper_list.cursor
            self.width = paper_list.size.width
            return draw(paper_list, y)

        PaperList.render_line = noting  # type: ignore[method-assign]


async def timed(act: Callable[[], object], is_drawn: Callable[[], bool]) -> float:
    """Return the seconds from an act until its result is drawn."""
    start = time.perf_counter()
    act()
    while not is_drawn():
        # Looking without a pause would take the processor from what is waited for.
        await asyncio.sleep(0.001)
    return time.perf_counter() - start


def with_news(listing: Listing, count: int) -> list[Listing]:
    """Return the listing that many times, each time with another new paper at its head."""
    newest = [replace(listing.papers[0], key=PaperKey(f"2000.{n:05}")) for n in range(count)]
    listings = [dataclasses.replace(listing, papers=(each, *listing.papers)) for each in newest]
    # Not in the middle of what is measured.
    gc.collect()
    return listings


async def moves(app: PaperReaderApp, drawn: Drawn, count: int) -> list[tuple[str, float]]:
    """Return the seconds of going to the ends and back, and of other widths, by name."""
    took: list[tuple[str, float]] = []
    for key in ("G", "g") * 8:
        place = count - 1 if key == "G" else 0
        pressed = await timed(
            lambda key=key: app.simulate_key(key), lambda place=place: drawn.cursor == place
        )  # type: ignore[misc]
        took.append(("to the last, to the first", pressed))
    for width in (100, 140) * 4:
        size, before = Size(width, 40), drawn.width
        resized = await timed(
            lambda size=size: app.post_message(Resize(size, size)),  # type: ignore[misc]
            lambda before=before: drawn.width != before,  # type: ignore[misc]
        )
        took.append(("another width", resized))
    return took


async def measure(listing: Listing, home: str, drawn: Drawn) -> dict[str, list[float]]:
    """Return the seconds of each act in one run of the reader."""
    one = dataclasses.replace(listing, feed=Trending())
    other = dataclasses.replace(listing, feed=Submissions("ada"), papers=(*listing.papers,))
    took: dict[str, list[float]] = defaultdict(list)
    chance = random.Random(11)
    app = PaperReaderApp(bootstrap.build({"PAPERREADER_HOME": home}), bootstrap.now, feed=Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        screen = app.screen
        assert isinstance(screen, BrowseScreen)

        def other_rows() -> Callable[[], bool]:
            before = drawn.rows
            return lambda: drawn.rows is not before

        async def show(shown: Listing) -> float:
            answered = navigation.answer(screen._navigation, screen._navigation.request, shown)
            seconds = await timed(lambda: screen.call_later(screen._navigate, answered), other_rows())
            # Textual draws sixty times a second: where between two frames an act falls must not be the same each time.
            await pilot.pause(0.3 + chance.random() / 10)
            return seconds

        for shown in (one, other) * 8:
            took["first paint"].append(await show(shown))
        for refreshed in with_news(other, 16):
            took["refresh, one more paper"].append(await show(refreshed))
        await show(one)
        for name, seconds in await moves(app, drawn, len(one.papers)):
            took[name].append(seconds)
    return took


def main() -> None:
    """Print the table."""
    listings = [
        Listing(feed=Sample(), papers=papers(count), origin=ListingOrigin.SAMPLE) for count in LENGTHS
    ]
    took: list[dict[str, list[float]]] = [defaultdict(list) for _ in LENGTHS]
    drawn = Drawn()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            for kind, listing in enumerate(listings):
                for name, seconds in asyncio.run(measure(listing, f"{folder}/{turn}-{kind}", drawn)).items():
                    took[kind][name] += seconds
    heads = (f"{LENGTHS[0]:>12,}", *(f"{length:>12,}{'ratio':>8}" for length in LENGTHS[1:]))
    print(f"{'median of clock time':26}{''.join(heads)}")
    for name in took[0]:
        few, *many = (statistics.median(each[name]) for each in took)
        told = "".join(f"{seconds * 1000:10.1f}ms{seconds / few:8.2f}" for seconds in many)
        print(f"{name:26}{few * 1000:10.1f}ms{told}")


if __name__ == "__main__":
    main()
