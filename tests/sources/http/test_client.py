import asyncio
import contextlib
import gzip
import os
import socket
import subprocess
import sys
import traceback
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from paperreader.domain.budget import Budget
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceUnreachable,
)
from paperreader.sources.http.body import decompressed
from tests.hub import Fault, Hub
from tests.sources.builders import NOON, Connect, HastyClock, TickingClock, answering, client_to, http

TOKEN = "hf_invented_for_a_test"  # noqa: S105 - of nobody
DAILY = "/api/daily_papers"

# Asking -----------------------------------------------------------------------------------------------------


async def test_a_request_says_who_asks_and_what_is_understood(hub: Hub, connect: Connect) -> None:
    answer = await connect().get(DAILY, {"date": "2026-08-21", "limit": "100"})
    (request,) = hub.requests
    assert (request.method, request.path) == ("GET", DAILY)
    assert request.query == {"date": "2026-08-21", "limit": "100"}
    assert request.headers["user-agent"] == "paperreader/1.2.3"
    assert request.headers["accept"] == "application/json"
    assert request.headers["accept-encoding"] == "gzip"
    assert "authorization" not in request.headers
    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert answer.url == f"{hub.url}{DAILY}?date=2026-08-21&limit=100"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.body.startswith(b"[{")


async def test_what_is_asked_is_escaped(hub: Hub, connect: Connect) -> None:
    await connect().get("/api/papers/search", {"q": "tide & moon=100% ä"})
    assert hub.requests[0].query["q"] == "tide & moon=100% ä"


async def test_an_endpoint_may_have_a_path_and_a_slash_at_its_end(connect: Connect) -> None:
    async with answering(http()) as wire:
        await connect(f" {wire.url}/mirror/ ").get(DAILY)
    assert wire.heads[0].startswith("GET /mirror/api/daily_papers HTTP/1.1")


async def test_an_answer_need_not_be_packed(connect: Connect) -> None:
    async with answering(http(body=b"[1]", Content_Type="application/json")) as wire:
        assert (await connect(wire.url).get(DAILY)).body == b"[1]"


async def test_cookies_are_not_given_back(connect: Connect) -> None:
    async with answering(http(Set_Cookie="who=you; Path=/"), http()) as wire:
        connection = connect(wire.url)
        await connection.get(DAILY)
        await connection.get(DAILY)
    assert len(wire.heads) == 2
    assert "cookie" not in wire.heads[1].lower()


async def test_requests_are_made_one_at_a_time(hub: Hub, connect: Connect) -> None:
    connection = connect()
    with hub.hold(f"{DAILY}?p=0"):
        first = asyncio.create_task(connection.get(DAILY, {"p": "0"}))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        second = asyncio.create_task(connection.get(DAILY, {"p": "1"}))
        # Long enough for a request that would not wait its turn to have arrived.
        done, _ = await asyncio.wait({second}, timeout=0.1)
        assert not done
        assert len(hub.requests) == 1
    await asyncio.gather(first, second)
    assert [request.query["p"] for request in hub.requests] == ["0", "1"]


async def test_giving_up_hangs_up_at_once_and_lets_the_next_one_ask(connect: Connect) -> None:
    async with answering(b"", http()) as wire:
        connection = connect(wire.url)
        first = asyncio.create_task(connection.get(DAILY))
        await asyncio.wait_for(wire.is_asked.wait(), 2)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        await asyncio.wait_for(wire.is_left.wait(), 2)
        assert (await connection.get(DAILY)).body == b"[]"
    assert len(wire.heads) == 2


async def test_giving_up_while_waiting_for_ones_turn_asks_nothing(hub: Hub, connect: Connect) -> None:
    connection = connect()
    with hub.hold():
        first = asyncio.create_task(connection.get(DAILY))
        await asyncio.to_thread(hub.wait_for_requests, 1)
        second = asyncio.create_task(connection.get(DAILY))
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
    await first
    assert len(hub.requests) == 1


async def test_closing_does_not_wait_for_a_request_under_way(connect: Connect) -> None:
    async with answering(b"") as wire:
        connection = connect(wire.url)
        asking = asyncio.create_task(connection.get(DAILY))
        await asyncio.wait_for(wire.is_asked.wait(), 2)
        await asyncio.wait_for(connection.close(), 2)
        with pytest.raises(SourceUnreachable):
            await asyncio.wait_for(asking, 2)
        assert len(wire.heads) == 1
        with pytest.raises(SourceUnreachable, match="not contacted any more"):
            await connection.get(DAILY)


async def test_a_connection_nobody_used_can_be_closed_twice(connect: Connect) -> None:
    connection = connect()
    await connection.close()
    await connection.close()


def test_httpx_and_stamina_are_not_imported_before_the_first_request() -> None:
    program = (
        "import sys, paperreader.sources.hub.source, paperreader.sources.local.saved_page, paperreader.sources.local.sample,"
        " paperreader.sources.local.offline\n"
        "from paperreader.sources.hub.client import hub_client\n"
        "connection = hub_client(clock=None, version='1')\n"
        "print([name for name in ('httpx', 'stamina', 'anyio') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


# Trying again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Fault.STATUS_408,
        Fault.STATUS_429,
        Fault.STATUS_500,
        Fault.STATUS_502,
        Fault.STATUS_503,
        Fault.STATUS_504,
        Fault.RESET,
        Fault.RESET_IN_BODY,
        Fault.TRUNCATED,
    ],
)
async def test_what_may_pass_is_tried_again(hub: Hub, connect: Connect, fault: Fault) -> None:
    hub.fail(fault, times=2)
    answer = await connect(clock=HastyClock()).get(DAILY)
    assert answer.body.startswith(b"[{")
    assert len(hub.requests) == 3


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault.STATUS_408, r"a problem \(status 408\)"),
        (Fault.STATUS_500, r"a problem \(status 500\)"),
        (Fault.STATUS_502, r"a problem \(status 502\)"),
        (Fault.STATUS_503, r"a problem \(status 503\)"),
        (Fault.STATUS_504, r"a problem \(status 504\)"),
        (Fault.RESET, "broke off"),
        (Fault.RESET_IN_BODY, "broke off"),
        (Fault.TRUNCATED, "broke off"),
    ],
)
async def test_what_does_not_pass_is_told_after_four_attempts(
    hub: Hub, connect: Connect, fault: Fault, message: str
) -> None:
    hub.fail(fault)
    with pytest.raises(SourceUnreachable, match=message) as caught:
        await connect().get(DAILY)
    assert caught.value.hint
    assert len(hub.requests) == 4


@pytest.mark.parametrize(
    "fault",
    [
        Fault.STATUS_400,
        Fault.STATUS_401,
        Fault.STATUS_403,
        Fault.STATUS_404,
        Fault.STATUS_429_QUOTA,
        Fault.STATUS_429_BARE,
        Fault.HTML,
        Fault.BAD_GZIP,
        Fault.GZIP_BOMB,
        Fault.GZIP_AND_MORE,
        Fault.ENDLESS,
        Fault.REDIRECT_ELSEWHERE,
        Fault.REDIRECT_FILE,
        Fault.REDIRECT_LOOP,
    ],
)
async def test_what_will_not_pass_is_asked_once(hub: Hub, connect: Connect, fault: Fault) -> None:
    hub.fail(fault)
    with pytest.raises(SourceError):
        await connect().get(DAILY)
    assert len(hub.requests) == 1


async def test_trying_again_is_not_logged_across_the_screen(
    hub: Hub, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    hub.fail(Fault.STATUS_503, times=1)
    await connect().get(DAILY)
    assert [record for record in caplog.records if record.name.startswith("stamina")] == []


async def test_the_waits_between_attempts_grow_and_end_soon(hub: Hub, connect: Connect) -> None:
    connection = connect(wait_scale=0.001)
    await connection.get(DAILY)
    waits: list[float] = []

    def note(details: RetryDetails) -> None:
        waits.append(details.wait_for)

    set_on_retry_hooks([note])
    try:
        hub.fail(Fault.STATUS_503)
        with pytest.raises(SourceUnreachable):
            await connection.get(DAILY)
    finally:
        set_on_retry_hooks(())
    first, second, third = (1000 * wait for wait in waits)
    assert 0.75 <= first <= 1.25
    assert 1.5 <= second <= 2
    assert 3 <= third <= 3.5


async def test_giving_up_between_two_attempts_ends_them(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.STATUS_503)
    asking = asyncio.create_task(connect(wait_scale=1000).get(DAILY))
    await asyncio.to_thread(hub.wait_for_requests, 1)
    done, _ = await asyncio.wait({asking}, timeout=0.05)
    assert not done
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len(hub.requests) == 1


# Time and size ----------------------------------------------------------------------------------------------


async def test_a_hub_that_says_nothing_is_not_waited_for(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.HANG)
    with pytest.raises(SourceUnreachable, match="took too long"):
        await asyncio.wait_for(connect(read=0.1, attempts=2).get(DAILY), 10)
    assert len(hub.requests) == 2


async def test_a_hub_that_says_little_is_not_waited_for_either(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.TRICKLE)
    with pytest.raises(SourceUnreachable, match="took too long"):
        await connect(read=5, attempt=0.2, attempts=1).get(DAILY)


@pytest.mark.parametrize("fault", [Fault.ENDLESS, Fault.GZIP_BOMB])
async def test_an_answer_that_is_too_long_is_not_read_to_its_end(
    hub: Hub, connect: Connect, fault: Fault
) -> None:
    hub.fail(fault)
    with pytest.raises(SourceChanged, match=r"too long \(more than 8 MB\)"):
        await connect().get(DAILY)


async def test_an_answer_that_swells_takes_little_memory(connect: Connect) -> None:
    swelling = http(body=gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    async with answering(http(), swelling) as wire:
        connection = connect(wire.url, max_bytes=1_000_000)
        await connection.get(DAILY)
        tracemalloc.start()
        try:
            with pytest.raises(SourceChanged, match="too long"):
                await connection.get(DAILY)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 10_000_000


def test_a_body_is_unpacked_no_further_than_is_allowed() -> None:
    packed = gzip.compress(bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(SourceChanged, match="too long"):
            decompressed(packed, 1_000_000, "Hugging Face")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000
    assert len(decompressed(gzip.compress(bytes(100)), 100, "Hugging Face")) == 100


async def test_what_follows_a_packed_body_costs_no_more_than_is_allowed(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.GZIP_AND_MORE)
    with pytest.raises(SourceChanged, match=r"too long \(more than 8 MB\)"):
        await connect().get(DAILY)
    small = gzip.compress(b"[1]") + b"and more"
    async with answering(http(body=small, Content_Encoding="gzip")) as wire:
        assert (await connect(wire.url).get(DAILY)).body == b"[1]"


async def test_an_answer_that_says_it_is_too_long_is_not_read(connect: Connect) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n["
    async with answering(head) as wire:
        with pytest.raises(SourceChanged, match=r"too long \(more than 8 MB\)"):
            await connect(wire.url).get(DAILY)


async def test_an_answer_may_have_the_size_that_is_just_allowed(connect: Connect) -> None:
    async with answering(http(body=b"[" + b" " * 98 + b"]")) as wire:
        assert len((await connect(wire.url, max_bytes=100).get(DAILY)).body) == 100
        with pytest.raises(SourceChanged, match="too long"):
            await connect(wire.url, max_bytes=99).get(DAILY)


async def test_a_damaged_packing_is_named(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.BAD_GZIP)
    with pytest.raises(SourceChanged, match="damaged"):
        await connect().get(DAILY)


async def test_a_packed_answer_that_broke_off_is_tried_again(hub: Hub, connect: Connect) -> None:
    whole = await connect().get(DAILY)
    assert whole.headers["content-encoding"] == "gzip"
    half = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\x03"
    async with answering(http(body=half, Content_Encoding="gzip")) as wire:
        with pytest.raises(SourceUnreachable, match="broke off"):
            await connect(wire.url).get(DAILY)
    assert len(wire.heads) == 4


async def test_a_packing_that_was_not_asked_for_is_refused(connect: Connect) -> None:
    async with answering(http(body=b"xyz", Content_Encoding="gzip, gzip")) as wire:
        with pytest.raises(SourceChanged, match="compressed in an unexpected way"):
            await connect(wire.url).get(DAILY)


async def test_what_is_not_http_is_named(connect: Connect) -> None:
    async with answering(b"SSH-2.0-lantern\r\n") as wire:
        with pytest.raises(SourceUnreachable, match="broke off or is not valid HTTP"):
            await connect(wire.url).get(DAILY)


# Patience ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.STATUS_429_QUOTA, Fault.STATUS_429_BARE])
async def test_a_hub_that_asks_for_a_pause_is_left_alone_until_it_is_over(
    hub: Hub, connect: Connect, clock: TickingClock, fault: Fault
) -> None:
    hub.fail(fault, times=1)
    connection = connect()
    with pytest.raises(SourceBusy, match="a pause of 60 seconds") as caught:
        await connection.get(DAILY)
    assert caught.value.retry_at == NOON + timedelta(seconds=60)
    assert "HF_TOKEN" in caught.value.hint

    clock.turn(50)
    with pytest.raises(SourceBusy, match="a pause of 10 seconds") as caught:
        await connection.get(DAILY)
    assert caught.value.retry_at == NOON + timedelta(seconds=60)
    assert len(hub.requests) == 1

    clock.turn(10)
    assert (await connection.get(DAILY)).status == 200
    assert len(hub.requests) == 2


async def test_the_last_request_of_a_budget_is_answered_and_no_further_one_is_sent(
    hub: Hub, connect: Connect
) -> None:
    hub.quota = 2
    connection = connect(token=TOKEN)
    assert (await connection.get(DAILY)).status == 200
    assert (await connection.get(DAILY)).status == 200
    with pytest.raises(SourceBusy) as caught:
        await connection.get(DAILY)
    assert len(hub.requests) == 2
    assert "HF_TOKEN" not in caught.value.hint


async def test_what_is_left_of_the_budget_is_known_after_an_answer(hub: Hub, connect: Connect) -> None:
    connection = connect()
    assert connection.budget == Budget()
    hub.quota = 9
    await connection.get(DAILY)
    assert (connection.budget.quota, connection.budget.left, connection.budget.asked) == (9, 8, ())
    assert connection.budget.restarts_at == NOON + timedelta(seconds=60)
    hub.fail(Fault.RESET)
    with pytest.raises(SourceUnreachable):
        await connection.get(DAILY)
    assert len(connection.budget.asked) == len(hub.requests) - 1 == 4


async def test_a_short_pause_is_waited_for(connect: Connect) -> None:
    async with answering(http("429 Too Many Requests", Retry_After="5"), http()) as wire:
        assert (await connect(wire.url, clock=HastyClock()).get(DAILY)).status == 200
    async with answering(http("429 Too Many Requests", Retry_After="6"), http()) as wire:
        with pytest.raises(SourceBusy):
            await connect(wire.url, clock=HastyClock()).get(DAILY)
        assert len(wire.heads) == 1


@pytest.mark.parametrize(
    "after",
    ["90", "Fri, 21 Aug 2026 12:01:30 GMT", "Friday, 21-Aug-26 12:01:30 GMT", "Fri Aug 21 12:01:30 2026"],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_time_to_come_again_is_kept_to_in_either_form(
    connect: Connect, clock: TickingClock, status: str, after: str
) -> None:
    async with answering(http(status, Retry_After=after), http()) as wire:
        connection = connect(wire.url)
        with pytest.raises(SourceBusy, match="a pause of 90 seconds") as caught:
            await connection.get(DAILY)
        assert caught.value.retry_at == NOON + timedelta(seconds=90)
        assert ("HF_TOKEN" in caught.value.hint) is status.startswith("429")
        clock.turn(89.9)
        with pytest.raises(SourceBusy):
            await connection.get(DAILY)
        assert len(wire.heads) == 1
        clock.turn(0.1)
        assert (await connection.get(DAILY)).status == 200


async def test_a_pause_does_not_outlast_itself_when_the_clock_is_set_back(
    connect: Connect, clock: TickingClock
) -> None:
    async with answering(http("429 Too Many Requests", Retry_After="60"), http()) as wire:
        connection = connect(wire.url)
        with pytest.raises(SourceBusy):
            await connection.get(DAILY)
        clock.turn(-86_400)
        assert (await connection.get(DAILY)).status == 200


async def test_a_time_that_is_over_is_no_pause(connect: Connect) -> None:
    after = "Fri, 21 Aug 2026 11:00:00 GMT"
    async with answering(http("503 Service Unavailable", Retry_After=after), http()) as wire:
        assert (await connect(wire.url).get(DAILY)).status == 200


async def test_a_time_that_is_none_is_a_minute(connect: Connect) -> None:
    async with answering(http("503 Service Unavailable", Retry_After="soon")) as wire:
        with pytest.raises(SourceBusy, match="a pause of 60 seconds"):
            await connect(wire.url).get(DAILY)


async def test_a_short_pause_that_is_asked_for_again_and_again_is_told(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.STATUS_429)
    with pytest.raises(SourceBusy, match=r"a pause of 1 second$"):
        await connect().get(DAILY)
    # The clock stands still, so the pause is never over.
    assert len(hub.requests) == 1


async def test_a_long_pause_is_told_in_minutes(connect: Connect) -> None:
    async with answering(http(RateLimit='"api";r=0;t=290')) as wire:
        connection = connect(wire.url)
        await connection.get(DAILY)
        with pytest.raises(SourceBusy, match="a pause of 5 minutes"):
            await connection.get(DAILY)


# Refusals ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            Fault.STATUS_400,
            SourceChanged(
                "Hugging Face does not accept the request: Invalid input: date: expected a day p: expected a number",
                "if this goes on, look for a newer paperreader",
            ),
        ),
        (
            Fault.STATUS_401,
            SourceError("Hugging Face asks for a login (status 401)", "if HF_ENDPOINT is set, check it"),
        ),
        (
            Fault.STATUS_403,
            SourceError("Hugging Face refuses access (status 403): Access denied", "try again later"),
        ),
        (
            Fault.STATUS_404,
            SourceChanged(
                "Hugging Face does not have this address (status 404): "
                "Sorry, we can't find the page you are looking for.",
                "if this goes on, look for a newer paperreader",
            ),
        ),
        (
            Fault.HTML,
            SourceChanged(
                "Hugging Face sent a web page, not data",
                "if this network has a login page: open it in a browser, log in, and try again",
            ),
        ),
    ],
)
async def test_a_refusal_is_told_in_words(
    hub: Hub, connect: Connect, fault: Fault, expected: SourceError
) -> None:
    hub.fail(fault)
    with pytest.raises(type(expected)) as caught:
        await connect().get(DAILY)
    assert (caught.value.message, caught.value.hint) == (expected.message, expected.hint)


@pytest.mark.parametrize(
    ("status", "kind", "message"),
    [
        ("407 Proxy Authentication Required", SourceUnreachable, "The proxy asks for a login"),
        ("511 Network Authentication Required", SourceUnreachable, "The network asks for a login"),
        ("418 I'm a Teapot", SourceChanged, "answered with status 418$"),
        ("204 No Content", SourceChanged, "answered with status 204$"),
        ("304 Not Modified", SourceChanged, "answered with status 304$"),
    ],
)
async def test_any_other_status_is_named(
    connect: Connect, status: str, kind: type[SourceError], message: str
) -> None:
    body = b"" if status[0] in "23" else b"no"
    async with answering(http(status, body)) as wire:
        with pytest.raises(kind, match=message):
            await connect(wire.url).get(DAILY)


async def test_what_is_absent_is_told_in_the_askers_words(hub: Hub, connect: Connect) -> None:
    absent = PaperNotFound("No such paper")
    with pytest.raises(PaperNotFound, match="No such paper"):
        await connect().get("/api/papers/2608.99999", not_found=absent)
    assert len(hub.requests) == 1


async def test_a_page_for_people_under_a_wrong_label_is_known_all_the_same(connect: Connect) -> None:
    page = http(body=b"<!doctype html><h1>Welcome</h1>", Content_Type="application/json")
    async with answering(page) as wire:
        with pytest.raises(SourceChanged, match="a web page"):
            await connect(wire.url).get(DAILY)


# The token --------------------------------------------------------------------------------------------------


async def test_the_token_goes_to_the_hub(hub: Hub, connect: Connect) -> None:
    await connect(token=f" {TOKEN}\n").get(DAILY)
    assert hub.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("token", ["", "  \n"])
async def test_an_empty_token_is_none(hub: Hub, connect: Connect, token: str) -> None:
    await connect(token=token).get(DAILY)
    assert "authorization" not in hub.requests[0].headers


async def test_the_token_does_not_travel_unprotected(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with answering(http(), http("401 Unauthorized")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        connection = connect("http://mirror.invalid", token=TOKEN)
        await connection.get(DAILY)
        with pytest.raises(SourceError, match="asks for a login"):
            await connection.get(DAILY)
    assert proxy.heads[0].startswith("GET http://mirror.invalid/api/daily_papers HTTP/1.1")
    assert TOKEN not in "".join(proxy.heads)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
async def test_this_machine_is_asked_without_a_proxy(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch, variable: str, host: str
) -> None:
    """A proxy elsewhere would read the token on the way, and then look for the hub on its own machine."""
    async with answering(http()) as proxy:
        for name in (variable, variable.lower()):
            monkeypatch.setenv(name, proxy.url)
        await connect(hub.url.replace("127.0.0.1", host), token=TOKEN).get(DAILY)
    assert proxy.heads == []
    assert hub.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


async def test_a_token_the_hub_does_not_accept_is_told_apart(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.STATUS_401)
    with pytest.raises(SourceError, match="does not accept the token in HF_TOKEN") as caught:
        await connect(token=TOKEN).get(DAILY)
    assert "unset it" in caught.value.hint


@pytest.mark.parametrize("token", ["hf_\nX-Evil: 1", "hf_ä", "hf_\x00"])
async def test_a_token_that_is_none_is_not_sent(hub: Hub, connect: Connect, token: str) -> None:
    with pytest.raises(SourceError, match="characters that no token has") as caught:
        await connect(token=token).get(DAILY)
    assert token not in str(caught.value)
    assert hub.requests == []


@pytest.mark.parametrize(
    "fault", [Fault.STATUS_401, Fault.STATUS_500, Fault.RESET, Fault.REDIRECT_LOOP, Fault.STATUS_429_QUOTA]
)
async def test_the_token_is_in_no_message_and_no_traceback(hub: Hub, connect: Connect, fault: Fault) -> None:
    hub.fail(fault)
    connection = connect(token=TOKEN)
    with pytest.raises(SourceError) as caught:
        await connection.get(DAILY)
    printed = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    # The last line of this test names it too.
    frames = [line for line in printed.format() if "test_client.py" not in line]
    assert TOKEN not in "".join(frames) + repr(connection) + repr(vars(connection))


async def test_an_answer_that_repeats_the_token_is_read_without_it(connect: Connect) -> None:
    said = f'{{"error": "You said {TOKEN}"}}'.encode()
    async with answering(http("403 Forbidden", said)) as wire:
        with pytest.raises(SourceError, match=r"refuses access \(status 403\): You said \(token\)$"):
            await connect(wire.url, token=TOKEN).get(DAILY)
    async with answering(http(body=said, X_Said=TOKEN)) as wire:
        answer = await connect(wire.url, token=TOKEN).get(DAILY)
    assert (answer.body, answer.headers["x-said"]) == (b'{"error": "You said (token)"}', "(token)")
    away = http("302 Found", Location=f"/hop?said={TOKEN}")
    async with answering(away, http()) as wire:
        await connect(wire.url, token=TOKEN).get(DAILY)
    assert wire.heads[1].startswith("GET /hop?said=(token) ")


async def test_what_is_too_short_for_a_token_is_left_where_it_stands(connect: Connect) -> None:
    async with answering(http(body=b'"who said hf"')) as wire:
        assert (await connect(wire.url, token=TOKEN[:1]).get(DAILY)).body == b'"who said hf"'


# Redirections -----------------------------------------------------------------------------------------------


async def test_a_redirection_on_the_same_host_is_followed_with_the_token(connect: Connect) -> None:
    async with answering(http("307 Temporary Redirect", Location="/new?p=1"), http(body=b"[1]")) as wire:
        answer = await connect(wire.url, token=TOKEN).get(DAILY)
    assert answer.url == f"{wire.url}/new?p=1"
    assert answer.body == b"[1]"
    assert [f"Bearer {TOKEN}" in head for head in wire.heads] == [True, True]


async def test_a_redirection_elsewhere_without_https_is_refused(hub: Hub, connect: Connect) -> None:
    hub.elsewhere = "http://127.0.0.1:9"
    hub.fail(Fault.REDIRECT_ELSEWHERE)
    with pytest.raises(SourceChanged, match=r"unsafe address: http://127\.0\.0\.1:9/") as caught:
        await connect().get(DAILY)
    assert "login page" in caught.value.hint


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("ftp://mirror.example/", "ftp://mirror.example/"),
        ("https://user:secret@mirror.example/", "…@mirror.example/"),
        ("https://mirror.example\\@127.0.0.1/", "…@127.0.0.1/"),
        ("https://[", "https://["),
        ("", r"(none)"),
    ],
)
async def test_a_redirection_that_is_not_safe_is_named_and_refused(
    connect: Connect, location: str, shown: str
) -> None:
    async with answering(http("302 Found", Location=location)) as wire:
        with pytest.raises(SourceChanged) as caught:
            await connect(wire.url).get(DAILY)
    assert caught.value.message == f"Hugging Face redirects to an unsafe address: {shown}"


async def test_a_redirection_in_a_circle_is_noticed(hub: Hub, connect: Connect) -> None:
    hub.fail(Fault.REDIRECT_LOOP)
    with pytest.raises(SourceChanged, match="in a circle"):
        await connect().get(DAILY)
    assert len(hub.requests) == 1


async def test_five_redirections_are_followed_and_not_six(connect: Connect) -> None:
    hops = [http("302 Found", Location=f"/hop/{n}") for n in range(6)]
    async with answering(*hops[:5], http(body=b"[5]")) as wire:
        assert (await connect(wire.url).get(DAILY)).body == b"[5]"
    async with answering(*hops, http()) as wire:
        with pytest.raises(SourceChanged, match="in a circle"):
            await connect(wire.url).get(DAILY)
        assert len(wire.heads) == 6


# Settings and the network -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "endpoint", ["huggingface.co", "ftp://huggingface.co", "", "https://", "http://[::1", "https://a b"]
)
async def test_an_endpoint_that_is_no_web_address_is_named(connect: Connect, endpoint: str) -> None:
    connection = client_to(endpoint, TickingClock())
    with pytest.raises(SourceUnreachable, match="can't be at the address") as caught:
        await connection.get(DAILY)
    assert "HF_ENDPOINT" in caught.value.hint


async def test_a_password_in_the_endpoint_is_not_shown(connect: Connect) -> None:
    with pytest.raises(SourceUnreachable) as caught:
        await connect("https://reader:secret@mirror.example").get(DAILY)
    assert caught.value.message == "Hugging Face can't be at the address …@mirror.example"


async def test_a_host_that_can_be_none_is_named(connect: Connect) -> None:
    with pytest.raises(SourceChanged, match="address can't be used"):
        await connect("http://xn--a").get(DAILY)


async def test_nobody_at_the_address_is_told_as_refused(connect: Connect) -> None:
    async with answering(b"") as wire:
        pass
    with pytest.raises(SourceUnreachable, match=r"can't be reached \(connection refused\)") as caught:
        await connect(wire.url).get(DAILY)
    assert caught.value.hint == "check the network and try again"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue refuses a connection at once")
async def test_an_address_that_does_not_take_the_call_is_told(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, contextlib.ExitStack() as callers:
        for _ in range(8):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
        with pytest.raises(SourceUnreachable, match=r"can't be reached \(no answer in time\)"):
            await connect(f"http://127.0.0.1:{server.getsockname()[1]}", connect=0.1, attempts=1).get(DAILY)


async def test_a_name_that_is_not_found_is_told(connect: Connect) -> None:
    # A label of more than 63 characters is refused without asking any name server.
    with pytest.raises(SourceUnreachable, match="its name was not found"):
        await connect(f"http://{'x' * 70}.invalid").get(DAILY)


async def test_a_hub_without_tls_behind_https_is_told(hub: Hub, connect: Connect) -> None:
    with pytest.raises(SourceUnreachable, match="no safe connection"):
        await connect(hub.url.replace("http://", "https://")).get(DAILY)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("HTTPS_PROXY", "gopher://reader:secret@proxy.invalid", "proxy settings"),
        ("HTTPS_PROXY", "http://reader:secret@proxy.invalid:x", "proxy settings"),
        ("SSL_CERT_FILE", "/nowhere/secret.pem", "certificate settings"),
    ],
)
async def test_settings_of_the_machine_that_cannot_be_used_are_told_without_quoting_them(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SourceUnreachable, match=message) as caught:
        await connect("https://hub.invalid").get(DAILY)
    assert "secret" not in caught.value.message + caught.value.hint
    assert name in caught.value.hint


async def test_a_pipe_in_place_of_the_certificates_is_not_waited_for(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe = tmp_path / "certificates"
    os.mkfifo(pipe)
    monkeypatch.setenv("SSL_CERT_FILE", str(pipe))
    try:
        async with asyncio.timeout(20):
            with pytest.raises(SourceUnreachable, match="certificate settings"):
                await connect().get(DAILY)
    finally:
        # Whoever waits for it all the same goes on.
        os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))
