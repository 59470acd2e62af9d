"""What becomes of answers: the last wish counts, and what is shown stays until there is something better."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from paperreader.domain.papers.feed import Archived, Edition, Feed, Inbox, Period, Sample, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import PaperReaderError, SourceBusy, SourceUnreachable
from paperreader.services.papers import navigation
from paperreader.services.papers.navigation import Activity, Navigation, Refusal
from paperreader.services.papers.places import Position, View

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)
FRIDAY = Edition.containing(Period.DAY, NOW.date())
GONE = SourceUnreachable("Hugging Face is gone")


def listing(feed: Feed) -> Listing:
    return Listing(feed=feed, papers=(), origin=ListingOrigin.SAMPLE)


def asking(feed: Feed | None, *, is_offline: bool = False) -> Navigation:
    """Return the state in which the first request is under way."""
    return navigation.request(Navigation(asked=feed, is_offline=is_offline))


def answered(state: Navigation, feed: Feed) -> Navigation:
    return navigation.answer(state, state.request, listing(feed))


def showing(feed: Feed) -> Navigation:
    """Return the state in which a feed was asked for and is shown."""
    state = answered(asking(feed), feed)
    return navigation.end(state, state.request)


def failed(state: Navigation, error: PaperReaderError = GONE, now: datetime = NOW) -> Navigation:
    return navigation.fail(state, state.request, error, now)


def shown(state: Navigation) -> Feed | None:
    return None if state.shown is None else state.shown.feed


def test_an_answer_to_a_former_request_is_not_shown() -> None:
    former = showing(Sample())
    state = navigation.go_to(former, Trending())
    assert (state.asked, state.request) == (Trending(), former.request + 1)
    assert navigation.answer(state, former.request, listing(Sample())) is state
    assert navigation.end(state, former.request) is state
    assert navigation.fail(state, former.request, GONE, NOW) is state
    assert shown(answered(state, Trending())) == Trending()


def test_an_answer_to_the_same_feed_asked_for_before_is_not_shown_either() -> None:
    former = showing(FRIDAY)
    state = navigation.reload(former)
    assert isinstance(state, Navigation)
    assert navigation.answer(state, former.request, listing(FRIDAY)) is state


def test_what_somebody_reads_is_not_exchanged_but_the_newer_edition_is_told() -> None:
    state = navigation.use(answered(asking(None), Sample()))
    state = answered(state, FRIDAY)
    assert shown(state) == Sample()
    assert state.newer is not None
    assert state.newer.feed == FRIDAY


def test_a_feed_that_fails_leaves_the_keys_to_what_is_shown() -> None:
    state = failed(navigation.go_to(showing(FRIDAY), Trending()))
    assert (state.asked, shown(state), state.is_loading) == (FRIDAY, FRIDAY, False)
    assert state.activity is Activity.NOT_REFRESHED


def test_where_nothing_is_shown_nothing_is_not_refreshed() -> None:
    assert failed(asking(FRIDAY)).activity is Activity.NOTHING


def test_a_failed_refresh_is_tried_again_after_a_while_or_when_the_hub_said() -> None:
    state = failed(showing(FRIDAY))
    assert navigation.tick(state, NOW, is_due=False) is state
    now = NOW + timedelta(minutes=2)
    again = navigation.tick(state, now, is_due=False)
    assert (again.request, again.asked, again.is_wanted_fresh) == (state.request + 1, FRIDAY, False)
    state = failed(again, SourceBusy("Slowly", retry_at=now + timedelta(hours=1)), now)
    assert navigation.tick(state, now + timedelta(minutes=59), is_due=False) is state
    now += timedelta(minutes=61)
    again = navigation.tick(state, now, is_due=False)
    assert again.request == state.request + 1
    assert navigation.tick(again, now, is_due=True) is again, "a slow answer is waited for"


def test_what_is_due_is_asked_for_but_not_offline() -> None:
    state = showing(FRIDAY)
    assert navigation.tick(state, NOW, is_due=True).request == state.request + 1
    offline = asking(FRIDAY, is_offline=True)
    offline = navigation.end(offline, offline.request)
    assert navigation.tick(offline, NOW, is_due=True) is offline


def test_a_pause_the_hub_asks_for_is_counted_down_and_then_it_is_asked() -> None:
    state = failed(showing(FRIDAY), SourceBusy("Slowly", retry_at=NOW + timedelta(seconds=64)))
    assert state.activity is Activity.PAUSED
    assert navigation.pause_left(state, NOW) == timedelta(seconds=65)
    now = NOW + timedelta(seconds=60)
    assert navigation.pause_left(state, now) == timedelta(seconds=5)
    assert navigation.count_down(state, now) is state
    assert navigation.tick(state, now, is_due=False) is state
    now += timedelta(seconds=5)
    again = navigation.count_down(state, now)
    assert (again.request, again.activity) == (state.request + 1, Activity.ASKING)
    assert navigation.count_down(again, now) is again


def test_what_was_wanted_fresh_is_asked_for_again_though_it_is_fresh_enough_otherwise() -> None:
    later = NOW + timedelta(minutes=2)
    state = navigation.reload(showing(FRIDAY))
    assert isinstance(state, Navigation)
    assert state.is_wanted_fresh
    assert navigation.tick(failed(state), later, is_due=False).is_wanted_fresh
    state = navigation.reload(navigation.go_to(showing(FRIDAY), Trending()))
    assert isinstance(state, Navigation)
    again = navigation.tick(failed(state), later, is_due=False)
    assert (again.asked, again.is_wanted_fresh) == (FRIDAY, False)


def test_a_pause_is_counted_down_no_more_when_something_else_was_asked_for() -> None:
    state = failed(showing(FRIDAY), SourceBusy("Slowly", retry_at=NOW + timedelta(hours=1)))
    assert navigation.pause_left(state, NOW) == timedelta(hours=1, seconds=1)
    state = navigation.go_to(state, Archived("lamp"))
    assert navigation.pause_left(state, NOW) == timedelta()
    assert navigation.count_down(state, NOW) is state


def test_a_search_goes_back_to_where_it_began_however_much_was_typed() -> None:
    state = showing(FRIDAY)
    for text in ("l", "la", "lam"):
        state = navigation.search(state, text)
    assert state.asked == Archived("lam")
    state = navigation.leave_search(state)
    assert state.asked == FRIDAY
    assert navigation.leave_search(state) is state


@pytest.mark.parametrize(("feed", "is_asked"), [(FRIDAY, False), (Archived("lamp"), True)])
def test_offline_only_what_needs_nobody_is_loaded_anew(feed: Feed, is_asked: bool) -> None:
    reloaded = navigation.reload(asking(feed, is_offline=True))
    assert (reloaded is Refusal.OFFLINE) is not is_asked


def test_a_newer_edition_is_told_when_nothing_else_goes_on() -> None:
    state = answered(asking(None), FRIDAY)
    later = NOW + timedelta(days=4)
    assert navigation.tick(state, later, is_due=False) is state
    state = navigation.end(state, state.request)
    assert state.asked == FRIDAY
    assert navigation.tick(state, later, is_due=False).activity is Activity.NEWER


@pytest.mark.parametrize(
    ("asked", "name", "expected"),
    [
        (FRIDAY, "weekly", Edition(Period.WEEK, date(2026, 8, 17))),
        (Edition(Period.MONTH, date(2026, 8, 1)), "daily", FRIDAY),
        (Edition(Period.MONTH, date(2026, 7, 1)), "daily", Edition(Period.DAY, date(2026, 7, 31))),
        (Trending(), "daily", None),
        (Trending(), "monthly", Edition(Period.MONTH, date(2026, 8, 1))),
        (FRIDAY, "trending", Trending()),
        (FRIDAY, "older", Edition(Period.DAY, date(2026, 8, 20))),
        (Edition(Period.DAY, date(2026, 8, 20)), "newer", FRIDAY),
        (Edition(Period.DAY, date(2026, 8, 20)), "newest", None),
        (Edition(Period.MONTH, date(2026, 7, 1)), "newest", Edition(Period.MONTH, date(2026, 8, 1))),
    ],
)
def test_names_lead_to_feeds_that_hold_what_is_shown(asked: Feed, name: str, expected: Feed | None) -> None:
    state = asking(asked)
    gone = navigation.DESTINATIONS[name](state, NOW)
    assert isinstance(gone, Navigation)
    assert (gone.asked, gone.request, gone.is_wanted_fresh) == (expected, state.request + 1, False)


@pytest.mark.parametrize(
    ("asked", "name", "refusal"),
    [
        (FRIDAY, "newer", Refusal.NEWEST),
        (Edition(Period.DAY, date(2023, 5, 4)), "older", Refusal.FIRST),
        (Trending(), "newer", Refusal.NO_EDITIONS),
    ],
)
def test_where_there_is_no_further_edition_there_is_nowhere_to_go(
    asked: Feed, name: str, refusal: Refusal
) -> None:
    assert navigation.DESTINATIONS[name](asking(asked), NOW) is refusal


def arrived(state: Navigation, feed: Feed, place: int = 0) -> Navigation:
    """Return the state in which what was asked for is shown; `place` is where the reader was in what was before."""
    later = answered(state, feed)
    if not state.is_shown(feed):
        later, _ = navigation.arrive(state, later, View(Position((str(place),), place)))
    return navigation.end(later, later.request)


def gone(state: Navigation | Refusal) -> Navigation:
    assert isinstance(state, Navigation)
    return state


def test_back_and_forward_lead_where_one_was_also_several_places_at_once() -> None:
    state = arrived(asking(FRIDAY), FRIDAY)
    assert navigation.back(state) is Refusal.NOTHING_BEHIND
    for feed in (Trending(), Inbox()):
        state = arrived(navigation.go_to(state, feed), feed)
    state = gone(navigation.back(gone(navigation.back(state))))
    assert state.asked == FRIDAY
    assert navigation.back(state) is Refusal.NOTHING_BEHIND, "also while it is on its way"
    state = arrived(state, FRIDAY)
    assert navigation.back(state) is Refusal.NOTHING_BEHIND
    state = gone(navigation.forward(state))
    assert state.asked == Trending()
    assert gone(navigation.back(state)).asked == FRIDAY
    state = arrived(state, Trending())
    assert gone(navigation.forward(state)).asked == Inbox()
    assert navigation.forward(arrived(navigation.go_to(state, FRIDAY), FRIDAY)) is Refusal.NOTHING_AHEAD


def test_back_on_the_way_elsewhere_stays_and_what_failed_is_no_place() -> None:
    state = navigation.go_to(arrived(asking(FRIDAY), FRIDAY), Trending())
    stayed = arrived(gone(navigation.back(state)), FRIDAY)
    assert (stayed.asked, stayed.places.behind) == (FRIDAY, ())
    assert failed(state).places.behind == ()
    state = arrived(navigation.go_to(failed(state), Inbox()), Inbox())
    assert [place.feed for place in state.places.behind] == [FRIDAY]


def test_a_search_of_the_archive_is_one_place_and_is_left_to_where_it_began() -> None:
    state = arrived(navigation.go_to(arrived(asking(FRIDAY), FRIDAY), Archived()), Archived())
    for text in ("l", "", "la"):
        # As if what was found before was not kept.
        state = replace(state, searches={})
        state = arrived(navigation.search(state, text), Archived(text))
    state = replace(state, searches={})
    assert [place.feed for place in state.places.behind] == [FRIDAY, Archived()]
    left = replace(arrived(navigation.leave_search(state), Archived()), searches={})
    assert [place.feed for place in left.places.behind] == [FRIDAY]
    again = arrived(gone(navigation.forward(left)), Archived("la"))
    assert navigation.leave_search(again).asked == Archived()
    assert navigation.leave_search(arrived(asking(Archived("la")), Archived("la"))).asked == Archived("la")


def test_daily_is_the_day_one_was_at_unless_a_newer_one_has_begun() -> None:
    thursday = FRIDAY.previous()
    assert thursday is not None
    daily, weekly = navigation.DESTINATIONS["daily"], navigation.DESTINATIONS["weekly"]
    state = arrived(asking(None), FRIDAY)
    at_trending = arrived(navigation.go_to(state, Trending()), Trending())
    assert gone(daily(at_trending, NOW)).asked == FRIDAY
    assert gone(daily(at_trending, NOW + timedelta(days=4))).asked is None
    state = arrived(navigation.go_to(state, thursday), thursday)
    state = arrived(gone(weekly(state, NOW)), Edition.containing(Period.WEEK, NOW.date()))
    assert gone(daily(state, NOW)).asked == thursday
    state = arrived(
        navigation.go_to(state, Edition(Period.WEEK, date(2026, 8, 3))),
        Edition(Period.WEEK, date(2026, 8, 3)),
    )
    assert gone(daily(state, NOW)).asked == Edition(Period.DAY, date(2026, 8, 9))


def part(feed: Feed, count: int, *, has_more: bool = True) -> Listing:
    """Return so many papers of a feed, the first of more."""
    papers = tuple(Paper(key=PaperKey(f"2608.{n:05}"), title=f"Paper {n}") for n in range(count))
    return Listing(feed=feed, papers=papers, origin=ListingOrigin.ARCHIVE, has_more=has_more)


def test_what_does_not_go_as_far_as_the_reader_was_is_shown_only_if_no_more_comes() -> None:
    """A list is not shown at another paper first, and a refresh does not take the papers away that are read."""
    state = arrived(navigation.go_to(arrived(asking(FRIDAY), FRIDAY), Archived()), Archived())
    state = arrived(navigation.go_to(state, Trending()), Trending(), 300)
    state = replace(state, searches={})
    for going in (navigation.back(state), navigation.go_to(state, Archived())):
        asked = gone(going)
        held = navigation.answer(asked, asked.request, part(Archived(), 50))
        assert shown(held) == Trending()
        whole = navigation.answer(held, held.request, part(Archived(), 400))
        assert (shown(whole), whole.held) == (Archived(), None)
        for ended in (navigation.end(held, held.request), failed(held)):
            later, view = navigation.arrive(held, ended, View())
            assert (shown(later), view.position.place) == (Archived(), 300)
            assert later.asked == Archived()
    whole = navigation.end(whole, whole.request)
    again = gone(navigation.reload(whole))
    assert navigation.answer(again, again.request, part(Archived(), 50)).shown is whole.shown
    fewer = navigation.answer(again, again.request, part(Archived(), 399, has_more=False))
    assert fewer.shown is not whole.shown
    away = arrived(navigation.go_to(whole, FRIDAY), FRIDAY)
    back = navigation.go_to(away, Archived())
    assert back.shown is whole.shown, "what takes a while to make was kept"
    back, _ = navigation.arrive(away, back, View())
    assert [place.feed for place in back.places.behind[-2:]] == [Archived(), FRIDAY]
    first = navigation.go_to(arrived(asking(FRIDAY), FRIDAY), Archived())
    assert shown(navigation.answer(first, first.request, part(Archived(), 50))) == Archived()
