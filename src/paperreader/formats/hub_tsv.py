"""Papers as tab-separated rows under their names, with the columns of `hf papers --format agent`; unknown is empty."""

from collections.abc import Sequence

from paperreader.domain.papers.paper import Paper
from paperreader.formats.hub_json import paper_to_json

LISTED = ("id", "title", "upvotes", "comments", "published_at", "submitted_by_name")
"""The columns of a listing."""
FOUND = ("id", "title", "summary", "upvotes", "published_at")
"""The columns of what a search finds."""


def to_listed_rows(papers: Sequence[Paper]) -> str:
    """Return the rows of a listing; nothing where there are none."""
    return _rows(papers, LISTED)


def to_found_rows(papers: Sequence[Paper]) -> str:
    """Return the rows of what a search finds; nothing where there are none."""
    return _rows(papers, FOUND)


def _rows(papers: Sequence[Paper], columns: Sequence[str]) -> str:
    known = (paper_to_json(paper) for paper in papers)
    rows = [[_cell(values.get(column)) for column in columns] for values in known]
    return "".join("\t".join(row) + "\n" for row in [columns, *rows]) if rows else ""


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
