"""Trends as numbers: a table to read, CSV and JSON for other programs."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from paperreader.document.cells import cell_width, cut, pad
from paperreader.domain.ranking.trends import Series, Trends
from paperreader.formats.csv_rows import defused
from paperreader.formats.pages.wording import number, percent

COLUMNS = ("query", "period", "first_day", "last_day", "count", "total", "share")
_GAP = "  "
_HEADING = 24
"""Columns of a heading at most, where there is not room for everything."""
_LEAST_CELL = 6


def to_table(trends: Trends, width: int | None = None, headings: Sequence[str] | None = None) -> str:
    """Return a line for each period, the oldest first: how many papers, and of each query the share and the count.

    Args:
        trends: What to show.
        width: The columns there are. Where they are too few the counts are left out, then the papers, then lines are
            cut with "…". Without it nothing is.
        headings: What stands above the queries; without it they themselves.
    """
    names = headings or [each.text for each in trends.series]
    for with_papers, with_counts in ((True, True), (True, False), (False, False)):
        widest = None if width is None else _HEADING if with_counts else 0
        columns = [
            _column("PERIOD", [each.name for each in trends.periods], is_number=False),
            *([_column("PAPERS", [*map(number, trends.totals)])] if with_papers else []),
            *(
                _column(name, _cells(trends, each, with_counts=with_counts), widest)
                for name, each in zip(names, trends.series, strict=True)
            ),
        ]
        lines = [_GAP.join(row).rstrip() for row in zip(*columns, strict=True)]
        if width is None or max(map(cell_width, lines)) <= width:
            break
    return "".join((line if width is None else cut(line, width)) + "\n" for line in lines)


def _column(
    heading: str, cells: Sequence[str], widest: int | None = None, *, is_number: bool = True
) -> list[str]:
    """Return a heading and what stands below it in one width; a heading of more than `widest` is cut to its cells."""
    room = max(map(cell_width, cells), default=_LEAST_CELL)
    room = max(room, cell_width(heading) if widest is None else min(cell_width(heading), widest))
    heading = cut(heading, room)
    if not is_number:
        return [pad(cell, room) for cell in (heading, *cells)]
    return [" " * (room - cell_width(cell)) + cell for cell in (heading, *cells)]


def _cells(trends: Trends, series: Series, *, with_counts: bool) -> list[str]:
    shares = [percent(share) for share in trends.shares(series)]
    if not with_counts:
        return shares
    counts = [number(count) for count in series.counts]
    room = max(map(len, counts), default=0)
    return [f"{share}  {count:>{room}}" for share, count in zip(shares, counts, strict=True)]


def to_csv(trends: Trends) -> str:
    """Return a row of column names and a row for each query and period, lines ending as RFC 4180 has it (CRLF).

    What is not known is empty. The share is the count divided by the total, not rounded.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(trends):
        query, *others = ("" if row[column] is None else row[column] for column in COLUMNS)
        writer.writerow([defused(str(query)), *others])
    return text.getvalue()


def to_json(trends: Trends) -> str:
    """Return a list of objects, one for each query and period; what is not known is null."""
    return json.dumps(list(_rows(trends)), ensure_ascii=False, indent=2) + "\n"


def _rows(trends: Trends) -> Iterator[dict[str, str | int | float | None]]:
    for series in trends.series:
        facts = zip(trends.periods, series.counts, trends.totals, trends.shares(series), strict=True)
        for period, count, total, share in facts:
            days = (period.first_day.isoformat(), period.last_day.isoformat())
            yield dict(zip(COLUMNS, (series.text, period.name, *days, count, total, share), strict=True))
