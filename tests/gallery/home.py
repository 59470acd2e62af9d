"""The home of the gallery's reader: half a year of papers, twelve bookmarks, and some papers that were read."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from paperreader import bootstrap
from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry as Kept
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.paths import Paths
from paperreader.sources.hub.wire import listing_from_json
from paperreader.store.archive.archive import Archive
from paperreader.store.view_state import ViewStateFile
from tests.gallery.papers import NEWEST
from tests.hub import Entry

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)
"""When all is drawn: a Friday afternoon in Europe, a morning in New York."""
_INBOX = date(2026, 8, 12)
"""Since when papers are in the inbox."""
_KEPT = (
    ("vlm captions", Status.TO_READ, ""),
    ("agents", Status.READING, "Section 4 is what we need: how the window forgets."),
    ("", Status.READ, ""),
    ("moe", Status.TO_READ, ""),
)
"""Tags, status and note of bookmarks, in turn."""


def clock() -> datetime:
    """Return the time of the gallery."""
    return NOW


async def furnish(home: Path, days: dict[str, list[Entry]]) -> None:
    """Make a home in which the reader was used for a while."""
    await _use(home, _archive(home, days))


def _archive(home: Path, days: dict[str, list[Entry]]) -> dict[date, tuple[Paper, ...]]:
    archive = Archive.open(Paths.from_environment({"PAPERREADER_HOME": str(home)}).archive_file)
    papers = {date.fromisoformat(name): _papers(name, days[name]) for name in sorted(days)}
    # In the order of the time: what was fetched later than it is now would be taken for a mistake.
    for at, day, share in sorted(_fetches(papers)):
        _store(archive, Edition(Period.DAY, day), _at(papers[day], share), at)
    archive.inbox.begin(_INBOX)
    archive.close()
    return papers


def _papers(day: str, entries: list[Entry]) -> tuple[Paper, ...]:
    return listing_from_json(json.dumps(entries).encode(), edition_day=date.fromisoformat(day)).papers


def _fetches(days: Iterable[date]) -> Iterator[tuple[datetime, date, float]]:
    """Yield when each day was fetched, on it and when it was over, and which share of the votes there were."""
    for day in days:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        yield min(noon, NOW), day, 0.6
        yield min(noon + timedelta(days=4), NOW), day, 1.0


def _store(archive: Archive, edition: Edition, papers: tuple[Paper, ...], at: datetime) -> None:
    ordered = tuple(sorted(papers, key=lambda paper: -(paper.upvotes or 0)))
    archive.store(
        Listing(
            feed=edition,
            papers=ordered,
            origin=ListingOrigin.HUB,
            fetched_at=at,
            is_complete=edition.is_closed(at),
        )
    )


def _at(papers: tuple[Paper, ...], share: float) -> tuple[Paper, ...]:
    return tuple(
        replace(paper, upvotes=None if paper.upvotes is None else int(paper.upvotes * share))
        for paper in papers
    )


async def _use(home: Path, papers: dict[date, tuple[Paper, ...]]) -> None:
    environ = {"PAPERREADER_HOME": str(home)}
    # Whoever has used it for a while knows its first keys.
    ViewStateFile(Paths.from_environment(environ).view_state_file).change({"has_met": True})
    services = bootstrap.build(environ, offline=True)
    async for _ in services.search.index():
        pass
    await services.bookmarks.keep_all([*_bookmarks(papers)])
    before = [paper for day, listed in papers.items() if day < NEWEST for paper in listed]
    marks = dict.fromkeys((paper.key for paper in before[:-30]), Mark.READ)
    newest = papers[NEWEST]
    marks |= {newest[1].key: Mark.READ, newest[4].key: Mark.SKIPPED, newest[6].key: Mark.READ}
    await services.library.set_marks(marks)
    await services.close()


def _bookmarks(papers: dict[date, tuple[Paper, ...]]) -> list[Kept]:
    newest = papers[NEWEST]
    wanted = [newest[1], newest[3], *(papers[day][0] for day in sorted(papers)[-30:-1:3] if papers[day])]
    return [
        Kept(
            paper,
            kept_at=NOW - timedelta(hours=2 + 30 * place),
            found_in="Daily Papers",
            tags=tuple(_KEPT[place % len(_KEPT)][0].split()),
            status=_KEPT[place % len(_KEPT)][1],
            note=_KEPT[place % len(_KEPT)][2],
        )
        for place, paper in enumerate(wanted)
    ]
