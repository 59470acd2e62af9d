"""PDFs come whole or not at all, and go on where they broke off: real sockets, real files."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, suppress
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.errors import (
    PaperNotFound,
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceUnreachable,
    StoreNotWritable,
)
from paperreader.services.reading.pdfs import Download, Pdfs
from paperreader.sources.arxiv.client import ARXIV_LIMITS, arxiv_client
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from paperreader.sources.http.host_policy import Limits
from paperreader.sources.local.offline import OfflineSource
from tests.hub.answers import Answer
from tests.hub.pdfs import PdfHub, login_page, login_page_as_pdf, pdf_of
from tests.sources.builders import TickingClock

_PAPER = Paper(key=PaperKey("2608.00001"), title="Lamps: a survey", authors=(Author(name="Ada Lovelace"),))
_NAME = "Lovelace - Lamps - a survey (2608.00001).pdf"
_SIZE = 200_000
_HASTY = dataclasses.replace(ARXIV_LIMITS, wait_scale=0, attempts=4)


@pytest.fixture
def arxiv() -> Iterator[PdfHub]:
    with PdfHub() as running:
        yield running


def _service(arxiv: PdfHub, folder: Path, limits: Limits = _HASTY) -> Pdfs:
    connection = arxiv_client(arxiv.url, clock=TickingClock(), version="1.2.3", limits=limits)
    return Pdfs(ArxivPdfs(connection), folder)


@pytest_asyncio.fixture
async def pdfs(arxiv: PdfHub, tmp_path: Path) -> AsyncIterator[Pdfs]:
    service = _service(arxiv, tmp_path / "pdf")
    yield service
    await service.close()


async def _had(pdfs: Pdfs, paper: Paper = _PAPER) -> list[Download]:
    async with aclosing(pdfs.download(paper)) as steps:
        return [step async for step in steps]


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


async def test_a_pdf_is_downloaded_under_its_name_and_nothing_else_is_left(arxiv: PdfHub, pdfs: Pdfs) -> None:
    steps = await _had(pdfs)
    assert steps[-1] == Download(path=pdfs.folder / _NAME, done=_SIZE, total=_SIZE, is_whole=True)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].path.read_bytes() == arxiv.content
    assert _names(pdfs.folder) == [_NAME]
    (request,) = arxiv.requests
    assert request.path == "/pdf/2608.00001"
    assert request.headers["user-agent"] == "paperreader/1.2.3"
    assert request.headers["accept-encoding"] == "identity"
    assert not {"authorization", "range", "cookie"} & request.headers.keys()


async def test_one_that_is_there_is_not_asked_for_whatever_it_is_called(arxiv: PdfHub, pdfs: Pdfs) -> None:
    await _had(pdfs)
    (pdfs.folder / _NAME).rename(pdfs.folder / "my own name (2608.00001).pdf")
    (step,) = await _had(pdfs, replace(_PAPER, title="Another title by now"))
    assert (step.is_whole, step.was_there, step.path.name) == (True, True, "my own name (2608.00001).pdf")
    assert len(arxiv.requests) == 1


async def test_what_breaks_off_goes_on_by_itself_and_no_byte_is_sent_twice(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.break_after(50_000, 70_000)
    step = (await _had(pdfs))[-1]
    assert step.path.read_bytes() == arxiv.content
    assert arxiv.ranges == ["", "bytes=50000-", "bytes=120000-"]
    assert arxiv.sent == _SIZE
    assert [request.headers.get("if-range") for request in arxiv.requests] == [None, '"first"', '"first"']


async def test_a_hub_without_ranges_sends_it_all_again(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.has_ranges = False
    arxiv.break_after(50_000)
    step = (await _had(pdfs))[-1]
    assert step.path.read_bytes() == arxiv.content
    assert arxiv.sent == 50_000 + _SIZE


async def test_one_that_was_given_up_goes_on_another_day(arxiv: PdfHub, pdfs: Pdfs, tmp_path: Path) -> None:
    arxiv.break_after(30_000, 30_000, 30_000, 30_000)
    with pytest.raises(SourceUnreachable, match="arXiv's answer broke off"):
        await _had(pdfs)
    assert _names(pdfs.folder) == [f"{_NAME}.part", f"{_NAME}.part.json"]
    await pdfs.close()
    later = _service(arxiv, tmp_path / "pdf")
    steps = await _had(later, replace(_PAPER, title="Another title by now"))
    await later.close()
    assert steps[0].done == 120_000
    assert steps[-1].path.read_bytes() == arxiv.content
    assert (arxiv.sent, _names(later.folder)) == (_SIZE, [_NAME])


async def test_cancelled_it_leaves_what_came_and_goes_on_from_there(arxiv: PdfHub, pdfs: Pdfs) -> None:
    stall = arxiv.break_after(80_000, is_stall=True)
    came = asyncio.Event()

    async def download() -> None:
        async with aclosing(pdfs.download(_PAPER)) as steps:
            async for step in steps:
                if step.done == 80_000:
                    came.set()

    task = asyncio.create_task(download())
    await asyncio.wait_for(came.wait(), 5)
    assert stall.reached.is_set()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert _names(pdfs.folder) == [f"{_NAME}.part", f"{_NAME}.part.json"]
    assert (pdfs.folder / f"{_NAME}.part").stat().st_size == 80_000
    step = (await _had(pdfs))[-1]
    assert step.path.read_bytes() == arxiv.content
    assert arxiv.sent == _SIZE


async def test_closing_gives_up_what_is_under_way_and_leaves_it(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.break_after(80_000, is_stall=True)
    came = asyncio.Event()

    async def download() -> None:
        async with aclosing(pdfs.download(_PAPER)) as steps:
            async for step in steps:
                if step.done == 80_000:
                    came.set()

    task = asyncio.create_task(download())
    await asyncio.wait_for(came.wait(), 5)
    await asyncio.wait_for(pdfs.close(), 5)
    with pytest.raises(SourceUnreachable):
        await task
    assert (pdfs.folder / f"{_NAME}.part").stat().st_size == 80_000


@pytest.mark.parametrize("change", ["content", "total", "416", "shorter answer"])
async def test_what_is_another_file_by_now_begins_anew(arxiv: PdfHub, pdfs: Pdfs, change: str) -> None:
    arxiv.break_after(30_000, 30_000, 30_000, 30_000)
    with pytest.raises(SourceUnreachable):
        await _had(pdfs)
    match change:
        case "content":
            arxiv.content, arxiv.headers = pdf_of(_SIZE, seed=2), {"ETag": '"second"'}
        case "total":
            arxiv.content = pdf_of(_SIZE + 5)
        case "416":
            arxiv.content = pdf_of(60_000)
        case _:
            headers = {"Content-Range": f"bytes 120000-199999/{_SIZE}", "ETag": '"other"'}
            arxiv.instead.append(Answer(206, arxiv.content[120_000:], headers))
    step = (await _had(pdfs))[-1]
    assert step.path.read_bytes() == arxiv.content
    assert _names(pdfs.folder) == [_NAME]


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        (
            {"ETag": 'W/"weak"', "Last-Modified": "Thu, 20 Aug 2026 12:00:00 GMT"},
            "Thu, 20 Aug 2026 12:00:00 GMT",
        ),
        ({"ETag": 'W/"weak"'}, None),
        ({}, None),
    ],
)
async def test_only_what_names_the_content_to_the_byte_is_gone_on_with(
    arxiv: PdfHub, pdfs: Pdfs, headers: dict[str, str], asked: str | None
) -> None:
    arxiv.headers = headers
    arxiv.break_after(50_000)
    assert (await _had(pdfs))[-1].path.read_bytes() == arxiv.content
    assert arxiv.requests[1].headers.get("if-range") == asked
    assert arxiv.sent == (_SIZE if asked else _SIZE + 50_000)


@pytest.mark.parametrize("page", [login_page(), login_page_as_pdf()], ids=["as html", "as pdf"])
async def test_a_login_page_is_refused_and_costs_nothing_that_is_here(
    arxiv: PdfHub, pdfs: Pdfs, page: Answer
) -> None:
    arxiv.instead.append(page)
    with pytest.raises(SourceChanged, match="a web page, not a PDF") as caught:
        await _had(pdfs)
    assert "login page" in caught.value.hint
    assert _names(pdfs.folder) == []
    arxiv.break_after(30_000, 30_000, 30_000, 30_000)
    with pytest.raises(SourceUnreachable):
        await _had(pdfs)
    arxiv.instead.append(page)
    with pytest.raises(SourceChanged, match="a web page"):
        await _had(pdfs)
    assert (pdfs.folder / f"{_NAME}.part").stat().st_size == 120_000


@pytest.mark.parametrize("body", [b"", b"%PD", b"GIF89a and so on", b"%PDF-1.7 without an end"])
async def test_what_is_no_pdf_never_gets_the_name(arxiv: PdfHub, pdfs: Pdfs, body: bytes) -> None:
    arxiv.content = body
    with pytest.raises(SourceChanged, match=r"not a (complete )?PDF"):
        await _had(pdfs)
    assert _names(pdfs.folder) == []


async def test_a_length_that_is_not_true_is_noticed(arxiv: PdfHub, pdfs: Pdfs) -> None:
    whole = arxiv.content
    arxiv.instead.append(Answer(200, whole[:1000], {"Content-Type": "application/pdf", "ETag": '"first"'}))
    with pytest.raises(SourceChanged, match="not a complete PDF"):
        await _had(pdfs)
    assert _names(pdfs.folder) == []
    assert (await _had(pdfs))[-1].path.read_bytes() == whole


async def test_a_length_that_is_not_said_does_no_harm(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.is_chunked = True
    steps = await _had(pdfs)
    assert steps[0].total is None
    assert steps[-1].total == _SIZE
    assert steps[-1].path.read_bytes() == arxiv.content


async def test_one_that_came_whole_and_was_killed_before_it_had_its_name_is_not_asked_for(
    arxiv: PdfHub, pdfs: Pdfs
) -> None:
    pdfs.folder.mkdir()
    (pdfs.folder / f"{_NAME}.part").write_bytes(arxiv.content)
    (pdfs.folder / f"{_NAME}.part.json").write_text(f'{{"validator": "\\"first\\"", "total": {_SIZE}}}')
    assert (await _had(pdfs))[-1].is_whole
    assert arxiv.requests == []
    assert _names(pdfs.folder) == [_NAME]


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b'{"validator": 3, "total": null}', b"\xff"])
async def test_a_note_that_is_damaged_means_to_begin_anew(arxiv: PdfHub, pdfs: Pdfs, about: bytes) -> None:
    pdfs.folder.mkdir()
    (pdfs.folder / f"{_NAME}.part").write_bytes(b"whatever")
    (pdfs.folder / f"{_NAME}.part.json").write_bytes(about)
    assert (await _had(pdfs))[-1].path.read_bytes() == arxiv.content
    assert arxiv.ranges == [""]


@pytest.mark.parametrize("name", [f"{_NAME}.part", f"{_NAME}.part.json", _NAME])
async def test_a_link_somebody_laid_in_the_folder_is_not_written_through(
    arxiv: PdfHub, pdfs: Pdfs, tmp_path: Path, name: str
) -> None:
    """The folder may be one that others can write to."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    pdfs.folder.mkdir()
    (pdfs.folder / name).symlink_to(victim)
    with suppress(StoreNotWritable):
        await _had(pdfs)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("is_said", [True, False])
async def test_one_that_is_too_large_is_refused(arxiv: PdfHub, tmp_path: Path, is_said: bool) -> None:
    arxiv.is_chunked = not is_said
    pdfs = _service(arxiv, tmp_path / "pdf", dataclasses.replace(_HASTY, max_bytes=100_000))
    with pytest.raises(SourceError, match="too large"):
        await _had(pdfs)
    await pdfs.close()


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(404, b""), PaperNotFound, "arXiv has no PDF of 2608.00001"),
        (Answer(403, b""), SourceError, "arXiv refuses access"),
        (Answer(410, b""), SourceChanged, "arXiv answered with status 410"),
        (Answer(429, b"", {"Retry-After": "90"}), SourceBusy, "arXiv asks for a pause of 90 seconds"),
        (Answer(503, b"", {"Retry-After": "30"}), SourceBusy, "arXiv asks for a pause of 30 seconds"),
        (Answer(302, b"", {"Location": "file:///etc/passwd"}), SourceChanged, "unsafe address"),
        (Answer(302, b"", {"Location": "http://127.0.0.1:9/x.pdf"}), SourceChanged, "unsafe address"),
        (Answer(302, b"", {}), SourceChanged, "unsafe address"),
        (Answer(200, b"x", {"Content-Encoding": "gzip"}), SourceChanged, "compressed in an unexpected way"),
    ],
)
async def test_a_refusal_is_told_and_asked_once(
    arxiv: PdfHub, pdfs: Pdfs, answer: Answer, error: type[SourceError], words: str
) -> None:
    arxiv.instead.append(answer)
    with pytest.raises(error, match=words):
        await _had(pdfs)
    assert len(arxiv.requests) == 1
    assert _names(pdfs.folder) == []


async def test_trouble_that_passes_is_waited_for_and_redirections_followed(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.instead.extend([Answer(502, b""), Answer(301, b"", {"Location": "/pdf/2608.00001v2"})])
    assert (await _had(pdfs))[-1].path.read_bytes() == arxiv.content
    assert [request.path for request in arxiv.requests][-1] == "/pdf/2608.00001v2"


async def test_redirections_without_end_are_given_up(arxiv: PdfHub, pdfs: Pdfs) -> None:
    arxiv.instead.extend([Answer(302, b"", {"Location": "/pdf/x"})] * 20)
    with pytest.raises(SourceChanged, match="redirects again and again"):
        await _had(pdfs)
    assert len(arxiv.requests) == 6


async def test_downloads_wait_for_each_other(arxiv: PdfHub, pdfs: Pdfs) -> None:
    other = Paper(key=PaperKey("2608.00002"), title="Other")
    await asyncio.gather(_had(pdfs), _had(pdfs, other), _had(pdfs))
    assert [request.path for request in arxiv.requests] == ["/pdf/2608.00001", "/pdf/2608.00002"]
    assert _names(pdfs.folder) == [_NAME, "Other (2608.00002).pdf"]


async def test_another_program_that_downloads_it_is_told_of(
    arxiv: PdfHub, pdfs: Pdfs, tmp_path: Path
) -> None:
    arxiv.break_after(80_000, is_stall=True)
    other = _service(arxiv, tmp_path / "pdf")
    async with aclosing(pdfs.download(_PAPER)) as steps:
        await anext(steps)
        with pytest.raises(StoreNotWritable, match="being written by another program"):
            await _had(other)
    await other.close()


async def test_a_folder_that_is_a_file_is_told_of(arxiv: PdfHub, pdfs: Pdfs) -> None:
    pdfs.folder.write_bytes(b"")
    with pytest.raises(StoreNotWritable, match="Not a directory"):
        await _had(pdfs)
    assert arxiv.requests == []


async def test_without_an_id_there_is_no_pdf(pdfs: Pdfs) -> None:
    with pytest.raises(PaperNotFound, match="only its title is known"):
        await _had(pdfs, Paper(key=PaperKey.from_title("Lamps"), title="Lamps"))


async def test_offline_what_is_there_is_there_and_nothing_is_asked(arxiv: PdfHub, pdfs: Pdfs) -> None:
    await _had(pdfs)
    offline = Pdfs(OfflineSource(), pdfs.folder)
    assert (await _had(offline))[-1].was_there
    with pytest.raises(SourceUnreachable, match=r"You are offline, and the PDF of 2608\.00002 is not here"):
        await _had(offline, Paper(key=PaperKey("2608.00002"), title="Other"))
    await offline.close()
    assert len(arxiv.requests) == 1
    assert _names(pdfs.folder) == [_NAME]


async def test_an_address_that_can_be_none_is_told(tmp_path: Path) -> None:
    connection = arxiv_client("ftp://arxiv.org", clock=TickingClock(), version="1")
    pdfs = Pdfs(ArxivPdfs(connection), tmp_path)
    with pytest.raises(SourceUnreachable, match=r"arXiv can't be at the address ftp://arxiv\.org") as caught:
        await _had(pdfs)
    assert "ARXIV_ENDPOINT" in caught.value.hint
    await pdfs.close()


async def test_nobody_there_is_told_and_nothing_left(tmp_path: Path) -> None:
    limits = dataclasses.replace(ARXIV_LIMITS, wait_scale=0, attempts=2)
    connection = arxiv_client("http://127.0.0.1:9", clock=TickingClock(), version="1", limits=limits)
    pdfs = Pdfs(ArxivPdfs(connection), tmp_path)
    with pytest.raises(SourceUnreachable, match=r"arXiv can't be reached \(connection refused\)"):
        await _had(pdfs)
    await pdfs.close()
    assert _names(tmp_path) == []
