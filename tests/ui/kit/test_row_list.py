"""Lists drawn line by line: which place and which line is which."""

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.row_headings import Headings, nearest_first
from tests.ui.reader import fixed_clock


@given(st.integers(-3, 12), st.integers(0, 9))
def test_each_place_comes_once_and_the_nearest_come_first(place: int, count: int) -> None:
    """Also where the cursor was beyond what there is now."""
    places = list(nearest_first(place, count))
    assert sorted(places) == list(range(count))
    distances = [abs(each - place) for each in places]
    assert distances == sorted(distances)


@given(st.sets(st.integers(0, 12)), st.integers(1, 3))
def test_every_line_belongs_to_a_row_or_to_the_heading_above_it(heads: set[int], height: int) -> None:
    headings = Headings(sorted(heads), height)
    expected = []
    for place in range(13):
        above = (2 if place else 1) if place in heads else 0
        expected += [(place, line) for line in range(-above, height)]
    assert [headings.at(line) for line in range(len(expected))] == expected
    assert [headings.line_of(place) for place in range(13)] == [
        expected.index((place, 0)) for place in range(13)
    ]


class _Lines(App[None]):
    """Rows of two lines, the first three and the rest in parts of their own."""

    def compose(self) -> ComposeResult:
        yield PaperList(fixed_clock, {}, id="papers")


def _papers(count: int) -> list[Paper]:
    return [Paper(key=PaperKey(f"2608.{n:05}"), title=f"Paper {n}") for n in range(count)]


async def test_headings_stand_above_the_first_row_of_each_part_and_the_ending_below_the_last() -> None:
    """The cursor passes them by, and going up to the first row of a part shows its heading too."""
    app = _Lines()
    async with app.run_test(size=(40, 9)) as pilot:
        papers = app.query_one(PaperList)
        rows = _papers(5)
        papers.parts = {row.key: "Monday [/]" if n < 3 else "Tuesday" for n, row in enumerate(rows)}
        papers.ending = "caught up"
        papers.show_rows(rows)
        papers.focus()
        await pilot.pause()
        assert [papers.render_line(y).text.strip() for y in (0, 7, 8)] == ["Monday [/]", "", "Tuesday"]
        await pilot.press("G")
        await pilot.pause()
        assert "Paper 4" in "".join(papers.render_line(y).text for y in range(9))
        assert papers.render_line(8).text.strip() == "caught up"
        await pilot.press("g")
        await pilot.pause()
        assert papers.scroll_offset.y == 0
        assert await pilot.click(PaperList, offset=(5, 0))
        assert papers.cursor == 0


async def test_a_heading_too_long_for_the_pane_says_that_it_is_cut() -> None:
    """Beside the scroll bar, not under it."""
    app = _Lines()
    async with app.run_test(size=(20, 6)) as pilot:
        papers = app.query_one(PaperList)
        rows = _papers(5)
        papers.parts = {row.key: "A heading of many words" for row in rows}
        papers.show_rows(rows)
        await pilot.pause()
        await pilot.pause()
        shown = papers.render_line(0).text[: papers.scrollable_content_region.width]
        assert shown.rstrip().endswith("…")


def _seen(papers: PaperList) -> tuple[str, int | None]:
    assert papers.highlighted is not None
    return papers.highlighted.title, papers.position.line


async def test_coming_back_finds_the_row_on_its_line_or_one_that_stood_beside_it() -> None:
    """Of those below it first: whoever reads a list that loses what was read goes on from there."""
    app = _Lines()
    async with app.run_test(size=(40, 12)) as pilot:
        papers, rows = app.query_one(PaperList), _papers(60)
        papers.show_rows(rows)
        papers.focus()
        await pilot.press(*["j"] * 30, "k", "k")
        await pilot.pause()
        left, (title, line) = papers.position, _seen(papers)
        assert title == "Paper 28"
        assert line not in (0, None)
        papers.show_rows(_papers(5), is_elsewhere=True)
        papers.show_rows(rows, is_elsewhere=True, at=left)
        assert _seen(papers) == ("Paper 28", line)
        papers.show_rows([*_papers(3), *rows], is_elsewhere=True, at=left)
        assert _seen(papers) == ("Paper 28", line)
        papers.show_rows(rows[:28] + rows[31:], is_elsewhere=True, at=left)
        assert _seen(papers) == ("Paper 31", line)
        papers.show_rows(rows[:27], is_elsewhere=True, at=left)
        assert _seen(papers)[0] == "Paper 26"
        papers.show_rows(_papers(200)[100:], is_elsewhere=True, at=left)
        assert _seen(papers)[0] == "Paper 128"
        papers.show_rows([], is_elsewhere=True, at=left)
        assert papers.highlighted is None
