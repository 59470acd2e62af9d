"""How good Like this one and For you are on recorded papers, and what they cost from 1,000 papers up.

Run: make bench-more; PAPERREADER_PAPERS=100000 makes the largest archive that large (four minutes). How good they are is
judged by AI keywords, which are taken out of the papers first, and is left out, which is said, where no recorded papers
lie beside the checkout. Milliseconds are medians over invented papers, those of the service as its caller waits for it;
the longest piece is what other work of the archive may have to wait for.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.archive_papers import papers
from benchmarks.search import filled
from paperreader.domain.papers.feed import SimilarTo
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ranking.similarity import MIN_BOOKMARKS
from paperreader.services.papers.library import Library
from paperreader.services.papers.similarity import Similarity
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.store.archive.archive import Archive
from tests.services.papers import relevance
from tests.services.papers.relevance import FIRST, TOPICS, Reader, Recorded, bookmarks_of
from tests.services.papers.test_library import Clock, library
from tests.store.builders import NOON

LARGEST = int(os.environ.get("PAPERREADER_PAPERS", "10000"))
QUESTIONS = 15

_T = TypeVar("_T")


async def timed(ask: Callable[[], Awaitable[object]], rounds: int) -> float:
    """Return the median milliseconds until an answer is there."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


class Timed(Library):
    """A library that notes how long its archive was busy at a time, in milliseconds."""

    longest = 0.0

    async def with_archive(self, work: Callable[[Archive], _T]) -> _T:
        def noted(archive: Archive) -> _T:
            began = time.perf_counter()
            try:
                return work(archive)
            finally:
                self.longest = max(self.longest, (time.perf_counter() - began) * 1000)

        return await super().with_archive(noted)


async def costs(path: Path, some: list[Paper]) -> dict[str, float]:
    """Return what the answers cost; of some papers ten to a hundred are kept and as many skipped."""
    opened = Timed(
        hub=OfflineSource(),
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: Archive.open(path),
        clock=lambda: NOON,
        interval=timedelta(minutes=15),
        is_offline=True,
    )
    similarity = Similarity(opened)
    asked = iter(some * 2)

    async def like() -> None:
        paper = next(asked)
        await similarity.like([paper], SimilarTo((paper.key,)))

    figures = {"like one": await timed(like, QUESTIONS)}
    ten = some[:10]
    figures["like ten"] = await timed(lambda: similarity.like(ten, SimilarTo(tuple(p.key for p in ten))), 5)
    figures["for you, 10 bookmarked"] = await timed(lambda: similarity.for_you(bookmarks_of(ten)), 5)
    await opened.set_marks({paper.key: Mark.SKIPPED for paper in some[1::2]})
    kept = bookmarks_of(some[::2])
    figures[f"for you, {len(kept)} kept, {len(some) // 2} skipped"] = await timed(
        lambda: similarity.for_you(kept), 5
    )
    figures["longest piece"] = opened.longest
    await opened.close()
    return figures


def measure(count: int) -> dict[str, float]:
    """Return what the answers cost in an archive of so many papers."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.sqlite3"
        filled(path, count)[0].close()
        some = list(islice(papers(count), 0, None, count // 200))[:200]
        return asyncio.run(costs(path, some))


async def judge(recorded: Recorded, path: Path) -> None:
    """Print how good the answers are."""
    opened = library(None, Clock(), path)
    similarity = Similarity(opened)
    every = await relevance.precision_of_like(recorded, similarity, shared=3)
    print(
        f"like: {every.questions} of {len(recorded.papers)} recorded papers share 3 AI keywords with others"
    )
    print(
        f"  of the first {FIRST} are such {every.found:.4f}, of drawn ones {every.drawn:.4f}: "
        f"{every.found / every.drawn:.0f} times; of all such among the first {every.had:.2f}"
    )
    with closing(Archive.open(path)) as archive:
        share = await relevance.share_of_nearest(recorded, similarity, archive, 50)
    print(
        f"  of the first {FIRST}, were all papers compared and not the candidates alone, are given {share:.3f}"
    )
    print(f"for you: {'topic':24}{'papers':>7}{'AUC':>7}  of the topic among the first {FIRST}")
    with closing(Archive.open(path)) as archive:
        separations = relevance.separations(recorded, archive)
        for topic in TOPICS:
            reader = Reader.of(recorded, topic, 0)
            is_enough = len(reader.kept) >= MIN_BOOKMARKS
            first = (
                f"{await reader.first(similarity, archive):.0%}"
                if is_enough
                else "too few papers to keep ten"
            )
            count = len(recorded.of_topic(topic))
            print(f"         {topic:24}{count:7}{separations[topic]:7.3f}  {first}")
    print(f"         {'mean':24}{'':7}{statistics.mean(separations.values()):7.3f}")
    await opened.close()


def main() -> None:
    """Print how good the answers are, and the table of what they cost."""
    recorded = Recorded()
    if recorded.papers:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "archive.sqlite3"
            with closing(Archive.open(path)) as archive:
                recorded.file(archive)
            asyncio.run(judge(recorded, path))
    else:
        print("recorded papers are not beside the checkout: how good the answers are was not measured")
    counts = [1_000, LARGEST]
    columns = {count: measure(count) for count in counts}
    print(f"{'milliseconds':34}" + "".join(f"{count:>12,}" for count in counts) + f"{'ratio':>9}")
    for row in columns[counts[-1]]:
        few, many = columns[counts[0]][row], columns[counts[-1]][row]
        print(f"{row:34}" + "".join(f"{each[row]:12.1f}" for each in columns.values()) + f"{many / few:9.2f}")


if __name__ == "__main__":
    main()
