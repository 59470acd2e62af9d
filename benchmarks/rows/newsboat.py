"""Measures newsboat: from its start to the titles of a feed with as many items, its cache filled before."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.archive_papers import papers
from benchmarks.archives import KEPT
from benchmarks.bench import environ
from benchmarks.terminal import Terminal


def opened(newsboat: Path, count: int) -> Callable[[], float]:
    """Return what starts newsboat with so many items, and returns the milliseconds until their titles are shown."""
    home = (KEPT / f"newsboat-{count}").absolute()
    argv = [
        str(newsboat),
        "-q",
        "-C",
        str(home / "config"),
        "-u",
        str(home / "urls"),
        "-c",
        str(home / "cache.db"),
    ]
    if not (home / "filled").exists():
        _fill(home, argv, count)

    def start() -> float:
        # It begins with its feeds: Enter opens the only one.
        with Terminal(argv, environ(home), typed=b"\r") as terminal:
            return terminal.until(b"Item0000") * 1000

    return start


def _fill(home: Path, argv: list[str], count: int) -> None:
    home.mkdir(parents=True, exist_ok=True)
    feed = home / "feed.xml"
    feed.write_text(_atom(count), encoding="utf-8")
    (home / "urls").write_text(f"file://{feed}\n", encoding="utf-8")
    (home / "config").write_text("auto-reload no\nshow-read-feeds yes\n", encoding="utf-8")
    subprocess.run([*argv, "-x", "reload"], env=environ(home), check=True, capture_output=True)
    (home / "filled").touch()


def _atom(count: int) -> str:
    entries = "".join(
        f"<entry><id>urn:{paper.key}</id><title>Item{number:04} {escape(paper.title)}</title>"
        f"<updated>{paper.submitted_at:%Y-%m-%dT%H:%M:%SZ}</updated><summary>{escape(paper.abstract or '')}</summary>"
        f'<link href="https://example.org/{paper.key}"/></entry>'
        for number, paper in enumerate(reversed(list(papers(count))))
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:papers</id>'
        f"<title>Papers</title><updated>2026-08-21T00:00:00Z</updated>{entries}</feed>"
    )
