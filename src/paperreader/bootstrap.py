"""Building the real objects once, each when it is first asked for, and handing them on.

Whatever is built is imported here only when it is: the reader is on the screen before most of it is needed, and a command
needs little of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from paperreader import __version__
from paperreader.domain.ports import Channel, Clock, PaperSource
from paperreader.paths import Paths
from paperreader.services import Services
from paperreader.settings import Settings, read_settings
from paperreader.sources.hub.clock import HubClock
from paperreader.sources.local.offline import OfflineSource
from paperreader.system.environment import child_environ, is_remote

if TYPE_CHECKING:
    from paperreader.domain.budget import Budget
    from paperreader.domain.deliveries.webhook import Webhook
    from paperreader.domain.papers.feed import Feed
    from paperreader.domain.papers.listing import Listing
    from paperreader.domain.papers.paper import Paper, PaperKey
    from paperreader.services.bookmarks.service import Bookmarks
    from paperreader.services.deliveries.sending import Sending
    from paperreader.services.desktop import Desktop
    from paperreader.services.digests.making import Digests
    from paperreader.services.health import HealthCheck
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
    from paperreader.sources.http.client import HttpClient
    from paperreader.sources.http.response import ReadText
    from paperreader.sources.hub.pictures import HubPictures
    from paperreader.sources.hub.source import HubSource
    from paperreader.store.archive.archive import Archive
    from paperreader.store.bookmarks.store import BookmarkStore
    from paperreader.store.pictures import PictureCache

_LONGEST_SENDING = 60.0
"""Seconds for a program to take a mail."""
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
    from paperreader.services.settings_file import SettingsFile
    from paperreader.system.editor import Editor

    return SettingsFile(
        Paths.from_environment(environ).settings_file, Editor(child_environ(environ)).edit_file
    )


def settings_of(environ: Mapping[str, str]) -> Settings:
    """Return the user's settings.

    Raises:
        SettingsError: A setting is wrong.
    """
    return read_settings(Paths.from_environment(environ).settings_file)


def build(
    environ: Mapping[str, str],
    *,
    offline: bool = False,
    settings: Settings | None = None,
    is_inline: bool = False,
) -> Services:
    """Return the services over the real folders, the real Hub and the real desktop.

    Nothing is opened, asked or written yet: each part is opened by its first use. Without `settings` they are
    read now. With `is_inline` what only asks the stores never waits, and needs no event loop.

    Raises:
        SettingsError: A setting is wrong.
    """
    parts = _Parts(
        environ,
        settings or settings_of(environ),
        is_offline=offline or is_offline(environ),
        is_inline=is_inline,
    )
    return Services(lambda services, name: getattr(parts, name)(services), parts.close)


class _Parts:
    """Makes each service by the method of its name, from those that it needs."""

    def __init__(
        self, environ: Mapping[str, str], settings: Settings, *, is_offline: bool, is_inline: bool
    ) -> None:
        self._environ = environ
        self._paths = Paths.from_environment(environ)
        self._settings = settings
        self._is_offline = is_offline
        self._is_inline = is_inline
        self._clock = HubClock(now)

    @cached_property
    def _hub(self) -> HubSource | OfflineSource:
        return OfflineSource() if self._is_offline else _hub(self._environ, self._clock)

    @cached_property
    def _arxiv(self) -> HttpClient:
        from paperreader.sources.arxiv.client import ARXIV, arxiv_client

        endpoint = self._environ.get("ARXIV_ENDPOINT") or ARXIV
        return arxiv_client(endpoint, clock=self._clock, version=__version__)

    async def close(self) -> None:
        if "_hub" in vars(self):
            await self._hub.close()

    def clock(self, _: Services) -> Clock:
        return self._clock

    def library(self, _: Services) -> Library:
        from paperreader.services.papers.library import Library

        return Library(
            hub=_SourceOnUse(lambda: self._hub),
            saved=_SourceOnUse(_saved_pages),
            sample=_SourceOnUse(lambda: _sample(is_inline=self._is_inline)),
            open_archive=partial(_open_archive, self._paths),
            clock=self._clock,
            interval=self._settings.interval,
            is_offline=self._is_offline,
            is_inline=self._is_inline,
        )

    def bookmarks(self, _: Services) -> Bookmarks:
        from paperreader.services.bookmarks.service import Bookmarks

        open_store = partial(_open_bookmarks, self._paths, self._clock)
        return Bookmarks(open_store, self._clock, is_inline=self._is_inline)

    def feeds(self, services: Services) -> Feeds:
        from paperreader.services.papers.feeds import Feeds

        return Feeds(
            library=services.library,
            search=lambda: services.search,
            watches=lambda: services.watches,
            inbox=lambda: services.inbox,
            similarity=lambda: services.similarity,
            bookmarks=services.bookmarks,
            clock=self._clock,
        )

    def search(self, services: Services) -> ArchiveSearch:
        from paperreader.services.papers.search import ArchiveSearch

        return ArchiveSearch(services.library)

    def watches(self, _: Services) -> Watches:
        from paperreader.services.papers.watches import Watches

        return Watches(self._paths.settings_file, self._settings, self._clock)

    def fetching(self, services: Services) -> Fetching:
        from paperreader.services.papers.fetching import Fetching

        return Fetching(services.library, self._clock)

    def similarity(self, services: Services) -> Similarity:
        from paperreader.services.papers.similarity import Similarity

        return Similarity(services.library)

    def inbox(self, services: Services) -> CatchingUp:
        from paperreader.services.papers.inbox import CatchingUp

        return CatchingUp(services.library, services.fetching, self._clock)

    def trends(self, services: Services) -> ArchiveTrends:
        from paperreader.services.papers.trends import ArchiveTrends

        return ArchiveTrends(services.library)

    def momentum(self, services: Services) -> Momentum:
        from paperreader.services.papers.momentum import Momentum

        return Momentum(services.library, self._clock)

    def digests(self, services: Services) -> Digests:
        from paperreader.services.digests.making import Digests

        return Digests(
            feeds=services.feeds,
            library=services.library,
            bookmarks=services.bookmarks,
            watches=services.watches,
            momentum=services.momentum,
            clock=self._clock,
        )

    def sending(self, _: Services) -> Sending:
        from paperreader.services.deliveries.sending import Sending
        from paperreader.services.one_thread import OneThread
        from paperreader.store.outbox import Outbox

        outbox = Outbox.open(self._paths.outbox_file)
        channels = _channels(self._settings, self._environ, self._clock)
        return Sending(outbox, OneThread("outbox", is_inline=self._is_inline), channels, self._clock)

    def discussions(self, _: Services) -> Discussions:
        from paperreader.services.reading.discussions import Discussions

        return Discussions(self._hub, self._clock)

    def artefacts(self, _: Services) -> Artefacts:
        from paperreader.services.reading.artefacts import Artefacts

        return Artefacts(self._hub, self._clock)

    def full_texts(self, services: Services) -> FullTexts:
        from paperreader.services.reading.full_texts import FullTexts

        if self._is_offline:
            return FullTexts(services.library, (self._hub,))
        from paperreader.sources.arxiv.texts import ArxivTexts

        arxiv = ArxivTexts(self._arxiv, self._clock, read_texts(self._environ))
        return FullTexts(services.library, (self._hub, arxiv))

    def text_fetching(self, services: Services) -> TextFetching:
        from paperreader.services.reading.text_fetching import TextFetching

        return TextFetching(services.full_texts, services.library, self._clock)

    def pictures(self, _: Services) -> Pictures:
        return _pictures(self._environ, self._paths, self._settings, self._clock, is_offline=self._is_offline)

    def desktop(self, _: Services) -> Desktop:
        return _desktop(child_environ(self._environ), self._settings)

    def pdfs(self, _: Services) -> Pdfs:
        from paperreader.services.reading.pdfs import Pdfs

        folder = _pdf_folder(self._paths, self._settings)
        if self._is_offline:
            return Pdfs(OfflineSource(), folder)
        from paperreader.sources.arxiv.pdfs import ArxivPdfs

        return Pdfs(ArxivPdfs(self._arxiv), folder)

    def exporter(self, _: Services) -> Exporter:
        from paperreader.services.transfer.export import Exporter

        return Exporter()

    def importer(self, services: Services) -> Importer:
        from paperreader.services.transfer.importing import Importer
        from paperreader.sources.local.saved_page import papers_from_text

        return Importer(services.bookmarks, services.library, papers_from_text)

    def settings_file(self, _: Services) -> SettingsFile:
        return settings_file(self._environ)

    def view_states(self, _: Services) -> ViewStates:
        from paperreader.services.view_states import ViewStates
        from paperreader.store.view_state import ViewStateFile

        return ViewStates(ViewStateFile(self._paths.view_state_file))


def _channels(settings: Settings, environ: Mapping[str, str], clock: Clock) -> Mapping[str, Channel]:
    """Return the ways to deliver that the settings have, each made of what it needs."""
    from paperreader.delivery.sendmail import SendmailChannel
    from paperreader.delivery.smtp import SmtpChannel
    from paperreader.delivery.webhooks import WebhookChannel
    from paperreader.system import secret
    from paperreader.system.child_process import run

    child = child_environ(environ)

    async def taken_by(argv: Sequence[str], text: bytes) -> int:
        return (await run(argv, environ=child, text=(text,), time_limit=_LONGEST_SENDING)).status

    async def address(webhook: Webhook) -> str:
        if webhook.url_command:
            return await secret.printed_by(webhook.url_command, child)
        return webhook.url or environ.get(webhook.url_env, "")

    channels: dict[str, Channel] = {"webhook": WebhookChannel(settings.webhooks, address, clock)}
    account = settings.mail_account
    if account.sender is not None and account.sendmail:
        channels["mail"] = SendmailChannel(account.sendmail, account.sender.address, taken_by)
    elif account.sender is not None and account.server is not None:
        user = account.server.user
        channels["mail"] = SmtpChannel(
            account.server,
            account.sender.address,
            lambda: secret.password_of(user, account.password_command, child),
        )
    return channels


class _SourceOnUse:
    """A source of papers that is made when it is first asked."""

    def __init__(self, make: Callable[[], PaperSource]) -> None:
        self._make = make

    @cached_property
    def _source(self) -> PaperSource:
        return self._make()

    @property
    def budget(self) -> Budget | None:
        return self._source.budget

    async def listing(self, feed: Feed) -> Listing:
        return await self._source.listing(feed)

    async def paper(self, key: PaperKey) -> Paper:
        return await self._source.paper(key)

    async def close(self) -> None:
        if "_source" in vars(self):
            await self._source.close()


def _saved_pages() -> PaperSource:
    from paperreader.sources.local.saved_page import SavedPageSource

    return SavedPageSource()


def _sample(*, is_inline: bool) -> PaperSource:
    from paperreader.sources.local.sample import SampleSource

    return SampleSource(is_inline=is_inline)


async def examine(environ: Mapping[str, str], *, offline: bool = False) -> tuple[HealthCheck, ...]:
    """Look over everything the reader uses, and return what was found."""
    from paperreader.services.bookmarks.service import Bookmarks
    from paperreader.services.health import Health
    from paperreader.sources.http.proxies import host_and_proxy
    from paperreader.system.clipboard import Clipboard

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
    from paperreader.services.desktop import Desktop
    from paperreader.system.browser import Browser
    from paperreader.system.clipboard import Clipboard
    from paperreader.system.custom_programs import CustomPrograms
    from paperreader.system.editor import Editor
    from paperreader.system.viewer import Viewer

    viewer = Viewer(environ, settings.pdf_command)
    return Desktop(Clipboard(environ), Browser(environ), Editor(environ), viewer, CustomPrograms(environ))


def _addresses(environ: Mapping[str, str]) -> Sequence[str]:
    """Return what is asked: the Hub, arXiv, and where pictures are."""
    from paperreader.sources.arxiv.client import ARXIV
    from paperreader.sources.hub.client import HUB
    from paperreader.sources.hub.pictures import PICTURE_HOST

    named = (
        ("HF_ENDPOINT", HUB),
        ("ARXIV_ENDPOINT", ARXIV),
        ("PICTURES_ENDPOINT", f"https://{PICTURE_HOST}"),
    )
    return [environ.get(variable) or usual for variable, usual in named]


def _hub(environ: Mapping[str, str], clock: HubClock) -> HubSource:
    from paperreader.sources.hub.client import HUB, hub_client
    from paperreader.sources.hub.source import HubSource

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
    from paperreader.sources.text_reading import read_in_process
    from paperreader.system.child_process import run

    async def output(argv: Sequence[str], text: Sequence[bytes]) -> bytes:
        ended = await run(argv, environ=environ, text=text, time_limit=_LONGEST_READING)
        if ended.status:
            raise OSError(f"exit status {ended.status}")
        return ended.output

    return read_in_process(output)


def _pdf_folder(paths: Paths, settings: Settings) -> Path:
    return Path(settings.pdf_folder) if settings.pdf_folder else paths.pdf_folder


def _pictures(
    environ: Mapping[str, str], paths: Paths, settings: Settings, clock: Clock, *, is_offline: bool
) -> Pictures:
    from paperreader.services.reading.pictures import Pictures

    endpoint = environ.get("PICTURES_ENDPOINT")
    # Whoever has the Hub replaced would not expect that its picture hosts are asked.
    is_elsewhere = bool(environ.get("HF_ENDPOINT")) and not endpoint
    has_colours = not environ.get("NO_COLOR")
    is_suitable = has_colours and not is_elsewhere and not is_remote(environ)
    is_wanted = settings.pictures == "on" or (settings.pictures == "auto" and is_suitable)
    return Pictures(
        OfflineSource() if is_offline or not is_wanted else _hub_pictures(endpoint, clock),
        lambda: _open_pictures(paths),
        is_wanted=is_wanted,
        is_demanded=settings.pictures == "on",
    )


def _hub_pictures(endpoint: str | None, clock: Clock) -> HubPictures:
    from paperreader.sources.hub.pictures import HubPictures

    return HubPictures(endpoint, clock=clock, version=__version__)


def _open_archive(paths: Paths) -> Archive:
    from paperreader.store.archive.archive import Archive

    return Archive.open(paths.archive_file)


def _open_pictures(paths: Paths) -> PictureCache:
    from paperreader.store.pictures import PictureCache

    return PictureCache(paths.picture_folder)


def _open_bookmarks(paths: Paths, clock: Clock) -> BookmarkStore:
    from paperreader.store.bookmarks.store import BookmarkStore

    return BookmarkStore(paths.bookmarks_file, paths.bookmarks_state, clock=clock)
