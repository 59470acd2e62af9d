"""Feeds from their keys."""

import pytest

from paperreader.domain.papers.feed import (
    Archived,
    Edition,
    Feed,
    ForYou,
    Inbox,
    Period,
    Sample,
    SavedPage,
    Search,
    SimilarTo,
    SinglePaper,
    Submissions,
    Trending,
    Watched,
)
from paperreader.domain.papers.feed_key import feed_of_key
from paperreader.domain.papers.paper import PaperKey


@pytest.mark.parametrize(
    "feed",
    [
        Edition.from_name(Period.DAY, "2026-08-21"),
        Edition.from_name(Period.WEEK, "2026-W34"),
        Edition.from_name(Period.MONTH, "2026-08"),
        Trending(),
        Search("what: so?"),
        Submissions("akhaliq"),
        Archived(),
        Archived("title:lamp"),
        SinglePaper(PaperKey("2608.00001")),
        SinglePaper(PaperKey("math/0309136")),
        ForYou(),
        Inbox(),
        Watched(),
    ],
)
def test_a_feed_is_known_by_its_key(feed: Feed) -> None:
    assert feed_of_key(feed.key) == feed


@pytest.mark.parametrize(
    "key",
    [
        *(
            "",
            ":",
            "day",
            "day:",
            "day:2026-02-30",
            "day:9999-12-31",
            "year:2026",
            "search:",
            "submitter:",
            "paper:",
            "paper:title:lamps",
            "inbox:",
        ),
        SimilarTo((PaperKey("2608.00001"),)).key,
        SavedPage("page.html").key,
        Sample().key,
    ],
)
def test_what_depends_on_more_than_its_key_or_is_no_key_is_no_feed(key: str) -> None:
    assert feed_of_key(key) is None
