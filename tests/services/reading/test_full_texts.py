"""Full texts as a service: the kept one, the Hub's, arXiv's; real sockets, a real archive."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.full_text import FullText, ReadingPosition, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceUnreachable,
    StoreNotWritable,
)
from paperreader.services.papers.library import Library
from paperreader.services.reading.full_texts import FullTexts
from paperreader.sources.arxiv import texts as arxiv_texts
from paperreader.sources.arxiv.client import arxiv_client
from paperreader.sources.arxiv.texts import ArxivTexts
from paperreader.sources.http.host_policy import Limits
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from tests.at_length import few
from tests.hub import Fault, Hub, texts
from tests.hub.answers import Answer, html_answer
from tests.sources.builders import TickingClock, client_to

KEY = PaperKey(texts.DEEP)
ONLY_HTML = PaperKey(texts.ONLY_HTML)
NEITHER = PaperKey("2608.90202")
_ACCOUNT = "hf_secret"
_HASTY = Limits(wait_scale=0, attempts=3, max_bytes=300_000_000)


@asynccontextmanager
async def over(
    hub: Hub, home: Path, *, offline: bool = False, arxiv_url: str = "", token: str | None = None
) -> AsyncIterator[FullTexts]:
    clock = TickingClock()
    source = (
        OfflineSource() if offline else HubSource(client_to(hub.url, clock, token), clock, read_in_thread)
    )
    arxiv = arxiv_client(arxiv_url or hub.url, clock=clock, version="1.2.3", limits=_HASTY)
    library = Library(
        hub=source,
        saved=SampleSource(),
        sample=SampleSource(),
        open_archive=lambda: Archive.open(home / "archive.sqlite3"),
        clock=clock,
        interval=timedelta(minutes=15),
        is_offline=offline,
    )
    service = FullTexts(library, (source,) if offline else (source, ArxivTexts(arxiv, clock, read_in_thread)))
    try:
        yield service
    finally:
        await service.close()
        await library.close()


def paths(hub: Hub) -> list[str]:
    return [request.path for request in hub.requests]


@pytest.mark.parametrize(
    "known_as",
    [texts.LONG, texts.FORMULAS, texts.DEEP, texts.BROKEN, texts.TABLES, texts.CITED, texts.CODE, texts.HUGE, texts.HOSTILE],
)  # fmt: skip
async def test_the_hubs_text_comes_clean_and_is_asked_for_once(
    hub: Hub, tmp_path: Path, known_as: str
) -> None:
    async with over(hub, tmp_path) as service:
        text = await service.full_text(PaperKey(known_as))
        again = await service.full_text(PaperKey(known_as))
    assert (text.origin, text.key) == (TextOrigin.HUB, known_as)
    assert text.markdown.startswith("# ")
    assert clean_lines(text.markdown) == text.markdown
    assert again == text
    (request,) = hub.requests
    assert (request.path, request.headers["accept"]) == (f"/papers/{known_as}.md", "text/markdown")


async def test_where_the_hub_has_a_web_page_the_text_is_arxivs(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path, token=_ACCOUNT) as service:
        text = await service.full_text(ONLY_HTML)
    assert text.origin is TextOrigin.ARXIV
    assert text.markdown.startswith("# Cold Starts, Warm Priors: Recommending the First Book")
    assert f"]({hub.url}/html/{ONLY_HTML}v2/extracted/shelf.png)" in text.markdown
    assert paths(hub) == [f"/papers/{ONLY_HTML}.md", f"/html/{ONLY_HTML}"]
    asked_hub, asked_arxiv = hub.requests
    assert asked_hub.headers["authorization"] == f"Bearer {_ACCOUNT}"
    assert "authorization" not in asked_arxiv.headers
    assert asked_arxiv.headers["accept"] == "text/html"


async def test_where_neither_has_it_that_is_told(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        with pytest.raises(PaperNotFound, match="Neither Hugging Face nor arXiv has the text") as told:
            await service.full_text(NEITHER)
        assert await service.saved_keys() == frozenset()
    assert "P in the reader" in told.value.hint


async def test_a_paper_of_which_only_the_title_is_known_is_not_asked_for(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        with pytest.raises(PaperNotFound, match="only its title is known"):
            await service.full_text(PaperKey.from_title("Some Lamps"))
    assert hub.requests == []


async def test_what_is_kept_is_there_without_a_network_and_what_is_not_is_told(
    hub: Hub, tmp_path: Path
) -> None:
    async with over(hub, tmp_path) as service:
        text = await service.full_text(KEY)
        await service.save_position(KEY, ReadingPosition(3, 14, 0.25))
    asked = len(hub.requests)
    async with over(hub, tmp_path, offline=True) as service:
        assert await service.full_text(KEY) == text
        assert await service.position(KEY) == ReadingPosition(3, 14, 0.25)
        assert await service.positions() == {KEY: ReadingPosition(3, 14, 0.25)}
        assert await service.saved_keys() == {KEY}
        with pytest.raises(
            SourceUnreachable, match=f"You are offline, and the text of {ONLY_HTML} is not here"
        ):
            await service.full_text(ONLY_HTML)
        with pytest.raises(SourceUnreachable):
            await service.full_text(KEY, anew=True)
        assert await service.full_text(KEY) == text, "what is kept stays"
    assert len(hub.requests) == asked


async def test_asked_anew_a_text_takes_the_place_of_the_kept_one(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        await service.full_text(KEY)
        hub.texts[f"/papers/{KEY}.md"] = texts.markdown_answer("# Short")
        assert (await service.full_text(KEY, anew=True)).markdown == "# Short"
        assert (await service.full_text(KEY)).markdown == "# Short"


async def test_two_who_want_one_text_ask_once(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        one, other = await asyncio.gather(service.full_text(KEY), service.full_text(KEY))
    assert one == other
    assert len(hub.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"", {"Content-Type": "text/markdown"}),
        Answer(200, b" \n\x00\n", {"Content-Type": "text/markdown"}),
        Answer(200, b"  <!DOCTYPE HTML><p>Sign in", {"Content-Type": "text/markdown"}),
        Answer(200, b"<html><p>Sign in", {}),
        Answer(200, b"<p>Sign in", {"Content-Type": "TEXT/HTML; charset=utf-8"}),
        texts.markdown_answer("# Paper page - Driftwood\n\nWe collect."),
        texts.hub_page("Driftwood", "We collect."),
        texts.markdown_answer(
            "Driftwood\n\nModels citing this paper 3\n---\n\nDatasets citing this paper 0\n---"
        ),
        Answer(404, b"", {}),
    ],
)
async def test_what_is_no_text_is_told_from_one(hub: Hub, tmp_path: Path, answer: Answer) -> None:
    hub.texts[f"/papers/{KEY}.md"] = answer
    async with over(hub, tmp_path) as service:
        with pytest.raises(PaperNotFound, match="Neither"):
            await service.full_text(KEY)
    assert paths(hub) == [f"/papers/{KEY}.md", f"/html/{KEY}"]


@pytest.mark.parametrize(
    "text",
    [
        "<a id='top'></a>\n# Driftwood",
        "A sentence. Models citing this paper are few.",
        "# Driftwood\n\nModels citing this paper grew.",
        "no heading at all",
        "# Page of a paper",
    ],
)
async def test_what_may_be_a_text_is_one(hub: Hub, tmp_path: Path, text: str) -> None:
    hub.texts[f"/papers/{KEY}.md"] = texts.markdown_answer(text)
    async with over(hub, tmp_path) as service:
        assert (await service.full_text(KEY)).markdown == text


async def test_bytes_that_are_no_utf8_are_read_as_far_as_they_can_be(hub: Hub, tmp_path: Path) -> None:
    hub.texts[f"/papers/{KEY}.md"] = Answer(200, b"\xef\xbb\xbf# Caf\xe9", {"Content-Type": "text/plain"})
    async with over(hub, tmp_path) as service:
        assert (await service.full_text(KEY)).markdown == "# Caf\ufffd"


async def test_another_kind_of_answer_is_told_if_arxiv_has_nothing_either(hub: Hub, tmp_path: Path) -> None:
    hub.texts[f"/papers/{KEY}.md"] = Answer(200, b"{}", {"Content-Type": "application/json"})
    async with over(hub, tmp_path) as service:
        with pytest.raises(SourceError, match=f"Hugging Face sent application/json, not the text of {KEY}"):
            await service.full_text(KEY)


@pytest.mark.parametrize("fault", [Fault.STATUS_503, Fault.RESET])
async def test_a_hub_that_fails_does_not_keep_arxiv_from_being_asked(
    hub: Hub, tmp_path: Path, fault: Fault
) -> None:
    hub.fail(fault, path="/papers/")
    async with over(hub, tmp_path) as service:
        assert (await service.full_text(ONLY_HTML)).origin is TextOrigin.ARXIV
        # arXiv has no HTML of it, but the Hub may have a text.
        with pytest.raises(SourceUnreachable):
            await service.full_text(KEY)


async def test_what_passes_at_arxiv_is_tried_again(hub: Hub, tmp_path: Path) -> None:
    hub.fail(Fault.STATUS_503, path="/html/", times=1)
    hub.fail(Fault.RESET, path="/html/", times=1)
    async with over(hub, tmp_path) as service:
        assert (await service.full_text(ONLY_HTML)).origin is TextOrigin.ARXIV
    assert paths(hub).count(f"/html/{ONLY_HTML}") == 3


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (html_answer("<title>Sign in</title><form>"), SourceChanged, "a web page that is not a paper"),
        (Answer(200, b"%PDF-1.7", {"Content-Type": "application/pdf"}), SourceChanged, "application/pdf"),
        (Answer(503, b"", {"Retry-After": "7"}), SourceBusy, "pause of 7 seconds"),
        (Answer(429, b"", {}), SourceBusy, "pause of 60 seconds"),
        (Answer(403, b"", {}), SourceError, "refuses access"),
        (Answer(418, b"", {}), SourceChanged, "status 418"),
        (Answer(302, b"", {"Location": "http://evil.example/"}), SourceChanged, "unsafe address"),
        (Answer(302, b"", {"Location": f"/html/{ONLY_HTML}"}), SourceChanged, "again and again"),
        (html_answer("No HTML for '2608.90306'"), PaperNotFound, "Neither"),
        (html_answer("<article class=ltx_document></article>"), PaperNotFound, "Neither"),
        # The longest page takes as long as all others together.
        *few(
            [
                (
                    html_answer("<article class=ltx_document>" + "<br>" * 300_001),
                    SourceError,
                    "larger than any paper",
                )
            ],
            0,
        ),
    ],
)
async def test_every_failure_of_arxiv_is_named(
    hub: Hub, tmp_path: Path, answer: Answer, kind: type[SourceError], words: str
) -> None:
    hub.texts[f"/html/{ONLY_HTML}"] = answer
    async with over(hub, tmp_path) as service:
        with pytest.raises(kind, match=words):
            await service.full_text(ONLY_HTML)
        assert await service.saved_keys() == frozenset()


async def test_a_page_that_is_too_long_is_told_packed_or_not(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arxiv_texts, "MAX_BYTES", 1_000_000)
    hub.texts[f"/html/{ONLY_HTML}"] = html_answer(" " * 1_000_001)
    async with over(hub, tmp_path) as service:
        with pytest.raises(SourceChanged, match=r"arXiv's answer is too long \(more than 1 MB\)"):
            await service.full_text(ONLY_HTML)


async def test_an_address_that_is_none_is_told(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path, arxiv_url="ftp://arxiv.org") as service:
        with pytest.raises(SourceUnreachable, match="arXiv can't be at the address"):
            await service.full_text(ONLY_HTML)


async def test_one_that_is_given_up_leaves_the_way_free(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        with hub.hold(f"/papers/{KEY}.md"):
            asking = asyncio.create_task(service.full_text(KEY))
            await asyncio.to_thread(hub.wait_for_requests, 1)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
        assert (await service.full_text(PaperKey(texts.CODE))).origin is TextOrigin.HUB


async def test_a_text_that_can_not_be_kept_is_read_all_the_same(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with over(hub, tmp_path) as service:
        await service.saved_keys()
        archive = await service._library.with_archive(lambda archive: archive)

        def full(text: FullText) -> None:
            raise StoreNotWritable("the disk is full")

        monkeypatch.setattr(archive.texts, "save", full)
        full_text = await service.full_text(KEY)
        assert (full_text.key, str(full_text.not_kept)) == (KEY, "the disk is full")
        monkeypatch.undo()
        assert (await service.full_text(KEY)).not_kept is None


async def test_a_damaged_text_is_asked_for_again(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path) as service:
        text = await service.full_text(KEY)

        def damage(archive: Archive) -> None:
            with archive._database.writing() as connection:
                connection.execute("UPDATE full_texts SET packed = x'00'")

        await service._library.with_archive(damage)
        assert await service.full_text(KEY) == text
        assert await service.full_text(KEY) == text
    assert len(hub.requests) == 2
