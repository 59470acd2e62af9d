"""The way there and back among feeds: nothing is lost on it but what is too long ago."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.feed import Archived, Edition, Feed, ForYou, Inbox, Period, Trending
from paperreader.domain.query.sorting import SortOrder
from paperreader.services.papers.places import (
    ONWARD,
    STAYING,
    Going,
    Place,
    Places,
    Position,
    View,
    arrive,
)

DAYS = tuple(Edition.from_name(Period.DAY, f"2026-08-{day}") for day in (19, 20, 21))
FEEDS: tuple[Feed, ...] = (*DAYS, Trending(), Inbox(), ForYou(), Archived("lamp"))


def view(place: int, order: SortOrder = SortOrder.HUB, query: str = "") -> View:
    return View(Position((f"2608.{place:05}",), place, 4), order, query)


def test_back_leads_to_a_feed_as_it_was_left_and_forward_again_to_the_one_after() -> None:
    places, shown = arrive(Places(), None, DAYS[2], STAYING)
    assert (shown, places.behind) == (View(), ())
    places, _ = arrive(places, Place(DAYS[2], view(7, SortOrder.TITLE, "moe")), Trending(), ONWARD)
    places, _ = arrive(places, Place(Trending(), view(3)), Inbox(), ONWARD)
    assert (places.beside(-3), places.beside(1)) == (None, None)
    places, shown = arrive(places, Place(Inbox(), view(1)), DAYS[2], Going(-2))
    assert shown == view(7, SortOrder.TITLE, "moe")
    assert [place.feed for place in places.ahead] == [Trending(), Inbox()]
    places, shown = arrive(places, Place(DAYS[2], view(8)), Trending(), Going(1))
    assert shown == view(3)
    assert places.beside(-1) == Place(DAYS[2], view(8))
    places, _ = arrive(places, Place(Trending(), view(3)), ForYou(), ONWARD)
    assert places.ahead == ()


def test_each_feed_is_shown_as_it_was_left_however_it_is_come_to() -> None:
    places, _ = arrive(Places(), Place(DAYS[2], view(7, SortOrder.TITLE, "moe")), Trending(), ONWARD)
    _, shown = arrive(places, Place(Trending(), view(2)), DAYS[2], ONWARD)
    assert shown == view(7, SortOrder.TITLE, "moe")


def test_a_day_that_was_not_seen_is_in_the_order_of_the_day_before_and_not_filtered() -> None:
    places, shown = arrive(Places(), Place(DAYS[2], view(7, SortOrder.TITLE, "moe")), DAYS[1], ONWARD)
    assert shown == View(order=SortOrder.TITLE)
    assert places.view_of(Trending()) == View()
    assert places.editions == {Period.DAY: DAYS[1]}


def test_what_takes_the_place_of_another_by_itself_is_no_place_of_its_own() -> None:
    """Such as what is found by one letter more."""
    places, _ = arrive(Places(), Place(DAYS[2], view(7)), Archived("l"), ONWARD)
    places, _ = arrive(places, Place(Archived("l"), view(0)), Archived("la"), STAYING)
    assert places.behind == (Place(DAYS[2], view(7)),)
    places, _ = arrive(places, Place(Archived("la"), view(0)), DAYS[2], STAYING)
    assert places.behind == ()


@st.composite
def _ways(draw: st.DrawFn) -> list[tuple[Feed, Going]]:
    goings = st.one_of(st.just(ONWARD), st.just(STAYING), st.builds(Going, st.integers(-4, 4)))
    return draw(st.lists(st.tuples(st.sampled_from(FEEDS), goings), max_size=40))


@given(_ways(), st.integers(1, 3))
def test_forward_after_back_is_where_one_was_and_nothing_is_lost(
    way: list[tuple[Feed, Going]], by: int
) -> None:
    here: Feed = Trending()
    places, _ = arrive(Places(), None, here, STAYING)
    for number, (feed, going) in enumerate(way):
        target = places.beside(going.by)
        there = feed if target is None else target.feed
        if there != here:
            before = len(places.behind) + len(places.ahead)
            places, _ = arrive(places, Place(here, view(number)), there, going)
            here = there
            if target is not None:
                assert len(places.behind) + len(places.ahead) == before
        around = [each.feed for each in places.behind] + [here] + [each.feed for each in places.ahead]
        assert all(one != next_ for one, next_ in pairwise(around))
    target = places.beside(-by)
    if target is None or target.feed == here:
        return
    there_and_back, shown = arrive(places, Place(here, view(99)), target.feed, Going(-by))
    assert shown == target.view
    there_and_back, shown = arrive(there_and_back, target, here, Going(by))
    assert shown == view(99)
    assert (there_and_back.behind, there_and_back.ahead) == (places.behind, places.ahead)


def test_of_a_long_way_the_beginning_is_forgotten() -> None:
    places, here = Places(), DAYS[0]
    for number in range(500):
        there = Edition.from_name(Period.DAY, f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}")
        if there != here:
            places, _ = arrive(places, Place(here, view(number)), there, ONWARD)
            here = there
    assert len(places.behind) == 100
    assert len(places.views) == 200 or len(places.views) == len({*places.views})
    assert places.behind[-1].view == view(499)
