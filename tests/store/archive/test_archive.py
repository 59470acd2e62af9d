"""The archive: what was fetched comes back as it is known now."""

import dataclasses
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.papers.archive_statistics import ArchivedDay
from paperreader.domain.papers.feed import Edition, Feed, Period, Sample, SavedPage, Search, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin, unique_papers
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.momentum import VoteCount
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.store.archive.archive import Archive
from paperreader.store.archive.tables.migrations import MIGRATIONS
from tests import strategies
from tests.store import processes
from tests.store.builders import NOON, TODAY, key, listing, paper

_LATER = NOON + timedelta(hours=1)


def _day(number: int) -> Edition:
    return Edition(Period.DAY, date(2026, 8, number))


# What there is --------------------------------------------------------------------------------------------------


def test_of_each_day_it_is_known_how_much_was_read(archive: Archive) -> None:
    days = [date(2026, 8, 19), date(2026, 8, 20), date(2026, 8, 21), date(2026, 9, 1)]
    papers: list[tuple[Paper, ...]] = [(paper(1), paper(2), paper(3), paper(4)), (), (paper(2),), (paper(9),)]
    for day, those in zip(days, papers, strict=True):
        answer = listing(*those, feed=Edition(Period.DAY, day))
        archive.store(dataclasses.replace(answer, is_complete=day != days[2]))
    archive.store(listing(paper(5), feed=Edition(Period.WEEK, date(2026, 8, 17))))
    archive.set_marks({key(1): Mark.READ, key(2): Mark.SKIPPED, key(3): Mark.SEEN, key(9): Mark.READ}, NOON)
    known = {
        days[0]: ArchivedDay(papers=4, done=2, is_closed=True),
        days[1]: ArchivedDay(papers=0, done=0, is_closed=True),
        days[2]: ArchivedDay(papers=1, done=1, is_closed=False),
    }
    assert known[days[0]].unread == 2
    assert archive.days_between(date(2026, 8, 1), date(2026, 8, 31), NOON) == known
    assert archive.days_between(days[1], days[1], NOON) == {days[1]: known[days[1]]}
    assert archive.days_between(days[3], days[3], NOON - timedelta(days=1))[days[3]].is_closed is False


def test_the_days_are_known_and_whether_they_were_over_when_asked_for(archive: Archive) -> None:
    assert archive.days(NOON) == {}
    archive.store(dataclasses.replace(listing(feed=_day(20)), is_complete=True))
    archive.store(listing(paper(1)))
    archive.store(dataclasses.replace(listing(feed=_day(18), at=_LATER), is_complete=True))
    for feed in (
        Edition(Period.WEEK, date(2026, 8, 17)),
        Edition(Period.MONTH, date(2026, 8, 1)),
        Search("day:"),
    ):
        archive.store(dataclasses.replace(listing(paper(2), feed=feed), is_complete=True))
    days = {date(2026, 8, 18): False, date(2026, 8, 20): True, date(2026, 8, 21): False}
    assert archive.days(NOON) == days, "what was asked for later than now does not count as over"
    assert archive.days(_LATER) == days | {date(2026, 8, 18): True}


def test_what_is_archived_is_counted(archive: Archive) -> None:
    bare = replace(paper(1), abstract=None)
    with_code = replace(
        paper(2, upvotes=5), github_repo="https://github.com/lanterns/two", ai_summary="Lanterns."
    )
    archive.store(listing(bare, with_code, replace(paper(3, comments=1), synopsis="Written for it.")))
    archive.store_paper(paper(2, upvotes=6), _LATER)
    archive.set_marks({key(2): Mark.READ}, NOON)
    statistics = archive.statistics(NOON)
    assert (statistics.papers, statistics.with_abstract, statistics.with_summary, statistics.with_code) == (
        3,
        2,
        2,
        1,
    )
    assert (statistics.votes, statistics.marks, statistics.version) == (3, 1, len(MIGRATIONS))
    assert (statistics.first_day, statistics.last_day) == (TODAY.first_day, TODAY.first_day)


def test_the_size_is_that_of_all_files(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive.sqlite3")
    archive.store(listing(*map(paper, range(50))))
    assert archive.statistics(NOON).size == sum(
        path.stat().st_size for path in tmp_path.glob("archive.sqlite3*") if path.suffix != ".lock"
    )
    archive.close()
    in_memory = Archive.in_memory()
    assert in_memory.statistics(NOON).size == 0
    in_memory.close()


# Listings -------------------------------------------------------------------------------------------------------


def test_an_empty_archive_knows_nothing(archive: Archive) -> None:
    assert archive.listing(TODAY) is None
    assert archive.newest_edition(Period.DAY) is None
    assert archive.paper(key(1)) is None
    assert archive.votes(key(1)) == ()
    assert archive.marks() == {}


def test_a_listing_comes_back_from_the_archive_in_its_order(archive: Archive) -> None:
    fetched = dataclasses.replace(
        listing(paper(3), paper(1), paper(2)), is_complete=True, has_more=True, left_out=4
    )
    assert archive.store(fetched) == fetched
    assert archive.listing(TODAY) == dataclasses.replace(fetched, origin=ListingOrigin.ARCHIVE)


@given(
    feed=strategies.feeds(),
    papers=st.lists(strategies.papers(), max_size=6).map(unique_papers),
    at=strategies.times(),
    flags=st.tuples(st.booleans(), st.booleans(), st.integers(0, 99)),
)
def test_any_listing_comes_back(
    feed: Feed, papers: tuple[Paper, ...], at: datetime, flags: tuple[bool, bool, int]
) -> None:
    is_complete, has_more, left_out = flags
    fetched = Listing(
        feed=feed,
        papers=papers,
        origin=ListingOrigin.HUB,
        fetched_at=at,
        is_complete=is_complete,
        has_more=has_more,
        left_out=left_out,
    )
    with closing(Archive.in_memory()) as archive:
        archive.store(fetched)
        assert archive.listing(feed) == dataclasses.replace(fetched, origin=ListingOrigin.ARCHIVE)


def test_a_listing_without_papers_is_known_to_have_none(archive: Archive) -> None:
    archive.store(listing())
    stored = archive.listing(TODAY)
    assert stored is not None
    assert (stored.papers, stored.fetched_at) == ((), NOON)


def test_a_feeds_answer_replaces_the_former_one(archive: Archive) -> None:
    archive.store(dataclasses.replace(listing(paper(1), paper(2), paper(3)), has_more=True))
    archive.store(listing(paper(4), paper(1), at=_LATER))
    stored = archive.listing(TODAY)
    assert stored is not None
    assert [each.key for each in stored.papers] == [key(4), key(1)]
    assert (stored.fetched_at, stored.has_more) == (_LATER, False)
    assert archive.paper(key(2)) == paper(2), "what left the feed is still known"


def test_feeds_are_filed_apart(archive: Archive) -> None:
    archive.store(listing(paper(1), feed=Trending()))
    archive.store(listing(paper(2), feed=Search("trending")))
    first, second = archive.listing(Trending()), archive.listing(Search("trending"))
    assert first is not None
    assert second is not None
    assert (first.papers, second.papers) == ((paper(1),), (paper(2),))


def test_papers_of_a_listing_are_merged_into_what_is_known(archive: Archive) -> None:
    archive.store(listing(paper(1, upvotes=3, comments=2)))
    bare = Paper(key=key(1), title="A Better Title", upvotes=9)
    merged = replace(paper(1, upvotes=9, comments=2), title="A Better Title")
    answer = archive.store(listing(bare, feed=Search("lanterns"), at=_LATER))
    assert answer.papers == (merged,)
    assert answer.origin is ListingOrigin.HUB
    for feed in (TODAY, Search("lanterns")):
        stored = archive.listing(feed)
        assert stored is not None
        assert stored.papers == (merged,), "every listing shows papers as now known"


@pytest.mark.parametrize("origin", [ListingOrigin.FILE, ListingOrigin.SAMPLE, ListingOrigin.ARCHIVE])
def test_only_what_the_hub_answered_is_filed(archive: Archive, origin: ListingOrigin) -> None:
    elsewhere = listing(paper(1, upvotes=1), origin=origin)
    assert archive.store(elsewhere) is elsewhere
    assert archive.listing(TODAY) is None
    assert archive.paper(key(1)) is None
    assert archive.votes(key(1)) == ()


@pytest.mark.parametrize("feed", [Sample(), SavedPage("/home/m\udcfcller/page.html"), Search("\ud800")])
def test_feeds_that_can_not_be_filed_are_not_there(archive: Archive, feed: Feed) -> None:
    assert archive.listing(feed) is None


def test_the_newest_edition_is_the_last_one_with_papers(archive: Archive) -> None:
    archive.store(listing(paper(1), feed=_day(18), at=_LATER))
    archive.store(listing(paper(2), feed=_day(20)))
    archive.store(listing(feed=_day(21)))
    archive.store(listing(paper(3), feed=Edition(Period.MONTH, date(2026, 9, 1))))
    archive.store(listing(paper(4), feed=Search("day:2030-01-01")))
    newest = archive.newest_edition(Period.DAY)
    assert newest == archive.listing(_day(20))
    assert newest is not None
    assert archive.newest_edition(Period.WEEK) is None


def test_the_newest_week_is_found_across_the_year(archive: Archive) -> None:
    for monday in (date(2025, 12, 22), date(2025, 12, 29), date(2025, 9, 1)):
        archive.store(listing(paper(1), feed=Edition(Period.WEEK, monday)))
    newest = archive.newest_edition(Period.WEEK)
    assert newest is not None
    assert newest.feed == Edition(Period.WEEK, date(2025, 12, 29))


# Papers and votes -----------------------------------------------------------------------------------------------


def test_a_paper_fetched_by_itself_is_merged_and_returned(archive: Archive) -> None:
    archive.store(listing(paper(1, comments=5)))
    assert archive.store_paper(paper(1, upvotes=7), _LATER) == paper(1, upvotes=7, comments=5)
    assert archive.paper(key(1)) == paper(1, upvotes=7, comments=5)


def test_votes_are_remembered_for_every_time_the_hub_was_asked(archive: Archive) -> None:
    archive.store(listing(paper(1, upvotes=3, comments=1), paper(2), paper(3, upvotes=0)))
    archive.store(listing(paper(1, upvotes=5), feed=Trending(), at=_LATER))
    archive.store_paper(paper(1, upvotes=4), NOON - timedelta(days=1))
    assert archive.votes(key(1)) == (
        VoteCount(NOON - timedelta(days=1), 4, None),
        VoteCount(NOON, 3, 1),
        VoteCount(_LATER, 5, None),
    )
    assert archive.votes(key(2)) == ()
    assert archive.votes(key(3)) == (VoteCount(NOON, 0, None),)


def test_two_answers_of_one_moment_make_one_vote(archive: Archive) -> None:
    archive.store(listing(paper(1, comments=1), paper(2, upvotes=2)))
    archive.store(listing(paper(1, upvotes=3), paper(2, comments=4), feed=Trending()))
    assert archive.votes(key(1)) == (VoteCount(NOON, 3, 1),)
    assert archive.votes(key(2)) == (VoteCount(NOON, 2, 4),)


# Marks ----------------------------------------------------------------------------------------------------------


def test_marks_are_remembered_until_a_paper_is_new_again(archive: Archive) -> None:
    archive.set_marks({key(1): Mark.SEEN, key(2): Mark.READ, key(3): Mark.SKIPPED}, NOON)
    archive.set_marks({key(1): Mark.READ, key(2): Mark.NEW, key(4): Mark.NEW}, _LATER)
    marks = archive.marks()
    assert marks == {key(1): Mark.READ, key(3): Mark.SKIPPED}
    assert all(isinstance(each, PaperKey) for each in marks)


@given(st.lists(st.dictionaries(strategies.keys(), st.sampled_from(Mark), max_size=5), max_size=5))
def test_any_sequence_of_marks_is_what_a_plain_dict_says(changes: list[dict[PaperKey, Mark]]) -> None:
    model: dict[PaperKey, Mark] = {}
    with closing(Archive.in_memory()) as archive:
        for marks in changes:
            archive.set_marks(marks, NOON)
            model |= marks
            assert archive.marks() == {each: mark for each, mark in model.items() if mark is not Mark.NEW}


# Others ---------------------------------------------------------------------------------------------------------


def test_an_archive_is_the_same_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with closing(Archive.open(path)) as archive:
        archive.store(listing(paper(1, upvotes=3)))
        archive.set_marks({key(1): Mark.READ}, NOON)
    with closing(Archive.open(path)) as archive:
        assert archive.listing(TODAY) == listing(paper(1, upvotes=3), origin=ListingOrigin.ARCHIVE)
        assert archive.marks() == {key(1): Mark.READ}
        assert archive.votes(key(1)) == (VoteCount(NOON, 3, None),)


def test_an_archive_can_be_used_from_any_thread(archive: Archive) -> None:
    barrier = threading.Barrier(4)

    def store(first: int) -> None:
        barrier.wait()
        for number in range(first, first + 50):
            archive.store(listing(paper(number), feed=Search(str(number))))

    threads = [threading.Thread(target=store, args=(first,)) for first in range(0, 200, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(archive.paper(key(number)) == paper(number) for number in range(200))


def test_two_programs_write_the_same_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with processes.started("store", path, 0, 50) as one, processes.started("store", path, 50, 50) as two:
        for process in (one, two):
            output, _ = process.communicate(timeout=60)
            assert output.endswith("done\n"), output
    with closing(Archive.open(path)) as archive:
        for number in range(100):
            stored = archive.listing(Edition(Period.DAY, TODAY.first_day - timedelta(days=number)))
            assert stored is not None
            assert stored.papers == (paper(number, upvotes=number),)


def test_what_another_program_stored_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with closing(Archive.open(path)) as ours, processes.started("store", path, 0, 1) as other:
        assert ours.listing(TODAY) is None
        assert [processes.line_of(other) for _ in range(3)] == ["open", "0", "done"]
        stored = ours.listing(TODAY)
        assert stored is not None
        assert stored.papers == (paper(0, upvotes=0),)


def test_killing_a_writer_loses_nothing_it_had_stored(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    stored: list[int] = []
    for attempt in range(5):
        with processes.started("store", path, 100 * attempt, 100) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open\n"
            stored += [int(writer.stdout.readline()) for _ in range(1 + attempt)]
            writer.kill()
            stored += [int(line) for line in writer.stdout.read().split() if line != "done"]
        with closing(Archive.open(path)) as archive:
            for number in stored:
                assert archive.paper(key(number)) == paper(number, upvotes=number)


def test_times_are_in_utc(archive: Archive) -> None:
    archive.store(listing(paper(1, upvotes=1)))
    stored = archive.listing(TODAY)
    assert stored is not None
    assert stored.fetched_at is not None
    assert stored.fetched_at.tzinfo is UTC
    assert archive.votes(key(1))[0].at.tzinfo is UTC
