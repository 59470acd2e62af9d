"""`--filter`: the one grammar of finding, for the commands that print or write papers."""

from collections.abc import Sequence

import click

from paperreader import bootstrap
from paperreader.document.cells import cell_width
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query import search_candidate
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.errors import QueryError
from paperreader.services import Services

filter_option = click.option(
    "--filter",
    "filter_",
    metavar="QUERY",
    default="",
    help="Show only papers that match, as the reader's filter does.",
)


def query_of(text: str) -> Query:
    """Return the query a flag asks for; nothing is being typed here, so it must be finished.

    Raises:
        QueryError: It can't be understood.
    """
    return Query.finished(text, current_day(bootstrap.now()))


async def candidates_of(services: Services, query: Query, papers: Sequence[Paper]) -> list[SearchCandidate]:
    """Return the papers as what the query is asked about; stores are asked only for what it needs.

    Raises:
        StoreError: The bookmarks are needed and can't be used.
    """
    marks = await services.library.marks() if query.needs_marks else {}
    bookmarks = await services.bookmarks.all() if query.needs_bookmarks else ()
    return search_candidate.candidates_of(papers, marks, bookmarks)


async def matching(services: Services, query: Query, papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers that match, in their order."""
    return [
        candidate.paper
        for candidate in await candidates_of(services, query, papers)
        if query.matches(candidate)
    ]


def caret_lines(error: QueryError) -> tuple[str, str]:
    """Return a wrong query on one line, and a line with carets under what is wrong."""
    end = error.start + error.length
    before, wrong, after = (
        _printable(part)
        for part in (error.text[: error.start], error.text[error.start : end], error.text[end:])
    )
    return before + wrong + after, " " * cell_width(before) + "^" * max(1, cell_width(wrong))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
