"""What a digest is asked for, and what it is called."""

from datetime import date

import pytest

from paperreader.domain.digests.request import DigestRequest, name_of, title_of
from paperreader.domain.papers.feed import Edition, Feed, ForYou, Inbox, Period, Search, Trending

TUESDAY, THURSDAY = (Edition(Period.DAY, date(2026, 8, day)) for day in (18, 20))


@pytest.mark.parametrize(
    ("feed", "query", "name", "title"),
    [
        (TUESDAY, "", "Daily Papers", "Daily Papers, Tue 18 Aug 2026"),
        (TUESDAY, "has:code", "Daily Papers: has:code", "Daily Papers, Tue 18 Aug 2026: has:code"),
        (
            Edition(Period.WEEK, date(2026, 8, 17)),
            "",
            "Weekly Papers",
            "Weekly Papers, Week 34, 17–23 Aug 2026",
        ),
        (Edition(Period.MONTH, date(2026, 8, 1)), "", "Monthly Papers", "Monthly Papers, August 2026"),
        (Trending(), "", "Trending Papers", "Trending Papers"),
        (Inbox(), "", "Inbox: unread papers", "Inbox: unread papers"),
        (ForYou(), "", "For you", "For you"),
        (Search("lamps"), "", "Search “lamps”", "Search “lamps”"),
    ],
)
def test_it_is_called_as_people_call_it(feed: Feed, query: str, name: str, title: str) -> None:
    request = DigestRequest(feed=feed, query=query)
    assert (name_of(feed, request), title_of(feed, request)) == (name, title)


def test_a_watch_has_its_own_name() -> None:
    request = DigestRequest(watch="agents")
    assert name_of(Trending(), request) == title_of(TUESDAY, request) == "Watch “agents”"


def test_the_key_is_that_of_the_question_not_of_the_day() -> None:
    assert DigestRequest(feed=TUESDAY).key == DigestRequest(feed=THURSDAY).key == DigestRequest().key
    keys = {
        DigestRequest(feed=feed, watch=watch, query=query, min_upvotes=votes).key
        for feed in (None, Trending(), Inbox(), Search("a"), Edition(Period.WEEK, date(2026, 8, 17)))
        for watch, query, votes in (("", "", 0), ("", "x", 0), ("", "", 5), ("", "x", 5))
    }
    assert len(keys) == 20
    assert DigestRequest(watch="a").key != DigestRequest(watch="b").key
