"""Discussions: asked of the Hub, the last ones kept for as long as the reader runs."""

from paperreader.domain.papers.discussion import Discussion
from paperreader.domain.ports import Clock, DiscussionSource
from paperreader.services.reading.answer_cache import AnswerCache


class Discussions(AnswerCache[Discussion]):
    """What is said of papers: others' talk."""

    def __init__(self, source: DiscussionSource, clock: Clock) -> None:
        super().__init__(source.discussion, clock)
