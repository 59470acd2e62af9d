"""Where a run begins, after what another one left."""

import pytest

from paperreader.domain.papers.feed import Edition, Feed, Period, SimilarTo, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.sorting import SortOrder
from paperreader.domain.view_state import ViewState
from paperreader.errors import SourceUnreachable
from paperreader.services.papers import navigation
from paperreader.services.papers.navigation import Navigation
from paperreader.services.papers.places import Position, View
from paperreader.services.papers.resuming import left, resume
from tests.services.papers.test_navigation import NOW

FRIDAY = Edition.from_name(Period.DAY, "2026-08-21")
THURSDAY = Edition.from_name(Period.DAY, "2026-08-20")
LEFT = ViewState(
    feed=THURSDAY.key, paper="2608.00007", order="title", day=THURSDAY.key, day_paper="2608.00007"
)


def first(state: Navigation, feed: Feed) -> View:
    """Return how the first listing is shown."""
    state = navigation.request(state)
    later = navigation.answer(state, state.request, Listing(feed=feed, papers=(), origin=ListingOrigin.HUB))
    return navigation.arrive(state, later, View())[1]


@pytest.mark.parametrize(
    ("asked", "is_last_wanted", "opened"),
    [(None, False, None), (None, True, THURSDAY), (Trending(), True, Trending()), (FRIDAY, False, FRIDAY)],
)
def test_it_begins_at_what_was_asked_for_else_as_the_setting_says(
    asked: Feed | None, is_last_wanted: bool, opened: Feed | None
) -> None:
    assert resume(asked, LEFT, is_last_wanted=is_last_wanted, is_offline=False).asked == opened


def test_the_paper_is_found_where_nothing_newer_has_come_and_a_newer_day_begins_at_its_first() -> None:
    state = resume(None, LEFT, is_last_wanted=False, is_offline=False)
    assert first(state, THURSDAY) == View(Position(("2608.00007",)), SortOrder.TITLE)
    assert first(state, FRIDAY) == View(order=SortOrder.TITLE)
    assert first(state, Trending()) == View()


def test_what_can_not_be_shown_any_more_makes_way_for_the_newest_day() -> None:
    state = navigation.request(resume(None, LEFT, is_last_wanted=True, is_offline=False))
    state = navigation.fail(state, state.request, SourceUnreachable("gone"), NOW)
    assert (state.asked, state.request, state.is_loading) == (None, 2, True)
    failed = navigation.fail(state, state.request, SourceUnreachable("gone"), NOW)
    assert not failed.is_loading


@pytest.mark.parametrize("wrong", ["", "day:31", SimilarTo((PaperKey("x"),)).key])
def test_what_means_nothing_is_as_if_not_remembered(wrong: str) -> None:
    former = LEFT.with_changes({"feed": wrong, "day": wrong})
    state = resume(None, former, is_last_wanted=True, is_offline=True)
    assert (state.asked, dict(state.places.views), state.is_offline) == (None, {}, True)
    unknown = LEFT.with_changes({"order": "size"})
    assert first(resume(None, unknown, is_last_wanted=True, is_offline=True), THURSDAY).order == "hub"


def test_the_paper_of_the_day_is_found_though_the_reader_was_quit_elsewhere() -> None:
    former = LEFT.with_changes(left(Listing(feed=Trending(), papers=(), origin=ListingOrigin.HUB), View()))
    assert (former.feed, former.paper, former.day_paper) == ("trending", "", "2608.00007")
    state = resume(None, former, is_last_wanted=False, is_offline=False)
    assert first(state, THURSDAY).position.keys == ("2608.00007",)
    assert first(state, Trending()) == View()


def test_what_is_left_is_what_is_resumed() -> None:
    assert left(None, View()) == {}
    shown = Listing(feed=THURSDAY, papers=(), origin=ListingOrigin.HUB)
    view = View(Position(("2608.00007", "2608.00008"), 6, 4), SortOrder.TITLE, "moe")
    assert ViewState().with_changes(left(shown, view)) == LEFT
    assert left(shown, View())["paper"] == ""
    alike = Listing(feed=SimilarTo((PaperKey("x"),)), papers=(), origin=ListingOrigin.ARCHIVE)
    assert left(alike, view) == {}, "it could not be shown again"
