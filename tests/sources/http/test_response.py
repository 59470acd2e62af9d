from datetime import timedelta

import pytest

from paperreader.domain.budget import Allowance
from paperreader.sources.http.rate_limit import allowance_of, retry_after
from paperreader.sources.http.response import Response
from tests.sources.builders import NOON


def answer(status: int = 200, *, body: bytes = b"[]", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, "https://mirror.example/api", named, body)


@pytest.mark.parametrize(
    ("link", "reference"),
    [
        ('<https://mirror.example/a?p=1>; rel="next"', "https://mirror.example/a?p=1"),
        ("</a?p=1>; rel=next", "/a?p=1"),
        ('</a?p=0>; rel="prev", </a?p=2>; rel="next"', "/a?p=2"),
        ('</a?x=1,2;3>; title="on; and on"; REL="last NEXT"', "/a?x=1,2;3"),
        ('</a?p=0>; rel="prev"', None),
        ("</a?p=2>", None),
        ('</a?p=2>; rel="nextdoor"', None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_the_next_page_is_what_the_link_header_calls_next(link: str, reference: str | None) -> None:
    assert answer(link=link).next_link == reference


def test_without_a_link_header_there_is_no_next_page() -> None:
    assert answer().next_link is None


@pytest.mark.parametrize(
    ("kind", "body", "is_web_page"),
    [
        ("text/html; charset=utf-8", b"", True),
        ("Text/HTML", b"[]", True),
        ("application/xhtml+xml", b"", True),
        ("application/json", b"\n <!doctype html>", True),
        ("application/json; charset=utf-8", b"[]", False),
        ("text/plain", b"[]", False),
        ("", b"", False),
    ],
)
def test_a_page_for_people_is_known_by_its_kind_or_its_beginning(
    kind: str, body: bytes, is_web_page: bool
) -> None:
    assert answer(body=body, content_type=kind).is_web_page is is_web_page


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {}, None),
        (200, {"ratelimit": '"api";r=499;t=55'}, None),
        (200, {"ratelimit": '"api";r=10;t=55'}, None),
        (200, {"ratelimit": "nonsense"}, None),
        (200, {"retry-after": "7"}, None),
        (200, {"ratelimit": '"api";r=0;t=55'}, 55),
        (200, {"ratelimit": '"api"; r=0 ;t = 55'.replace(" ;", ";")}, 55),
        (200, {"ratelimit": '"api";t=55;r=0'}, 55),
        (200, {"ratelimit": '"api";r=0'}, 60),
        (200, {"ratelimit": '"api";r=3;t=200, "pages";r=0;t=20, "more";r=0;t=30'}, 30),
        (429, {"ratelimit": '"api";r=0;t=55', "retry-after": "7"}, 55),
        (429, {"ratelimit": '"api";r=4;t=55', "retry-after": "7"}, 7),
        (429, {"retry-after": "0"}, 0),
        (429, {"retry-after": "Fri, 21 Aug 2026 12:01:30 GMT"}, 90),
        (429, {"retry-after": "Fri, 21 Aug 2026 12:01:30 -0000"}, 90),
        (429, {"retry-after": "Fri, 21 Aug 2026 11:00:00 GMT"}, 0),
        (429, {"retry-after": "Fri, 21 Aug 2093 11:00:00 GMT"}, 3600),
        (429, {"retry-after": "999999999"}, 3600),
        (429, {"retry-after": "9" * 5000}, 60),
        (429, {"retry-after": "-5"}, 60),
        (429, {"retry-after": f"Fri, 21 Aug {'9' * 30} 12:00:00 GMT"}, 60),
        (429, {"retry-after": f"Fri, 21 Aug 2026 {'9' * 30}:00:00 GMT"}, 60),
        (429, {"retry-after": f"Fri, 21 Aug 2026 12:00:00 +{'9' * 30}"}, 60),
        (429, {"retry-after": "soon"}, 60),
        (429, {"retry-after": ""}, 60),
        (429, {}, 60),
    ],
)
def test_a_pause_is_announced_by_the_budget_else_by_the_refusal(
    status: int, headers: dict[str, str], seconds: float | None
) -> None:
    pause = retry_after(Response(status, "https://mirror.example", headers, b""), NOON)
    assert pause == (None if seconds is None else timedelta(seconds=seconds))


def allowance(left: int, t: float, q: int | None = None, w: float | None = None) -> Allowance:
    window = None if w is None else timedelta(seconds=w)
    return Allowance(left=left, restarts_in=timedelta(seconds=t), quota=q, window=window)


@pytest.mark.parametrize(
    ("limit", "policy", "expected"),
    [
        ("", "", None),
        ("nonsense", '"fixed window";"api";q=500;w=300', None),
        ('"api";t=55', "", None),
        ('"api";r=499;t=55', '"fixed window";"api";q=500;w=300', allowance(499, 55, 500, 300)),
        ('"api"; t=55; r=0', '"fixed window"; "api"; w=300; q=500', allowance(0, 55, 500, 300)),
        ('"api";r=7', "", allowance(7, 60)),
        ('"api";r=7;t=9', '"fixed window";"pages";q=100;w=300', allowance(7, 9)),
        (
            '"api";r=30;t=200, "pages";r=4;t=20',
            '"fixed window";"api";q=500;w=300, "fixed window";"pages";q=100;w=60',
            allowance(4, 20, 100, 60),
        ),
        ('"api";r=1;t=999999999', '"fixed window";"api";q=0;w=0', allowance(1, 3600)),
    ],
)
def test_what_is_left_is_read_from_the_budget_with_least_left(
    limit: str, policy: str, expected: Allowance | None
) -> None:
    headers = {"ratelimit": limit, "ratelimit-policy": policy}
    assert allowance_of(Response(200, "https://mirror.example", headers, b"")) == expected
