"""Papers as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from paperreader.document.cells import cell_width
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import clean
from paperreader.formats.pages.table import to_table
from tests.formats.builders import HOSTILE_TITLES, edition, golden, paper, papers, title_only_paper


def test_without_a_width_nothing_is_cut() -> None:
    assert to_table(edition()) == golden("edition.txt")


def test_in_eighty_columns_title_and_origin_give_way() -> None:
    assert to_table(edition(), 80) == golden("edition-80.txt")


def test_a_heading_stands_over_the_first_paper_of_its_part_and_is_cut_like_a_row() -> None:
    three = [paper(f"2608.0000{number}") for number in (1, 2, 3)]
    parts = dict(zip((str(each.key) for each in three), ("Thursday", "Thursday", "Wednesday"), strict=True))
    plain = to_table(three).splitlines()
    assert to_table(three, parts=parts).splitlines() == [
        plain[0],
        *("", "Thursday", plain[1], plain[2]),
        *("", "Wednesday", plain[3]),
    ]
    assert to_table(three[2:], 6, parts).splitlines()[1:3] == ["", "Wedne…"]
    assert to_table(three, parts={}) == to_table(three)


def test_no_papers_leave_the_header() -> None:
    assert to_table([], 80) == "ID  UPVOTES  COMMENTS  TITLE  FROM\n"


def test_unknown_counts_are_dashes_and_nought_is_nought() -> None:
    unknown, nought = to_table(
        [paper("2608.00001"), Paper(key=PaperKey("2608.00002"), title="T", upvotes=0, comments=0)]
    ).splitlines()[1:]
    assert unknown.split()[1:3] == ["—", "—"]
    assert nought.split()[1:3] == ["0", "0"]


@pytest.mark.parametrize(
    ("names", "origin"),
    [((), "—"), (("Plato",), "Plato"), (("李 明", "Plato"), "李 明 et al.")],
)
def test_a_paper_without_organization_is_from_its_first_author(names: tuple[str, ...], origin: str) -> None:
    assert to_table([paper(names=names)]).endswith(f"  {origin}\n")


def test_a_screen_that_is_wide_enough_changes_nothing() -> None:
    whole = to_table(edition())
    width = max(map(cell_width, whole.splitlines()))
    assert to_table(edition(), width) == to_table(edition(), 1000) == whole


@pytest.mark.parametrize("key", ["2608.01234", "cond-mat/0309136"])
def test_an_arxiv_id_stays_whole_in_eighty_columns(key: str) -> None:
    long = Paper(key=PaperKey(key), title="word " * 40, authors=(Author("name " * 20), Author("B. Two")))
    assert key in to_table([long, title_only_paper()], 80)


@pytest.mark.parametrize(
    ("width", "header", "row"),
    [
        (
            100,
            "ID          UPVOTES  COMMENTS  TITLE                                          FROM",
            "2608.01234    1,234        56  word word word word word word word word word…  name name name name n…",
        ),
        (
            60,
            "ID          UPVOTES  COMMENTS  TITLE",
            "2608.01234    1,234        56  word word word word word wor…",
        ),
        (40, "ID          UPVOTES  TITLE", "2608.01234    1,234  word word word wor…"),
        (30, "ID          TITLE", "2608.01234  word word word wo…"),
    ],
)
def test_in_a_narrow_terminal_columns_give_way_to_the_title(width: int, header: str, row: str) -> None:
    long = Paper(
        key=PaperKey("2608.01234"),
        title="word " * 40,
        authors=(Author("name " * 20),),
        upvotes=1234,
        comments=56,
    )
    assert to_table([long], width).splitlines() == [header, row]


def test_columns_are_left_out_for_long_titles_only() -> None:
    short = Paper(
        key=PaperKey("2608.01234"), title="Knots", authors=(Author("A. One"),), upvotes=1, comments=2
    )
    assert to_table([short], 44) == to_table([short])


@given(
    st.lists(st.sampled_from(HOSTILE_TITLES) | st.text(max_size=40).map(clean), min_size=1, max_size=4),
    st.integers(12, 200),
)
def test_no_row_is_wider_than_a_terminal_by_its_own_measure(titles: list[str], width: int) -> None:
    rows = to_table([paper(title=title or "x") for title in titles], width).splitlines()
    assert all(sum(max(wcwidth(char), 0) for char in row) <= width for row in rows)


def test_columns_stand_under_each_other_whatever_the_letters() -> None:
    header, *rows = to_table(edition(), 80).splitlines()
    start = cell_width(header[: header.index("TITLE")])
    titles = ["Lamplight", "Knots", "On the", "注意力"]
    assert [cell_width(row[: row.index(title)]) for row, title in zip(rows, titles, strict=True)] == [
        start
    ] * 4


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_is_shown_as_it_is_meant(title: str) -> None:
    assert to_unicode(title) in to_table([paper(title=title)])


@given(st.lists(papers(), max_size=4), st.integers(1, 130))
def test_no_line_is_ever_wider_than_the_screen(some: list[Paper], width: int) -> None:
    lines = to_table(some, width).splitlines()
    assert len(lines) == len(some) + 1
    assert all(cell_width(line) <= width for line in lines)


@given(st.lists(papers(), min_size=1, max_size=4), st.integers(80, 130))
def test_counts_are_never_cut(some: list[Paper], width: int) -> None:
    for one, line in zip(some, to_table(some, width).splitlines()[1:], strict=True):
        assert one.upvotes is None or f" {one.upvotes:,} " in line


def test_tex_is_shown_as_it_is_meant() -> None:
    assert "Lamps² of Fréchet" in to_table(
        [Paper(key=PaperKey("2608.00001"), title=r"Lamps$^2$ of Fr\'echet")]
    )
