"""Full texts of many papers, one after the other, and no faster than their sources allow."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import PaperNotFound, SourceBusy, SourceError
from paperreader.services.papers.library import Library
from paperreader.services.papers.patience import MOST_PAUSES, Failures, Patience, Sleep
from paperreader.services.reading.full_texts import FullTexts

_NOTHING = timedelta()


class FailedText(Struct, frozen=True):
    """A paper whose text could not be had, and why."""

    key: PaperKey
    error: SourceError


class TextProgress(Struct, frozen=True, kw_only=True):
    """How far it has come; times are aware and in UTC."""

    total: int
    """Papers that were asked for."""
    known: int
    """Of these, how many had their text here before."""
    fetched: int = 0
    missing: tuple[PaperKey, ...] = ()
    """Papers of which no source has a text."""
    failed: tuple[FailedText, ...] = ()
    """What could not be had for another reason."""
    waiting_until: datetime | None = None
    """Until when nothing is asked; None while asking."""

    @property
    def done(self) -> int:
        """Papers that were dealt with."""
        return self.known + self.fetched + len(self.missing) + len(self.failed)


class TextFetching:
    """Fetches the texts that are not here yet.

    Nothing is kept besides the texts: a run that is cancelled or killed has some of them, and the next one goes on
    from there.
    """

    def __init__(
        self, texts: FullTexts, library: Library, clock: Clock, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._texts = texts
        self._clock = clock
        self._patience = Patience(library, clock, sleep)

    async def texts(self, keys: Iterable[PaperKey]) -> AsyncGenerator[TextProgress]:
        """Fetch the texts of papers; yield how it stands at first, at each wait and after each paper.

        Of each window of the Hub's budget a tenth is left to whoever else asks.

        Raises:
            SourceError: Several failed one after the other: going on makes no sense.
            StoreError: They can't be kept.
        """
        wanted = list(dict.fromkeys(keys))
        kept = await self._texts.saved_keys()
        run = _TextRun(len(wanted), sum(key in kept for key in wanted))
        yield run.progress()
        for key in wanted:
            if key not in kept:
                async for until in self._text(run, key):
                    yield run.progress(until)
                yield run.progress()

    async def _text(self, run: "_TextRun", key: PaperKey) -> AsyncIterator[datetime]:
        """Fetch one text, yielding until when is waited before each wait."""
        not_before = self._clock()
        for pause in range(1, MOST_PAUSES + 1):
            while (wait := self._patience.needed(not_before)) > _NOTHING:
                until = self._clock() + wait
                yield until
                await self._patience.wait_until(until, wait)
            busy = await self._asked(run, key)
            if busy is None:
                return
            if pause == MOST_PAUSES:
                raise busy
            not_before = busy.retry_at

    async def _asked(self, run: "_TextRun", key: PaperKey) -> SourceBusy | None:
        """Ask for one text and note what came of it; return what asks for a pause."""
        try:
            text = await self._texts.full_text(key)
        except PaperNotFound:
            run.missing.append(key)
        except SourceBusy as busy:
            return busy
        except SourceError as error:
            run.fail(key, error)
            return None
        else:
            run.fetched += 1
            if text.not_kept is not None:
                raise text.not_kept
        run.failures.end()
        return None


class _TextRun:
    def __init__(self, total: int, known: int) -> None:
        self._total = total
        self._known = known
        self.fetched = 0
        self.missing: list[PaperKey] = []
        self.failed: list[FailedText] = []
        self.failures = Failures()

    def fail(self, key: PaperKey, error: SourceError) -> None:
        """Note that a text could not be had.

        Raises:
            SourceError: It is not for this one alone.
        """
        self.failed.append(FailedText(key, error))
        self.failures.add(error)

    def progress(self, waiting_until: datetime | None = None) -> TextProgress:
        return TextProgress(
            total=self._total,
            known=self._known,
            fetched=self.fetched,
            missing=tuple(self.missing),
            failed=tuple(self.failed),
            waiting_until=waiting_until,
        )
