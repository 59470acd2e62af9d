"""Artefacts of papers, cached in memory."""

from paperreader.domain.papers.artefacts import ArtefactListing
from paperreader.domain.ports import ArtefactSource, Clock
from paperreader.services.reading.answer_cache import AnswerCache


class Artefacts(AnswerCache[ArtefactListing]):
    """The models, datasets and Spaces of papers, with counts that change by the hour."""

    def __init__(self, source: ArtefactSource, clock: Clock) -> None:
        super().__init__(source.artefacts, clock)
