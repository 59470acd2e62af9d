"""What a search of the archive costs as it is typed, from 1,000 papers up, beside ripgrep and newsboat over the same.

Run: make bench-more; PAPERREADER_PAPERS=100000 makes the largest archive that large (two minutes). Milliseconds in the engine
for every beginning of some queries, 50 papers returned. Ripgrep reads the papers as JSON Lines, and is left out, which
is said, where it is not installed. Newsboat searches within its reader only: the statement it asks its cache with is
measured, over a table like its own.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.archive_papers import papers
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import search_text
from paperreader.errors import QueryError
from paperreader.store import records
from paperreader.store.archive.archive import Archive

LARGEST = int(os.environ.get("PAPERREADER_PAPERS", "20000"))
TODAY = date(2026, 8, 21)
TYPED = [
    *(
        "diffusion models",
        "large language model",
        "multi agent reasoning",
        "sparse attention",
        "transfer learning",
    ),
    *("title:transformer", "author:stone", "keyword:diffusion", "id:2001.00", "submitter:con"),
    *('"chain of thought', '"large language model', 'abstract:"zero shot'),
    *("agent has:code", "video generation upvotes:>20", "language model is:unread", "robot after:2026-08"),
    *("memory -video", "vision OR audio", "the synthesis"),
]
"""Typed letter by letter."""
WORDS = ["diffusion", "alignment", "quantization", "geometry"]
"""Looked for by others too, as they are."""


def filled(path: Path, count: int) -> tuple[Archive, float]:
    """Return an archive of so many papers, and the seconds it took to index one thousand."""
    archive = Archive.open(path)
    with archive._database.writing() as connection:
        connection.executemany(
            "INSERT INTO papers VALUES (?, ?, '2026-08-21', '2026-08-21')",
            ((paper.key, records.paper_to_json(paper)) for paper in papers(count)),
        )
        connection.execute("UPDATE index_state SET waiting = ?", (count,))
    began = time.perf_counter()
    place = archive.index.add(100)
    while place is not None:
        place = archive.index.add(100, place)
    more = archive.index.merge(is_begun=False)
    while more:
        more = archive.index.merge(is_begun=True)
    return archive, (time.perf_counter() - began) * 1000 / count


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the median milliseconds of a piece of work."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def beginnings() -> list[Query]:
    """Return what is asked while the queries are typed."""
    asked = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            try:
                asked.append(Query.parse(text[:end], TODAY))
            except QueryError:
                continue
    return asked


def sizes(path: Path) -> dict[str, float]:
    """Return megabytes on disk of the papers and of their index."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sum(pgsize) / 1e6 FROM dbstat WHERE name GLOB ?"
        of = {
            name: sum(connection.execute(query, (pattern,)).fetchone()[0] or 0 for pattern in patterns)
            for name, patterns in {
                "papers, MB": ["papers", "*_papers_1"],
                "index, MB": ["words*", "indexed", "*_indexed_1", "vocabulary"],
            }.items()
        }
    return {**of, "index to papers": of["index, MB"] / of["papers, MB"]}


def ours(archive: Archive, path: Path) -> dict[str, float]:
    """Return what searching costs."""
    took = sorted(timed(lambda query=query: archive.index.find(query, 50)) for query in beginnings())  # type: ignore[misc]
    counted = sorted(
        timed(lambda text=text: archive.index.count_by_day(Query.parse(text, TODAY))) for text in TYPED
    )  # type: ignore[misc]
    whole = [timed(lambda word=word: archive.index.find(Query.parse(word, TODAY), 50)) for word in WORDS]  # type: ignore[misc]
    return {
        "typed, p50": took[len(took) // 2],
        "typed, p95": took[len(took) * 95 // 100],
        "typed, p99": took[len(took) * 99 // 100],
        "typed, longest": took[-1],
        "one word": statistics.mean(whole),
        "counted by day, p50": statistics.median(counted),
        "counted, longest": counted[-1],
        **sizes(path),
    }


def ripgrep(folder: Path, count: int) -> dict[str, float]:
    """Return what ripgrep needs for the words in the same papers, a line each."""
    if shutil.which("rg") is None:
        return {}
    lines = folder / "papers.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(records.paper_to_json(paper) + "\n" for paper in papers(count))
    command = ["rg", "--no-config", "--ignore-case", "--count"]
    return {
        "one word, ripgrep": statistics.mean(
            timed(
                lambda word=word: subprocess.run(
                    [*command, word, str(lines)], check=False, capture_output=True
                )
            )  # type: ignore[misc]
            for word in WORDS
        )
    }


def newsboat(folder: Path, count: int) -> dict[str, float]:
    """Return what newsboat's way of searching needs: text anywhere in title or content, over the same papers."""
    with closing(sqlite3.connect(folder / "cache.db")) as cache, cache:
        cache.execute(
            "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, content, deleted, pubDate INTEGER)"
        )
        cache.executemany(
            "INSERT INTO rss_item (guid, title, content, deleted, pubDate) VALUES (?, ?, ?, 0, ?)",
            (
                (paper.key, paper.title, search_text(paper), place)
                for place, paper in enumerate(papers(count))
            ),
        )
    query = """
        SELECT guid, title, pubDate, length(content) FROM rss_item
        WHERE (title LIKE ? OR content LIKE ?) AND deleted = 0 ORDER BY pubDate DESC, id DESC
    """
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        return {
            "one word, newsboat": statistics.mean(
                timed(lambda word=word: cache.execute(query, (f"%{word}%", f"%{word}%")).fetchall())  # type: ignore[misc]
                for word in WORDS
            )
        }


def measure(count: int) -> dict[str, float]:
    """Return what so many papers cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "archive.sqlite3"
        archive, indexed = filled(path, count)
        with closing(archive):
            figures = {**ours(archive, path), "index a paper": indexed}
        figures |= ripgrep(folder, count) | newsboat(folder, count)
    for other in ("ripgrep", "newsboat"):
        if f"one word, {other}" in figures:
            figures[f"{other} to ours"] = figures[f"one word, {other}"] / figures["one word"]
    return figures


def main() -> None:
    """Print the table."""
    counts = [count for count in (1_000, 10_000, 100_000) if count < LARGEST] + [LARGEST]
    columns = {count: measure(count) for count in counts}
    print(f"{'milliseconds':20}" + "".join(f"{count:>12,}" for count in counts) + f"{'ratio':>9}")
    for row in columns[counts[-1]]:
        few, many = columns[counts[0]][row], columns[counts[-1]][row]
        print(f"{row:20}" + "".join(f"{each[row]:12.2f}" for each in columns.values()) + f"{many / few:9.2f}")
    if shutil.which("rg") is None:
        print("ripgrep is not installed and was not measured")


if __name__ == "__main__":
    main()
