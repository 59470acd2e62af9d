"""Trends drawn in characters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.cells import cell_width
from paperreader.domain.papers.feed import Period
from paperreader.domain.ranking.trends import DailyCounts, Trends
from paperreader.formats.pages.plot import ASCII, LEAST, MARKERS, MOST, PlotSegment, legend, plot
from tests.formats.builders import HOSTILE_TITLES

FIRST = date(2026, 1, 5)


def trends(*lines: list[float | None], period: Period = Period.WEEK) -> Trends:
    """Return weeks with these shares of a thousand papers each; None is a week without papers."""
    weeks = [FIRST + timedelta(days=7 * place) for place in range(len(lines[0]))]
    papers = {week: 1000 for week, share in zip(weeks, lines[0], strict=True) if share is not None}
    matching = tuple(
        (f"query {name}", {week: round(1000 * (share or 0)) for week, share in zip(weeks, line, strict=True)})
        for name, line in enumerate(lines)
    )
    return DailyCounts(papers, matching).by(period, (weeks[0], weeks[-1]))


def drawn(lines: list[list[PlotSegment]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_a_line_rises_with_its_shares() -> None:
    assert drawn(plot(trends([0.0, 0.1, 0.2, 0.3, 0.4]), 40, 9)) == [
        "40 % ┤                             ⢀⡠⠤⠒●",
        "     │                        ⢀●⠤⠒⠊⠁",
        "     │                    ⣀⠤⠔⠊⠁",
        "20 % ┤               ⣀⡠●⠒⠉",
        "     │         ⢀⣀⠤⠔⠊⠉",
        "     │    ⢀⡠⠤⠒●⠁",
        " 0 % ┤●⠤⠒⠊⠁",
        "     └┬────────────────┬───────────────┬",
        "      2026-W02     2026-W04     2026-W06",
    ]


def test_a_gap_in_what_is_known_is_a_gap_in_the_line() -> None:
    lines = drawn(plot(trends([0.2, 0.2, None, None, 0.2, 0.2]), 46, 7))
    row = next(line for line in lines if "●" in line)
    _, _, after = row.partition("┤")
    assert after[16:24].strip() == ""
    assert "  " not in after[:8] + after[-8:]


def test_every_line_has_a_marker_of_its_own_even_where_lines_meet() -> None:
    same: list[float | None] = [0.1] * 12
    text = "".join(drawn(plot(trends(*[same] * MOST), 60, 12)))
    assert set(MARKERS) <= set(text)


def test_a_marker_has_the_colour_of_its_query() -> None:
    for line in plot(trends([0.1] * 4, [0.3] * 4), 40, 10):
        for text, place in line:
            assert place is not None or not set(text) & set(MARKERS)
            assert place is None or not set(text) & set(MARKERS) - {MARKERS[place]}


def test_one_period_is_a_marker_on_a_scale() -> None:
    lines = drawn(plot(trends([0.25]), 30, 8))
    assert sum(line.count("●") for line in lines) == 1
    assert "2026-W02" in lines[-1]


@pytest.mark.parametrize(
    ("share", "top"), [(0.0, "1 %"), (0.001, "0.1 %"), (0.034, "4 %"), (0.5, "60 %"), (1.0, "100 %")]
)
def test_the_scale_begins_at_nought_and_ends_just_above_the_greatest_share(share: float, top: str) -> None:
    lines = drawn(plot(trends([share, 0.0]), 40, 14))
    assert lines[0].split("┤")[0].strip() == top
    assert any(line.startswith(("0 % ┤", " 0 % ┤", "  0 % ┤", "    0 % ┤")) for line in lines)


def test_without_papers_or_room_there_is_nothing_to_draw() -> None:
    assert plot(trends([None, None]), 60, 20) == []
    assert plot(trends([0.1, 0.2]), 60, LEAST - 1) == []
    assert drawn(legend(trends([None, None]), 60)) == ["● query 0  no papers archived"]


def test_the_legend_gives_the_latest_share_that_is_known() -> None:
    assert drawn(legend(trends([0.1, 0.124, None]), 60)) == ["● query 0  12.4 % in 2026-W03"]


def test_a_query_is_cut_where_its_share_needs_the_room() -> None:
    for text in HOSTILE_TITLES:
        tally = DailyCounts({FIRST: 10}, ((text, {FIRST: 1}),))
        (line,) = drawn(legend(tally.by(Period.MONTH, (FIRST, FIRST)), 40))
        assert line.endswith("  10.0 % in 2026-01")
        assert cell_width(line) <= 40


_SHARES = st.none() | st.floats(0, 1)


@given(
    st.integers(1, 40).flatmap(
        lambda size: st.lists(st.lists(_SHARES, min_size=size, max_size=size), min_size=1, max_size=MOST)
    ),
    st.integers(10, 120),
    st.integers(0, 30),
)
def test_it_fits_where_it_is_drawn_whatever_it_shows(
    lines: list[list[float | None]], width: int, height: int
) -> None:
    found = drawn(plot(trends(*lines), width, height))
    assert len(found) in {0, height}
    assert all(len(line) <= max(width, 18) for line in found)
    assert all(char.isascii() or char in ASCII for line in found for char in line)


def test_every_character_has_an_ascii_form_of_one_column() -> None:
    assert all(form.isascii() and len(form) == 1 for form in ASCII.values())
    assert len({ASCII[marker] for marker in MARKERS}) == MOST
