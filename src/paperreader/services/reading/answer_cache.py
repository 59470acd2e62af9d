"""Caches the last answers of the Hub about papers in memory."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import Clock

_TIME_TO_LIVE = timedelta(minutes=2)
"""How long an answer is not asked for again by itself."""
_MAX_ANSWERS = 50
"""Answers kept."""


class Timestamped(Protocol):
    """An answer with its time."""

    @property
    def fetched_at(self) -> datetime:
        """The time, UTC."""
        ...


AnswerT = TypeVar("AnswerT", bound=Timestamped)


class AnswerCache(Generic[AnswerT]):
    """Answers about papers, one each. Nothing of them is written to disk: they are soon outdated."""

    def __init__(self, ask: Callable[[PaperKey], Awaitable[AnswerT]], clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._known: OrderedDict[PaperKey, AnswerT] = OrderedDict()

    async def answers(self, key: PaperKey, *, is_wanted_fresh: bool = False) -> AsyncIterator[AnswerT]:
        """Yield the last answer at once, if there is one, then a fresh one if that is due or wanted.

        Raises:
            PaperNotFound: The Hub does not know the paper.
            SourceError: The Hub failed; what was yielded before stays true.
        """
        known = self._known.get(key)
        if known is not None:
            yield known
            if not is_wanted_fresh and timedelta() <= self._clock() - known.fetched_at < _TIME_TO_LIVE:
                return
        yield await self.fetch(key)

    async def fetch(self, key: PaperKey) -> AnswerT:
        """Ask the Hub, and return its answer.

        Raises:
            PaperNotFound: The Hub does not know the paper.
            SourceError: It could not be had.
        """
        answer = await self._ask(key)
        self._known[key] = answer
        self._known.move_to_end(key)
        while len(self._known) > _MAX_ANSWERS:
            self._known.popitem(last=False)
        return answer
