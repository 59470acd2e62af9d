"""Answers that did not change are not sent again, where the Hub has validators."""

from dataclasses import replace
from datetime import date

import pytest

from paperreader.domain.papers.feed import Edition, Period
from paperreader.errors import SourceChanged
from paperreader.sources.http.etag_cache import ETagCache
from paperreader.sources.http.response import JSON, Response
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.source import HubSource
from paperreader.sources.text_reading import read_in_thread
from tests.hub import Hub
from tests.hub.papers import entry
from tests.sources.builders import TickingClock

URL = "https://hub.example/api/daily_papers"
DAY = Edition(Period.DAY, date(2026, 8, 21))


async def test_what_is_asked_for_again_is_sent_only_when_it_changed(hub: Hub) -> None:
    hub.has_validators = True
    clock = TickingClock()
    source = HubSource(hub_client(hub.url, clock=clock, version="1"), clock, read_in_thread)
    try:
        first = await source.listing(DAY)
        again = await source.listing(DAY)
        assert again.papers == first.papers
        asked = [request.headers.get("if-none-match") for request in hub.requests]
        assert asked[0] is None
        assert asked[1] is not None
        hub.publish("2026-08-21", entry(id="2608.90999", upvotes=9999))
        changed = await source.listing(DAY)
        assert next(paper.key for paper in changed.papers) == "2608.90999"
        # Of the new answer there is another validator.
        await source.listing(DAY)
        assert hub.requests[-1].headers["if-none-match"] != asked[1]
    finally:
        await source.close()


async def test_a_hub_without_validators_is_asked_as_ever(hub: Hub) -> None:
    clock = TickingClock()
    connection = hub_client(hub.url, clock=clock, version="1")
    try:
        for _ in range(2):
            await connection.get("/api/daily_papers", {"limit": "1"})
    finally:
        await connection.close()
    assert all("if-none-match" not in request.headers for request in hub.requests)


def answer(status: int = 200, body: bytes = b"[]", url: str = URL, **headers: str) -> Response:
    return Response(status, url, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def test_an_answer_that_still_holds_has_what_is_said_of_requests_now() -> None:
    cache = ETagCache(max_bytes=1000)
    first = answer(etag='"a"', ratelimit="old", content_type=JSON, link="<x>")
    assert cache.newest(first, JSON) is first
    held = cache.newest(answer(304, b"", ratelimit="now", content_type="text/html"), JSON)
    assert held.body == b"[]"
    assert held.headers == {"etag": '"a"', "ratelimit": "now", "content-type": JSON, "link": "<x>"}
    assert cache.etag(URL, JSON) == '"a"'
    # Of another kind there is none.
    assert cache.etag(URL, "text/markdown") is None


def test_what_holds_without_having_been_there_is_no_answer(hub: Hub) -> None:
    unasked = answer(304, b"", etag='"a"')
    assert ETagCache(max_bytes=1000).newest(unasked, JSON) is unasked


@pytest.mark.parametrize(
    "etag", ["", "a", '"a', 'W/"', '"a\r\nHost: b"', '"' + "a" * 300 + '"', '"é"', '"a b"']
)
def test_what_is_no_validator_is_not_sent_back(etag: str) -> None:
    cache = ETagCache(max_bytes=1000)
    cache.newest(answer(etag=etag), JSON)
    assert cache.etag(URL, JSON) is None


def test_an_answer_without_a_validator_takes_the_place_of_one_with() -> None:
    cache = ETagCache(max_bytes=1000)
    cache.newest(answer(etag='"a"'), JSON)
    cache.newest(answer(), JSON)
    assert cache.etag(URL, JSON) is None


def test_those_asked_for_longest_ago_are_forgotten() -> None:
    cache = ETagCache(max_bytes=25)
    for name in "abc":
        cache.newest(answer(url=name, etag='"v"', body=b"x" * 10), JSON)
    assert [cache.etag(name, JSON) for name in "abc"] == [None, '"v"', '"v"']
    cache.newest(answer(url="d", etag='"v"', body=b"x" * 26), JSON)
    assert [cache.etag(name, JSON) for name in "abcd"] == [None] * 4


async def test_a_server_that_says_so_unasked_is_told(hub: Hub) -> None:
    clock = TickingClock()
    connection = hub_client(hub.url, clock=clock, version="1")
    hub.has_validators = True
    await connection.get("/api/daily_papers", {"limit": "1"})
    connection._etags.newest(replace(answer(), url=hub.requests[0].path), JSON)
    named = connection._etags.etag(f"{hub.url}/api/daily_papers?limit=1", JSON)
    assert named is not None
    fresh = hub_client(hub.url, clock=clock, version="1")
    # As a cache on the way might answer that mixes up whom it answers.
    fresh._etags.etag = lambda url, accept: named  # type: ignore[method-assign]
    try:
        with pytest.raises(SourceChanged, match="status 304"):
            await fresh.get("/api/daily_papers", {"limit": "1"})
    finally:
        await fresh.close()
        await connection.close()
