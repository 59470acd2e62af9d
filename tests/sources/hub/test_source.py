import asyncio
import json
from datetime import UTC, date, datetime

import pytest

from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Sample,
    SavedPage,
    Search,
    Submissions,
    Trending,
)
from paperreader.domain.papers.listing import ListingOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import PaperSource
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceUnreachable,
    UsageError,
)
from paperreader.sources.hub.source import HubSource
from paperreader.sources.text_reading import read_in_thread
from tests.hub import OMIT, Entry, Fault, Hub, entry
from tests.hub.papers import paper_id
from tests.sources.builders import NOON, Connect, TickingClock, answering, http

TODAY = Edition(Period.DAY, date(2026, 8, 21))
YESTERDAY = Edition(Period.DAY, date(2026, 8, 20))
WEEK = Edition.containing(Period.WEEK, date(2026, 8, 21))
MONTH = Edition.containing(Period.MONTH, date(2026, 8, 21))


def source(connect: Connect, clock: TickingClock, endpoint: str | None = None) -> PaperSource:
    return HubSource(connect(endpoint), clock, read_in_thread)


def many(count: int, day: str = "2026-08-21") -> list[Entry]:
    """Return entries with ids that begin with the day's number, most upvotes first."""
    start = int(day[-2:]) * 1000
    return [
        entry(id=f"2608.{start + n:05}", title=f"Paper {n} of {day}", upvotes=count - n, day=day)
        for n in range(count)
    ]


# A day ------------------------------------------------------------------------------------------------------


async def test_a_day_is_asked_for_by_its_date(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    listing = await source(connect, clock).listing(TODAY)
    (request,) = hub.requests
    assert request.path == "/api/daily_papers"
    assert request.query == {"date": "2026-08-21", "limit": "100"}
    assert (listing.feed, listing.origin, listing.fetched_at) == (TODAY, ListingOrigin.HUB, NOON)
    assert (listing.has_more, listing.left_out) == (False, 0)
    assert {paper.key for paper in listing.papers} == {paper_id(item) for item in hub.entries("2026-08-21")}
    assert all(paper.submitted_at == datetime(2026, 8, 21, tzinfo=UTC) for paper in listing.papers)


async def test_a_day_keeps_the_order_the_hub_gave_it_and_a_week_is_put_in_order(
    connect: Connect, clock: TickingClock
) -> None:
    items = [entry(id=f"2608.2100{n}", upvotes=n) for n in (1, 3, 2)]
    async with answering(http(body=json.dumps(items).encode())) as wire:
        day = await source(connect, clock, wire.url).listing(TODAY)
        week = await source(connect, clock, wire.url).listing(WEEK)
        month = await source(connect, clock, wire.url).listing(MONTH)
        trending = await source(connect, clock, wire.url).listing(Trending())
    as_given, in_order = [1, 3, 2], [3, 2, 1]
    assert [paper.upvotes for paper in day.papers] == as_given
    assert [paper.upvotes for paper in trending.papers] == as_given
    assert [paper.upvotes for paper in week.papers] == in_order
    assert [paper.upvotes for paper in month.papers] == in_order


async def test_the_day_in_progress_is_not_complete_and_the_one_before_is(
    connect: Connect, clock: TickingClock
) -> None:
    hub = source(connect, clock)
    assert not (await hub.listing(TODAY)).is_complete
    assert (await hub.listing(YESTERDAY)).is_complete


async def test_a_day_that_ended_while_it_was_fetched_is_not_complete(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    # The publishing day of the 21st is over at 01:30 UTC.
    clock.now = datetime(2026, 8, 22, 1, 29, 59, tzinfo=UTC)
    with hub.hold():
        asking = asyncio.create_task(source(connect, clock).listing(TODAY))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        clock.turn(10)
    listing = await asking
    assert not listing.is_complete
    assert listing.fetched_at == datetime(2026, 8, 22, 1, 29, 59, tzinfo=UTC)


async def test_a_day_without_papers_is_an_empty_listing(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    listing = await source(connect, clock).listing(Edition(Period.DAY, date(2026, 8, 15)))
    assert listing.papers == ()
    assert listing.is_complete
    assert len(hub.requests) == 1


async def test_a_paper_listed_twice_is_shown_once(connect: Connect, clock: TickingClock) -> None:
    days = {"2026-08-21": [*many(3), entry(id="2608.21001", upvotes=0)]}
    with Hub(days) as hub:
        listing = await source(connect, clock, hub.url).listing(TODAY)
    assert [paper.key for paper in listing.papers] == ["2608.21000", "2608.21001", "2608.21002"]


async def test_an_entry_that_is_not_understood_costs_itself_only(
    connect: Connect, clock: TickingClock
) -> None:
    with Hub({"2026-08-21": many(5)}) as hub:
        hub.fail(Fault.ONE_BAD_ENTRY)
        listing = await source(connect, clock, hub.url).listing(TODAY)
    assert listing.left_out == 1
    assert [paper.upvotes for paper in listing.papers] == [5, 4, 2, 1]


async def test_a_day_knows_when_its_papers_were_submitted_even_if_they_do_not(
    connect: Connect, clock: TickingClock
) -> None:
    with Hub({"2026-08-21": [entry(submittedOnDailyAt=OMIT)]}) as hub:
        day = await source(connect, clock, hub.url).listing(TODAY)
        week = await source(connect, clock, hub.url).listing(WEEK)
    assert day.papers[0].submitted_at == datetime(2026, 8, 21, tzinfo=UTC)
    assert week.papers[0].submitted_at is None


@pytest.mark.parametrize(
    "edition",
    [
        Edition(Period.DAY, date(2026, 8, 24)),
        Edition.containing(Period.WEEK, date(2026, 8, 24)),
        Edition.containing(Period.MONTH, date(2026, 9, 1)),
    ],
)
async def test_an_edition_that_has_not_begun_is_not_asked_for(
    hub: Hub, connect: Connect, clock: TickingClock, edition: Edition
) -> None:
    with pytest.raises(UsageError, match="has not begun yet"):
        await source(connect, clock).listing(edition)
    assert hub.requests == []


async def test_the_next_day_may_be_asked_for_from_half_past_nine_in_new_york(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    hub.today = "2026-08-22"
    clock.now = datetime(2026, 8, 22, 1, 30, tzinfo=UTC)
    assert (await source(connect, clock).listing(Edition(Period.DAY, date(2026, 8, 22)))).papers == ()


@pytest.mark.parametrize(
    "edition",
    [
        Edition(Period.DAY, date(2023, 5, 3)),
        Edition.containing(Period.WEEK, date(2023, 4, 30)),
        Edition.containing(Period.MONTH, date(2023, 4, 30)),
    ],
)
async def test_an_edition_before_the_first_day_is_not_asked_for(
    hub: Hub, connect: Connect, clock: TickingClock, edition: Edition
) -> None:
    with pytest.raises(UsageError) as caught:
        await source(connect, clock).listing(edition)
    assert caught.value.hint == "Daily Papers began on Thu 4 May 2023"
    assert hub.requests == []


@pytest.mark.parametrize("period", Period)
async def test_the_first_edition_of_each_kind_is_asked_for(
    hub: Hub, connect: Connect, clock: TickingClock, period: Period
) -> None:
    first = Edition.containing(period, date(2023, 5, 4))
    assert (await source(connect, clock).listing(first)).papers == ()
    assert len(hub.requests) == 1


# Weeks, months, pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "name"), [(WEEK, ("week", "2026-W34")), (MONTH, ("month", "2026-08"))])
async def test_weeks_and_months_are_in_the_order_of_their_upvotes(
    hub: Hub, connect: Connect, clock: TickingClock, edition: Edition, name: tuple[str, str]
) -> None:
    listing = await source(connect, clock).listing(edition)
    assert dict([name]).items() <= hub.requests[0].query.items()
    upvotes = [paper.upvotes or 0 for paper in listing.papers]
    assert len(upvotes) > 20
    assert upvotes == sorted(upvotes, reverse=True)
    assert not listing.is_complete


async def test_equal_upvotes_keep_the_hubs_order_and_unknown_ones_come_last(
    connect: Connect, clock: TickingClock
) -> None:
    votes = {"2608.21000": OMIT, "2608.21001": 0, "2608.21003": 5, "2608.21002": 5}
    items = [entry(id=key, upvotes=upvotes) for key, upvotes in votes.items()]
    async with answering(http(body=json.dumps(items).encode())) as wire:
        listing = await source(connect, clock, wire.url).listing(WEEK)
    assert [paper.key[-1] for paper in listing.papers] == ["3", "2", "1", "0"]


async def test_all_pages_of_an_edition_are_fetched(connect: Connect, clock: TickingClock) -> None:
    with Hub({"2026-08-21": many(250)}) as hub:
        listing = await source(connect, clock, hub.url).listing(TODAY)
        assert [request.query.get("p") for request in hub.requests] == [None, "1", "2"]
    assert len(listing.papers) == 250
    assert not listing.has_more


async def test_a_page_that_fails_fails_the_listing(connect: Connect, clock: TickingClock) -> None:
    with Hub({"2026-08-21": many(250)}) as hub:
        hub.fail(Fault.STATUS_500, path="/api/daily_papers?p=2")
        with pytest.raises(SourceUnreachable):
            await source(connect, clock, hub.url).listing(TODAY)


async def test_entries_left_out_are_counted_over_all_pages(connect: Connect, clock: TickingClock) -> None:
    with Hub({"2026-08-21": many(150)}) as hub:
        hub.fail(Fault.ONE_BAD_ENTRY)
        listing = await source(connect, clock, hub.url).listing(TODAY)
    assert (len(listing.papers), listing.left_out) == (148, 2)


async def test_a_relative_link_to_the_next_page_is_followed(connect: Connect, clock: TickingClock) -> None:
    first = http(body=b'[{"paper": {"id": "2608.21001"}, "title": "One"}]', Link='</more?p=1>; rel="next"')
    second = http(body=b'[{"paper": {"id": "2608.21002"}, "title": "Two"}]')
    async with answering(first, second) as wire:
        listing = await source(connect, clock, wire.url).listing(TODAY)
    assert [paper.title for paper in listing.papers] == ["One", "Two"]
    assert wire.heads[1].startswith("GET /more?p=1 HTTP/1.1")


async def test_an_empty_page_is_the_last_one_whatever_it_says(connect: Connect, clock: TickingClock) -> None:
    async with answering(http(Link='</more?p=1>; rel="next"')) as wire:
        assert (await source(connect, clock, wire.url).listing(TODAY)).papers == ()
    assert len(wire.heads) == 1


@pytest.mark.parametrize(
    "next_page", ["https://elsewhere.example/more", "http://127.0.0.1:9/more", "https://["]
)
async def test_a_next_page_on_another_host_is_not_fetched(
    connect: Connect, clock: TickingClock, next_page: str
) -> None:
    body = b'[{"paper": {"id": "2608.21001"}, "title": "One"}]'
    async with answering(http(body=body, Link=f'<{next_page}>; rel="next"')) as wire:
        with pytest.raises(SourceChanged, match="next page lies on another host"):
            await source(connect, clock, wire.url).listing(TODAY)
    assert len(wire.heads) == 1


async def test_pages_that_lead_in_a_circle_are_noticed(connect: Connect, clock: TickingClock) -> None:
    body = b'[{"paper": {"id": "2608.21001"}, "title": "One"}]'
    link = '</api/daily_papers?date=2026-08-21&limit=100>; rel="next"'
    async with answering(http(body=body, Link=link)) as wire:
        with pytest.raises(SourceChanged, match="in a circle"):
            await source(connect, clock, wire.url).listing(TODAY)
    assert len(wire.heads) == 1


# Trending, searches, submissions ----------------------------------------------------------------------------


async def test_trending_is_one_page_in_the_hubs_own_order(connect: Connect, clock: TickingClock) -> None:
    with Hub({"2026-08-21": many(150)}) as hub:
        listing = await source(connect, clock, hub.url).listing(Trending())
        (request,) = hub.requests
    assert request.query == {"sort": "trending", "limit": "100"}
    assert len(listing.papers) == 100
    assert listing.has_more
    assert not listing.is_complete


async def test_submissions_are_asked_for_by_user_name_and_end_after_five_pages(
    connect: Connect, clock: TickingClock
) -> None:
    with Hub({"2026-08-21": many(620)}) as hub:
        listing = await source(connect, clock, hub.url).listing(Submissions(" quiet-reader"))
        assert len(hub.requests) == 5
        assert hub.requests[0].query == {"submitter": "quiet-reader", "limit": "100"}
    assert len(listing.papers) == 500
    assert listing.has_more


async def test_a_user_without_submissions_has_an_empty_listing(connect: Connect, clock: TickingClock) -> None:
    assert (await source(connect, clock).listing(Submissions("nobody"))).papers == ()


async def test_a_search_is_one_question_with_a_limit(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    word = str(hub.entries("2026-08-21")[0]["title"]).split()[0]
    listing = await source(connect, clock).listing(Search(f"  {word}\n"))
    (request,) = hub.requests
    assert request.path == "/api/papers/search"
    assert request.query == {"q": word, "limit": "120"}
    assert listing.papers
    assert not listing.has_more
    assert not listing.is_complete


async def test_a_search_may_have_250_characters(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    assert (await source(connect, clock).listing(Search("ä" * 250))).papers == ()
    with pytest.raises(UsageError, match=r"too long \(251 characters\)"):
        await source(connect, clock).listing(Search("ä" * 251))
    assert len(hub.requests) == 1


async def test_a_search_with_half_a_character_from_the_terminal_can_be_asked(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    await source(connect, clock).listing(Search("tide \udcff"))
    assert hub.requests[0].query["q"] == "tide \ufffd"


@pytest.mark.parametrize("feed", [Search(""), Search(" \n\u200b"), Submissions(""), Submissions("\t")])
async def test_nothing_is_not_asked_for(hub: Hub, connect: Connect, clock: TickingClock, feed: Feed) -> None:
    with pytest.raises(UsageError) as caught:
        await source(connect, clock).listing(feed)
    assert caught.value.hint
    assert hub.requests == []


@pytest.mark.parametrize("feed", [Sample(), SavedPage("page.txt")])
async def test_files_are_not_the_hubs_business(
    hub: Hub, connect: Connect, clock: TickingClock, feed: Feed
) -> None:
    with pytest.raises(TypeError):
        await source(connect, clock).listing(feed)
    assert hub.requests == []


# A paper ----------------------------------------------------------------------------------------------------


async def test_a_paper_is_asked_for_by_its_id(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    listing = await source(connect, clock).listing(TODAY)
    known = listing.papers[0]
    paper = await source(connect, clock).paper(known.key)
    assert hub.requests[-1].path == f"/api/papers/{known.key}"
    assert (paper.key, paper.title, paper.abstract) == (known.key, known.title, known.abstract)
    assert paper.comments is None


async def test_an_unknown_paper_is_not_found(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    with pytest.raises(PaperNotFound, match=r"does not know the paper 1234\.56789") as caught:
        await source(connect, clock).paper(PaperKey("1234.56789"))
    assert "https://arxiv.org/abs/1234.56789" in caught.value.hint
    assert len(hub.requests) == 1


async def test_an_id_with_a_slash_is_one_part_of_the_address(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    with pytest.raises(PaperNotFound):
        await source(connect, clock).paper(PaperKey("math/0309136"))
    assert hub.requests[0].path == "/api/papers/math%2F0309136"


async def test_a_paper_of_which_only_the_title_is_known_is_not_asked_for(
    hub: Hub, connect: Connect, clock: TickingClock
) -> None:
    with pytest.raises(PaperNotFound, match=r"[Oo]nly the title"):
        await source(connect, clock).paper(PaperKey.from_title("Lanterns"))
    assert hub.requests == []


async def test_another_paper_than_asked_for_is_not_taken_for_it(
    connect: Connect, clock: TickingClock
) -> None:
    async with answering(http(body=b'{"id": "2608.21001", "title": "Another"}')) as wire:
        with pytest.raises(SourceChanged, match=r"2608\.21000 and answered with 2608\.21001"):
            await source(connect, clock, wire.url).paper(PaperKey("2608.21000"))


# When it fails ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.EMPTY, Fault.NULL, Fault.OBJECT, Fault.NOT_JSON, Fault.BAD_UTF8])
async def test_an_answer_that_makes_no_paper_is_a_failure(
    hub: Hub, connect: Connect, clock: TickingClock, fault: Fault
) -> None:
    hub.fail(fault)
    with pytest.raises(SourceChanged, match="not understood"):
        await source(connect, clock).paper(PaperKey("2608.90001"))


async def test_a_pause_the_hub_asks_for_is_passed_on(hub: Hub, connect: Connect, clock: TickingClock) -> None:
    hub.quota = 0
    with pytest.raises(SourceBusy) as caught:
        await source(connect, clock).listing(TODAY)
    assert (caught.value.retry_at - NOON).total_seconds() == 60


async def test_closing_the_source_closes_its_connection(connect: Connect, clock: TickingClock) -> None:
    hub = source(connect, clock)
    await hub.listing(TODAY)
    await hub.close()
    with pytest.raises(SourceUnreachable, match="not contacted any more"):
        await hub.listing(TODAY)
