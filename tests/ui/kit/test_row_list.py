"""Lists drawn line by line: headings, rows of different heights, and what stays on its line of the screen."""

from textual.app import App, ComposeResult

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import fixed_clock


class _Lines(App[None]):
    """A list of papers, and nothing else."""

    def compose(self) -> ComposeResult:
        yield PaperList(fixed_clock, {}, id="papers")


def _papers(count: int) -> list[Paper]:
    return [Paper(key=PaperKey(f"2608.{n:05}"), title=f"Paper {n}") for n in range(count)]


def _uneven(count: int, first: int = 0) -> list[Paper]:
    """Return papers whose titles take one line, two or three, without a rule in it."""
    return [
        Paper(key=PaperKey(f"2608.{n:05}"), title=" ".join([f"Paper {n}", *["word"] * (n * n % 17)]))
        for n in range(first, first + count)
    ]


def _shown(papers: PaperList) -> list[str]:
    return [papers.render_line(y).text for y in range(papers.size.height)]


def _line_of(papers: PaperList, place: int) -> int:
    """Return the line of the screen on which a paper's title begins."""
    wanted = f"  Paper {place} "
    return next(y for y, line in enumerate(_shown(papers)) if wanted in f"{line} ")


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


async def test_rows_of_different_heights_are_moved_over_paged_scrolled_and_clicked() -> None:
    """The row under the cursor is whole in sight wherever it is gone to; what was in sight stays where it was."""
    app = _Lines()
    async with app.run_test(size=(40, 20)) as pilot:
        papers = app.query_one(PaperList)
        papers.show_rows(_uneven(3000))
        papers.focus()
        await pilot.pause()
        for keys in (["j"] * 9, ["G"], ["k"] * 12, ["pageup"] * 3, ["pagedown"], ["g"], ["pagedown"] * 4):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
                lines = _shown(papers)
                here = [line for line in lines if line.startswith("▌")]
                assert f"Paper {papers.cursor}" in here[0]
                assert len(here) == papers.height_of(papers.rows[papers.cursor], 39)
        await pilot.press("G")
        await pilot.pause()
        assert papers.scroll_offset.y == papers.max_scroll_y
        place = 2995
        before = _line_of(papers, place)
        for _ in range(4):
            papers.scroll_relative(y=-1, animate=False)
            await pilot.pause()
        assert _line_of(papers, place) == before + 4
        # A leap into what was never seen, and from there line by line back over it.
        papers.scroll_to(y=papers.max_scroll_y // 2, animate=False)
        await pilot.pause()
        seen = _shown(papers)
        papers.scroll_relative(y=-3, animate=False)
        await pilot.pause()
        assert _shown(papers)[3:] == seen[:-3]
        assert await pilot.click(PaperList, offset=(5, 10))
        await pilot.pause()
        assert _shown(papers)[10].startswith("▌")
        papers.scroll_to(y=papers.max_scroll_y, animate=False)
        await pilot.pause()
        assert papers.scroll_offset.y == papers.max_scroll_y
        assert "Paper 2999" in "".join(_shown(papers))


async def test_the_highlighted_row_stays_on_its_line_when_heights_change() -> None:
    """A new width, compact rows and back, rows before it and rows behind the last."""
    app = _Lines()
    async with app.run_test(size=(60, 20)) as pilot:
        papers = app.query_one(PaperList)
        rows = _uneven(200)
        papers.show_rows(rows)
        papers.focus()
        papers.highlight(100)
        await pilot.press("j", "j", "j", *["k"] * 6)
        await pilot.pause()
        line, place = _line_of(papers, papers.cursor), papers.cursor
        assert 0 < line < 12
        await pilot.resize_terminal(34, 20)
        await pilot.pause()
        assert _line_of(papers, place) == line
        papers.is_compact = True
        await pilot.pause()
        assert _line_of(papers, place) == line
        assert [f"Paper {place}" in text for text in _shown(papers)].count(True) == 1
        papers.is_compact = False
        papers.show_rows([*_uneven(7, first=500), *rows])
        await pilot.pause()
        assert _line_of(papers, place) == line
        papers.add_rows(_uneven(40, first=600))
        await pilot.pause()
        assert _line_of(papers, place) == line
        await pilot.press("G")
        await pilot.pause()
        assert "Paper 639" in "".join(_shown(papers))


async def test_a_title_is_whole_in_up_to_three_lines_and_no_line_is_too_wide() -> None:
    """Words longer than a line and wide characters are broken; a phrase over two lines stands out in both."""
    app = _Lines()
    async with app.run_test(size=(40, 30)) as pilot:
        papers = app.query_one(PaperList)
        titles = ["One large language model of them", "x" * 10_000, "深度学习" * 8, "深度学习" * 80, ""]
        rows = [Paper(key=PaperKey(f"2608.{n:05}"), title=title) for n, title in enumerate(titles)]
        papers.words = ("large language", "language model")
        papers.show_rows(rows)
        papers.focus()
        await pilot.pause()
        assert [papers.height_of(row, 39) for row in rows] == [3, 4, 4, 4, 2]
        for y in range(17):
            strip = papers.render_line(y)
            assert strip.cell_length == 40
            assert strip.crop(38, 40).text == "  "
        underlined = [
            segment.text
            for y in (0, 1)
            for segment in papers.render_line(y)
            if segment.style and segment.style.underline
        ]
        assert " ".join(underlined) == "large language model"
        shown = "".join(line[9:38].strip() for line in _shown(papers))
        assert "深度学习" * 8 in shown
        assert shown.count("…") == 2
        assert "—" in _shown(papers)[15]


async def test_a_row_that_made_way_for_something_goes_back_to_its_line() -> None:
    app = _Lines()
    async with app.run_test(size=(40, 20)) as pilot:
        papers = app.query_one(PaperList)
        papers.show_rows(_papers(60))
        papers.focus()
        await pilot.press(*["j"] * 30)
        await pilot.pause()
        before = _seen(papers)
        await pilot.resize_terminal(40, 12)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert _seen(papers)[0] == before[0]
        assert _seen(papers) != before
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert _seen(papers) == before
        await pilot.resize_terminal(40, 8)
        await pilot.press("k")
        await pilot.pause()
        moved = _seen(papers)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert _seen(papers) == moved


async def test_rows_that_are_shown_before_there_is_room_for_them_come_to_their_line_with_it() -> None:
    """Such as where words stood in the place of none."""
    app = _Lines()
    async with app.run_test(size=(40, 20)) as pilot:
        papers = app.query_one(PaperList)
        papers.show_rows(_papers(60))
        papers.focus()
        await pilot.press(*["j"] * 30, "k", "k")
        await pilot.pause()
        before, left = _seen(papers), papers.position
        papers.show_rows([])
        await pilot.resize_terminal(40, 1)
        await pilot.pause()
        papers.show_rows(_papers(60), is_elsewhere=True, at=left)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert _seen(papers) == before
