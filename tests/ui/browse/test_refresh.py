"""What a refresh may do to the screen, and what it may not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.notice import Notice
from tests.hub import Fault, Hub, entry
from tests.ui.reader import answer, fixed_clock, opened, reader, settled, text_of, told

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
MONDAY = Edition(Period.DAY, date(2026, 8, 24))


def listing(papers: tuple[Paper, ...], feed: Edition = FRIDAY) -> Listing:
    return Listing(feed=feed, papers=papers, origin=ListingOrigin.HUB, fetched_at=fixed_clock())


def invented(*numbers: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(key=PaperKey(f"2608.{n:05}"), title=f"Paper {n}", abstract="So it was said. " * 200)
        for n in numbers
    )


async def test_the_highlight_its_line_and_the_open_text_stay(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        answer(screen, listing(invented(*range(40))))
        papers, detail = screen.query_one(PaperList), screen.query_one(PaperDetail)
        await settled(pilot, lambda: len(papers.rows) == 40)
        await pilot.press(*["j"] * 25, "enter", "j", "j", "j")
        await settled(pilot, lambda: detail.scroll_offset.y == 3)
        chosen = papers.highlighted
        line = papers.cursor * 2 - papers.scroll_offset.y
        answer(screen, listing(invented(*range(100, 107), *range(40))))
        await settled(pilot, lambda: len(papers.rows) == 47)
        assert chosen is not None
        assert papers.highlighted == chosen
        assert papers.cursor * 2 - papers.scroll_offset.y == line
        assert detail.paper == chosen
        assert detail.scroll_offset.y == 3
        assert app.focused is detail
        await settled(pilot, lambda: told(app, "7 new papers"))


async def test_a_refresh_asks_once_however_often_the_key_is_pressed(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        before = len(hub.requests)
        with hub.hold("/api/"):
            await pilot.press("r", "r", "r", "j", "j")
            await settled(pilot, lambda: screen.doing.startswith("asking"))
            # Keys are answered while the Hub is silent.
            assert screen.query_one(PaperList).cursor == 2
        await settled(pilot, lambda: screen.doing == "")
        assert 1 <= len(hub.requests) - before <= 3


async def test_another_feed_that_fails_leaves_what_was_there(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        hub.fail(Fault.STATUS_403)
        await pilot.press("4")
        notice = screen.query_one(Notice)
        await settled(pilot, lambda: notice.display)
        assert "Trending could not be opened; this is still Fri 21 Aug 2026" in str(notice.content)
        assert "Fri 21 Aug 2026" in text_of(app, "#feed-bar")
        await pilot.press("[")
        hub.heal()
        await pilot.press("[")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY.previous())


async def test_what_arrives_late_does_not_push_away_what_is_read(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        with hub.hold("/api/"):
            screen = await opened(pilot, app)
            assert screen.listing is not None
            assert screen.listing.origin is ListingOrigin.SAMPLE
            await pilot.press("j")
        await settled(pilot, lambda: told(app, "Fri 21 Aug 2026 is here"))
        assert len(screen.query_one(PaperList).rows) == 56
        await pilot.press("full_stop")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY)


async def test_what_was_asked_for_by_key_is_shown(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    hub.fail(Fault.STATUS_403)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.query_one(Notice).has_class("problem"))
        await pilot.press("j", "j")
        hub.heal()
        await pilot.press("r")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY)


async def test_the_next_day_is_announced_and_opened_by_key_only(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = [fixed_clock()]
    app = reader(monkeypatch, None, clock=lambda: time[0], HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        hub.publish("2026-08-24", entry(id="2608.99999", title="Monday's Paper", day="2026-08-24"))
        hub.today = "2026-08-24"
        time[0] = datetime(2026, 8, 24, 5, tzinfo=UTC)
        screen._tick()
        await settled(
            pilot, lambda: "Hugging Face, just now" in text_of(app, "#status") and screen.doing == ""
        )
        screen._tick()
        assert "newer papers are out: . shows them" in text_of(app, "#status")
        assert screen.listing is not None
        assert screen.listing.feed == FRIDAY
        await pilot.press("full_stop")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == MONDAY)


async def test_an_empty_edition_says_so_and_what_to_press(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    saturday = Edition(Period.DAY, FRIDAY.first_day - timedelta(days=6))
    app = reader(monkeypatch, saturday, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot, lambda: bool(app.screen.query(Notice)) and app.screen.query_one(Notice).display)
        said = str(app.screen.query_one(Notice).content)
        assert "No papers" in said
        assert "[ goes back" in said


async def test_a_kept_paper_that_is_being_read_stays(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers, detail = screen.query_one(PaperList), screen.query_one(PaperDetail)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        kept = app.snapshot.bookmarks[0].paper
        await pilot.press("j", "j", "B", "enter")
        await settled(pilot, lambda: app.focused is detail and detail.paper == kept)
        answer(screen, listing(invented(*range(40))))
        await settled(pilot, lambda: len(papers.rows) == 40)
        await pilot.pause()
        assert detail.paper == kept
        await pilot.press("escape")
        await settled(pilot, lambda: isinstance(app.focused, BookmarkList))
        await pilot.press("escape")
        await settled(pilot, lambda: detail.paper == papers.highlighted)


async def test_a_highlighted_paper_that_is_gone_leaves_the_cursor_at_its_place(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        answer(screen, listing(invented(1, 2, 3, 4, 5)))
        await settled(pilot, lambda: len(papers.rows) == 5)
        papers.highlight(2)
        answer(screen, listing(invented(1, 2, 4, 5)))
        await settled(pilot, lambda: len(papers.rows) == 4)
        assert papers.highlighted is not None
        assert papers.highlighted.title == "Paper 4"


async def test_the_list_answers_keys_again_after_an_empty_edition(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        for shown in ((), (1, 2, 3)):
            answer(screen, listing(invented(*shown)))
            await settled(pilot, lambda shown=shown: len(papers.rows) == len(shown))  # type: ignore[misc]
            await pilot.pause()
        assert app.focused is papers
        await pilot.press("j")
        await settled(pilot, lambda: papers.cursor == 1)
        assert "Paper 1" in text_of(app, "#papers")


async def test_a_silent_hub_is_waited_for_and_not_asked_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = [fixed_clock()]
    app = reader(monkeypatch, FRIDAY, clock=lambda: time[0], HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        time[0] += timedelta(minutes=20)
        before = len(hub.requests)
        with hub.hold("/api/"):
            screen._tick()
            await settled(pilot, lambda: len(hub.requests) == before + 1)
            for _ in range(5):
                screen._tick()
                await pilot.pause(0.05)
            assert len(hub.requests) == before + 1
        await settled(pilot, lambda: screen.doing == "")
        assert len(hub.requests) == before + 1


@pytest.mark.parametrize("width", [100, 118, 120, 133])
async def test_no_line_of_the_first_paper_is_wider_than_its_pane(
    width: int, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(width, 30)) as pilot:
        screen = await opened(pilot, app)
        detail = screen.query_one(PaperDetail)
        await settled(pilot, lambda: detail.virtual_size.height > detail.size.height)
        room = detail.scrollable_content_region.width
        assert all(len(line.label) + len(line.text) <= room for line in detail._lines)


async def test_a_pause_is_counted_down_and_the_hub_asked_when_it_is_over(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = [fixed_clock()]
    app = reader(monkeypatch, FRIDAY, clock=lambda: time[0], HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        hub.fail(Fault.STATUS_429_QUOTA, times=1)
        await pilot.press("r")
        await settled(pilot, lambda: "Hugging Face asks for a pause: 1:01" in text_of(app, "#status"))
        assert "a pause of 60 seconds" in text_of(app, "#notice")
        assert screen.query_one(PaperList).rows
        time[0] += timedelta(seconds=50)
        # The next beat of the real clock.
        await settled(pilot, lambda: "Hugging Face asks for a pause: 0:11" in text_of(app, "#status"))
        before = len(hub.requests)
        time[0] += timedelta(seconds=11)
        await settled(pilot, lambda: screen.doing == "")
        assert len(hub.requests) == before + 1
        assert not screen.query_one(Notice).display


async def test_a_pause_ends_where_the_clock_was_ahead_when_it_began(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = [fixed_clock()]
    app = reader(monkeypatch, FRIDAY, clock=lambda: time[0], HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        hub.fail(Fault.STATUS_429_QUOTA, times=1)
        await pilot.press("r")
        await settled(pilot, lambda: "Hugging Face asks for a pause: 1:01" in text_of(app, "#status"))
        before = len(hub.requests)
        time[0] -= timedelta(hours=2)
        await settled(pilot, lambda: screen.doing == "")
        assert len(hub.requests) == before + 1


async def test_votes_that_moved_are_shown_without_a_word(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        (paper,) = invented(1)
        for votes in (5, 6):
            voted = Paper(key=paper.key, title=paper.title, upvotes=votes)
            answer(screen, listing((voted,)))
            await settled(pilot, lambda votes=votes: f"{votes} votes" in text_of(app, "#detail"))  # type: ignore[misc]
