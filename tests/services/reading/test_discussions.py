"""Discussions as a service: asked of the Hub, and had again at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from paperreader.domain.papers.discussion import Discussion
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.errors import PaperNotFound, SourceError, SourceUnreachable
from paperreader.services.reading.discussions import Discussions
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.text_reading import read_in_thread
from tests.hub import Fault, Hub
from tests.hub.comments import HOSTILE, TALKED_OF, comment
from tests.hub.papers import CROWDED
from tests.sources.builders import TickingClock, client_to

KEY = PaperKey(TALKED_OF)


@asynccontextmanager
async def over(hub: Hub, clock: TickingClock) -> AsyncIterator[Discussions]:
    source = HubSource(client_to(hub.url, clock, None), clock, read_in_thread)
    try:
        yield Discussions(source, clock)
    finally:
        await source.close()


async def all_of(discussions: Discussions, *, is_wanted_fresh: bool = False) -> list[Discussion]:
    return [answer async for answer in discussions.answers(KEY, is_wanted_fresh=is_wanted_fresh)]


async def test_the_comments_of_a_paper_come_in_threads(hub: Hub) -> None:
    clock = TickingClock()
    async with over(hub, clock) as discussions:
        talk = await discussions.fetch(KEY)
    (request,) = hub.requests
    assert (request.path, request.query) == (f"/api/papers/{KEY}", {"field": "comments"})
    assert talk.fetched_at == clock.now
    said = [(each.id, each.depth, each.username, each.is_by_author) for each in talk.comments]
    assert said == [
        ("c1", 0, "night-owl", False),
        ("c2", 1, "kofi-darkwah", True),
        ("c3", 1, "night-owl", False),
        ("c4", 0, "spam-bot", False),
        ("c5", 1, None, False),
        ("c6", 0, "librarian-bot", False),
        ("c7", 0, "code-reader", False),
    ]
    assert (talk.events, talk.left_out) == (2, 0)
    hidden = talk.comments[3]
    assert (hidden.is_hidden, hidden.hidden_reason, hidden.text) == (True, "Spam", "")
    assert not talk.comments[4].has_account
    assert [each.reaction_count for each in talk.comments] == [3, 0, 0, 0, 0, 0, 0]


async def test_what_was_hidden_is_not_shown_though_it_may_still_be_there(hub: Hub) -> None:
    hub.comments[TALKED_OF] = [comment("a", "Buy lamps!", hidden=True)]
    async with over(hub, TickingClock()) as discussions:
        (only,) = (await discussions.fetch(KEY)).comments
    assert (only.text, only.is_hidden) == ("", True)


async def test_hostile_comments_are_cleaned_and_counted(hub: Hub) -> None:
    async with over(hub, TickingClock()) as discussions:
        talk = await discussions.fetch(PaperKey(HOSTILE))
    # One of an id that was there, one without a text, four that are no comments at all.
    assert (talk.left_out, talk.events) == (6, 0)
    assert all(clean_lines(each.text) == each.text for each in talk.comments)
    assert talk.comments[8].name == "[red]Empty[/]"


async def test_a_paper_without_comments_has_none(hub: Hub) -> None:
    async with over(hub, TickingClock()) as discussions:
        talk = await discussions.fetch(PaperKey("2608.90302"))
    assert talk.comments == ()


async def test_five_hundred_comments_are_all_there(hub: Hub) -> None:
    async with over(hub, TickingClock()) as discussions:
        talk = await discussions.fetch(PaperKey(CROWDED))
    assert (len(talk.comments), talk.threads) == (500, 100)


async def test_the_last_answer_comes_at_once_and_a_fresh_one_when_it_is_due_or_wanted(hub: Hub) -> None:
    clock = TickingClock()
    async with over(hub, clock) as discussions:
        (first,) = await all_of(discussions)
        assert await all_of(discussions) == [first]
        hub.comments[TALKED_OF] = [comment("new")]
        clock.turn(30)
        assert [len(each.comments) for each in await all_of(discussions, is_wanted_fresh=True)] == [7, 1]
        clock.turn(timedelta(minutes=3).total_seconds())
        assert len(await all_of(discussions)) == 2
    assert len(hub.requests) == 3


async def test_a_failure_is_a_failure_and_the_last_answer_was_had(hub: Hub) -> None:
    async with over(hub, TickingClock()) as discussions:
        await all_of(discussions)
        hub.fail(Fault.STATUS_403)
        answers = discussions.answers(KEY, is_wanted_fresh=True)
        assert len((await anext(answers)).comments) == 7
        with pytest.raises(SourceError):
            await anext(answers)


@pytest.mark.parametrize("key", [PaperKey("2608.00001"), PaperKey.from_title("Only a title")])
async def test_an_unknown_paper_is_told(key: PaperKey, hub: Hub) -> None:
    async with over(hub, TickingClock()) as discussions:
        with pytest.raises(PaperNotFound):
            await discussions.fetch(key)


async def test_offline_it_is_said_that_nobody_is_asked() -> None:
    with pytest.raises(SourceUnreachable, match=r"You are offline, and the discussion of 2608\.90301"):
        await Discussions(OfflineSource(), TickingClock()).fetch(KEY)
