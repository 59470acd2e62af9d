"""What is typed to find something."""

from datetime import UTC, date, datetime

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.errors import QueryError
from paperreader.store.archive.archive import Archive
from tests.fuzz.oracles import text_of

_TODAY = date(2026, 8, 21)
_NOW = datetime(2026, 8, 21, tzinfo=UTC)
_PAPERS = (
    Paper(
        key=PaperKey("2608.00001"), title="A small lamp", abstract="It is (not) “large”: 5 * 3.", upvotes=3
    ),
    Paper(key=PaperKey("2608.00002"), title="NEAR the harbour", authors=(Author("Ada É. Müller"),)),
    Paper(
        key=PaperKey("title:a-b"), title="李 明 AND col:umn", published_at=_NOW, github_repo="https://x.org"
    ),
)
_KEPT = [Bookmark(paper=_PAPERS[0], kept_at=_NOW, tags=("red", "C++"), note="a note\nof lamps")]
_SUBJECTS = tuple(
    SearchCandidate(paper, Mark.READ, next((each for each in _KEPT if each.paper is paper), None))
    for paper in _PAPERS
)


def query(data: bytes) -> None:
    """A text is a query that is written as it is read, or wrong at a place within it; the archive finds the same."""
    text = text_of(data)
    try:
        read = Query.parse(text, _TODAY)
    except QueryError as error:
        _told(error, text)
        return
    assert Query.parse(str(read), _TODAY) == read
    assert read.narrows(read)
    matching = {each.paper.key for each in _SUBJECTS if read.matches(each)}
    found = _archive().index.find(read, None, _KEPT)
    assert found is not None
    assert {paper.key for paper in found.papers} == matching


def _told(error: QueryError, text: str) -> None:
    assert error.message
    assert 0 <= error.start <= error.start + error.length <= len(text)


_ARCHIVES: list[Archive] = []


def _archive() -> Archive:
    """Return the archive with the papers; there is one, and it is only asked."""
    if not _ARCHIVES:
        archive = Archive.in_memory()
        for subject in _SUBJECTS:
            archive.store_paper(subject.paper, _NOW)
        archive.set_marks({subject.paper.key: subject.mark for subject in _SUBJECTS}, _NOW)
        _ARCHIVES.append(archive)
    return _ARCHIVES[0]
