"""The comments of a paper under a pilot: threads, keys, a listed paper, and what goes wrong."""

import time
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.pilot import Pilot
from textual.selection import SELECT_ALL

from paperreader.document.cells import cell_width
from paperreader.document.segments import plain_text
from paperreader.domain.papers.discussion import Comment, Discussion
from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean, clean_lines
from paperreader.formats.pages.discussion import parts_of
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.desktop import Copying, Opening
from paperreader.ui.discussion.screen import DiscussionScreen
from paperreader.ui.discussion.threads import Threads
from paperreader.ui.discussion.view import DiscussionView
from paperreader.ui.kit import requests
from tests.at_length import few
from tests.hub import Fault, Hub
from tests.hub.comments import HOSTILE, TALKED_OF, comment
from tests.hub.papers import CROWDED
from tests.ui.reader import opened, press_at_once, reader, settled, told

DAY = Edition(Period.DAY, date(2026, 8, 21))
NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)
SIZES = [(40, 12), (80, 24), (120, 40)]


def drawn(app: PaperReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def talk_of(pilot: Pilot[None], app: PaperReaderApp, id_: str = TALKED_OF) -> DiscussionView:
    """Open the discussion of a paper and return what shows it."""
    app.post_message(requests.ShowDiscussion(Paper(key=PaperKey(id_), title="Asked for")))
    await settled(pilot, lambda: isinstance(app.screen, DiscussionScreen))
    view = app.screen.query_one(DiscussionView)
    await settled(pilot, lambda: view._threads is not None and view._threads.is_done)
    return view


async def on_listed_paper(pilot: Pilot[None], view: DiscussionView) -> None:
    for _ in range(60):
        if view.highlighted is not None and view.highlighted.paper is not None:
            return
        await pilot.press("j")
    raise AssertionError("no listed paper was reached")


@pytest.mark.parametrize("size", SIZES)
async def test_c_opens_the_comments_and_back_leads_to_the_list(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        screen.panes.highlight(PaperKey(TALKED_OF))
        for key in ("q", "h", "escape", "left"):
            await pilot.press("c")
            await settled(pilot, lambda: "Nora Night (night-owl)" in drawn(app))
            assert "7 comments" in drawn(app)
            assert "h back" in drawn(app)
            await pilot.press(key)
            await settled(pilot, lambda: app.screen is screen)
        assert isinstance(app.focused, PaperList)


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_is_come_by_with_j_and_with_k(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        assert view._threads is not None
        everything = {plain_text(line.drawn(frozenset())).strip() for line in view._threads.lines}
        for step in (1, -1):
            seen: set[str] = set()
            for _ in range(80):
                seen |= {line.text.strip(" ▌") for line in map(view.render_line, range(view.size.height))}
                view.action_move(step)
            assert {line.strip(" ▌") for line in everything} <= seen
        assert view.cursor == 0


async def test_threads_authors_hidden_and_deleted_ones_are_told(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(100, 60)) as pilot:
        await opened(pilot, app)
        await talk_of(pilot, app)
        for line in (
            "Nora Night (night-owl) · 21 h · 3 reactions",
            "│ Kofi Darkwah (kofi-darkwah) · an author of the paper · 19 h · edited",
            "│ > stops at thirty",
            "  Cheap Lamps (spam-bot) · 17 h · hidden on Hugging Face: Spam",
            "│ deleted user · 16 h",
            "› Harbours That [Talk] to Ships · 2608.90302",
            "    lamp.light(metres=40)",
            "40      0.5",
            "Left out: 2 events without text",
        ):
            assert line in drawn(app)


async def test_a_listed_paper_is_read_and_kept_in_the_reader(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        assert "read it" in drawn(app)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: detail.has_focus)
        assert detail.paper is not None
        assert (detail.paper.key, detail.paper.title) == (
            "2608.90302",
            "Reading Glasses: Sharper Vision Encoders at Test Time",
        )
        assert app.marks[detail.paper.key] is Mark.READ
        # What the list does meanwhile does not take it away.
        listed = screen.query_one(PaperList)
        listed.show_rows(listed.rows)
        await pilot.pause()
        assert detail.paper.key == "2608.90302"
        await pilot.press("b")
        await settled(pilot, lambda: [each.paper.key for each in app.snapshot.bookmarks] == ["2608.90302"])
        # Back to the comments it was opened from, and from there to the list as it was.
        await pilot.press("h")
        await settled(pilot, lambda: bool(app.screen.query(DiscussionView)))
        assert detail.paper is listed.highlighted
        await pilot.press("h")
        await settled(pilot, lambda: app.screen is screen and listed.has_focus)


async def test_b_keeps_a_listed_paper_with_all_that_is_known_of_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        assert app.snapshot.bookmarks[0].paper.title.startswith("Reading Glasses")
        assert app.snapshot.bookmarks[0].found_in == f"Comments on {TALKED_OF}"
        await settled(pilot, lambda: "★ Harbours That [Talk] to Ships" in drawn(app))
        # Nobody knows the other one: its title is kept.
        await pilot.press("j", "b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 2)
        assert {each.paper.title for each in app.snapshot.bookmarks} >= {"A Paper Nobody Kept"}
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)


@pytest.mark.parametrize("keys", [["b", "h", "q"], ["b", "q", "q"], ["b", "ctrl+q"]])
async def test_a_listed_paper_is_kept_whatever_comes_before_the_hub_answers(
    keys: list[str], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        assert view.highlighted is not None
        listed = view.highlighted.paper
        assert listed is not None
        with hub.hold(f"/api/papers/{listed.key}"):
            press_at_once(app, *keys)
            await settled(pilot, lambda: app._exit)
    other = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)._services.bookmarks
    assert [(each.paper.key, each.paper.title) for each in await other.all()] == [(listed.key, listed.title)]
    await other.close()


async def test_what_the_hub_answers_later_is_learned_and_is_no_step(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        with hub.hold("/api/papers/"):
            await pilot.press("b")
            await settled(pilot, lambda: "★ Harbours That [Talk] to Ships" in drawn(app))
            # What is asked for behind it does not wait for the Hub.
            app._changes.look()
            await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
            assert app.snapshot.bookmarks[0].paper.title.startswith("Harbours")
        await settled(pilot, lambda: app.snapshot.bookmarks[0].paper.title.startswith("Reading Glasses"))
        assert app.snapshot.bookmarks[0].found_in == f"Comments on {TALKED_OF}"
        await pilot.press("u")
        await settled(pilot, lambda: not app.snapshot.bookmarks and not app.snapshot.kept)
        await pilot.press("U")
        await settled(
            pilot, lambda: [each.paper.abstract is not None for each in app.snapshot.bookmarks] == [True]
        )


async def test_pressed_twice_before_the_hub_answers_it_is_not_kept(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        with hub.hold("/api/papers/"):
            await pilot.press("b", "b")
            await app._changes.finish()
        await settled(pilot, lambda: not [worker for worker in app.workers if worker.group == "learn"])
        await app._changes.finish()
        assert not app.snapshot.kept
        assert not app.snapshot.bookmarks


async def test_a_listed_paper_that_can_not_be_had_is_told_and_the_comments_stay(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await on_listed_paper(pilot, view)
        await pilot.press("j", "enter")
        await settled(pilot, lambda: told(app, "Hugging Face does not know the paper 2608.99999"))
        assert isinstance(app.screen, DiscussionScreen)


async def test_c_on_a_listed_paper_shows_what_is_said_of_it_and_reading_leaves_all_of_them(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    hub.comments["2608.90302"] = [
        comment("b", "* [Back again](https://huggingface.co/papers/2608.90304)", by="librarian-bot")
    ]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        first = await talk_of(pilot, app)
        await pilot.press("c")
        await on_listed_paper(pilot, first)
        assert app.screen is first.screen
        await pilot.press("c")
        await settled(pilot, lambda: "› Back again" in drawn(app))
        await on_listed_paper(pilot, app.screen.query_one(DiscussionView))
        await pilot.press("enter")
        await settled(pilot, lambda: app.screen is screen)
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: detail.paper is not None and detail.paper.key == "2608.90304")


async def test_listed_papers_are_exported_and_comments_are_selected_without_the_bar(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        selected = view.get_selection(SELECT_ALL)
        assert selected is not None
        assert "\nNora Night (night-owl) · 21 h · 3 reactions\nHow bright is the lamp" in selected[0]
        await pilot.press("e")
        await settled(pilot, lambda: "The listed papers  (2)" in drawn(app))
        assert "This paper  (1)" in drawn(app)


async def test_links_of_comments_and_listed_papers_are_copied_and_opened(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Opening, "open", lambda _, message: asked.append(message.url))
    monkeypatch.setattr(Copying, "copy", lambda _, message: asked.append(message.text))
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        page = f"https://huggingface.co/papers/{TALKED_OF}"
        await pilot.press("j", "y", "o")
        await settled(pilot, lambda: asked == [f"{page}#c2", f"{page}#community"])
        await on_listed_paper(pilot, view)
        asked.clear()
        await pilot.press("y", "o")
        await settled(pilot, lambda: asked == ["https://huggingface.co/papers/2608.90302"] * 2)


async def test_r_asks_again_and_the_cursor_stays_on_its_comment(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app)
        await pilot.press("j", "j", "j", "j")
        here = view.highlighted
        assert here is not None
        line = here.first - view.scroll_offset.y
        hub.comments[TALKED_OF] = [
            comment("first", "I am new.\n\n" * 9, at="2026-08-20T10:00:00.000Z"),
            *hub.comments[TALKED_OF],
        ]
        await pilot.press("r")
        await settled(pilot, lambda: "8 comments" in drawn(app))
        await settled(pilot, lambda: view.highlighted is not here)
        assert view.highlighted is not None
        assert view.highlighted.key == here.key
        assert view.highlighted.first - view.scroll_offset.y == line


async def test_the_cursor_stays_on_its_comment_when_the_terminal_changes(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app, CROWDED)
        view.cursor = 250
        assert view.highlighted is not None
        key = view.highlighted.key
        await pilot.resize_terminal(44, 14)
        await settled(pilot, lambda: view.size.width <= 44 and view.highlighted is not None)
        assert view.highlighted.key == key
        assert f"Remark {key[1:]}:" in drawn(app)


async def test_a_failing_hub_is_told_with_what_to_press(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        hub.fail(Fault.STATUS_403)
        app.post_message(requests.ShowDiscussion(Paper(key=PaperKey(TALKED_OF), title="Lamps")))
        await settled(pilot, lambda: "h goes back." in drawn(app))
        assert "not refreshed" in drawn(app)
        hub.heal()
        await pilot.press("r")
        await settled(pilot, lambda: "Nora Night" in drawn(app))
        assert "goes back" not in drawn(app)
        hub.fail(Fault.STATUS_403)
        await pilot.press("r")
        await settled(pilot, lambda: "goes back" in drawn(app))
        # What was had stays.
        assert "Nora Night" in drawn(app)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_offline_it_is_told_and_nobody_is_asked(
    size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), HF_ENDPOINT=hub.url, HF_HUB_OFFLINE="1")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowDiscussion(Paper(key=PaperKey(TALKED_OF), title="Lamps")))
        await settled(pilot, lambda: "You are offline" in drawn(app))
        assert "h back" in drawn(app)
        await pilot.press("r")
        await settled(pilot, lambda: told(app, "Offline: start without --offline"))
        assert not hub.requests
        await pilot.press("h")
        await settled(pilot, lambda: isinstance(app.screen, BrowseScreen))


async def test_no_comments_are_told_and_a_paper_known_by_its_title_has_none_to_ask_for(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await talk_of(pilot, app, "2608.90302")
        assert "No comments yet. o opens the page where you can write one." in drawn(app)
        await pilot.press("j", "G", "enter", "y", "b", "h")
        await settled(pilot, lambda: app.screen is screen)
        screen.panes.read_aside(Paper(key=PaperKey.from_title("Only a title"), title="Only a title"))
        await settled(pilot, lambda: isinstance(app.focused, PaperDetail))
        await pilot.press("c")
        await settled(pilot, lambda: told(app, "only the title is known"))


async def test_five_hundred_comments_open_and_scroll_at_once(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, DAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(requests.ShowDiscussion(Paper(key=PaperKey(CROWDED), title="Tides")))
        await settled(pilot, lambda: "Remark 0:" in drawn(app))
        # Pressed while the rest is still set.
        press_at_once(app, "G")
        await settled(pilot, lambda: "Remark 499:" in drawn(app))
        view = app.screen.query_one(DiscussionView)
        began = time.process_time()
        for place in range(0, 500, 5):
            view.cursor = place
            for y in range(view.size.height):
                view.render_line(y)
        # A tenth of a second each would be felt.
        assert time.process_time() - began < 5


@pytest.mark.parametrize("size", few(SIZES, 2))
@pytest.mark.parametrize("symbols", ["unicode", "ascii"])
async def test_hostile_comments_are_text_and_nothing_acts(
    symbols: str, size: tuple[int, int], hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_links: list[str] = []
    monkeypatch.setattr(Opening, "open", lambda _, message: opened_links.append(message.url))
    app = reader(monkeypatch, DAY, Settings(symbols=symbols), HF_ENDPOINT=hub.url)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        view = await talk_of(pilot, app, HOSTILE)
        seen = drawn(app)
        while view.scroll_offset.y < view.max_scroll_y:
            for y in range(view.size.height):
                strip = view.render_line(y)
                assert strip.cell_length == view.size.width
                assert all(is_harmless(segment) for segment in strip)
            view.action_page(1)
            await pilot.pause()
            seen += drawn(app)
        await pilot.click(DiscussionView, offset=(4, 3))
        for text in (
            "[@click=app.quit]press",
            "(javascript:alert(1))",
            "<script>alert(1)</script>",
            "[image",
        ):
            assert text in seen
        assert "[red]Empty[/]" in seen
        assert app.is_running
        assert opened_links == []


def is_harmless(segment: Segment) -> bool:
    meta = {} if segment.style is None else segment.style.meta
    return (
        not {unicodedata.category(char) for char in segment.text} & {"Cc", "Cs", "Zl", "Zp"}
        and not any(char in segment.text for char in "\u202e\u2066\u2067\u200b\ufeff")
        and not any(name.startswith("@") for name in meta)
        and (segment.style is None or segment.style.link is None)
    )


_PIECES = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b]8;;https://a.example\x07",
        "\x9b2J",
        "&#27;[2J",
        "&#x202e;",
        "\u202e",
        "\u2028",
        "[@click=app.quit]x[/]",
        "[a](https://a.example/\x07)",
        "* [Lamps](https://huggingface.co/papers/2608.90302)\n",
        "![x](y)",
        "> ",
        "\n",
        "- ",
        "`",
        "**",
        "漢字",
        "w" * 50,
    ]
)


@given(
    st.lists(st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join), max_size=4),
    st.sampled_from(["librarian-bot", "night-owl", None]),
    st.integers(1, 90),
    st.integers(0, 30),
)
def test_no_control_character_reaches_a_line_however_narrow(
    texts: list[str], by: str | None, width: int, depth: int
) -> None:
    comments = tuple(
        Comment(id=str(n), username=by, name=clean(text) or None, text=clean_lines(text), depth=depth)
        for n, text in enumerate(texts)
    )
    paper = Paper(key=PaperKey(TALKED_OF), title="Lamps")
    threads = Threads(Discussion(paper=paper, fetched_at=NOON, comments=comments), NOON, width)
    threads.lay_out_known({(each.username, each.text): tuple(parts_of(each)) for each in comments})
    assert threads.is_done
    for line in threads.lines:
        text = plain_text(line.drawn(frozenset()))
        assert is_harmless(Segment(text))
        assert cell_width(text) <= max(2, width)
    assert [stop.comment.id for stop in threads.stops if stop.paper is None] == [each.id for each in comments]
    assert all(stop.first < stop.end <= len(threads.lines) for stop in threads.stops)
