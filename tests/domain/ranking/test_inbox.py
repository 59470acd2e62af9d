"""The inbox: what is in it, day by day, and what it says of days with nothing to show."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.archive_statistics import days_between
from paperreader.domain.papers.calendar import FIRST_DAY, begins_at, current_day
from paperreader.domain.papers.days import Day
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ranking.inbox import (
    DEFAULT_DAYS,
    MAX_DAYS,
    MIN_RISE,
    InboxContents,
    InboxWindow,
    SkippedPaper,
    inbox_listing,
)

TODAY = date(2026, 8, 21)
"""A Friday."""
AN_INSTANT = timedelta(microseconds=1)


def paper(name: str) -> Paper:
    return Paper(key=PaperKey(name), title=f"On {name}")


def august(number: int) -> date:
    return date(2026, 8, number)


def closed(day: date, *names: str) -> Day:
    return Day(day=day, papers=tuple(map(paper, names)), is_closed=True)


def filling(day: date, *names: str) -> Day:
    return Day(day=day, papers=tuple(map(paper, names)))


def contents(
    first: date, last: date, *days: Day, done: Iterable[str] = (), skipped: Iterable[SkippedPaper] = ()
) -> InboxContents:
    return InboxContents(
        window=InboxWindow(first, last, first),
        days=days,
        done=frozenset(map(PaperKey, done)),
        skipped=tuple(skipped),
    )


def shown(listing: Listing) -> list[str]:
    """Return the listing as it is drawn: headings, papers and the ending, in order."""
    lines: list[str] = []
    for each in listing.papers:
        lines += [listing.headings[each.key]] if each.key in listing.headings else []
        lines.append(str(each.key) + (f" ({why})" if (why := listing.reasons.get(each.key)) else ""))
    return [*lines, listing.ending]


# What is in it ----------------------------------------------------------------------------------------------------


def test_unread_papers_stand_below_their_day_the_newest_day_first() -> None:
    there = contents(
        august(19),
        TODAY,
        closed(august(19), "a", "b"),
        closed(august(20), "c", "d", "e"),
        filling(TODAY, "f"),
        done=["b", "d", "e"],
    )
    assert shown(inbox_listing(there, TODAY)) == [
        "Fri 21 Aug 2026 · 1 paper · more may come today",
        "f",
        "Thu 20 Aug 2026 · 1 of 3 papers",
        "c",
        "Wed 19 Aug 2026 · 1 of 2 papers",
        "a",
        "caught up to Thu 20 Aug 2026; more papers may come today",
    ]


def test_a_paper_of_two_days_stands_where_it_first_came_and_once() -> None:
    there = contents(august(19), august(20), closed(august(19), "a"), closed(august(20), "a", "b", "b"))
    assert shown(inbox_listing(there, august(20)))[:4] == [
        "Thu 20 Aug 2026 · 1 of 2 papers",
        "b",
        "Wed 19 Aug 2026 · 1 paper",
        "a",
    ]


def test_what_is_kept_is_not_in_it() -> None:
    there = contents(august(20), august(20), closed(august(20), "a", "b"))
    assert (
        shown(inbox_listing(there, august(20), kept=[PaperKey("b")]))[0] == "Thu 20 Aug 2026 · 1 of 2 papers"
    )
    assert inbox_listing(there, august(20), kept=[PaperKey("a"), PaperKey("b")]).papers == ()


def test_new_papers_of_a_day_that_was_done_are_in_it() -> None:
    before = contents(august(20), TODAY, closed(august(20), "a"), filling(TODAY, "b"), done=["a", "b"])
    assert shown(inbox_listing(before, TODAY)) == ["caught up to Thu 20 Aug 2026; more papers may come today"]
    after = contents(august(20), TODAY, closed(august(20), "a"), closed(TODAY, "late", "b"), done=["a", "b"])
    assert shown(inbox_listing(after, TODAY)) == [
        "Fri 21 Aug 2026 · 1 of 2 papers",
        "late",
        "caught up to Fri 21 Aug 2026",
    ]


def test_its_time_is_that_of_the_day_asked_for_last() -> None:
    at = datetime(2026, 8, 21, 12, tzinfo=UTC)
    days = [Day(day=august(19), papers=(), fetched_at=at), Day(day=august(20), papers=())]
    assert inbox_listing(contents(august(18), TODAY, *days), TODAY).fetched_at == at
    assert inbox_listing(contents(august(18), TODAY), TODAY).fetched_at is None


# What it says of days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "failures", "lines"),
    [
        pytest.param(
            [
                closed(august(20), "a"),
                closed(august(21), "b"),
                closed(august(24), "c"),
                filling(august(25), "d"),
            ],
            {},
            [
                "Tue 25 Aug 2026 · 1 paper · more may come today",
                "d",
                "Mon 24 Aug 2026 · 1 paper",
                "c",
                "Fri 21 Aug 2026 · 1 paper  (Sat 22–Sun 23 Aug: weekend)",
                "b",
                "Thu 20 Aug 2026 · 1 paper",
                "a",
                "caught up to Mon 24 Aug 2026; more papers may come today",
            ],
            id="a weekend that was never fetched",
        ),
        pytest.param(
            [closed(august(20), "a"), closed(august(21)), closed(august(22)), closed(august(23))],
            {august(24): "no network", august(25): "no answer"},
            [
                (
                    "Thu 20 Aug 2026 · 1 paper  (Fri 21 Aug: holiday, nothing published; Sat 22–Sun 23 Aug: weekend; "
                    "Mon 24–Tue 25 Aug: could not be fetched)"
                ),
                "a",
                "caught up to Fri 21 Aug 2026; Mon 24–Tue 25 Aug could not be fetched (no answer)",
            ],
            id="a holiday, and days that could not be fetched",
        ),
        pytest.param(
            [closed(august(20)), closed(august(21)), closed(august(24)), closed(august(25), "a")],
            {},
            ["Tue 25 Aug 2026 · 1 paper", "a", "caught up to Tue 25 Aug 2026"],
            id="empty days before the first paper are nothing to catch up with",
        ),
        pytest.param(
            [closed(august(20), "a"), closed(august(21)), closed(august(24)), filling(august(25))],
            {},
            [
                (
                    "Thu 20 Aug 2026 · 1 paper  (Fri 21–Mon 24 Aug: holiday, nothing published; "
                    "Tue 25 Aug: more may come today)"
                ),
                "a",
                "caught up to Mon 24 Aug 2026; more papers may come today",
            ],
            id="holidays around a weekend",
        ),
        pytest.param(
            [closed(august(20), "a"), closed(august(24), "b"), filling(august(25))],
            {august(21): "no answer"},
            [
                "Mon 24 Aug 2026 · 1 paper  (Tue 25 Aug: more may come today)",
                "b",
                "Thu 20 Aug 2026 · 1 paper  (Fri 21 Aug: could not be fetched; Sat 22–Sun 23 Aug: weekend)",
                "a",
                "caught up to Mon 24 Aug 2026; Fri 21 Aug could not be fetched (no answer); more papers may come today",
            ],
            id="a day amid others could not be fetched",
        ),
        pytest.param(
            [closed(august(20), "a"), filling(august(21), "b")],
            {august(21): "no answer"},
            [
                (
                    "Fri 21 Aug 2026 · 1 paper · the rest could not be fetched  (Sat 22–Sun 23 Aug: weekend; "
                    "Mon 24–Tue 25 Aug: not fetched yet)"
                ),
                "b",
                "Thu 20 Aug 2026 · 1 paper",
                "a",
                (
                    "caught up to Thu 20 Aug 2026; Fri 21 Aug could not be fetched (no answer); "
                    "Mon 24–Tue 25 Aug are not fetched yet"
                ),
            ],
            id="a day that was filling could not be fetched anew",
        ),
        pytest.param(
            [],
            {},
            ["Thu 20–Tue 25 Aug are not fetched yet"],
            id="nothing is archived",
        ),
        pytest.param(
            [closed(august(20), "a"), closed(august(22), "on a Saturday"), closed(august(23))],
            {august(25): "no answer"},
            [
                (
                    "Sat 22 Aug 2026 · 1 paper  (Sun 23 Aug: weekend; Mon 24 Aug: not fetched yet; "
                    "Tue 25 Aug: could not be fetched)"
                ),
                "on a Saturday",
                "Thu 20 Aug 2026 · 1 paper  (Fri 21 Aug: not fetched yet)",
                "a",
                (
                    "caught up to Thu 20 Aug 2026; Fri 21 Aug is not fetched yet; Mon 24 Aug is not fetched yet; "
                    "Tue 25 Aug could not be fetched (no answer)"
                ),
            ],
            id="a weekend with papers is a day like others",
        ),
    ],
)
def test_every_day_is_accounted_for(days: list[Day], failures: Mapping[date, str], lines: list[str]) -> None:
    assert (
        shown(inbox_listing(contents(august(20), august(25), *days), august(25), failures=failures)) == lines
    )


def test_on_a_weekend_the_last_day_with_papers_is_told() -> None:
    saturday = august(22)
    there = contents(TODAY, saturday, closed(TODAY, "a"), done=["a"])
    assert shown(inbox_listing(there, saturday)) == ["caught up to Fri 21 Aug 2026"]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2026, 8, 31), date(2026, 9, 1), "Mon 31 Aug–Tue 1 Sep are not fetched yet"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thu 31 Dec 2026–Fri 1 Jan 2027 are not fetched yet"),
    ],
)
def test_days_of_two_months_and_years_are_named(first: date, last: date, label: str) -> None:
    assert inbox_listing(contents(first, last), last).ending == label


# Which days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "begins", "newest", "first", "last"),
    [
        pytest.param("2026-08-21", None, None, "2026-08-08", "2026-08-21", id="first run ever"),
        pytest.param("2026-08-21", "2026-08-08", "2026-08-20", "2026-08-08", "2026-08-21", id="the next day"),
        pytest.param("2026-08-30", "2026-08-08", "2026-08-20", "2026-08-08", "2026-08-30", id="a week away"),
        pytest.param("2026-08-21", "2025-08-20", "2025-08-20", "2026-07-22", "2026-08-21", id="a year away"),
        pytest.param(
            "2026-08-18", "2026-08-08", "2026-08-21", "2026-08-08", "2026-08-21", id="clock set back"
        ),
        pytest.param("2001-01-01", "2026-08-08", "2026-08-21", "2026-08-08", "2026-08-21", id="clock reset"),
        pytest.param(
            "2001-01-01", None, None, "2023-05-04", "2023-05-04", id="clock reset, nothing archived"
        ),
        pytest.param(
            "2026-08-21", "2027-08-08", "2026-08-20", "2026-08-08", "2026-08-21", id="begun by a clock ahead"
        ),
        pytest.param("2023-05-10", None, None, "2023-05-04", "2023-05-10", id="first days of Daily Papers"),
    ],
)
def test_the_days_it_looks_at(
    today: str, begins: str | None, newest: str | None, first: str, last: str
) -> None:
    asked = [None if text is None else date.fromisoformat(text) for text in (begins, newest)]
    window = InboxWindow.at(date.fromisoformat(today), *asked)
    assert (window.first.isoformat(), window.last.isoformat()) == (first, last)
    assert FIRST_DAY <= window.first <= window.last


def test_a_year_away_it_goes_back_a_month_and_says_so() -> None:
    window = InboxWindow.at(TODAY, date(2025, 8, 20), None)
    assert len(days_between(window.first, window.last)) == MAX_DAYS
    there = InboxContents(window=window, is_open_before=True)
    said = "unread papers from before Wed 22 Jul 2026 are left out"
    assert inbox_listing(there, TODAY).ending.endswith(f"; {said}")
    unread = InboxContents(window=window, unread_before=frozenset({PaperKey("a")}))
    assert said in inbox_listing(unread, TODAY).ending
    assert said not in inbox_listing(unread, TODAY, kept=[PaperKey("a")]).ending
    assert said not in inbox_listing(InboxContents(window=window), TODAY).ending


def test_a_clock_that_was_set_back_hides_nothing_and_is_told() -> None:
    there = contents(august(20), TODAY, filling(august(20), "a"), filling(TODAY, "b"))
    assert shown(inbox_listing(there, august(18)))[1::2] == ["b", "a"]
    assert inbox_listing(there, august(18)).ending.endswith(
        "; this machine's clock says it is Tue 18 Aug 2026"
    )


@pytest.mark.parametrize(
    "zone",
    [pytest.param(hours, id=name) for name, hours in (("Auckland", 12), ("Berlin", 2), ("Honolulu", -10))],
)
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_day_is_that_of_the_hub_wherever_the_reader_is(zone: int, hour: int) -> None:
    there = datetime(2026, 8, 21, hour, tzinfo=UTC).astimezone(timezone(timedelta(hours=zone)))
    expected = august(21) if hour >= 3 else august(20)
    assert InboxWindow.at(current_day(there)).last == expected
    assert InboxWindow.at(current_day(there)) == InboxWindow.at(current_day(there.astimezone(UTC)))


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 11, 2)], ids=["clocks forward", "clocks back"])
def test_a_day_around_the_change_of_clocks_in_new_york_is_neither_left_out_nor_doubled(day: date) -> None:
    before, after = (InboxWindow.at(current_day(begins_at(day) - each)) for each in (AN_INSTANT, timedelta()))
    assert (before.last, after.last) == (day - timedelta(days=1), day)
    assert len(days_between(after.first, after.last)) == DEFAULT_DAYS


# Caught up --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "until", "begins"),
    [
        pytest.param([closed(august(d)) for d in range(17, 22)], 21, 21, id="everything is closed"),
        pytest.param(
            [*(closed(august(d)) for d in range(17, 21)), filling(TODAY)], 21, 20, id="more may come today"
        ),
        pytest.param([closed(august(17)), closed(august(19))], 21, 17, id="a day is missing"),
        pytest.param([closed(august(d)) for d in range(17, 22)], 18, 18, id="not everything is done"),
        pytest.param([], 21, 17, id="nothing is known"),
        pytest.param([closed(august(d)) for d in range(17, 22)], 23, 21, id="on a weekend"),
    ],
)
def test_it_begins_anew_where_more_papers_may_come(days: list[Day], until: int, begins: int) -> None:
    assert contents(august(17), TODAY, *days).begins_after(august(until)) == august(begins)


# Risen ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now", "is_back"),
    [
        (12, 140, True),
        (0, 50, True),
        (0, 49, False),
        (25, 75, True),
        (26, 77, False),
        (200, 400, False),
        (60, 12, False),
    ],
)
def test_a_skipped_paper_comes_back_when_it_has_risen_enough(then: int, now: int, is_back: bool) -> None:
    assert SkippedPaper(paper("a"), then, now).has_risen is is_back


def test_a_risen_paper_stands_at_the_top_with_the_reason_and_not_in_its_day() -> None:
    there = contents(
        august(20),
        august(20),
        closed(august(20), "a", "b"),
        done=["b"],
        skipped=[SkippedPaper(paper("b"), 12, 1140), SkippedPaper(paper("c"), 5, 6)],
    )
    assert shown(inbox_listing(there, august(20)))[:4] == [
        "Hidden, but risen since · 1 paper",
        "b (hidden at 12, now 1,140 upvotes)",
        "Thu 20 Aug 2026 · 1 of 2 papers",
        "a",
    ]
    assert (
        shown(inbox_listing(there, august(20), kept=[PaperKey("b")]))[0] == "Thu 20 Aug 2026 · 1 of 2 papers"
    )


# Whatever there is ------------------------------------------------------------------------------------------------

names = st.sampled_from([f"p{number}" for number in range(12)])
kinds = st.sampled_from(["missing", "filling", "closed"])
day_facts = st.lists(st.tuples(kinds, st.lists(names, max_size=4)), min_size=1, max_size=12)


@given(
    day_facts,
    st.sets(names),
    st.sets(names),
    st.sets(st.integers(0, 11)),
    st.dictionaries(names, st.integers(0, 200)),
)
def test_every_unread_paper_is_there_once_and_every_heading_hangs_on_one(
    facts: list[tuple[str, list[str]]],
    done: set[str],
    kept: set[str],
    failed: set[int],
    skipped: dict[str, int],
) -> None:
    first = august(10)
    days = [
        Day(day=first + timedelta(days=number), papers=tuple(map(paper, of_it)), is_closed=kind == "closed")
        for number, (kind, of_it) in enumerate(facts)
        if kind != "missing"
    ]
    risen = {name for name, now in skipped.items() if now >= MIN_RISE} - kept
    there = contents(
        first,
        first + timedelta(days=len(facts) - 1),
        *days,
        done=done | skipped.keys(),
        skipped=[SkippedPaper(paper(name), 0, now) for name, now in skipped.items()],
    )
    failures = {first + timedelta(days=number): "no answer" for number in failed}
    listing = inbox_listing(there, there.window.last, map(PaperKey, kept), failures)
    expected = {
        str(each.key) for day in days for each in day.papers or ()
    } - done - kept - skipped.keys() | risen
    assert sorted(paper.key for paper in listing.papers) == sorted(expected)
    assert listing.headings.keys() <= {paper.key for paper in listing.papers}
    assert set(listing.reasons) == risen
    assert not listing.papers or listing.papers[0].key in listing.headings
    assert listing.ending
