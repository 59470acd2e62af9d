"""The hub answers as the API is documented to, and lets a test look on."""

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from huggingface_hub import HfApi

from tests.hub import OMIT, Hub, Limit, entry


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


@pytest.fixture
def client(hub: Hub) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub.url, trust_env=False) as client:
        yield client


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["paper"]["id"] for item in answer.json()]


def days_of(answer: httpx.Response) -> list[str]:
    return [item["paper"]["submittedOnDailyAt"][:10] for item in answer.json()]


def numbered(day: str, how_many: int) -> list[dict[str, object]]:
    return [entry(id=f"2608.{number:05}", upvotes=1000 - number, day=day) for number in range(how_many)]


def test_a_day_is_ordered_by_upvotes(hub: Hub, client: httpx.Client) -> None:
    answer = client.get("/api/daily_papers", params={"date": "2026-08-20"})
    votes = [item["paper"]["upvotes"] for item in answer.json()]
    assert len(votes) == 8
    assert votes == sorted(votes, reverse=True)
    assert answer.json() == hub.entries("2026-08-20")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("day", ["2026-08-16", "2026-08-01", "2023-05-03"])
def test_a_day_without_papers_is_an_empty_list(client: httpx.Client, day: str) -> None:
    assert ids(client.get("/api/daily_papers", params={"date": day})) == []


@pytest.mark.parametrize(
    "query",
    [
        "date=2026-08-22",
        "date=2025-13-40",
        "date=20260820",
        "date=",
        "date=2026-08-20&week=2026-W34",
        "week=2026-34",
        "week=2026-W54",
        "week=2026-W35",
        "month=2026-13",
        "month=2026-09",
        "limit=0",
        "limit=101",
        "limit=x",
        "p=-1",
        "sort=upvotes",
    ],
)
def test_nonsense_and_the_future_are_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/daily_papers?{query}")
    assert answer.status_code == 400
    assert isinstance(answer.json()["error"], str)


def test_a_day_that_has_come_is_served(hub: Hub, client: httpx.Client) -> None:
    hub.publish("2026-08-24", entry(id="2608.90400", day="2026-08-24"))
    assert client.get("/api/papers/2608.90400").status_code == 404
    hub.today = "2026-08-24"
    assert ids(client.get("/api/daily_papers?date=2026-08-24")) == ["2608.90400"]


def test_an_unknown_parameter_is_ignored(client: httpx.Client) -> None:
    plain = client.get("/api/daily_papers?date=2026-08-20")
    assert ids(client.get("/api/daily_papers?date=2026-08-20&page=3")) == ids(plain)


def test_without_a_day_the_newest_come_first(client: httpx.Client) -> None:
    answer = client.get("/api/daily_papers?limit=18")
    assert days_of(answer) == ["2026-08-21"] * 10 + ["2026-08-20"] * 8


@pytest.mark.parametrize("query", ["week=2026-W34", "month=2026-08"])
def test_a_week_and_a_month_have_every_paper_once(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/daily_papers?{query}")
    votes = [item["paper"]["upvotes"] for item in answer.json()]
    assert len(ids(answer)) == len(set(ids(answer))) == 28
    assert votes == sorted(votes, reverse=True)


def test_another_week_is_empty(client: httpx.Client) -> None:
    assert ids(client.get("/api/daily_papers?week=2026-W33")) == []


def test_a_period_that_has_begun_ends_today(hub: Hub, client: httpx.Client) -> None:
    hub.today = "2026-08-20"
    assert len(ids(client.get("/api/daily_papers?week=2026-W34"))) == 20
    assert "2608.90301" not in ids(client.get("/api/daily_papers?month=2026-08"))


def test_a_submitter_has_their_own_papers(client: httpx.Client) -> None:
    answer = client.get("/api/daily_papers?submitter=linxiaohe")
    assert {item["submittedBy"]["name"] for item in answer.json()} == {"linxiaohe"}
    assert len(ids(answer)) > 3
    assert ids(client.get("/api/daily_papers?submitter=nobody")) == []


def test_trending_mixes_the_days(client: httpx.Client) -> None:
    answer = client.get("/api/daily_papers?sort=trending&limit=100")
    votes = [item["paper"]["upvotes"] for item in answer.json()]
    assert len(ids(answer)) == len(set(ids(answer))) == 28
    assert votes != sorted(votes, reverse=True)
    assert ids(answer) != ids(client.get("/api/daily_papers?limit=100"))


def test_following_the_links_visits_every_entry_once() -> None:
    with Hub({"2026-08-20": numbered("2026-08-20", 120)}) as hub, httpx.Client(trust_env=False) as client:
        address, seen = f"{hub.url}/api/daily_papers?date=2026-08-20", []
        while address:
            answer = client.get(address)
            seen.append(ids(answer))
            address = answer.links.get("next", {}).get("url", "")
    assert [len(page) for page in seen] == [50, 50, 20]
    assert len({item for page in seen for item in page}) == 120


def test_there_is_no_link_after_an_exactly_full_page() -> None:
    with Hub({"2026-08-20": numbered("2026-08-20", 100)}) as hub, httpx.Client(trust_env=False) as client:
        answer = client.get(f"{hub.url}/api/daily_papers?date=2026-08-20&limit=100")
        beyond = client.get(f"{hub.url}/api/daily_papers?date=2026-08-20&limit=100&p=1")
    assert len(ids(answer)) == 100
    assert "link" not in answer.headers
    assert ids(beyond) == []


def test_a_search_marks_the_words_it_found(client: httpx.Client) -> None:
    (found,) = client.get("/api/papers/search?q=lorries+MURMURATION").json()
    assert found["paper"]["id"] == "2608.90301"
    assert found["upvoted"] is False
    assert found["highlightedTitle"] == [
        {"type": "highlight", "text": "Murmuration"},
        {"type": "text", "text": ": Ten Thousand Tiny Agents and No Leader"},
    ]
    assert "".join(piece["text"] for piece in found["highlightedSummary"]) == found["summary"]
    assert "submittedBy" not in found
    assert "submittedOnDailyAt" not in found["paper"]


def test_a_search_finds_titles_before_abstracts_and_each_paper_once(client: httpx.Client) -> None:
    found = ids(client.get("/api/papers/search?q=agents"))
    assert found[0] == "2608.90301"
    assert "2608.90204" in found
    assert len(found) == len(set(found))
    assert ids(client.get("/api/papers/search?q=agents&limit=2")) == found[:2]


def test_a_search_takes_an_id_and_may_find_nothing(client: httpx.Client) -> None:
    assert ids(client.get("/api/papers/search?q=2608.90105")) == ["2608.90105"]
    assert ids(client.get("/api/papers/search?q=zeppelin")) == []
    assert ids(client.get("/api/papers/search?q=%3F%5B%5D")) == []


@pytest.mark.parametrize("query", ["", "q=", "q=" + "a" * 251, "q=a&limit=121", "q=a&limit=0"])
def test_a_search_without_sense_is_refused(client: httpx.Client, query: str) -> None:
    assert client.get(f"/api/papers/search?{query}").status_code == 400


@pytest.mark.parametrize("known_as", ["2608.90101", "2608.90101v2"])
def test_a_paper_is_answered_flat(client: httpx.Client, known_as: str) -> None:
    paper = client.get(f"/api/papers/{known_as}").json()
    assert paper["id"] == "2608.90101"
    assert paper["title"].startswith("Lantern")
    assert paper["numTotalModels"] == 0
    assert "numComments" not in paper
    assert "paper" not in paper


def test_an_unknown_paper_is_not_found(client: httpx.Client) -> None:
    answer = client.get("/api/papers/1234.56789")
    assert (answer.status_code, answer.json()) == (404, {"error": "Paper not found"})


def test_a_paper_has_a_page_with_its_title_escaped(hub: Hub, client: httpx.Client) -> None:
    hub.publish("2026-08-21", entry(id="2608.90400", title="<b>Less & More</b>"))
    answer = client.get("/papers/2608.90400")
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>&lt;b&gt;Less &amp; More&lt;/b&gt;</h1>" in answer.text


@pytest.mark.parametrize("path", ["/", "/api/papers", "/api/daily_papers/2026", "/papers/1234.56789", "/etc"])
def test_any_other_address_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "Sorry, we can't find the page you are looking for."}


def test_writing_is_recorded_and_refused(hub: Hub, client: httpx.Client) -> None:
    answer = client.post("/api/papers/2608.90101/comment", json={"comment": "first"})
    assert answer.status_code == 404
    assert client.delete("/api/papers/2608.90101").status_code == 404
    assert [request.method for request in hub.requests] == ["POST", "DELETE"]
    assert client.get("/api/papers/2608.90101").status_code == 200


def test_the_request_is_recorded_as_it_came(hub: Hub, client: httpx.Client) -> None:
    client.get(
        "/api/daily_papers", params={"date": "2026-08-20", "p": ""}, headers={"User-Agent": "reader/1"}
    )
    (request,) = hub.requests
    assert (request.method, request.path) == ("GET", "/api/daily_papers")
    assert request.query == {"date": "2026-08-20", "p": ""}
    assert request.headers["user-agent"] == "reader/1"


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate", "gzip"), ("gzip;q=1", "gzip"), ("br", None)]
)
def test_an_answer_is_gzipped_for_those_who_accept_it(
    client: httpx.Client, accepted: str, coding: str | None
) -> None:
    answer = client.get("/api/daily_papers?date=2026-08-20", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert len(answer.json()) == 8


def test_one_connection_serves_many_requests(client: httpx.Client) -> None:
    streams = [client.get("/api/papers/2608.90101").extensions["network_stream"] for _ in range(3)]
    assert len({stream.get_extra_info("client_addr") for stream in streams}) == 1


def test_every_answer_tells_the_rate_limit(client: httpx.Client) -> None:
    api, page = client.get("/api/nowhere"), client.get("/papers/2608.90101")
    assert api.headers["ratelimit"].startswith('"api";r=')
    assert api.headers["ratelimit-policy"] == '"fixed window";"api";q=500;w=300'
    assert page.headers["ratelimit-policy"] == '"fixed window";"pages";q=100;w=300'


def test_a_quota_counts_down_and_then_refuses(hub: Hub, client: httpx.Client) -> None:
    hub.quota = 2
    answers = [client.get("/api/daily_papers") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == ["r=1", "r=0", "r=0"]
    assert "retry-after" not in answers[-1].headers
    hub.quota = 2
    assert client.get("/api/daily_papers").status_code == 200


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_limit_begins_anew_with_every_window_and_counts_what_it_refused(
    hub: Hub, client: httpx.Client, is_announced: bool
) -> None:
    seconds = [100.0]
    limit = Limit(2, window=30, clock=lambda: seconds[0], is_announced=is_announced)
    hub.limit_by(limit)
    statuses = []
    for passed in (0, 10, 10.5, 29, 30, 95):
        seconds[0] = 100.0 + passed
        answer = client.get("/api/daily_papers")
        statuses.append(answer.status_code)
        if passed == 10.5:
            told = answer.headers
    assert statuses == [200, 200, 429, 429, 200, 200]
    assert (limit.asked, limit.refused) == ({0: 4, 1: 1, 3: 1}, {0: 2})
    assert told.get("ratelimit") == ('"api";r=0;t=20' if is_announced else None)
    assert told.get("ratelimit-policy") == ('"fixed window";"api";q=2;w=30' if is_announced else None)
    assert told.get("retry-after") == (None if is_announced else "20")


def test_published_entries_appear_and_the_given_days_stay_untouched() -> None:
    days = {"2026-08-20": numbered("2026-08-20", 1)}
    with Hub(days) as hub, httpx.Client(base_url=hub.url, trust_env=False) as client:
        hub.publish("2026-08-20", entry(id="2608.90400", upvotes=5000, day="2026-08-20"))
        assert ids(client.get("/api/daily_papers?date=2026-08-20")) == ["2608.90400", "2608.00000"]
    assert len(days["2026-08-20"]) == 1


def test_held_requests_wait_and_others_do_not(hub: Hub, client: httpx.Client) -> None:
    with ThreadPoolExecutor() as pool:
        with hub.hold("/api/daily_papers?date=2026-08-20"):
            held = pool.submit(client.get, "/api/daily_papers?limit=100&date=2026-08-20")
            hub.wait_for_requests(1)
            assert len(ids(client.get("/api/daily_papers?date=2026-08-21"))) == 10
            hub.publish("2026-08-20", entry(id="2608.90400", day="2026-08-20"))
            assert not held.done()
        assert "2608.90400" in ids(held.result())


def test_waiting_for_requests_that_do_not_come_fails(hub: Hub, client: httpx.Client) -> None:
    client.get("/api/papers/2608.90101")
    hub.wait_for_requests(1)
    with pytest.raises(TimeoutError, match=re.escape("GET /api/papers/2608.90101")):
        hub.wait_for_requests(2, timeout=0)


def test_closing_frees_held_requests_threads_and_the_port() -> None:
    before = threading.active_count()
    with ThreadPoolExecutor() as pool, httpx.Client(trust_env=False) as client:
        hub = Hub()
        with hub, hub.hold():
            held = pool.submit(client.get, f"{hub.url}/api/daily_papers")
            hub.wait_for_requests(1)
            hub.close()
            with pytest.raises(httpx.TransportError):
                held.result(timeout=5)
        hub.close()
    assert threading.active_count() == before
    with Hub(port=int(hub.url.rpartition(":")[2])) as again:
        assert again.url == hub.url


def test_entries_without_sense_are_served_as_they_are() -> None:
    odd: list[dict[str, object]] = [
        {"paper": 7},
        {},
        entry(upvotes=OMIT),
        entry(upvotes="many", submittedBy=3),
    ]
    with Hub({"2026-08-20": odd}) as hub, httpx.Client(base_url=hub.url, trust_env=False) as client:
        assert client.get("/api/daily_papers?date=2026-08-20").json() == json.loads(json.dumps(odd))
        assert ids(client.get("/api/daily_papers?submitter=nobody")) == []
        assert client.get("/api/papers/search?q=ordinary").status_code == 200


def test_the_official_client_understands_the_hub(hub: Hub) -> None:
    api = HfApi(endpoint=hub.url, token=False)
    listed = list(api.list_daily_papers(date="2026-08-19", limit=100))
    assert len(listed) == 12
    assert listed[0].authors is not None
    assert listed[0].authors[0].name == "Ines Okafor"
    assert [paper.id for paper in api.list_papers(query="lantern")] == ["2608.90101"]
    assert api.paper_info("2608.90101").github_stars == 386
