"""Every fault × every feed × with and without an archive: what was there stays there, and nothing half is kept."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper
from paperreader.errors import PaperNotFound, SourceError, SourceUnreachable
from paperreader.services.papers.library import Library
from paperreader.services.reading.discussions import Discussions
from paperreader.services.reading.pdfs import Pdfs
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from paperreader.sources.http.host_policy import Limits
from paperreader.sources.hub.client import hub_client
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource
from paperreader.sources.text_reading import read_in_thread
from paperreader.store.archive.archive import Archive
from tests.at_length import few
from tests.hub import Fault, Hub
from tests.requests import FEEDS, HASTY, KEY, PATIENT, arxiv
from tests.sources.builders import NOON, TickingClock

UNDERSTOOD = {Fault.ONE_BAD_ENTRY, Fault.NAN, Fault.DUPLICATE_KEYS, Fault.LONG_TITLE}
"""What a listing comes of all the same."""
NOWHERE = "http://127.0.0.1:9"
FAULTS = pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)


def feeds_for(fault: Fault) -> Sequence[tuple[str, Feed]]:
    """Return feeds with their names: three of them, with every fault others; at length all."""
    first = list(Fault).index(fault) % len(FEEDS)
    feeds = list(FEEDS.items())
    return few(feeds[first:] + feeds[:first], 3)


def limits(fault: Fault) -> Limits:
    return replace(HASTY, attempts=1) if fault in {Fault.HANG, Fault.TRICKLE} else PATIENT


def library(endpoint: str, path: Path, clock: TickingClock, patience: Limits = PATIENT) -> Library:
    return Library(
        hub=HubSource(hub_client(endpoint, clock=clock, version="1", limits=patience), clock, read_in_thread),
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: Archive.open(path),
        clock=clock,
        interval=timedelta(minutes=15),
    )


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with Hub() as running:
        yield running


@pytest.fixture(scope="module")
def filled(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that has every feed."""
    path = tmp_path_factory.mktemp("filled") / "archive.sqlite3"

    async def fill() -> None:
        opened = library(hub.url, path, TickingClock())
        for feed in FEEDS.values():
            await opened.fetch(feed)
        await opened.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "archive.sqlite3"))


def endings(folder: Path) -> list[str]:
    return [each.suffix for each in folder.iterdir()]


async def answers(opened: Library, feed: Feed) -> tuple[list[Listing], SourceError | None]:
    """Return what is yielded, and what is raised then."""
    came: list[Listing] = []
    try:
        async for listing in opened.listings(feed, is_wanted_fresh=True):
            came.append(listing)  # noqa: PERF401 - what came before a failure counts
    except SourceError as error:
        return came, error
    return came, None


@pytest.fixture
async def met(
    hub: Hub, fault: Fault, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Library]:
    """Return a library whose Hub is under the fault, an hour after all was fetched."""
    path = request.getfixturevalue("path") if "path" in request.fixturenames else tmp_path / "new.sqlite3"
    opened = library(hub.under(fault), path, TickingClock(NOON + timedelta(hours=1)), limits(fault))
    yield opened
    await opened.close()


@FAULTS
@pytest.mark.usefixtures("path")
async def test_what_is_archived_is_served_first_and_is_still_there_afterwards(
    met: Library, fault: Fault
) -> None:
    for name, feed in feeds_for(fault):
        before = await met.archived(feed)
        assert before is not None, name
        assert before.papers, name
        came, error = await answers(met, feed)
        assert (came[0].origin, came[0].papers) == (ListingOrigin.ARCHIVE, before.papers), name
        if fault in UNDERSTOOD:
            assert error is None, name
            assert came[1].origin is ListingOrigin.HUB, name
        else:
            assert error is not None, name
            assert len(came) == 1, name
            assert await met.archived(feed) == before, name


@FAULTS
async def test_without_an_archive_the_fault_is_told_and_nothing_half_is_kept(
    met: Library, fault: Fault
) -> None:
    for name, feed in feeds_for(fault):
        came, error = await answers(met, feed)
        assert (error is None, len(came)) == ((True, 1) if fault in UNDERSTOOD else (False, 0)), name
        if error is not None:
            assert await met.archived(feed) is None, name
        assert all(listing.not_kept is None for listing in came), name


@FAULTS
@pytest.mark.usefixtures("path")
async def test_an_archived_paper_is_served_and_why_is_told(met: Library, fault: Fault) -> None:
    answer = await met.paper(KEY)
    assert answer.paper.key == KEY
    assert (answer.why_archived is None) is (fault in UNDERSTOOD - {Fault.LONG_TITLE})
    assert isinstance(answer.why_archived, PaperNotFound) is (fault is Fault.STATUS_404)


@FAULTS
async def test_a_discussion_that_was_read_stays(hub: Hub, fault: Fault) -> None:
    clock = TickingClock()
    source = HubSource(hub_client(hub.url, clock=clock, version="1", limits=PATIENT), clock, read_in_thread)
    discussions = Discussions(source, clock)
    known = await discussions.fetch(KEY)
    await source.close()
    # The same service, as its Hub becomes another.
    endpoint = hub.under(fault)
    source = HubSource(
        hub_client(endpoint, clock=clock, version="1", limits=limits(fault)), clock, read_in_thread
    )
    discussions._ask = source.discussion
    came = []
    with suppress(SourceError):
        async for each in discussions.answers(KEY, is_wanted_fresh=True):
            came.append(each)  # noqa: PERF401 - what came before a failure counts
    assert came[0] == known
    await source.close()


@FAULTS
async def test_a_pdf_is_whole_or_not_there_and_is_had_when_the_fault_is_over(
    hub: Hub, fault: Fault, tmp_path: Path
) -> None:
    paper = Paper(key=KEY, title="Lanterns")
    content = b""
    for endpoint in (hub.under(fault), hub.url, NOWHERE):
        service = Pdfs(ArxivPdfs(arxiv(endpoint, limits(fault), TickingClock())), tmp_path)
        try:
            async with aclosing(service.download(paper)) as steps:
                async for step in steps:
                    content = step.path.read_bytes() if step.is_whole else b""
        except SourceError:
            assert endpoint == hub.under(fault)
            assert ".pdf" not in endings(tmp_path)
        finally:
            await service.close()
    # The last one was not asked.
    assert len(content) == 200_000
    assert content.startswith(b"%PDF-")
    assert endings(tmp_path) == [".pdf"]


async def test_nobody_at_the_address_leaves_what_is_archived(path: Path) -> None:
    opened = library(NOWHERE, path, TickingClock(NOON + timedelta(hours=1)))
    for feed in FEEDS.values():
        came, error = await answers(opened, feed)
        assert len(came) == 1
        assert isinstance(error, SourceUnreachable)
    await opened.close()
