"""What the inbox is made from: days of the archive, what is done of them, and skipped papers that rose."""

from dataclasses import replace
from datetime import date, timedelta

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ranking.inbox import InboxContents, inbox_listing
from paperreader.store.archive.archive import Archive
from tests.store.builders import NOON, TODAY, key, listing, paper

FRIDAY = TODAY.first_day
ONE_DAY = timedelta(days=1)


def day(number: int, *papers: Paper, is_closed: bool = True) -> Listing:
    """Return what the Hub answered at noon for a day of August."""
    feed = Edition(Period.DAY, date(2026, 8, number))
    return replace(listing(*papers, feed=feed), is_complete=is_closed)


def contents(archive: Archive, today: date = FRIDAY) -> InboxContents:
    return archive.inbox.contents(today, NOON)


def test_of_an_empty_archive_nothing_is_held(archive: Archive) -> None:
    found = contents(archive)
    assert (found.days, found.done, found.skipped, found.unread_before) == ((), frozenset(), (), frozenset())
    assert archive.inbox.begins() is None
    assert not found.is_open_before


def test_days_come_with_their_papers_in_order_and_weeks_do_not(archive: Archive) -> None:
    archive.store(day(20, paper(2), paper(1)))
    archive.store(day(21, paper(3), is_closed=False))
    archive.store(day(19))
    archive.store(listing(paper(4), feed=Edition(Period.WEEK, date(2026, 8, 17))))
    days = contents(archive).days
    assert [(each.day.day, [paper.key for paper in each.papers or ()], each.is_closed) for each in days] == [
        (19, [], True),
        (20, [key(2), key(1)], True),
        (21, [key(3)], False),
    ]
    assert {each.fetched_at for each in days} == {NOON}


def test_what_was_asked_for_later_than_now_is_not_closed(archive: Archive) -> None:
    archive.store(day(20, paper(1)))
    (found,) = archive.inbox.contents(FRIDAY, NOON - ONE_DAY).days
    assert not found.is_closed


def test_read_skipped_and_passed_papers_are_done(archive: Archive) -> None:
    archive.store(day(20, *map(paper, range(5))))
    marks = {key(0): Mark.READ, key(1): Mark.SKIPPED, key(2): Mark.SEEN, key(9): Mark.READ}
    archive.set_marks(marks, NOON)
    archive.inbox.mark_passed([key(3), key(2)], FRIDAY, NOON)
    assert contents(archive).done == frozenset(), "the inbox begins on Friday, these papers came before"
    archive.inbox.begin(FRIDAY - ONE_DAY)
    assert contents(archive).done == {key(0), key(1), key(2), key(3)}
    archive.inbox.unmark_passed([key(3)], FRIDAY - ONE_DAY)
    assert contents(archive).done == {key(0), key(1), key(2)}


def test_it_begins_where_it_was_said_last(archive: Archive) -> None:
    archive.inbox.begin(date(2026, 8, 10))
    archive.inbox.begin(date(2026, 8, 12))
    assert archive.inbox.begins() == date(2026, 8, 12)
    assert contents(archive).window.first == date(2026, 8, 12)


def test_after_a_long_time_it_is_known_what_is_left_out(archive: Archive) -> None:
    archive.inbox.begin(date(2026, 8, 13))
    archive.store(day(13, paper(1), paper(2)))
    archive.store(day(14, paper(3)))
    archive.set_marks({key(3): Mark.READ, key(2): Mark.SKIPPED}, NOON)
    later = date(2026, 9, 14)
    found = contents(archive, later)
    assert found.window.first == date(2026, 8, 15), "a Saturday"
    assert found.unread_before == {key(1)}
    assert not found.is_open_before
    archive.set_marks({key(1): Mark.READ}, NOON)
    assert contents(archive, later).unread_before == frozenset()
    assert contents(archive, later + 5 * ONE_DAY).is_open_before, "17 to 19 August were never fetched"


def test_a_paper_that_rose_since_it_was_skipped_comes_back_once(archive: Archive) -> None:
    archive.inbox.begin(FRIDAY - ONE_DAY)
    archive.store(day(20, paper(1, upvotes=5), paper(2, upvotes=5)))
    archive.store_paper(paper(1, upvotes=12), NOON + ONE_DAY)
    archive.set_marks({key(1): Mark.SKIPPED, key(2): Mark.READ}, NOON + 2 * ONE_DAY)
    assert contents(archive).skipped == ()
    for number in (1, 2):
        archive.store_paper(paper(number, upvotes=140), NOON + 3 * ONE_DAY)
    assert [(each.paper.key, each.then, each.now) for each in contents(archive).skipped] == [
        (key(1), 12, 140)
    ]
    archive.set_marks({key(1): Mark.SKIPPED}, NOON + 4 * ONE_DAY)
    assert contents(archive).skipped == (), "skipped again, it is measured from there"
    archive.store_paper(paper(1, upvotes=500), NOON + 5 * ONE_DAY)
    assert [(each.then, each.now) for each in contents(archive).skipped] == [(140, 500)]
    archive.inbox.mark_passed([key(1)], FRIDAY, NOON + 6 * ONE_DAY)
    assert contents(archive).skipped == (), "it was passed"
    archive.set_marks({key(1): Mark.READ}, NOON + 7 * ONE_DAY)
    archive.store_paper(paper(1, upvotes=5000), NOON + 8 * ONE_DAY)
    assert contents(archive).skipped == (), "it was read"


def test_a_skipped_paper_whose_votes_were_not_known_then_does_not_come_back(archive: Archive) -> None:
    archive.set_marks({key(1): Mark.SKIPPED}, NOON)
    archive.store_paper(paper(1, upvotes=140), NOON + ONE_DAY)
    assert contents(archive).skipped == ()


def test_new_papers_of_a_day_that_was_done_are_in_the_inbox(archive: Archive) -> None:
    archive.store(day(21, paper(1), is_closed=False))
    shown = inbox_listing(contents(archive), FRIDAY)
    archive.inbox.mark_passed(
        [each.key for each in shown.papers], contents(archive).begins_after(FRIDAY), NOON
    )
    assert inbox_listing(contents(archive), FRIDAY).papers == ()
    archive.store(day(21, paper(2), paper(1)))
    assert [each.key for each in inbox_listing(contents(archive), FRIDAY).papers] == [key(2)]


def test_counting_it_says_what_listing_it_shows(archive: Archive) -> None:
    archive.inbox.begin(FRIDAY - ONE_DAY)
    archive.store(day(18, paper(8)))
    archive.store(day(20, *(paper(number, upvotes=5) for number in range(5))))
    archive.store(day(21, paper(4), paper(5), paper(6), is_closed=False))
    archive.store(listing(paper(7), feed=Edition(Period.WEEK, date(2026, 8, 17))))
    archive.set_marks({key(0): Mark.READ, key(1): Mark.SKIPPED, key(2): Mark.SEEN}, NOON)
    archive.inbox.mark_passed([key(5)], FRIDAY - ONE_DAY, NOON)
    for kept in ((), (key(3), key(1), key(9))):
        listed = inbox_listing(contents(archive), FRIDAY, kept).papers
        assert archive.inbox.unread(FRIDAY, kept) == len(listed) > 0
    archive.store_paper(paper(1, upvotes=140), NOON + ONE_DAY)
    listed = inbox_listing(contents(archive), FRIDAY, ()).papers
    assert key(1) in {each.key for each in listed}
    assert archive.inbox.unread(FRIDAY, ()) == len(listed)
