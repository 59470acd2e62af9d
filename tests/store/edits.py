"""Changes of bookmarks without end, the same for the same seed: for writers that are killed in between."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status
from tests.store import builders
from tests.store.bookmarks.direct import DirectStore

Change = Callable[[DirectStore], object]


def opened(path: Path, number: int) -> DirectStore:
    """Return the store in which the change of that number is made, with the clock of that change."""
    now = builders.NOON + timedelta(minutes=number)
    return DirectStore(path, path.parent / "state", clock=lambda: now, time_limit=60)


def steps(seed: int) -> Iterator[Change]:
    """Yield changes for ever, each of which changes something, whatever was undone before."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(1, 100_000):
        yield _step(number, chance)


def _step(number: int, chance: random.Random) -> Change:
    bookmark = builders.bookmark(number, minutes=number)
    keys = [builders.key(chance.randrange(1, number + 1)) for _ in range(3)]
    words = Annotations(
        note=f"Change {number}\n\n" + "of a note " * chance.randrange(200), add_tags=(f"t{number}",)
    )
    kind = chance.choice(["keep", "keep", "say", "say", "remove", "many", "undo", "redo"])
    match kind:
        case "say":
            return lambda store: store.change(keys, words)
        case "remove":
            return lambda store: store.remove_all(keys[:1])
        case "many":
            many = [replace(bookmark, status=Status.READING)]
            return partial(_keep_all, bookmarks=many)
        case "undo":
            return lambda store: store.undo()
        case "redo":
            return lambda store: store.redo()
        case _:
            return lambda store: store.keep(bookmark)


def _keep_all(store: DirectStore, bookmarks: list[Bookmark]) -> object:
    return store.keep_all(bookmarks)


def states(seed: int, path: Path) -> Iterator[tuple[Bookmark, ...]]:
    """Yield what is kept before the first change and after each."""
    yield ()
    for number, step in enumerate(steps(seed), start=1):
        store = opened(path, number)
        step(store)
        yield store.all()
