"""Papers as a table for the terminal."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from paperreader.domain.paper import Paper
from paperreader.domain.tex import to_unicode
from paperreader.formats.cells import cell_width, cut, pad
from paperreader.formats.wording import UNKNOWN, number

_HEADER = ("ID", "UPVOTES", "COMMENTS", "TITLE", "FROM")
_NUMBERS = (1, 2)
_GAP = "  "


def to_table(
    papers: Sequence[Paper], width: int | None = None, parts: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return a header and a line for each paper, columns aligned; unknown is "—".

    Args:
        papers: The papers, in order.
        width: The columns of the terminal, at least 1; longer cells are cut with "…". Without it nothing is cut.
        parts: Headings of the parts papers are in, by their keys; each stands over the first paper, after an empty line.
    """
    rows = [_HEADER, *(_row(paper) for paper in papers)]
    widths = [max(cell_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _fitted(widths, width)
    header, *lines = (_line(row, widths) for row in rows)
    with_headings = [header]
    heading = ""
    for paper, line in zip(papers, lines, strict=True):
        former, heading = heading, parts.get(paper.key, "")
        with_headings += ["", heading] if heading != former else []
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


def _fitted(widths: list[int], width: int) -> list[int]:
    """Return widths that fit into `width` together, where there is any room for the title at all.

    Counts are never cut; an id made of a title is, an arXiv id (up to 16 columns) is not.
    """
    key, upvotes, comments, title, origin = widths
    room = width - upvotes - comments - (len(widths) - 1) * len(_GAP)
    if key + title + origin > room:
        key = min(key, max(room // 4, 16))
        room -= key
        origin = min(origin, max(room // 3, room - title))
        title = min(title, room - origin)
    return [key, upvotes, comments, title, origin]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        text = cut(cell, width)
        cells.append(text.rjust(width) if index in _NUMBERS else pad(text, width))
    return _GAP.join(cells).rstrip()
