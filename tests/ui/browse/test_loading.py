"""What becomes of answers: the last wish counts, and what is shown stays until there is something better."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paperreader.domain.papers.feed import Archived, Edition, Feed, Period, Sample, Trending
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.errors import PaperReaderError, SourceBusy, SourceUnreachable
from paperreader.ui.browse.loading import Loading

NOW = datetime(2026, 8, 21, 15, tzinfo=UTC)
FRIDAY = Edition.containing(Period.DAY, NOW.date())


class _Feeds:
    """What loading asks of the service, settable."""

    is_offline = False
    is_due_now = False

    def is_due(self, listing: Listing) -> bool:
        del listing
        return self.is_due_now


class _Stage:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.listing: Listing | None = None
        self.is_loading = False
        self.loads: list[tuple[Feed | None, bool]] = []
        self.doing = ""
        self.told: list[str] = []
        self.complaints: list[str] = []

    def load(self, feed: Feed | None, *, is_wanted_fresh: bool) -> None:
        self.loads.append((feed, is_wanted_fresh))

    def show_listing(self, listing: Listing) -> None:
        self.listing = listing

    def say_doing(self, what: str) -> None:
        self.doing = what

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def complain_of_listing(self, error: PaperReaderError, what_to_press: str) -> None:
        self.complaints.append(f"{error.message}. {what_to_press}")


class _World:
    def __init__(self, feed: Feed | None = None) -> None:
        self.now = NOW
        self.feeds = _Feeds()
        self.stage = _Stage()
        self.loading = Loading(self.feeds, lambda: self.now, self.stage, feed)  # type: ignore[arg-type]

    def answer(self, asked: Feed | None, feed: Feed) -> None:
        self.loading.take(asked, listing(feed), is_wanted=False)


def listing(feed: Feed) -> Listing:
    return Listing(feed=feed, papers=(), origin=ListingOrigin.SAMPLE)


def shown(world: _World) -> Feed | None:
    return None if world.stage.listing is None else world.stage.listing.feed


def test_an_answer_to_a_former_wish_is_not_shown() -> None:
    world = _World(Sample())
    world.answer(Sample(), Sample())
    world.loading.go_to(Trending())
    world.answer(Sample(), Sample())
    assert world.stage.loads == [(Trending(), False)]
    world.answer(Trending(), Trending())
    assert shown(world) == Trending()


def test_what_somebody_reads_is_not_exchanged_but_the_newer_edition_is_told() -> None:
    world = _World()
    world.answer(None, Sample())
    world.loading.was_used = True
    world.answer(None, FRIDAY)
    assert shown(world) == Sample()
    assert world.stage.told == [f"{FRIDAY.label} is here: . opens it"]


def test_a_feed_that_fails_leaves_the_keys_to_what_is_shown() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    world.loading.go_to(Trending())
    world.loading.fail(Trending(), SourceUnreachable("The Hub is gone"))
    assert world.loading.asked == FRIDAY
    assert world.stage.complaints == [
        f"The Hub is gone. Trending could not be opened; this is still {FRIDAY.label}."
    ]


def test_a_failed_refresh_is_tried_again_after_a_while_or_when_the_hub_said() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    world.loading.fail(FRIDAY, SourceUnreachable("The Hub is gone"))
    world.loading.tick(is_idle=True)
    assert world.stage.loads == []
    world.now += timedelta(minutes=2)
    world.loading.tick(is_idle=True)
    assert world.stage.loads == [(FRIDAY, False)]
    world.loading.fail(FRIDAY, SourceBusy("Slowly", retry_at=world.now + timedelta(hours=1)))
    world.now += timedelta(minutes=59)
    world.loading.tick(is_idle=True)
    assert len(world.stage.loads) == 1
    world.now += timedelta(minutes=2)
    world.stage.is_loading = True
    world.loading.tick(is_idle=True)
    assert len(world.stage.loads) == 1, "a slow answer is waited for"
    world.stage.is_loading = False
    world.loading.tick(is_idle=True)
    assert len(world.stage.loads) == 2


def test_a_pause_the_hub_asks_for_is_counted_down_and_then_it_is_asked() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    world.loading.fail(FRIDAY, SourceBusy("Slowly", retry_at=world.now + timedelta(seconds=64)))
    assert world.stage.doing == "the Hub asks for a pause: 1:05"
    world.now += timedelta(seconds=60)
    assert world.loading.count_down()
    assert world.stage.doing == "the Hub asks for a pause: 0:05"
    world.loading.tick(is_idle=False)
    assert world.stage.loads == []
    world.now += timedelta(seconds=5)
    assert not world.loading.count_down()
    assert world.stage.loads == [(FRIDAY, False)]
    assert world.stage.doing == "asking the Hub"
    assert not world.loading.count_down()


def test_what_was_wanted_fresh_is_asked_for_again_though_it_is_fresh_enough_otherwise() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    world.loading.reload()
    world.loading.fail(FRIDAY, SourceUnreachable("The Hub is gone"))
    world.now += timedelta(minutes=2)
    world.loading.tick(is_idle=True)
    assert world.stage.loads == [(FRIDAY, True), (FRIDAY, True)]
    world.loading.go_to(Trending())
    world.loading.reload()
    world.loading.fail(Trending(), SourceUnreachable("The Hub is gone"))
    world.now += timedelta(minutes=2)
    world.loading.tick(is_idle=True)
    assert world.stage.loads[-1] == (FRIDAY, False)


def test_a_pause_is_counted_down_no_more_when_something_else_was_asked_for() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    world.loading.fail(FRIDAY, SourceBusy("Slowly", retry_at=world.now + timedelta(hours=1)))
    assert world.stage.doing == "the Hub asks for a pause: 1:00:01"
    world.loading.go_to(Archived("lamp"))
    assert not world.loading.count_down()


def test_a_search_goes_back_to_where_it_began_however_much_was_typed() -> None:
    world = _World(FRIDAY)
    world.answer(FRIDAY, FRIDAY)
    for text in ("l", "la", "lam"):
        world.loading.search(text)
    assert world.loading.leave_search()
    assert not world.loading.leave_search()
    assert world.stage.loads[-2:] == [(Archived("lam"), False), (FRIDAY, False)]


@pytest.mark.parametrize(("feed", "is_asked"), [(FRIDAY, False), (Archived("lamp"), True)])
def test_offline_only_what_needs_nobody_is_loaded_anew(feed: Feed, is_asked: bool) -> None:
    world = _World(feed)
    world.feeds.is_offline = True
    world.loading.reload()
    assert bool(world.stage.loads) is is_asked
    assert bool(world.stage.told) is not is_asked


def test_a_newer_edition_is_told_when_nothing_else_goes_on() -> None:
    world = _World()
    world.answer(None, FRIDAY)
    world.loading.end(None)
    world.now += timedelta(days=4)
    world.loading.tick(is_idle=False)
    assert world.stage.doing == ""
    world.loading.tick(is_idle=True)
    assert world.stage.doing == "a newer edition has begun: . opens it"


@pytest.mark.parametrize(
    ("asked", "name", "expected"),
    [
        (FRIDAY, "weekly", Edition(Period.WEEK, date(2026, 8, 17))),
        (Edition(Period.MONTH, date(2026, 8, 1)), "daily", FRIDAY),
        (Edition(Period.MONTH, date(2026, 7, 1)), "daily", Edition(Period.DAY, date(2026, 7, 31))),
        (Trending(), "daily", None),
        (Trending(), "monthly", Edition(Period.MONTH, date(2026, 8, 1))),
        (FRIDAY, "trending", Trending()),
    ],
)
def test_names_lead_to_feeds_that_hold_what_is_shown(asked: Feed, name: str, expected: Feed | None) -> None:
    world = _World(asked)
    world.loading.go_to_named(name)
    assert world.stage.loads == [(expected, False)]


@pytest.mark.parametrize(
    ("asked", "step", "told"),
    [
        (FRIDAY, 1, "This is the newest edition"),
        (Edition(Period.DAY, date(2023, 5, 4)), -1, "This is the first edition of Daily Papers"),
        (Trending(), 1, "Only Daily, Weekly and Monthly have editions: 1 2 3"),
    ],
)
def test_where_there_is_no_further_edition_that_is_told(asked: Feed, step: int, told: str) -> None:
    world = _World(asked)
    world.loading.go_on(step)
    assert (world.stage.told, world.stage.loads) == ([told], [])
