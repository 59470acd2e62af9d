"""Many at once: chosen one by one, as a range or all, then kept, tagged, marked, copied, exported, removed."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from paperreader.domain.bookmarks.bookmark import counted_tags
from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.services.bookmarks import changes
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question
from paperreader.ui.dialogs.tags import TagsDialog
from tests.system.programs import Programs
from tests.ui.reader import fixed_clock, opened, reader, settled, showing, text_of, told

SIZE = (120, 40)


async def keep_first(pilot: Pilot[None], app: PaperReaderApp, count: int) -> Sequence[str]:
    """Keep the first papers and return their titles."""
    screen = await opened(pilot, app)
    await pilot.press(*["m"] * count, "b")
    await settled(pilot, lambda: len(app.snapshot.bookmarks) == count)
    return [paper.title for paper in screen.query_one(PaperList).rows[:count]]


@pytest.mark.parametrize(
    ("keys", "places"),
    [
        (["m", "m", "j", "m"], [0, 1, 3]),
        (["J", "J"], [0, 1, 2]),
        (["G", "K"], [54, 55]),
        (["m", "k", "m"], []),
        (["M"], list(range(56))),
        (["m", "M"], []),
        (["m", "m", "escape"], []),
    ],
)
async def test_what_is_chosen(keys: list[str], places: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press(*keys)
        await settled(
            pilot, lambda: [n for n, row in enumerate(papers.rows) if row.key in papers.selected] == places
        )
        said = f"{len(places)} selected"
        await settled(pilot, lambda: (said in text_of(app, "#status")) is bool(places))


async def test_the_chosen_are_kept_with_one_step_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "m")
        lines = text_of(app, "#papers").splitlines()
        begins = [
            next(y for y, line in enumerate(lines) if row.title[:20] in line) for row in papers.rows[:4]
        ]
        # The cursor keeps its column to itself.
        assert [lines[y][:2] for y in begins] == [" +", " +", " +", "▌·"]
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 3)
        assert not papers.selected
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        await pilot.press("g", "m", "m", "x")
        await settled(
            pilot, lambda: [app.marks.get(row.key) for row in papers.rows[:2]] == [Mark.SKIPPED] * 2
        )
        await pilot.press("u")
        await settled(pilot, lambda: app.marks[papers.rows[1].key] is Mark.SEEN)


async def test_chosen_bookmarks_are_tagged_given_a_status_and_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await keep_first(pilot, app, 4)
        await pilot.press("B", "m", "m", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        app.screen.query_one(Input).value = "thesis, -old #b"
        await pilot.press("enter")
        await settled(
            pilot, lambda: [each.tags for each in app.snapshot.bookmarks] == [("b", "thesis")] * 2 + [()] * 2
        )
        await pilot.press("M", "equals_sign")
        await settled(pilot, lambda: {each.status.value for each in app.snapshot.bookmarks} == {"reading"})
        await pilot.press("M", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        app.screen.query_one(Input).value = "-b"
        await pilot.press("enter")
        await settled(
            pilot, lambda: [each.tags for each in app.snapshot.bookmarks] == [("thesis",)] * 2 + [()] * 2
        )
        await pilot.press("M", "b")
        await settled(pilot, lambda: not app.snapshot.bookmarks)
        await pilot.press("u")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 4)


async def test_the_chosen_are_copied_and_exported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "chosen.json"
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "y")
        await settled(pilot, lambda: bool(app._services.desktop.last_copied))
        assert app._services.desktop.last_copied == "\n".join(str(row.key.hub_url) for row in papers.rows[:2])
        await pilot.press("m", "m", "e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press("c")
        await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
        await pilot.press("o")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settled(pilot, target.exists)
        assert len(json.loads(target.read_text())) == 2
        await settled(pilot, lambda: not papers.selected)


def four_hundred() -> tuple[Paper, ...]:
    """Return papers of which the fourth and the 301st have a `q` in their titles, and few others."""
    return tuple(
        Paper(key=PaperKey(f"2608.{n:05}"), title=f"{'Quiet' if n in (3, 300, 350) else 'Loud'} lamps {n}")
        for n in range(400)
    )


async def _two_chosen(pilot: Pilot[None], app: PaperReaderApp) -> PaperList:
    screen = await opened(pilot, app)
    await showing(pilot, screen, Sample(), four_hundred())
    rows = screen.query_one(PaperList)
    for place in (3, 300):
        rows.highlight(place)
        await pilot.press("m")
    await settled(pilot, lambda: "2 selected" in text_of(app, "#status"))
    return rows


def _places(rows: PaperList) -> list[int]:
    return [int(row.title.split()[-1]) for row in rows.selected_rows]


async def test_typing_into_the_filter_forgets_nothing_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        rows = await _two_chosen(pilot, app)
        # A letter that is in all of them, and then in few; a slip of the finger, and back.
        for typed, shown in (("l", 400), ("qu", 3), ("quz", 0), ("qu", 3)):
            if app.focused is rows:
                await pilot.press("slash")
            app.screen.query_one("#filter Input", Input).value = typed
            await settled(pilot, lambda shown=shown: len(rows.rows) == shown)  # type: ignore[misc]
            await settled(pilot, lambda shown=shown: ("2 selected" in text_of(app, "#status")) is bool(shown))  # type: ignore[misc]
            assert _places(rows) == ([3, 300] if shown else [])
        # What is hidden is chosen still, and nothing is done with it.
        app.screen.query_one("#filter Input", Input).value = "lamps 3"
        await settled(pilot, lambda: _places(rows) == [3, 300] and len(rows.rows) > 3)
        app.screen.query_one("#filter Input", Input).value = "lamps 300"
        await settled(pilot, lambda: _places(rows) == [300])
        await pilot.press("enter", "b")
        await settled(pilot, lambda: [each.paper.key for each in app.snapshot.bookmarks] == ["2608.00300"])
        await pilot.press("escape")
        await settled(pilot, lambda: len(rows.rows) == 400)
        assert _places(rows) == [3]
        await pilot.press("escape")
        assert not rows.selected


async def test_going_to_another_feed_forgets_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        rows = await _two_chosen(pilot, app)
        screen = await opened(pilot, app)
        await showing(pilot, screen, Sample(), four_hundred()[2:300])
        assert rows.selected == {"2608.00003"}


@pytest.mark.parametrize(("what", "left"), [("t", 2), ("p", 2), ("c", 0)])
async def test_exporting_forgets_what_was_chosen_only_when_that_is_exported(
    what: str, left: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = reader(monkeypatch, Sample())
    target = tmp_path / "papers.json"
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "j", "e")
        await settled(pilot, lambda: isinstance(app.screen, Menu))
        await pilot.press(what)
        await settled(pilot, lambda: isinstance(app.screen, Menu) and app.screen._heading == "Export as")
        await pilot.press("o")
        await settled(pilot, lambda: isinstance(app.screen, Question))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settled(pilot, target.exists)
        assert len(papers.selected) == left


async def test_what_is_done_elsewhere_forgets_nothing_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await keep_first(pilot, app, 4)
        screen = await opened(pilot, app)
        papers, kept = screen.query_one(PaperList), screen.query_one(BookmarkList)
        await pilot.press("g", "m", "m", "B", "m", "m")
        await settled(pilot, lambda: len(kept.selected) == len(papers.selected) == 2)
        await pilot.press("y")
        await settled(pilot, lambda: not kept.selected)
        assert len(papers.selected) == 2
        await pilot.press("B", "g", "enter", "y", "equals_sign", "b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 3)
        assert len(papers.selected) == 2


async def test_all_that_are_chosen_are_given_a_status_those_without_a_bookmark_with_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        await keep_first(pilot, app, 2)
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("g", "m", "m", "m", "equals_sign")
        await settled(
            pilot, lambda: [each.status.value for each in app.snapshot.bookmarks] == ["reading"] * 3
        )
        assert not papers.selected


@pytest.mark.parametrize(("number", "answer"), [(3, ""), (9, ""), (10, "o"), (10, "l"), (10, "escape")])
async def test_all_that_are_chosen_are_opened_many_only_if_that_is_meant(
    number: int, answer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    programs = Programs(folder)
    record = programs.add_recorder("xdg-open")
    app = reader(monkeypatch, Sample(), None, fixed_clock, DISPLAY=":0", PATH=str(folder))
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press(*["m"] * number, "o")
        if answer:
            await settled(pilot, lambda: isinstance(app.screen, Menu))
            assert f"{number} pages in the browser" in text_of(app, ".dialog-heading")
            await pilot.press(answer)
            await settled(pilot, lambda: not isinstance(app.screen, Menu))
        if answer in ("", "o"):
            await settled(pilot, lambda: told(app, f"Opened with xdg-open: {number} pages"))
            # Of those it was started for, the recorder knows the last.
            assert record.read_text().split() == [str(papers.rows[number - 1].key.hub_url)]
            assert not papers.selected
        else:
            assert not record.exists()
            assert len(papers.selected) == number


async def test_where_no_browser_opens_the_links_of_all_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample(), None, fixed_clock, PATH="/nowhere")
    async with app.run_test(size=SIZE) as pilot:
        papers = (await opened(pilot, app)).query_one(PaperList)
        await pilot.press("m", "m", "o")
        await settled(pilot, lambda: told(app, "2 links are copied instead"))
        links = "\n".join(str(row.key.hub_url) for row in papers.rows[:2])
        await settled(pilot, lambda: app._services.desktop.last_copied == links)


async def test_what_is_done_with_all_that_are_chosen_costs_in_proportion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        panel = screen.query_one(BookmarkList)
        lines: list[int] = []
        for number in (100, 200):
            app._changes.change(changes.keep(four_hundred()[:number], "", fixed_clock()))
            await settled(pilot, lambda number=number: len(panel.rows) == number)  # type: ignore[misc]
            panel.focus()
            await settled(pilot, lambda: panel.has_focus)
            panel.action_select_all()
            lines.append(
                _lines_of(
                    lambda: (
                        [screen.bookmark_of(paper) for paper in screen.papers],
                        screen.papers,
                        screen.exports,
                        counted_tags(screen.snapshot.bookmarks),
                    )
                )
            )
            panel.action_select_all()
        assert lines[1] < 2.5 * lines[0]


def _lines_of(work: Callable[[], object]) -> int:
    """Return how many lines of Python are run, a loop's anew each time."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> Any:  # noqa: ANN401 - as Python has it
        nonlocal count
        count += event == "line"
        return seen

    former = sys.gettrace()
    sys.settrace(seen)
    try:
        work()
    finally:
        sys.settrace(former)
    return count


async def test_the_panel_is_narrowed_and_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        titles = await keep_first(pilot, app, 6)
        panel = screen.query_one(BookmarkList)
        await pilot.press("B", "number_sign")
        await settled(pilot, lambda: isinstance(app.screen, TagsDialog))
        await pilot.press(*"thesis", "enter")
        await settled(pilot, lambda: any(each.tags for each in app.snapshot.bookmarks))
        await pilot.press("slash", *"tag:thesis", "enter")
        await settled(pilot, lambda: len(panel.rows) == 1 and app.focused is panel)
        assert "Bookmarks 1 of 6" in text_of(app, "#bookmarks-heading")
        await pilot.press("escape")
        await settled(pilot, lambda: len(panel.rows) == 6)
        await pilot.press("v", "t")
        await settled(pilot, lambda: [row.paper.title for row in panel.rows] == sorted(titles, key=str.lower))
        assert "title" in text_of(app, "#bookmarks-heading")
        await pilot.press("slash", *"upvotes:many")
        await settled(pilot, lambda: "needs a number" in text_of(app, "#bookmarks-filter .filter-problem"))
        assert len(panel.rows) == 6
        await pilot.press("escape", "escape")
        assert app.focused is screen.query_one(PaperList)


async def test_a_wrong_filter_names_the_place_and_the_last_good_result_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"net")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        found = len(papers.rows)
        screen.query_one("#filter Input", Input).value = "net titel:x"
        await settled(pilot, lambda: "unknown field" in text_of(app, "#filter .filter-problem"))
        assert "titel:" in text_of(app, "#filter .filter-problem")
        assert len(papers.rows) == found
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)
