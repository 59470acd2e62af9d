"""How good a search of the archive in one's own words is, and what it costs from 1,000 papers up.

Run: make bench-more; PAPERREADER_PAPERS=100000 makes the largest archive that large. How good it is is measured on recorded
papers: twenty questions, and summaries without the words of the titles in an archive without summaries. Where no
recorded papers lie beside the checkout, the built-in sample is asked for with every other word of its own summaries,
which says less, and that is told. Milliseconds are those of the engine over invented papers, 50 returned.
"""

import asyncio
import os
import statistics
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.archive_papers import papers, vocabulary
from benchmarks.search import filled, timed
from paperreader.domain.papers.feed import Sample
from paperreader.domain.query.query import Query
from paperreader.domain.text import fold
from paperreader.sources.local.sample import SampleSource
from paperreader.store.archive.archive import Archive
from tests.services.papers.own_words import (
    QUESTIONS,
    TODAY,
    file_without_summaries,
    recorded_listings,
    share_found,
    summaries_of,
)
from tests.store.builders import NOON

LARGEST = int(os.environ.get("PAPERREADER_PAPERS", "20000"))
_INVENTED = 30
"""Questions to invented papers."""


def judge() -> None:
    """Print how many of the papers that are meant are among the first."""
    with closing(Archive.in_memory()) as archive:
        recorded = recorded_listings()
        if recorded:
            file_without_summaries(recorded, archive)
            keys = {paper.key for listing in recorded for paper in listing.papers}
            print(f"{len(keys):,} recorded papers")
            print(f"  questions: {share_found(QUESTIONS, archive)}")
            print(f"  summaries without title words: {share_found(summaries_of(recorded), archive)}")
            return
        print("recorded papers are not beside the checkout: the built-in sample is asked for instead,")
        print("which has summaries only: each is looked for with every other word of its own")
        sample = asyncio.run(SampleSource().listing(Sample())).papers
        for paper in sample:
            archive.store_paper(paper, NOON)
        asked = {paper.key: " ".join(fold(paper.synopsis or "").split()[::2]) for paper in sample}
        print(f"  summaries: {share_found({key: text for key, text in asked.items() if text}, archive)}")


def questions() -> list[str]:
    """Return questions as long as those people ask: common words, and some that few papers have."""
    words = vocabulary()
    asked = []
    for place, paper in enumerate(islice(papers(2_000), 0, None, 2_000 // _INVENTED)):
        abstract = (paper.abstract or "").split()
        asked.append(" ".join([*abstract[:6], *abstract[50:54], words[4_000 + 97 * place], "zzz"]))
    return asked


def measure(count: int) -> dict[str, float]:
    """Return what questions cost in an archive of so many papers."""
    with tempfile.TemporaryDirectory() as name:
        archive, _ = filled(Path(name) / "archive.sqlite3", count)
        with closing(archive):
            columns: dict[str, list[float]] = {"all words": [], "any word": []}
            for text in questions():
                for row, took in columns.items():
                    query, is_relaxed = Query.parse(text, TODAY), row == "any word"
                    took.append(timed(lambda: archive.index.find(query, 50, is_relaxed=is_relaxed)))  # noqa: B023 - called here
    rows = {f"{row}, p50": statistics.median(took) for row, took in columns.items()}
    return {**rows, **{f"{row}, longest": max(took) for row, took in columns.items()}}


def main() -> None:
    """Print how good the answers are, and the table of what they cost."""
    judge()
    counts = [1_000, LARGEST]
    columns = {count: measure(count) for count in counts}
    print(f"{'milliseconds':20}" + "".join(f"{count:>12,}" for count in counts) + f"{'ratio':>9}")
    for row in columns[counts[-1]]:
        few, many = columns[counts[0]][row], columns[counts[-1]][row]
        print(f"{row:20}" + "".join(f"{each[row]:12.2f}" for each in columns.values()) + f"{many / few:9.2f}")


if __name__ == "__main__":
    main()
