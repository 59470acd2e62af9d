"""Catching up: the inbox from the archive at once, then with each day that was missing or still filling."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.days import Day
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.ranking.inbox import InboxContents, inbox_listing
from paperreader.errors import SourceError, StoreNotWritable
from paperreader.services.papers.fetching import Fetching
from paperreader.services.papers.library import Library

if TYPE_CHECKING:
    from paperreader.store.archive.archive import Archive

_OFFLINE = "offline"


class CaughtUp(Struct, frozen=True):
    """What was declared done, to be taken back."""

    papers: frozenset[PaperKey]
    begins: date
    """Where the inbox began before."""


class CatchingUp:
    """Makes the inbox, fetches what it lacks, and remembers until when the reader is caught up."""

    def __init__(self, library: Library, fetching: Fetching, clock: Clock) -> None:
        self._library = library
        self._fetching = fetching
        self._clock = clock
        self._looked_at: datetime | None = None

    def is_due(self, listing: Listing) -> bool:
        """Tell whether an inbox should be made anew: some time after the last try, whatever came of it."""
        return self._library.is_due(replace(listing, fetched_at=self._looked_at or listing.fetched_at))

    async def listings(
        self, kept: Collection[PaperKey] = (), *, is_wanted_fresh: bool = False
    ) -> AsyncGenerator[Listing]:
        """Yield the inbox as archived at once, then anew whenever a day that was fetched changed it.

        Days that can't be fetched are told in its headings and its ending.

        Args:
            kept: What is among the bookmarks; looked at anew for each listing.
            is_wanted_fresh: Ask for days that are still filling though they were asked for just now.

        Raises:
            StoreError: The archive is damaged or can't be written; what was yielded before stays true.
        """
        shown: Listing | None = None
        failures: dict[date, str] = {}
        today: date | None = None
        # Once more where the Hub said with its first answer that this is another day.
        while today != current_day(self._clock()):
            self._looked_at, today = self._clock(), current_day(self._clock())
            contents = await self._begun()
            due = self._due(contents, is_wanted_fresh=is_wanted_fresh)
            async with aclosing(self._with_changes(due, failures)) as changes:
                async for _ in changes:
                    listing = await self._changed(shown, kept, failures)
                    if listing is not None:
                        shown = listing
                        yield listing

    async def _with_changes(self, due: Collection[date], failures: dict[date, str]) -> AsyncGenerator[None]:
        """Yield before anything is fetched, and after each day."""
        yield
        async with aclosing(self._fetched(due, failures)) as changes:
            async for _ in changes:
                yield

    async def unread(self, kept: Collection[PaperKey] = ()) -> int:
        """Return how many archived papers are in the inbox; nothing is fetched or begun.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        today = current_day(self._clock())
        return await self._library.with_archive(lambda archive: archive.inbox.unread(today, kept))

    async def caught_up(self, listing: Listing, until: date | None = None) -> CaughtUp:
        """Declare what an inbox shows done, up to a day or all of it.

        Papers that come in later, also on these days, and days that are fetched later are in the inbox all the same.

        Raises:
            StoreError: It could not be written.
        """
        now = self._clock()
        today = current_day(now)
        shown = frozenset(paper.key for paper in listing.papers)

        def work(archive: Archive) -> CaughtUp:
            contents = archive.inbox.contents(today, now)
            papers = shown if until is None else shown & contents.papers_until(until)
            archive.inbox.mark_passed(papers, contents.begins_after(until or contents.window.last), now)
            return CaughtUp(papers, contents.window.begins)

        return await self._library.with_archive(work)

    async def take_back(self, declared: CaughtUp) -> None:
        """Have what was declared done in the inbox again.

        Raises:
            StoreError: It could not be written.
        """
        await self._library.with_archive(
            lambda archive: archive.inbox.unmark_passed(declared.papers, declared.begins)
        )

    async def _begun(self) -> InboxContents:
        """Return what is held, and remember where the inbox begins if it begins now."""
        contents = await self._held()

        def work(archive: Archive) -> None:
            known = archive.inbox.begins()
            if known is None or known > contents.window.last:
                archive.inbox.begin(contents.window.begins)

        # Without it nothing is lost but time: until it can be written, the inbox begins later every day.
        with suppress(StoreNotWritable):
            await self._library.with_archive(work)
        return contents

    async def _held(self) -> InboxContents:
        now = self._clock()
        return await self._library.with_archive(lambda archive: archive.inbox.contents(current_day(now), now))

    async def _changed(
        self, shown: Listing | None, kept: Collection[PaperKey], failures: Mapping[date, str]
    ) -> Listing | None:
        """Return the inbox as it is now; None if it is as shown."""
        now, keys, reasons = self._clock(), frozenset(kept), dict(failures)
        today = current_day(now)

        def work(archive: Archive) -> Listing | None:
            listing = inbox_listing(archive.inbox.contents(today, now), today, keys, reasons)
            return None if listing == shown else listing

        return await self._library.with_archive(work)

    async def _fetched(self, due: Collection[date], failures: dict[date, str]) -> AsyncGenerator[None]:
        """Fetch these days, the newest first; yield after each day, with what failed in `failures`."""
        if not due:
            return
        if self._library.is_offline:
            failures.update(dict.fromkeys(due, _OFFLINE))
            yield
            return
        try:
            async for progress in self._fetching.days(min(due), max(due), newest_first=True):
                failures.clear()
                failures.update((each.day, each.error.message) for each in progress.failed)
                yield
        except SourceError as error:
            # Going on made no sense, so it is the reason for all that is left.
            fetched = {each.day for each in (await self._held()).whole() if each.is_known}
            failures.update((day, error.message) for day in due if day not in fetched)
            yield
        except StoreNotWritable as error:
            # What is in the archive can be read all the same.
            failures.update(dict.fromkeys(due, error.message))
            yield

    def _due(self, contents: InboxContents, *, is_wanted_fresh: bool) -> list[date]:
        """Return the days that are missing, or may have more papers than when they were fetched."""
        today = current_day(self._clock())
        unknown = [each for each in contents.whole() if not each.is_known and each.day <= today]
        return [
            each.day
            for each in unknown
            if is_wanted_fresh or each.papers is None or self._library.is_due(_as_listing(each))
        ]


def _as_listing(day: Day) -> Listing:
    return Listing(
        feed=Edition(Period.DAY, day.day),
        papers=day.papers or (),
        origin=ListingOrigin.ARCHIVE,
        fetched_at=day.fetched_at,
        is_complete=day.is_closed,
    )
