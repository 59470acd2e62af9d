"""The reader in a hostile world: the right line, the archived listing still there, keys answered all the while."""

from datetime import date, timedelta
from functools import partial

import pytest

from paperreader.domain.papers.feed import Edition, Period
from paperreader.sources.hub.client import hub_client
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.notice import Notice
from tests.at_length import few
from tests.hub import Fault, Hub
from tests.requests import HASTY, PATIENT
from tests.ui.reader import fixed_clock, opened, reader, settled, text_of

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
PAPERS = 9

TOLD = {
    Fault.RESET: "The connection to Hugging Face broke off",
    Fault.HANG: "Hugging Face took too long to answer",
    Fault.STATUS_429_QUOTA: "asks for a pause of 60 seconds",
    Fault.REDIRECT_FILE: "redirects to an unsafe address: file:///etc/passwd",
    Fault.HTML: "sent a web page, not data",
    Fault.DEEP_JSON: "it has too many parts",
    Fault.GZIP_BOMB: "too long (more than 8 MB)",
    Fault.ENDLESS: "too long (more than 8 MB)",
    Fault.STATUS_403: "refuses access (status 403)",
    Fault.STATUS_503: "has a problem (status 503)",
    Fault.BAD_UTF8: "its text is damaged",
}
"""A fault of each kind, and what stands over the rows then."""


@pytest.fixture
def _hasty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = request.node.callspec.params["fault"]
    limits = HASTY if fault is Fault.HANG else PATIENT
    monkeypatch.setattr("paperreader.sources.hub.client.hub_client", partial(hub_client, limits=limits))


def notice_of(screen: BrowseScreen) -> str:
    notice = screen.query_one(Notice)
    return " ".join(str(notice.content).split()) if notice.display else ""


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("fault", few(list(TOLD), 6), ids=lambda fault: fault.name)
async def test_a_refresh_that_fails_tells_why_and_leaves_everything_else(
    fault: Fault, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: screen.doing == "")
        rows = screen.query_one(PaperList)
        before = list(rows.rows)
        hub.fail(fault)
        # Keys right behind the one that asks are answered whatever becomes of it.
        await pilot.press("r", "j", "j")
        await settled(pilot, lambda: rows.cursor == 2)
        await settled(pilot, lambda: TOLD[fault] in notice_of(screen))
        # Which key helps is said once, by the error's own advice where it has one.
        told = notice_of(screen)
        assert ("r tries again" in told) + ("ress r" in told) == 1
        assert "ry again" not in told
        assert list(rows.rows) == before
        assert f"{PAPERS} papers" in text_of(app, "#status")
        assert screen.doing.startswith(("not refreshed", "Hugging Face asks for a pause"))
        await pilot.press("j", "b")
        await settled(pilot, lambda: rows.cursor == 3 and len(app.snapshot.bookmarks) == 1)
        hub.heal()
        if "pause" not in screen.doing:
            await pilot.press("r")
            await settled(pilot, lambda: screen.doing == "" and not notice_of(screen))


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("fault", [Fault.HTML, Fault.RESET, Fault.DEEP_JSON], ids=lambda fault: fault.name)
async def test_with_nothing_archived_the_sample_is_there_and_the_fault_is_told(
    fault: Fault, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.fail(fault)
    app = reader(monkeypatch, None, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: TOLD[fault] in notice_of(screen))
        assert len(screen.query_one(PaperList).rows) == 56


async def test_what_was_archived_is_there_at_the_next_start_whatever_the_hub_does(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.url)
    async with first.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, first)
        await settled(pilot, lambda: screen.doing == "")
    later = fixed_clock() + timedelta(hours=1)
    again = reader(monkeypatch, FRIDAY, clock=lambda: later, HF_ENDPOINT=hub.under(Fault.HTML))
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, again)
        await settled(pilot, lambda: "a web page, not data" in notice_of(screen))
        assert len(screen.query_one(PaperList).rows) == PAPERS
        assert "archive, 1 h ago" in text_of(again, "#status")


async def test_an_entry_that_is_not_understood_is_counted_in_the_status_line(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY, HF_ENDPOINT=hub.under(Fault.ONE_BAD_ENTRY))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await settled(pilot, lambda: "1 entry not understood" in text_of(app, "#status"))
