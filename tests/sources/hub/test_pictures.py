"""Pictures over real sockets: from the Hub's hosts only, never with the token, never more than is wanted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.hub.pictures import PICTURE_LIMITS, HubPictures
from tests.hub import Fault, Hub
from tests.hub.answers import Answer, html_answer
from tests.hub.pictures import picture_answer, stripes
from tests.sources.builders import TickingClock

ID = "2608.90301"
URL = f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{ID}.png"


@asynccontextmanager
async def over(hub: Hub, **limits: float) -> AsyncIterator[HubPictures]:
    # mypy can't know that the names are those of floats; the class does.
    patience = replace(PICTURE_LIMITS, **limits)  # type: ignore[arg-type]
    pictures = HubPictures(hub.url, clock=TickingClock(), version="1.2.3", limits=patience)
    try:
        yield pictures
    finally:
        await pictures.close()


async def test_a_picture_comes_as_it_is_and_the_token_does_not_go_there(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    async with over(hub) as pictures:
        assert await pictures.picture(URL) == stripes(ID)
    (request,) = hub.requests
    assert request.path == f"/social-thumbnails/papers/{ID}.png"
    assert "authorization" not in request.headers
    assert "hf_secret" not in str(request.headers)
    assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn-thumbnails.huggingface.co/a.png",
        "https://cdn-thumbnails.huggingface.co:8443/a.png",
        "https://cdn-thumbnails.huggingface.co.evil.example/a.png",
        "https://evil.example/cdn-thumbnails.huggingface.co/a.png",
        "https://user@cdn-thumbnails.huggingface.co/a.png",
        "https://cdn-thumbnails.huggingface.co\\@evil.example/a.png",
        "https://huggingface.co/a.png",
        "https://127.0.0.1/a.png",
        "file:///etc/passwd",
        "",
    ],
)
async def test_no_other_address_is_asked(url: str, hub: Hub) -> None:
    async with over(hub) as pictures:
        with pytest.raises(SourceChanged, match="not the address of a Hugging Face picture"):
            await pictures.picture(url)
    assert hub.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        html_answer("<!doctype html><title>Sign in</title>"),
        picture_answer(b"<svg/>", "image/svg+xml"),
        Answer(200, stripes(ID), {}),
        Answer(200, stripes(ID), {"Content-Type": "image/png", "Content-Encoding": "br"}),
        Answer(302, b"", {"Location": "https://evil.example/a.png"}),
        Answer(403, b"", {}),
        Answer(404, b"", {}),
        Answer(503, b"", {}),
    ],
)
async def test_what_is_no_picture_is_told(answer: Answer, hub: Hub) -> None:
    hub.pictures[ID] = answer
    async with over(hub) as pictures:
        with pytest.raises(SourceChanged):
            await pictures.picture(URL)
    assert len(hub.requests) == 1


async def test_what_is_too_large_is_not_read_to_its_end(hub: Hub) -> None:
    hub.pictures[ID] = picture_answer(bytes(2_000_000))
    async with over(hub, max_bytes=100_000) as pictures:
        with pytest.raises(SourceError, match="too large"):
            await pictures.picture(URL)


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.RESET_IN_BODY, Fault.TRUNCATED])
async def test_what_breaks_off_is_told(fault: Fault, hub: Hub) -> None:
    hub.fail(fault, path="/social-thumbnails/")
    async with over(hub) as pictures:
        with pytest.raises(SourceUnreachable):
            await pictures.picture(URL)
    assert len(hub.requests) == 1


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.TRICKLE])
async def test_a_slow_host_is_given_up(fault: Fault, hub: Hub) -> None:
    hub.fail(fault, path="/social-thumbnails/")
    async with over(hub, read=0.2, attempt=0.3) as pictures:
        with pytest.raises(SourceUnreachable):
            await pictures.picture(URL)


async def test_where_nobody_listens_it_is_told() -> None:
    with Hub() as gone:
        pass
    async with over(gone) as pictures:
        with pytest.raises(SourceUnreachable, match="The picture's host can't be reached"):
            await pictures.picture(URL)
