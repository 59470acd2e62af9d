"""What is said of a listing, and of what goes on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from paperreader.domain.papers.feed import Archived, Edition, Feed, Period, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import SourceBusy, SourceUnreachable
from paperreader.services.papers import navigation
from paperreader.services.papers.navigation import Navigation
from paperreader.ui.browse import feed_bar, listing_text

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)
FRIDAY = Edition(Period.DAY, date(2026, 8, 21))


def showing(feed: Feed | None, shown: Feed, *, is_offline: bool = False) -> Navigation:
    state = navigation.request(Navigation(asked=feed, is_offline=is_offline))
    listing = Listing(feed=shown, papers=(), origin=ListingOrigin.HUB)
    return navigation.end(navigation.answer(state, state.request, listing), state.request)


def doing(state: Navigation, now: datetime = NOW) -> str:
    return listing_text.doing(state, now)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "0:01"),
        (0, "0:01"),
        (0.2, "0:01"),
        (59.1, "1:00"),
        (61, "1:01"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3725, "1:02:05"),
    ],
)
def test_what_is_left_of_a_pause(seconds: float, shown: str) -> None:
    assert listing_text.pause(timedelta(seconds=seconds)) == f"Hugging Face asks for a pause: {shown}"


def test_what_goes_on_is_said() -> None:
    state = showing(FRIDAY, FRIDAY)
    assert doing(Navigation()) == "opening"
    assert doing(state) == ""
    assert doing(navigation.request(state)) == "asking Hugging Face"
    assert doing(navigation.go_to(state, Trending())) == "asking Hugging Face for Trending"
    assert doing(navigation.go_to(state, Archived("lamp"))) == ""
    assert doing(showing(FRIDAY, FRIDAY, is_offline=True)) == "offline"
    opened = navigation.tick(showing(None, FRIDAY), NOW + timedelta(days=4), is_due=False)
    assert doing(opened) == "newer papers are out: . shows them"


def test_the_status_says_what_the_tabs_do_not() -> None:
    papers = tuple(Paper(key=PaperKey(f"2608.{n:05}"), title="Dusk") for n in range(9))
    listing = Listing(feed=FRIDAY, papers=papers, origin=ListingOrigin.HUB)

    def said(listing: Listing, shown: int, muted: int = 0) -> list[str]:
        unread = len(listing.papers)
        return [
            text for text, _ in listing_text.status(listing, shown=shown, unread=unread, kept=3, muted=muted)
        ]

    assert said(listing, 9) == ["9 papers", "9 unread", "3 bookmarked"]
    assert said(listing, 7, muted=2) == ["7 of 9 papers", "2 muted", "9 unread", "3 bookmarked"]
    # Where there are none a sentence says so.
    assert said(replace(listing, papers=()), 0) == ["3 bookmarked"]


def test_a_pause_is_counted_down_in_words() -> None:
    state = showing(FRIDAY, FRIDAY)
    busy = SourceBusy("Slowly", retry_at=NOW + timedelta(seconds=64))
    state = navigation.fail(state, state.request, busy, NOW)
    assert doing(state) == "Hugging Face asks for a pause: 1:05"
    assert doing(state, NOW + timedelta(seconds=60)) == "Hugging Face asks for a pause: 0:05"


def test_what_failed_is_said_with_what_to_press() -> None:
    state = showing(FRIDAY, FRIDAY)
    gone = SourceUnreachable("Hugging Face is gone")
    elsewhere = navigation.go_to(state, Trending())
    failed = navigation.fail(elsewhere, elsewhere.request, gone, NOW)
    assert doing(failed) == "not refreshed"
    assert (
        listing_text.what_to_press(elsewhere, failed)
        == f"Trending could not be opened; this is still {FRIDAY.label}."
    )
    refreshed = navigation.request(state)
    failed = navigation.fail(refreshed, refreshed.request, gone, NOW)
    assert listing_text.what_to_press(refreshed, failed) == "r tries again."
    offline = showing(FRIDAY, FRIDAY, is_offline=True)
    failed = navigation.fail(offline, offline.request, gone, NOW)
    assert (listing_text.what_to_press(offline, failed), doing(failed)) == ("", "offline")


def test_every_tab_leads_somewhere_and_every_refusal_has_words() -> None:
    assert {name for name, _ in feed_bar.TABS} <= navigation.DESTINATIONS.keys()
    assert listing_text.REFUSALS.keys() == set(navigation.Refusal)
