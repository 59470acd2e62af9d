"""The reader driven by keys against the test hub, its stores on disk."""

from datetime import date
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Period, Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.ui.browse import listing_text
from paperreader.ui.browse.paper_list import PaperList
from tests.hub import Fault, Hub
from tests.ui.reader import opened, reader, settled, text_of

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))


async def test_what_was_read_and_kept_is_there_again_offline(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert screen.listing is not None
        assert screen.listing.feed == FRIDAY
        first, second = screen.query_one(PaperList).rows[:2]
        await pilot.press("j", "b", "k", "enter")
        await settled(
            pilot, lambda: len(app.snapshot.bookmarks) == 1 and app.marks.get(first.key) is Mark.READ
        )
    assert (home / "bookmarks.json").exists()

    again = reader(monkeypatch, None, HF_HUB_OFFLINE="1")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, again)
        await settled(pilot, lambda: bool(app.snapshot.bookmarks))
        assert screen.listing is not None
        assert screen.listing.origin is ListingOrigin.ARCHIVE
        assert app.snapshot.kept == {second.key}
        assert app.marks[first.key] is Mark.READ


async def test_brackets_go_through_the_editions(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("[")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY.previous())
        await pilot.press("]")
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed == FRIDAY)


async def test_without_network_and_archive_the_sample_opens_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT="http://127.0.0.1:9")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        assert screen.listing is not None
        assert screen.listing.origin is ListingOrigin.SAMPLE
        assert len(screen.listing.papers) == 56
        await settled(pilot, lambda: screen.query_one("#notice").display)


async def test_a_failed_refresh_leaves_list_and_highlight(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("j", "j", "j")
        before = (papers.rows, papers.cursor)
        hub.fail(Fault.STATUS_403)
        await pilot.press("r")
        await settled(pilot, lambda: screen.query_one("#notice").display)
        assert [paper.key for paper in papers.rows] == [paper.key for paper in before[0]]
        assert papers.cursor == before[1] == 3


async def test_narrowing_finds_words_and_escape_brings_all_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers = screen.query_one(PaperList)
        await pilot.press("slash", *"fair")
        await settled(pilot, lambda: 0 < len(papers.rows) < 56)
        await pilot.press("escape")
        await settled(pilot, lambda: len(papers.rows) == 56)


async def test_offline_by_wish_no_key_is_named_that_would_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY, HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot, lambda: "You are offline" in text_of(app, "#notice"))
        notice = " ".join(text_of(app, "#notice").split())
        assert (
            "You are offline, and Fri 21 Aug 2026 is not archived. To contact Hugging Face, leave out"
            in notice
        )
        assert "r tries again" not in notice
        await settled(pilot, lambda: "offline" in text_of(app, "#status"))
        await pilot.press("escape")
        await settled(pilot, lambda: not app.screen.query_one("#notice").has_class("problem"))


async def test_what_was_not_counted_yet_is_not_said(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    said: list[int | None] = []

    def status(listing: Listing, *, unread: int | None, **_: int | None) -> tuple[listing_text.Phrase, ...]:
        said.append(unread)
        return (("said", 0),)

    monkeypatch.setattr(listing_text, "status", status)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen._pane.unread == 9)
        assert said[0] is None
        assert set(said) == {None, 9}
