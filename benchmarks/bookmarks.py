"""What bookmarks cost with 50 and with 5,000 of them, full ones, beside TinyDB's own JSON storage in the same run.

Run: make bench-more. Medians; every change is on disk (fsync) when it counts, but with TinyDB's own storage, which does not
wait for the disk.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace
from tinydb import TinyDB

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark, key

RUNS = 15
NOTE = "# Why\n\n" + "It says what the others leave out, and how it was measured.\n" * 5


def median(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work, in milliseconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def full(number: int) -> Bookmark:
    """Return a bookmark of which everything is known and said."""
    return replace(
        bookmark(number, minutes=-number),
        status=Status.READING,
        tags=("thesis", f"t{number % 40}"),
        note=NOTE,
    )


def measure(folder: Path, count: int) -> dict[str, float]:
    """Return what a library of so many bookmarks costs."""
    path, state = folder / "bookmarks.json", folder / "state"
    opened = DirectStore(path, state)
    opened.keep_all([full(number) for number in range(count)])
    numbers = iter(range(count, 10 * count + 1000))
    subjects = [SearchCandidate(each.paper, bookmark=each) for each in opened.all()]
    query = Query.parse("lanterns -whales", date(2026, 8, 21))
    return {
        "open and read": median(lambda: DirectStore(path, state).all()),
        "read again": median(opened.all),
        "keep one more": median(lambda: opened.keep(full(next(numbers)))),
        "tag 20": median(
            lambda: opened.change([key(each) for each in range(20)], Annotations(tags=(f"n{next(numbers)}",)))
        ),
        "undo": median(opened.undo),
        "filter": median(lambda: [each for each in subjects if query.matches(each)]),
        "file, MB": path.stat().st_size / 1e6,
    }


def tinydb_own(folder: Path, count: int) -> dict[str, float]:
    """Return the same of TinyDB as it comes, with the same documents."""
    with tempfile.TemporaryDirectory() as other:
        DirectStore(Path(other) / "b.json").keep_all([full(number) for number in range(count)])
        documents = list(json.loads((Path(other) / "b.json").read_bytes())["bookmarks"].values())
    path = folder / "own.json"
    database = TinyDB(path, indent=2)
    database.insert_multiple(documents)
    return {
        "open and read": median(lambda: TinyDB(path).all()),
        "read again": median(database.all),
        "keep one more": median(lambda: database.insert(documents[0])),
    }


def main() -> None:
    """Print the table."""
    columns: dict[str, dict[str, float]] = {}
    for count in (50, 5000):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            columns[f"{count}"] = measure(Path(folder), count)
            columns[f"{count}, TinyDB's own"] = tinydb_own(Path(folder), count)
    print(f"{'milliseconds':16}" + "".join(f"{name:>20}" for name in columns))
    for row in columns["50"]:
        cells = (f"{column[row]:20.2f}" if row in column else f"{'':20}" for column in columns.values())
        print(f"{row:16}" + "".join(cells))


if __name__ == "__main__":
    main()
