"""Papers and listings: from the archive at once, from their source when they are stale."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from paperreader.domain.budget import Budget
from paperreader.domain.papers.archive_statistics import ArchivedDay, ArchiveStatistics
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Edition, Feed, Period, Sample, SavedPage
from paperreader.domain.papers.listing import Listing, is_fresh
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock, PaperSource
from paperreader.domain.query.search_result import PaperResult
from paperreader.errors import SourceError, SourceUnreachable, StoreError
from paperreader.services.one_thread import OneThread

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

    from paperreader.store.archive.archive import Archive

_T = TypeVar("_T")

# The longest stretch without papers among the recorded days is five; a holiday week must not stop the reader.
_LOOK_BACK = 10
_PATIENCE = 1.5
"""Seconds without an answer after which the sample is shown meanwhile."""


class FirstLook(Struct, frozen=True):
    """What the reader opens with, as it is archived, and what was done with papers."""

    listing: Listing
    marks: Mapping[PaperKey, Mark]


class Library:
    """Everything that was fetched and can be fetched, and what was read of it."""

    def __init__(
        self,
        *,
        hub: PaperSource,
        saved: PaperSource,
        sample: PaperSource,
        open_archive: Callable[[], Archive],
        clock: Clock,
        interval: timedelta,
        is_offline: bool = False,
        is_inline: bool = False,
    ) -> None:
        """Keep what is to be asked; with `is_inline` the archive is asked where that is called, without a thread."""
        self._hub = hub
        self._saved = saved
        self._sample = sample
        self._open_archive = open_archive
        self._clock = clock
        self._interval = interval
        self._archive: Archive | None = None
        self._refusal: StoreError | None = None
        self._thread = OneThread("archive", is_inline=is_inline)
        self._in_flight: dict[Feed, _Request] = {}
        self._looking: Future[FirstLook | None] | None = None
        self._asked_first: Feed | None = None
        self.is_offline = is_offline

    @property
    def budget(self) -> Budget | None:
        """What may be asked of the Hub now; None where it is not asked at all."""
        return self._hub.budget

    # Reading ------------------------------------------------------------------------------------------------

    def look_ahead(self, feed: Feed | None) -> None:
        """Begin to read what the reader opens with, before there is an event loop; None is the newest edition."""
        self._asked_first = feed
        self._looking = self._thread.begin(lambda: self._looked(feed))

    def _looked(self, feed: Feed | None) -> FirstLook | None:
        # What is wrong with the archive is told when it is asked again.
        with suppress(StoreError):
            listing = self._told(
                self._opened().newest_edition(Period.DAY) if feed is None else self._opened().listing(feed)
            )
            return None if listing is None else FirstLook(listing, self._opened().marks())
        return None

    @property
    def first_look(self) -> FirstLook | None:
        """What was read ahead, if it is there by now; nobody waits for it."""
        if self._looking is None or not self._looking.done() or self._looking.exception() is not None:
            return None
        return self._looking.result()

    def _taken_first(self, feed: Feed | None) -> Listing | None:
        """Return what was read ahead of a feed, once."""
        looked, is_asked = self.first_look, feed == self._asked_first
        if is_asked:
            self._looking = None
        return looked.listing if looked is not None and is_asked else None

    async def archived(self, feed: Feed) -> Listing | None:
        """Return what the archive has of a feed; `not_kept` tells where that is forgotten at the end of the run."""
        if (listing := self._taken_first(feed)) is not None:
            return listing
        return await self._thread.call(lambda: self._told(self._opened().listing(feed)))

    async def listings(self, feed: Feed, *, is_wanted_fresh: bool = False) -> AsyncIterator[Listing]:
        """Yield the archived listing at once, if there is one, then the fresh one if that is due.

        Args:
            feed: What to list.
            is_wanted_fresh: Ask the source even though the archived listing is fresh.

        Raises:
            SourceError: The source failed; what was yielded before stays true.
            StoreError: The archive is damaged, and nobody else may be asked.
        """
        archived = await self._archived_if_readable(feed)
        if archived is not None:
            yield archived
            if not is_wanted_fresh and not self.is_due(archived):
                return
            if self.is_offline and not isinstance(feed, SavedPage | Sample):
                raise _offline()
        yield await self.fetch(feed)

    async def _archived_if_readable(self, feed: Feed) -> Listing | None:
        """Return what the archive has of a feed; None where it is damaged and the source can be asked."""
        try:
            return await self.archived(feed)
        except StoreError:
            if self.is_offline:
                raise
            # Filing what the source answers meets the same damage, and tells it.
            return None

    async def opening(self) -> AsyncIterator[Listing]:
        """Yield what to open with: the newest archived edition, then the newest the Hub has papers for.

        With nothing archived and no prompt answer, the built-in sample is yielded meanwhile.

        Raises:
            SourceError: The Hub did not answer.
        """
        archived = self._taken_first(None) or await self._thread.call(
            lambda: self._told(self._opened().newest_edition(Period.DAY))
        )
        if archived is not None:
            yield archived
            if self.is_offline:
                return
        if self.is_offline:
            yield replace(await self._sample.listing(Sample()), not_kept=self._refusal)
            # Which is archived no more than any other: that is told.
            yield await self.newest()
            return
        import asyncio  # noqa: PLC0415 - a command that is offline asks nobody

        asking = asyncio.create_task(self.newest(archived))
        try:
            if archived is None and not await _is_prompt(asking):
                yield replace(await self._sample.listing(Sample()), not_kept=self._refusal)
            newest = await asking
        finally:
            asking.cancel()
        if newest is not archived:
            yield newest

    async def newest(self, known: Listing | None = None, period: Period = Period.DAY) -> Listing:
        """Return the newest edition that has papers; `known` itself if that is it and still fresh.

        Raises:
            SourceError: The Hub did not answer.
        """
        today = current_day(self._clock())
        try:
            listing = await self._newest(period, today)
        except SourceError:
            if current_day(self._clock()) == today:
                raise
        # The Hub may have said with its first answer that this is another day.
        if (now := current_day(self._clock())) != today:
            listing = await self._newest(period, now)
        return known if known is not None and listing == known else listing

    async def _newest(self, period: Period, today: date) -> Listing:
        edition: Edition | None = Edition.containing(period, today)
        listing: Listing | None = None
        for _ in range(_LOOK_BACK):
            if edition is None:
                break
            listing = await self._fresh(edition)
            if listing.papers:
                break
            edition = edition.previous()
        assert listing is not None  # noqa: S101 - the edition of today always exists
        return listing

    async def _fresh(self, edition: Edition) -> Listing:
        archived = await self.archived(edition)
        if archived is not None and not self.is_due(archived):
            return archived
        return await self.fetch(edition)

    def is_due(self, listing: Listing) -> bool:
        """Tell whether a listing should be asked for again; never so while offline."""
        return not self.is_offline and not is_fresh(listing, self._clock(), self._interval)

    async def fetch(self, feed: Feed) -> Listing:
        """Ask the feed's source and archive the answer. Callers that want the same feed share one request.

        Raises:
            SourceError: The source failed.
        """
        if self.is_offline:
            # Nobody is asked: there is nothing to share, and nothing to wait for.
            return await self._fetch(feed)
        request = self._in_flight.get(feed)
        # One that was given up is still there until it has noticed.
        if request is None or request.is_given_up:
            import asyncio  # noqa: PLC0415 - likewise

            request = self._in_flight[feed] = _Request(asyncio.create_task(self._fetch(feed)))
        try:
            return await request.answer()
        finally:
            if request.task.done() and self._in_flight.get(feed) is request:
                del self._in_flight[feed]

    async def _fetch(self, feed: Feed) -> Listing:
        listing = await self._source_of(feed).listing(feed)
        return await self._thread.call(lambda: self._stored(listing))

    def _stored(self, listing: Listing) -> Listing:
        try:
            stored = self._opened().store(listing)
        except StoreError as error:
            # What was fetched can be read all the same; the front end says that it is not remembered.
            return replace(listing, not_kept=error)
        return replace(stored, not_kept=self._refusal)

    async def paper(self, key: PaperKey) -> PaperResult:
        """Return a paper from its source, or from the archive when the source fails or does not know it any more.

        An archive that can't be read or written does not stop it.

        Raises:
            PaperNotFound: Neither knows it.
            SourceError: The source failed and the archive does not know the paper.
        """
        known = await self.known(key)
        if known is not None and self.is_offline:
            return PaperResult(known, why_archived=_offline())
        try:
            paper = await self._hub.paper(key)
        except SourceError as error:
            if known is None:
                raise
            return PaperResult(known, why_archived=error)
        now = self._clock()
        return await self._thread.call(lambda: self._filed(paper, now))

    async def known(self, key: PaperKey) -> Paper | None:
        """Return a paper if it is archived; an archive that can't be used has none."""
        return await self._thread.call(lambda: self._known(key))

    def _known(self, key: PaperKey) -> Paper | None:
        try:
            return self._opened().paper(key)
        except StoreError:
            # The source may have it; filing that meets the same damage, and tells it.
            return None

    def _filed(self, paper: Paper, at: datetime) -> PaperResult:
        try:
            return PaperResult(self._opened().store_paper(paper, at), not_kept=self._refusal)
        except StoreError as error:
            return PaperResult(paper, not_kept=error)

    def _source_of(self, feed: Feed) -> PaperSource:
        if isinstance(feed, SavedPage):
            return self._saved
        return self._sample if isinstance(feed, Sample) else self._hub

    # What was read ------------------------------------------------------------------------------------------

    async def marks(self) -> dict[PaperKey, Mark]:
        """Return what was done with every paper that is not new."""
        return await self._thread.call(lambda: self._opened().marks())

    async def set_marks(self, marks: Mapping[PaperKey, Mark]) -> None:
        """Remember what was done with papers.

        Raises:
            StoreError: It could not be written.
        """
        now = self._clock()
        await self._thread.call(lambda: self._opened().set_marks(marks, now))

    # The archive --------------------------------------------------------------------------------------------

    async def days(self) -> dict[date, bool]:
        """Return every archived day, oldest first, and whether it was over when it was asked for.

        Raises:
            StoreError: The archive can't be used.
        """
        now = self._clock()
        return await self._thread.call(lambda: self._on_disk().days(now))

    async def whole_days(self) -> frozenset[date]:
        """Return the days of which all papers are archived that there were, and not only some that a search brought.

        Raises:
            StoreError: The archive can't be used.
        """
        now = self._clock()
        return await self._thread.call(lambda: self._on_disk().whole_days(now))

    async def days_between(self, first: date, last: date) -> dict[date, ArchivedDay]:
        """Return what is archived of each day from the first to the last; days that are not archived are left out.

        Raises:
            StoreError: The archive can't be used.
        """
        now = self._clock()
        return await self._thread.call(lambda: self._on_disk().days_between(first, last, now))

    async def statistics(self) -> ArchiveStatistics:
        """Return what is in the archive.

        Raises:
            StoreError: The archive can't be used.
        """
        now = self._clock()
        return await self._thread.call(lambda: self._on_disk().statistics(now))

    async def with_archive(self, work: Callable[[Archive], _T]) -> _T:
        """Return what is done with the archive in its thread, after all that was asked of it before.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        return await self._thread.call(lambda: work(self._opened()))

    async def refusal(self) -> StoreError | None:
        """Return why the archive on disk is not used in this run; None if it is, or if it was not needed so far."""
        return await self._thread.call(lambda: self._refusal)

    def _told(self, listing: Listing | None) -> Listing | None:
        return None if listing is None else replace(listing, not_kept=self._refusal)

    def _opened(self) -> Archive:
        if self._archive is None:
            try:
                self._archive = self._open_archive()
            except StoreError as error:
                from paperreader.store.archive.archive import Archive  # noqa: PLC0415 - not on the start path

                self._refusal = error
                self._archive = Archive.in_memory()
        return self._archive

    def _on_disk(self) -> Archive:
        archive = self._opened()
        if self._refusal is not None:
            raise self._refusal
        return archive

    async def close(self) -> None:
        """Give up what is being fetched, finish what is being written."""
        for request in list(self._in_flight.values()):
            request.task.cancel()
        await self._hub.close()
        if self._archive is not None:
            await self._thread.call(self._archive.close)
        await self._thread.close()


async def last_answer(answers: AsyncIterator[Listing]) -> tuple[Listing, SourceError | None]:
    """Return the last listing that comes, and why no fresh one came after an archived one; None where one did.

    Raises:
        SourceError: It can't be had and was never archived.
    """
    listing: Listing | None = None
    try:
        async for answer in answers:
            listing = answer
    except SourceError as error:
        if listing is None or listing.fetched_at is None:
            raise
        return listing, error
    if listing is None:
        raise AssertionError("a feed yields a listing or raises")
    return listing, None


def _offline() -> SourceUnreachable:
    return SourceUnreachable("You are offline", "leave out --offline and unset HF_HUB_OFFLINE")


async def _is_prompt(asking: asyncio.Task[Listing]) -> bool:
    """Tell whether the Hub answers before somebody would wonder whether anything happens."""
    import asyncio  # noqa: PLC0415 - likewise

    await asyncio.wait({asking}, timeout=_PATIENCE)
    return asking.done() and not asking.cancelled() and asking.exception() is None


class _Request:
    """A request in flight, given up when nobody waits for it any more."""

    def __init__(self, task: asyncio.Task[Listing]) -> None:
        self.task = task
        self.is_given_up = False
        self._waiting = 0

    async def answer(self) -> Listing:
        self._waiting += 1
        try:
            from asyncio import shield  # noqa: PLC0415 - likewise

            return await shield(self.task)
        finally:
            self._waiting -= 1
            if not self._waiting and not self.task.done():
                self.is_given_up = True
                self.task.cancel()
