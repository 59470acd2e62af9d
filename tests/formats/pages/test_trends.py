"""Trends as numbers."""

import csv
import io
import json
from datetime import date

import pytest

from paperreader.document.cells import cell_width
from paperreader.domain.papers.feed import Period
from paperreader.domain.ranking.trends import DailyCounts, Trends
from paperreader.formats.pages.trends import to_csv, to_json, to_table
from tests.formats.builders import HOSTILE_TITLES

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 3)


def trends(*queries: str) -> Trends:
    """Return three months, the first without papers."""
    papers = {JULY: 3, AUGUST: 2100}
    matching = tuple((text, {JULY: 1, AUGUST: 700}) for text in queries)
    return DailyCounts(papers, matching).by(Period.MONTH, (date(2026, 6, 1), AUGUST))


def test_the_table_has_the_share_and_the_count_of_each_query() -> None:
    assert to_table(trends("lamp", "knot")).splitlines() == [
        "PERIOD   PAPERS         lamp         knot",
        "2026-06       —       —    —       —    —",
        "2026-07       3  33.3 %    1  33.3 %    1",
        "2026-08   2,100  33.3 %  700  33.3 %  700",
    ]


def test_where_room_is_short_the_counts_go_first_then_the_papers() -> None:
    assert to_table(trends("lamp", "knot"), 36).splitlines() == [
        "PERIOD   PAPERS    lamp    knot",
        "2026-06       —       —       —",
        "2026-07       3  33.3 %  33.3 %",
        "2026-08   2,100  33.3 %  33.3 %",
    ]
    assert to_table(trends("a long query", "b"), 24).splitlines()[:2] == [
        "PERIOD   a lon…       b",
        "2026-06       —       —",
    ]


@pytest.mark.parametrize("width", [10, 24, 40, 80, 200])
def test_no_line_is_longer_than_the_terminal_whatever_the_queries(width: int) -> None:
    table = to_table(trends(*HOSTILE_TITLES), width)
    assert all(cell_width(line) <= width for line in table.splitlines())


def test_other_programs_get_exact_numbers_and_nothing_where_nothing_is_known() -> None:
    rows = json.loads(to_json(trends("lamp")))
    assert rows[0] == {
        "query": "lamp",
        "period": "2026-06",
        "first_day": "2026-06-01",
        "last_day": "2026-06-30",
        "count": None,
        "total": None,
        "share": None,
    }
    assert [(row["count"], row["total"], row["share"]) for row in rows[1:]] == [
        (1, 3, 1 / 3),
        (700, 2100, 1 / 3),
    ]
    cells = list(csv.DictReader(io.StringIO(to_csv(trends("lamp")), newline="")))
    assert [{key: value or None for key, value in row.items()} for row in cells] == [
        {key: None if value is None else str(value) for key, value in row.items()} for row in rows
    ]


@pytest.mark.parametrize("text", ["-survey", "=1+1", "@x"])
def test_a_query_is_no_formula(text: str) -> None:
    row = list(csv.reader(io.StringIO(to_csv(trends(text)), newline="")))[1]
    assert row[0] == f"'{text}"
