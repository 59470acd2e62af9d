"""Building the real objects once, and handing them on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from paperreader import __version__
from paperreader.domain.ports import Clock
from paperreader.paths import Paths
from paperreader.services import Services
from paperreader.services.bookmarks.service import Bookmarks
from paperreader.services.desktop import Desktop
from paperreader.services.digests.making import Digests
from paperreader.services.papers.feeds import Feeds
from paperreader.services.papers.fetching import Fetching
from paperreader.services.papers.inbox import CatchingUp
from paperreader.services.papers.library import Library
from paperreader.services.papers.momentum import Momentum
from paperreader.services.papers.search import ArchiveSearch
from paperreader.services.papers.similarity import Similarity
from paperreader.services.papers.trends import ArchiveTrends
from paperreader.services.papers.watches import Watches
from paperreader.services.reading.artefacts import Artefacts
from paperreader.services.reading.discussions import Discussions
from paperreader.services.reading.full_texts import FullTexts
from paperreader.services.reading.pdfs import Pdfs
from paperreader.services.reading.pictures import Pictures
from paperreader.services.reading.text_fetching import TextFetching
from paperreader.services.settings_file import SettingsFile
from paperreader.services.transfer.export import Exporter
from paperreader.services.transfer.importing import Importer
from paperreader.services.view_states import ViewStates
from paperreader.settings import Settings, read_settings
from paperreader.sources.arxiv.client import ARXIV, arxiv_client
from paperreader.sources.arxiv.pdfs import ArxivPdfs
from paperreader.sources.arxiv.texts import ArxivTexts
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.proxies import host_and_proxy
from paperreader.sources.http.response import ReadText
from paperreader.sources.hub.client import HUB, hub_client
from paperreader.sources.hub.clock import HubClock
from paperreader.sources.hub.pictures import PICTURE_HOST, HubPictures
from paperreader.sources.hub.source import HubSource
from paperreader.sources.local.offline import OfflineSource
from paperreader.sources.local.sample import SampleSource
from paperreader.sources.local.saved_page import SavedPageSource, papers_from_text
from paperreader.sources.text_reading import read_in_process
from paperreader.store.view_state import ViewStateFile
from paperreader.system.browser import Browser
from paperreader.system.child_process import run
from paperreader.system.clipboard import Clipboard
from paperreader.system.custom_programs import CustomPrograms
from paperreader.system.editor import Editor
from paperreader.system.environment import child_environ, is_remote
from paperreader.system.viewer import Viewer

if TYPE_CHECKING:
    from paperreader.services.health import HealthCheck
    from paperreader.store.archive.archive import Archive
    from paperreader.store.bookmarks.store import BookmarkStore
    from paperreader.store.pictures import PictureCache

_LONGEST_READING = 30
"""Seconds to read an answer as a full text; the worst there may be take twelve."""
_FALSE = frozenset({"", "0", "false", "no", "off"})


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def is_offline(environ: Mapping[str, str]) -> bool:
    """Tell whether the environment asks to leave the Hub alone (`HF_HUB_OFFLINE`)."""
    return environ.get("HF_HUB_OFFLINE", "").strip().lower() not in _FALSE


def settings_file(environ: Mapping[str, str]) -> SettingsFile:
    """Return the user's settings file, of which nothing is read yet."""
    return SettingsFile(
        Paths.from_environment(environ).settings_file, Editor(child_environ(environ)).edit_file
    )


def settings_of(environ: Mapping[str, str]) -> Settings:
    """Return the user's settings.

    Raises:
        SettingsError: A setting is wrong.
    """
    return read_settings(Paths.from_environment(environ).settings_file)


def build(environ: Mapping[str, str], *, offline: bool = False, settings: Settings | None = None) -> Services:
    """Return the services over the real folders, the real Hub and the real desktop.

    Nothing is opened, asked or written yet: each part is opened by its first use. Without `settings` they are
    read now.

    Raises:
        SettingsError: A setting is wrong.
    """
    paths = Paths.from_environment(environ)
    offline = offline or is_offline(environ)
    settings = settings or settings_of(environ)
    clock = HubClock(now)
    hub = OfflineSource() if offline else _hub(environ, clock)
    arxiv = None if offline else _arxiv(environ, clock)
    library = Library(
        hub=hub,
        saved=SavedPageSource(),
        sample=SampleSource(),
        open_archive=lambda: _open_archive(paths),
        clock=clock,
        interval=settings.interval,
        is_offline=offline,
    )
    bookmarks = Bookmarks(lambda: _open_bookmarks(paths, clock), clock)
    search = ArchiveSearch(library)
    watches = Watches(paths.settings_file, settings, clock)
    fetching = Fetching(library, clock)
    similarity = Similarity(library)
    inbox = CatchingUp(library, fetching, clock)
    texts = (hub,) if arxiv is None else (hub, ArxivTexts(arxiv, clock, read_texts(environ)))
    full_texts = FullTexts(library, texts)
    momentum = Momentum(library, clock)
    feeds = Feeds(
        library=library,
        search=search,
        watches=watches,
        inbox=inbox,
        similarity=similarity,
        bookmarks=bookmarks,
        clock=clock,
    )
    return Services(
        clock=clock,
        library=library,
        feeds=feeds,
        fetching=fetching,
        search=search,
        watches=watches,
        inbox=inbox,
        trends=ArchiveTrends(library),
        momentum=momentum,
        digests=Digests(
            feeds=feeds,
            library=library,
            bookmarks=bookmarks,
            watches=watches,
            momentum=momentum,
            clock=clock,
        ),
        discussions=Discussions(hub, clock),
        artefacts=Artefacts(hub, clock),
        full_texts=full_texts,
        text_fetching=TextFetching(full_texts, library, clock),
        pictures=_pictures(environ, paths, settings, clock, is_offline=offline),
        bookmarks=bookmarks,
        desktop=_desktop(child_environ(environ), settings),
        pdfs=Pdfs(OfflineSource() if arxiv is None else ArxivPdfs(arxiv), _pdf_folder(paths, settings)),
        exporter=Exporter(),
        importer=Importer(bookmarks, library, papers_from_text),
        settings_file=settings_file(environ),
        view_states=ViewStates(ViewStateFile(paths.view_state_file)),
    )


async def examine(environ: Mapping[str, str], *, offline: bool = False) -> tuple[HealthCheck, ...]:
    """Look over everything the reader uses, and return what was found."""
    from paperreader.services.health import Health  # noqa: PLC0415 - for one command only

    paths = Paths.from_environment(environ)
    offline = offline or is_offline(environ)
    clock = HubClock(now)
    hub = _hub(environ, clock)
    bookmarks = Bookmarks(lambda: _open_bookmarks(paths, clock), clock)
    health = Health(
        paths=paths,
        bookmarks=bookmarks,
        open_archive=lambda: _open_archive(paths),
        ask_hub=None if offline else hub.status,
        ways=[partial(host_and_proxy, address, environ) for address in _addresses(environ)],
        is_ahead_by=lambda: clock.is_ahead_by,
        clipboard_routes=Clipboard(environ).routes(),
        environ=child_environ(environ),
        program_version=__version__,
    )
    try:
        return await health.findings()
    finally:
        await hub.close()
        await bookmarks.close()


def _desktop(environ: Mapping[str, str], settings: Settings) -> Desktop:
    viewer = Viewer(environ, settings.pdf_command)
    return Desktop(Clipboard(environ), Browser(environ), Editor(environ), viewer, CustomPrograms(environ))


def _addresses(environ: Mapping[str, str]) -> Sequence[str]:
    """Return what is asked: the Hub, arXiv, and where pictures are."""
    named = (
        ("HF_ENDPOINT", HUB),
        ("ARXIV_ENDPOINT", ARXIV),
        ("PICTURES_ENDPOINT", f"https://{PICTURE_HOST}"),
    )
    return [environ.get(variable) or usual for variable, usual in named]


def _hub(environ: Mapping[str, str], clock: HubClock) -> HubSource:
    client = hub_client(
        environ.get("HF_ENDPOINT") or HUB,
        token=environ.get("HF_TOKEN"),
        clock=clock,
        version=__version__,
        on_server_time=clock.set_to,
    )
    return HubSource(client, clock, read_texts(environ))


def read_texts(environ: Mapping[str, str]) -> ReadText:
    """Return how answers are read as full texts, by other processes with this environment where they are long."""

    async def output(argv: Sequence[str], text: Sequence[bytes]) -> bytes:
        ended = await run(argv, environ=environ, text=text, time_limit=_LONGEST_READING)
        if ended.status:
            raise OSError(f"exit status {ended.status}")
        return ended.output

    return read_in_process(output)


def _arxiv(environ: Mapping[str, str], clock: Clock) -> HttpClient:
    return arxiv_client(environ.get("ARXIV_ENDPOINT") or ARXIV, clock=clock, version=__version__)


def _pdf_folder(paths: Paths, settings: Settings) -> Path:
    return Path(settings.pdf_folder) if settings.pdf_folder else paths.pdf_folder


def _pictures(
    environ: Mapping[str, str], paths: Paths, settings: Settings, clock: Clock, *, is_offline: bool
) -> Pictures:
    endpoint = environ.get("PICTURES_ENDPOINT")
    # Whoever has the Hub replaced would not expect that its picture hosts are asked.
    is_elsewhere = bool(environ.get("HF_ENDPOINT")) and not endpoint
    has_colours = not environ.get("NO_COLOR")
    is_suitable = has_colours and not is_elsewhere and not is_remote(environ)
    return Pictures(
        OfflineSource() if is_offline else HubPictures(endpoint, clock=clock, version=__version__),
        lambda: _open_pictures(paths),
        is_wanted=settings.pictures == "on" or (settings.pictures == "auto" and is_suitable),
        is_demanded=settings.pictures == "on",
    )


def _open_archive(paths: Paths) -> Archive:
    from paperreader.store.archive.archive import Archive  # noqa: PLC0415 - sqlite3 is not needed for the first frame

    return Archive.open(paths.archive_file)


def _open_pictures(paths: Paths) -> PictureCache:
    from paperreader.store.pictures import PictureCache  # noqa: PLC0415 - not needed without pictures

    return PictureCache(paths.picture_folder)


def _open_bookmarks(paths: Paths, clock: Clock) -> BookmarkStore:
    from paperreader.store.bookmarks.store import BookmarkStore  # noqa: PLC0415 - tinydb, likewise

    return BookmarkStore(paths.bookmarks_file, paths.bookmarks_state, clock=clock)
