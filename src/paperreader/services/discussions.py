"""Discussions: asked of the Hub, the last ones kept for as long as the reader runs."""

from collections import OrderedDict
from collections.abc import AsyncIterator
from datetime import timedelta

from paperreader.domain.discussion import Discussion
from paperreader.domain.paper import PaperKey
from paperreader.domain.ports import Clock, DiscussionSource

_FRESH = timedelta(minutes=2)
"""How long an answer is not asked for again by itself."""
_MOST = 50
"""Discussions kept."""


class Discussions:
    """What is said of papers. Nothing of it is written to disk: it is others' talk, and soon outdated."""

    def __init__(self, source: DiscussionSource, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._known: OrderedDict[PaperKey, Discussion] = OrderedDict()

    async def answers(self, key: PaperKey, *, is_wanted_fresh: bool = False) -> AsyncIterator[Discussion]:
        """Yield the last answer at once, if there is one, then a fresh one if that is due or wanted.

        Raises:
            PaperNotFound: The Hub does not know the paper.
            SourceError: The Hub failed; what was yielded before stays true.
        """
        known = self._known.get(key)
        if known is not None:
            yield known
            if not is_wanted_fresh and self._clock() - known.fetched_at < _FRESH:
                return
        yield await self.fetch(key)

    async def fetch(self, key: PaperKey) -> Discussion:
        """Ask the Hub, and return its answer.

        Raises:
            PaperNotFound: The Hub does not know the paper.
            SourceError: It could not be had.
        """
        discussion = await self._source.discussion(key)
        self._known[key] = discussion
        self._known.move_to_end(key)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return discussion
