"""Who asks in words of their own finds the paper that was meant."""

from contextlib import closing

from paperreader.store.archive.archive import Archive
from tests.recorded import needs_recordings
from tests.services.papers.own_words import (
    QUESTIONS,
    file_without_summaries,
    recorded_listings,
    share_found,
    summaries_of,
)


@needs_recordings
def test_questions_and_summaries_find_the_paper_that_was_meant() -> None:
    listings = recorded_listings()
    with closing(Archive.in_memory()) as archive:
        file_without_summaries(listings, archive)
        asked = summaries_of(listings)
        some = {key: asked[key] for key in sorted(asked)[:: len(asked) // 100]}
        questions, summaries = share_found(QUESTIONS, archive), share_found(some, archive)
        assert len(QUESTIONS) == 20
        assert questions.widened >= 20 / 3, questions
        assert summaries.widened >= 0.9 * summaries.asked, summaries
        assert summaries.strict < summaries.widened
