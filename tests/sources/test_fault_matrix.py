"""Every fault × every request: what is told, over real sockets."""

import asyncio
import re
import socket
from collections.abc import Iterator, Mapping

import pytest

from paperreader.domain.papers.listing import Listing
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceUnreachable,
)
from tests.at_length import IS_ALL
from tests.hub import Fault, Hub
from tests.hub.texts import ONLY_HTML
from tests.requests import HASTY, KEY, PATIENT, REQUESTS, Due
from tests.sources.builders import TickingClock

ENDLESS = {Fault.HANG, Fault.TRICKLE}
"""What only a limit of time ends."""

Told = tuple[type[SourceError], str]
"""What is raised, and which words its message has."""

ALIKE: Mapping[Fault, Told] = {
    Fault.RESET: (SourceUnreachable, "broke off"),
    Fault.RESET_IN_BODY: (SourceUnreachable, "broke off"),
    Fault.TRUNCATED: (SourceUnreachable, "broke off"),
    Fault.HANG: (SourceUnreachable, "took too long to answer"),
    Fault.STATUS_403: (SourceError, r"refuses access \(status 403\)"),
    Fault.STATUS_408: (SourceUnreachable, r"has a problem \(status 408\)"),
    Fault.STATUS_429: (SourceBusy, "asks for a pause of 1 second$"),
    Fault.STATUS_429_QUOTA: (SourceBusy, "asks for a pause of 60 seconds"),
    Fault.STATUS_429_BARE: (SourceBusy, "asks for a pause of 60 seconds"),
    Fault.STATUS_500: (SourceUnreachable, r"has a problem \(status 500\)"),
    Fault.STATUS_502: (SourceUnreachable, r"has a problem \(status 502\)"),
    Fault.STATUS_503: (SourceUnreachable, r"has a problem \(status 503\)"),
    Fault.STATUS_503_LATER: (SourceBusy, "asks for a pause of 2 minutes"),
    Fault.STATUS_504: (SourceUnreachable, r"has a problem \(status 504\)"),
    Fault.REDIRECT_ELSEWHERE: (SourceChanged, "unsafe address: http://127.0.0.1:9/"),
    Fault.REDIRECT_FILE: (SourceChanged, "unsafe address: file:///etc/passwd"),
}
"""What is told whatever was asked for."""

OF_THE_HUB: Mapping[Fault, Told] = {
    Fault.TRICKLE: (SourceUnreachable, "took too long to answer"),
    Fault.BAD_GZIP: (SourceChanged, "is damaged"),
    Fault.GZIP_BOMB: (SourceChanged, "is too long"),
    Fault.GZIP_AND_MORE: (SourceChanged, "is too long"),
    Fault.ENDLESS: (SourceChanged, "is too long"),
    Fault.STATUS_400: (SourceChanged, "does not accept the request: Invalid input: date: expected a day"),
    Fault.STATUS_401: (SourceError, "does not accept the token"),
    Fault.REDIRECT_LOOP: (SourceChanged, "in a circle"),
    Fault.EMPTY: (SourceChanged, "not understood .it is empty"),
    Fault.NOT_JSON: (SourceChanged, "not understood .it is not JSON"),
    Fault.BAD_UTF8: (SourceChanged, "not understood .its text is damaged: it is not UTF-8"),
    Fault.DEEP_JSON: (SourceChanged, "not understood .it has too many parts"),
    Fault.MANY_PARTS: (SourceChanged, "not understood .it has too many parts"),
    Fault.LONG_STRING: (SourceChanged, "is too long"),
    Fault.HTML: (SourceChanged, "sent a web page, not data"),
}
OF_ARXIV: Mapping[Fault, Told] = {
    Fault.STATUS_400: (SourceChanged, "answered with status 400"),
    Fault.STATUS_401: (SourceError, r"refuses access \(status 401\)"),
    Fault.REDIRECT_LOOP: (SourceChanged, "redirects again and again"),
}

NO_PDF: Told = SourceChanged, "is not a PDF"
PACKED: Told = SourceChanged, "compressed in an unexpected way"
NO_TEXT: Told = SourceChanged, f"sent application/json, not the text of {KEY}"
NO_HTML: Told = SourceChanged, f"sent application/json, not the HTML of {ONLY_HTML}"
NO_PAPER: Told = SourceChanged, "sent a web page that is not a paper"
PARTICULAR: Mapping[Due, Mapping[Fault, Told | None]] = {
    Due.LIST: {
        **OF_THE_HUB,
        Fault.STATUS_404: (SourceChanged, r"does not have this address \(status 404\)"),
        Fault.NULL: (SourceChanged, "not understood .a list was expected"),
        Fault.OBJECT: (SourceChanged, "not understood .a list was expected"),
        Fault.LIST: (SourceChanged, "not understood .no entry has an id and a title"),
        Fault.LONG_TITLE: None,
        Fault.NAN: None,
        Fault.DUPLICATE_KEYS: None,
        Fault.ONE_BAD_ENTRY: None,
    },
    Due.OBJECT: {
        **OF_THE_HUB,
        Fault.STATUS_404: (PaperNotFound, f"does not know the paper {KEY}"),
        Fault.NULL: (SourceChanged, "not understood .a paper with an id and a title was expected"),
        Fault.OBJECT: (SourceChanged, "not understood .a paper with an id and a title was expected"),
        Fault.LIST: (SourceChanged, "not understood .a paper with an id and a title was expected"),
        Fault.LONG_TITLE: (SourceChanged, "not understood .a paper with an id and a title was expected"),
        Fault.NAN: None,
        Fault.DUPLICATE_KEYS: None,
        Fault.ONE_BAD_ENTRY: None,
    },
    Due.FILE: {
        # Its time has no limit as long as enough comes.
        Fault.TRICKLE: (SourceUnreachable, "is too slow"),
        **OF_ARXIV,
        Fault.HTML: (SourceChanged, "sent a web page, not a PDF"),
        Fault.STATUS_404: (PaperNotFound, f"has no PDF of {KEY}"),
        Fault.BAD_GZIP: PACKED,
        Fault.GZIP_BOMB: PACKED,
        Fault.GZIP_AND_MORE: PACKED,
        Fault.LONG_TITLE: PACKED,
        Fault.MANY_PARTS: PACKED,
        Fault.ENDLESS: NO_PDF,
        Fault.EMPTY: NO_PDF,
        Fault.NULL: NO_PDF,
        Fault.OBJECT: NO_PDF,
        Fault.LIST: NO_PDF,
        Fault.NOT_JSON: NO_PDF,
        Fault.BAD_UTF8: NO_PDF,
        Fault.DEEP_JSON: NO_PDF,
        Fault.LONG_STRING: NO_PDF,
        Fault.NAN: None,
        Fault.DUPLICATE_KEYS: None,
        Fault.ONE_BAD_ENTRY: None,
    },
    Due.TEXT: {
        **OF_THE_HUB,
        **dict.fromkeys((Fault.EMPTY, Fault.NULL, Fault.OBJECT, Fault.LIST), NO_TEXT),
        **dict.fromkeys((Fault.NOT_JSON, Fault.BAD_UTF8), NO_TEXT),
        # Whatever they say they are can be read, if only as what it is.
        Fault.DEEP_JSON: None,
        **dict.fromkeys((Fault.MANY_PARTS, Fault.LONG_TITLE), (SourceError, "longer than any paper")),
        Fault.HTML: (PaperNotFound, f"sent a web page instead of the text of {KEY}"),
        Fault.STATUS_404: (PaperNotFound, f"does not know the paper {KEY}"),
        Fault.NAN: None,
        Fault.DUPLICATE_KEYS: None,
        Fault.ONE_BAD_ENTRY: None,
    },
    Due.PAGE: {
        **OF_THE_HUB,
        **OF_ARXIV,
        **dict.fromkeys((Fault.EMPTY, Fault.NULL, Fault.OBJECT, Fault.LIST), NO_HTML),
        **dict.fromkeys((Fault.NOT_JSON, Fault.BAD_UTF8), NO_HTML),
        **dict.fromkeys((Fault.HTML, Fault.DEEP_JSON, Fault.MANY_PARTS), NO_PAPER),
        Fault.LONG_STRING: (SourceError, "is larger than any paper"),
        Fault.LONG_TITLE: NO_PAPER,
        # The page comes before the time is over.
        Fault.TRICKLE: None,
        Fault.STATUS_404: (PaperNotFound, f"has no HTML of {ONLY_HTML}"),
        Fault.NAN: None,
        Fault.DUPLICATE_KEYS: None,
        Fault.ONE_BAD_ENTRY: None,
    },
}
"""What is told depends on what was due; None where the answer is one all the same."""


LISTS_DUE = {Fault.NULL, Fault.OBJECT, Fault.LIST, Fault.LONG_TITLE}


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with Hub() as running:
        yield running


def told(fault: Fault, name: str) -> Told | None:
    if (fault, name) == (Fault.ONE_BAD_ENTRY, "status"):
        # One entry is all that is asked for.
        return PARTICULAR[Due.LIST][Fault.LIST]
    if name == "artefacts" and fault in LISTS_DUE:
        # The second of its two answers is due first.
        return SourceChanged, "not understood .a list of models, datasets or Spaces was expected"
    return ALIKE[fault] if fault in ALIKE else PARTICULAR[REQUESTS[name].due][fault]


TOLD = [
    [name for name, asking in REQUESTS.items() if asking.due is due] for due in Due if due is not Due.PICTURE
]
"""What fails in words, by what it is due; a picture that fails is not there."""


def met() -> Iterator[tuple[Fault, str]]:
    """Yield faults and requests: every fault with a request of each kind, all requests by turns; at length all with all."""
    for number, fault in enumerate(Fault):
        for names in TOLD:
            for name in names if IS_ALL else [names[number % len(names)]]:
                yield fault, name


@pytest.mark.parametrize(("fault", "name"), list(met()), ids=lambda each: getattr(each, "name", each))
async def test_what_goes_wrong_is_told_as_what_it_is_and_what_to_do(
    hub: Hub, fault: Fault, name: str
) -> None:
    expected = told(fault, name)
    limits = HASTY if fault in ENDLESS else PATIENT
    asked = REQUESTS[name].ask(hub.under(fault), limits, TickingClock())
    # Far more than all limits together: what outlasts them fails.
    async with asyncio.timeout(30):
        if expected is None:
            await asked
            return
        with pytest.raises(SourceError) as caught:
            await asked
    kind, words = expected
    assert type(caught.value) is kind
    assert re.search(words, caught.value.message), caught.value.message
    assert caught.value.hint
    assert "hf_of_nobody" not in caught.value.message + caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
async def test_a_picture_fails_by_itself_and_is_never_large(hub: Hub, fault: Fault) -> None:
    limits = HASTY if fault in ENDLESS else PATIENT
    async with asyncio.timeout(30):
        try:
            came = await REQUESTS["picture"].ask(hub.under(fault), limits, TickingClock())
        except SourceError:
            return
    assert isinstance(came, bytes)
    assert len(came) <= limits.max_bytes


@pytest.mark.parametrize("name", REQUESTS)
async def test_nobody_at_the_address_is_told_as_refused(name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SourceUnreachable, match=r"can't be reached \(connection refused\)") as caught:
        await REQUESTS[name].ask(f"http://127.0.0.1:{port}", PATIENT, TickingClock())
    assert caught.value.hint == "check the network and try again"


@pytest.mark.parametrize("name", REQUESTS)
async def test_a_name_nobody_has_is_told(name: str) -> None:
    # A label of more than 63 characters is refused without asking any name server.
    with pytest.raises(SourceUnreachable, match="its name was not found") as caught:
        await REQUESTS[name].ask(f"http://{'x' * 70}.invalid", PATIENT, TickingClock())
    assert caught.value.hint == "check the network and try again"


async def test_what_is_understood_in_spite_of_a_fault_is_there(hub: Hub) -> None:
    usual = await REQUESTS["day"].ask(hub.url, PATIENT, TickingClock())
    spoilt, strange, twice, long = [
        await REQUESTS["day"].ask(hub.under(fault), PATIENT, TickingClock())
        for fault in (Fault.ONE_BAD_ENTRY, Fault.NAN, Fault.DUPLICATE_KEYS, Fault.LONG_TITLE)
    ]
    assert isinstance(usual, Listing)
    assert isinstance(spoilt, Listing)
    assert isinstance(strange, Listing)
    assert isinstance(long, Listing)
    assert (spoilt.left_out, len(spoilt.papers)) == (1, len(usual.papers) - 1)
    assert [paper.key for paper in strange.papers] == [paper.key for paper in usual.papers]
    assert {paper.upvotes for paper in strange.papers} == {None}
    assert twice == usual
    assert [len(paper.title) <= 20_001 for paper in long.papers] == [True]


async def test_who_asks_is_told_with_every_request(hub: Hub) -> None:
    hub.requests.clear()
    for asking in REQUESTS.values():
        await asking.ask(hub.url, PATIENT, TickingClock())
    # Artefacts take two.
    assert len(hub.requests) == len(REQUESTS) + 1
    assert {request.headers["user-agent"] for request in hub.requests} == {"paperreader/1"}
    elsewhere = ("/pdf/", "/html/", "/social-thumbnails/")
    to_others = [request for request in hub.requests if request.path.startswith(elsewhere)]
    assert len(to_others) == len(elsewhere)
    assert all("authorization" not in request.headers for request in to_others)
