"""Every fault is what its name says, as a client meets it."""

import json
import math
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.hub import Fault, Hub
from tests.hub.faults import BOMB, bomb

DAY = "/api/daily_papers?date=2026-08-20"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


@pytest.fixture
def client(hub: Hub) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub.url, trust_env=False) as client:
        yield client


def ask(hub: Hub, client: httpx.Client, fault: Fault) -> httpx.Response:
    hub.fail(fault, times=1)
    return client.get(DAY)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.RESET, httpx.ReadError),
        (Fault.RESET_IN_BODY, httpx.ReadError),
        (Fault.TRUNCATED, httpx.RemoteProtocolError),
        (Fault.BAD_GZIP, httpx.DecodingError),
    ],
)
def test_a_broken_answer_fails_and_the_next_one_is_whole(
    hub: Hub, client: httpx.Client, fault: Fault, error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(hub, client, fault)
    assert len(client.get(DAY).json()) == 8


def test_a_reset_in_the_body_comes_after_the_headers(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.RESET_IN_BODY)
    with client.stream("GET", DAY, headers={"Accept-Encoding": "identity"}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.ReadError):
            answer.read()


def test_a_hanging_answer_ends_when_the_client_goes(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.HANG)
    with pytest.raises(httpx.ReadTimeout):
        client.get(DAY, timeout=0.05)
    hub.heal()
    assert client.get(DAY).status_code == 200


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.TRICKLE, Fault.GZIP_BOMB, Fault.ENDLESS])
def test_closing_ends_every_answer_that_goes_on(fault: Fault) -> None:
    before = threading.active_count()
    with ThreadPoolExecutor() as pool, httpx.Client(trust_env=False) as client:
        with Hub() as hub:
            hub.fail(fault)
            # Nobody reads the body, so that the longer answers are stuck in mid-air.
            asking = pool.submit(client.send, client.build_request("GET", hub.url + DAY), stream=True)
            hub.wait_for_requests(1)
            if fault is not Fault.HANG:
                asking.result(timeout=5)
        try:
            with pytest.raises(httpx.TransportError):
                asking.result(timeout=5).read()
        finally:
            if asking.exception() is None:
                asking.result().close()
    assert threading.active_count() == before


def test_trickling_beats_every_single_wait(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.TRICKLE)
    with client.stream("GET", DAY, timeout=1.0) as answer:
        sizes = [len(piece) for piece, _ in zip(answer.iter_raw(), range(10), strict=False)]
    assert sizes == [1] * 10


def test_a_trickled_answer_is_whole_in_the_end(
    hub: Hub, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.hub.faults.TRICKLE_PAUSE", 0.0)
    assert ask(hub, client, Fault.TRICKLE).json() == hub.entries("2026-08-20")


def test_a_gzip_bomb_is_small_on_the_wire_and_1_gib_in_memory(
    hub: Hub, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BOMB == 1024**3
    # Unpacking all of it takes seconds; a hundredth is made in the same way.
    monkeypatch.setattr("tests.hub.faults.BOMB", 10 * 1024**2)
    hub.fail(Fault.GZIP_BOMB)
    assert ask(hub, client, Fault.GZIP_BOMB).content == bytes(10 * 1024**2)
    monkeypatch.undo()
    assert sum(map(len, bomb(BOMB))) < 2 * 1024**2


@pytest.mark.parametrize(
    ("fault", "size"),
    [(Fault.DEEP_JSON, 2_000_000), (Fault.LONG_STRING, 10_000_000), (Fault.LONG_TITLE, 4_000_000)],
)
def test_a_large_answer_is_as_large_as_it_says(
    hub: Hub, client: httpx.Client, fault: Fault, size: int
) -> None:
    assert len(ask(hub, client, fault).content) >= size


def test_counts_that_are_no_numbers_and_keys_that_come_twice_are_read_by_python(
    hub: Hub, client: httpx.Client
) -> None:
    usual, (first, *_) = client.get(DAY).json(), ask(hub, client, Fault.NAN).json()
    assert math.isnan(first["paper"]["upvotes"])
    assert ask(hub, client, Fault.DUPLICATE_KEYS).json() == usual


def test_an_endless_answer_goes_on_while_it_is_read(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.ENDLESS)
    with client.stream("GET", DAY) as answer:
        assert "content-length" not in answer.headers
        for _ in answer.iter_raw():
            if answer.num_bytes_downloaded > 20 * 1024 * 1024:
                break
        assert answer.num_bytes_downloaded > 20 * 1024 * 1024
    hub.heal()
    assert client.get(DAY).status_code == 200


STATUSES = [fault for fault in Fault if fault.name.startswith("STATUS_")]


@pytest.mark.parametrize("fault", STATUSES, ids=lambda fault: fault.name)
def test_a_status_says_why(hub: Hub, client: httpx.Client, fault: Fault) -> None:
    answer = ask(hub, client, fault)
    assert answer.status_code == int(fault.name.split("_")[1])
    if answer.status_code in {502, 503, 504}:
        assert answer.headers["content-type"].startswith("text/html")
    else:
        assert isinstance(answer.json()["error"], str)
    assert ("ratelimit" in answer.headers) == (fault is not Fault.STATUS_429_BARE)
    assert client.get(DAY).status_code == 200


def test_the_three_kinds_of_429_tell_different_things(hub: Hub, client: httpx.Client) -> None:
    timed, quota, bare = (
        ask(hub, client, fault).headers
        for fault in (Fault.STATUS_429, Fault.STATUS_429_QUOTA, Fault.STATUS_429_BARE)
    )
    assert (timed["retry-after"], timed["ratelimit"]) == ("1", '"api";r=499;t=60')
    assert (quota.get("retry-after"), quota["ratelimit"]) == (None, '"api";r=0;t=60')
    assert (bare.get("retry-after"), bare.get("ratelimit")) == (None, None)


def test_a_redirect_loop_never_arrives(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.REDIRECT_LOOP)
    with pytest.raises(httpx.TooManyRedirects):
        client.get(DAY, follow_redirects=True)
    assert {(request.path, *request.query.items()) for request in hub.requests} == {
        ("/api/daily_papers", ("date", "2026-08-20"))
    }


def test_a_redirect_elsewhere_keeps_path_and_query(hub: Hub, client: httpx.Client) -> None:
    with Hub({}) as other:
        hub.elsewhere = other.url
        hub.fail(Fault.REDIRECT_ELSEWHERE)
        assert client.get(DAY, follow_redirects=True).json() == []
        assert other.requests[0].query == {"date": "2026-08-20"}


def test_a_redirect_may_lead_to_a_file(hub: Hub, client: httpx.Client) -> None:
    answer = ask(hub, client, Fault.REDIRECT_FILE)
    assert (answer.status_code, answer.headers["location"]) == (302, "file:///etc/passwd")


def test_answers_of_the_wrong_kind_are_well_formed_http(hub: Hub, client: httpx.Client) -> None:
    page = ask(hub, client, Fault.HTML)
    assert page.headers["content-type"].startswith("text/html")
    assert "<form" in page.text
    assert ask(hub, client, Fault.EMPTY).content == b""
    assert ask(hub, client, Fault.NULL).json() is None
    assert ask(hub, client, Fault.OBJECT).json() == {}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.NOT_JSON, json.JSONDecodeError),
        (Fault.DEEP_JSON, RecursionError),
        (Fault.BAD_UTF8, UnicodeDecodeError),
    ],
)
def test_answers_that_cannot_be_parsed(
    hub: Hub, client: httpx.Client, fault: Fault, error: type[Exception]
) -> None:
    answer = ask(hub, client, fault)
    assert answer.status_code == 200
    with pytest.raises(error):
        json.loads(answer.content)


def test_one_bad_entry_stands_among_good_ones(hub: Hub, client: httpx.Client) -> None:
    usual = client.get(DAY).json()
    spoilt = ask(hub, client, Fault.ONE_BAD_ENTRY).json()
    assert len(spoilt) == len(usual)
    assert [item for item in spoilt if item not in usual] == [{"paper": 7}]


def test_one_bad_entry_leaves_other_answers_alone(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.ONE_BAD_ENTRY)
    assert client.get("/api/daily_papers?date=2026-08-16").json() == []
    assert client.get("/api/papers/2608.90101").json()["id"] == "2608.90101"


def test_faults_are_used_up_in_order(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.STATUS_503, times=2)
    hub.fail(Fault.STATUS_404, times=1)
    assert [client.get(DAY).status_code for _ in range(4)] == [503, 503, 404, 200]


def test_a_fault_keeps_to_its_path_and_lasts_until_healed(hub: Hub, client: httpx.Client) -> None:
    hub.fail(Fault.STATUS_500, path="/api/papers/search")
    hub.fail(Fault.STATUS_403, path="/api/daily_papers?date=2026-08-19")
    assert [client.get("/api/papers/search?q=a").status_code for _ in range(3)] == [500, 500, 500]
    assert client.get("/api/daily_papers?p=0&date=2026-08-19").status_code == 403
    assert client.get(DAY).status_code == 200
    assert client.get("/papers/2608.90101").status_code == 200
    hub.heal()
    assert client.get("/api/papers/search?q=a").status_code == 200


def test_a_fault_may_be_chosen_while_the_request_is_held(hub: Hub, client: httpx.Client) -> None:
    with ThreadPoolExecutor() as pool:
        with hub.hold(DAY):
            asking = pool.submit(client.get, DAY)
            hub.wait_for_requests(1)
            hub.fail(Fault.STATUS_503)
        assert asking.result(timeout=5).status_code == 503


def test_under_an_address_of_its_own_a_fault_is_met_by_whoever_asks_there(
    hub: Hub, client: httpx.Client
) -> None:
    assert client.get(f"{hub.under(Fault.STATUS_503)}/api/papers/2608.90101").status_code == 503
    assert client.get(f"{hub.under(Fault.ONE_BAD_ENTRY)}{DAY}").json() != client.get(DAY).json()
    loop = client.get(f"{hub.under(Fault.REDIRECT_LOOP)}{DAY}", follow_redirects=False)
    assert hub.url + loop.headers["location"] == f"{hub.under(Fault.REDIRECT_LOOP)}{DAY}"
    assert client.get("/pdf/2608.90101v2").content.startswith(b"%PDF-")
    assert client.get("/pdf/2601.00001").status_code == 404
