"""Papers as a table for the terminal."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from paperreader.document.cells import cell_width, cut, pad
from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.pages.agreed_widths import agreed
from paperreader.formats.pages.wording import UNKNOWN, number

_HEADER = ("ID", "UPVOTES", "COMMENTS", "TITLE", "FROM")
_KEY, _UPVOTES, _COMMENTS, _TITLE, _ORIGIN = range(len(_HEADER))
_NUMBERS = (_UPVOTES, _COMMENTS)
_GIVE_WAY = (_ORIGIN, _COMMENTS, _UPVOTES)
"""What is left out where a title has too little room, the first of them first."""
_LEAST_TITLE = 19
"""Columns: what a title has beside an arXiv id and upvotes in a terminal of 40."""
_GAP = "  "


def to_table(
    papers: Sequence[Paper], width: int | None = None, parts: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return a header and a line for each paper, columns aligned; unknown is "—".

    Args:
        papers: The papers, in order.
        width: The columns of the terminal, at least 1: longer titles are cut with "…", and of a narrow one columns are
            left out. No line is wider, however the terminal measures. Without it nothing is cut.
        parts: Headings of the parts papers are in, by their keys; each stands over the first paper, after an empty line.
    """
    rows = [_HEADER, *(_row(paper) for paper in papers)]
    if width is not None:
        rows = [tuple(map(agreed, row)) for row in rows]
    widths = [max(cell_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    columns = dict(enumerate(widths)) if width is None else _fitted(widths, width)
    header, *lines = (_line(row, columns) for row in rows)
    with_headings = [header]
    heading = ""
    for paper, line in zip(papers, lines, strict=True):
        former, heading = heading, parts.get(paper.key, "")
        with_headings += ["", heading if width is None else agreed(heading)] if heading != former else []
        with_headings.append(line)
    return "".join((line if width is None else cut(line, width)) + "\n" for line in with_headings)


def _row(paper: Paper) -> tuple[str, ...]:
    return (
        str(paper.key),
        number(paper.upvotes),
        number(paper.comments),
        to_unicode(paper.title) or UNKNOWN,
        _origin(paper),
    )


def _origin(paper: Paper) -> str:
    """Return the organization, else the first author."""
    if paper.organization is not None:
        return paper.organization.label
    if not paper.authors:
        return UNKNOWN
    first = paper.authors[0].name
    return first if len(paper.authors) == 1 else f"{first} et al."


def _fitted(widths: Sequence[int], width: int) -> dict[int, int]:
    """Return the columns there is room for in `width`, each with its own, where there is any room for a title at all.

    Counts are never cut; an id made of a title is, an arXiv id (up to 16 columns) is not.
    """
    columns = dict(enumerate(widths))
    fitted = _narrowed(columns, width)
    for given_up in _GIVE_WAY:
        if fitted[_TITLE] >= min(columns[_TITLE], _LEAST_TITLE):
            break
        del columns[given_up]
        fitted = _narrowed(columns, width)
    return fitted


def _narrowed(columns: Mapping[int, int], width: int) -> dict[int, int]:
    """Return columns with widths that fit into `width` together."""
    key, title, origin = columns[_KEY], columns[_TITLE], columns.get(_ORIGIN, 0)
    numbers = sum(columns.get(column, 0) for column in _NUMBERS)
    room = width - numbers - (len(columns) - 1) * len(_GAP)
    if key + title + origin > room:
        key = min(key, max(room // 4, 16))
        room -= key
        origin = min(origin, max(room // 3, room - title))
        title = min(title, room - origin)
    fitted = {_KEY: key, _TITLE: title, _ORIGIN: origin}
    return {column: fitted.get(column, widest) for column, widest in columns.items()}


def _line(row: Sequence[str], columns: Mapping[int, int]) -> str:
    cells = []
    for column, width in columns.items():
        text = cut(row[column], width)
        cells.append(text.rjust(width) if column in _NUMBERS else pad(text, width))
    return _GAP.join(cells).rstrip()
