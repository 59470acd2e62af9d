"""Discussions of papers, cached in memory."""

from paperreader.domain.papers.discussion import Discussion
from paperreader.domain.ports import Clock, DiscussionSource
from paperreader.services.reading.answer_cache import AnswerCache


class Discussions(AnswerCache[Discussion]):
    """The discussions of papers."""

    def __init__(self, source: DiscussionSource, clock: Clock) -> None:
        super().__init__(source.discussion, clock)
