"""How many statements of SQL what is done most often takes: as many with many papers as with few."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from benchmarks.archive_papers import numbered
from benchmarks.archives import file_days
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.marks import Mark
from paperreader.store.archive.archive import Archive

DAY = date(2026, 8, 18)
NOON = datetime(2026, 8, 18, 12, tzinfo=UTC)


@dataclass(slots=True)
class Statements:
    """Counts the statements an archive runs, those of its triggers and of its index included."""

    archive: Archive
    said: list[str] = field(default_factory=list)

    def of(self, work: Callable[[], object]) -> int:
        """Return how many a piece of work takes."""
        self.said.clear()
        self.archive._database._connection.set_trace_callback(self.said.append)
        work()
        self.archive._database._connection.set_trace_callback(None)
        return len(self.said)


@pytest.mark.parametrize("count", [5, 200])
def test_a_listing_is_one_statement_the_newest_two_and_a_mark_five_however_many_papers_there_are(
    tmp_path: Path, count: int
) -> None:
    papers = tuple(numbered(count, NOON))
    with closing(Archive.open(tmp_path / "archive.sqlite3")) as archive:
        file_days(archive, [(DAY, papers)])
        statements = Statements(archive)
        assert statements.of(lambda: archive.listing(Edition(Period.DAY, DAY))) == 1
        assert statements.of(lambda: archive.newest_edition(Period.DAY)) == 2
        assert statements.of(lambda: archive.set_marks({papers[0].key: Mark.READ}, NOON)) == 5
