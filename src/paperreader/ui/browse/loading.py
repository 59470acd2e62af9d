"""Which feed is asked for, how that stands, and what becomes of its answers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from paperreader.domain.budget import LONGEST_PAUSE
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import (
    Archived,
    ArchiveFeed,
    Edition,
    Feed,
    ForYou,
    Inbox,
    Period,
    SimilarTo,
    Trending,
    Watched,
)
from paperreader.domain.papers.listing import Listing
from paperreader.domain.ports import Clock
from paperreader.errors import PaperReaderError, SourceBusy
from paperreader.services.papers.feeds import Feeds
from paperreader.ui.browse import listing_text

_RETRY = timedelta(minutes=2)
"""How long a failed refresh is left alone before it is tried again by itself."""
_LATE = timedelta(seconds=1)
"""How much later than announced the Hub's window may restart, as its official client supposes."""
_PERIODS = {"daily": Period.DAY, "weekly": Period.WEEK, "monthly": Period.MONTH}
_NAMED: Mapping[str, Feed] = {
    "trending": Trending(),
    "inbox": Inbox(),
    "for_you": ForYou(),
    "archive": Archived(),
    "watched": Watched(),
}
_NOBODY_ASKED = (Archived, SimilarTo, ForYou, Watched)
"""Feeds for which no request is sent."""


class Stage(Protocol):
    """Where listings are shown."""

    @property
    def listing(self) -> Listing | None:
        """What is shown; None before the first answer."""

    @property
    def is_loading(self) -> bool:
        """Answers are still to come."""

    def load(self, feed: Feed | None, *, is_wanted_fresh: bool) -> None:
        """Begin to load, and give up what was being loaded."""

    def show_listing(self, listing: Listing) -> None:
        """Show a listing in place of the former."""

    def say_doing(self, what: str) -> None:
        """Say what is going on."""

    def tell(self, sentence: str) -> None:
        """Say something that passes."""

    def complain_of_listing(self, error: PaperReaderError, what_to_press: str) -> None:
        """Say where the rows are why there are no newer ones."""


class Loading:
    """Asks for a feed and takes its answers, unless the reader went elsewhere meanwhile; never blanks what is shown."""

    def __init__(self, feeds: Feeds, clock: Clock, stage: Stage, feed: Feed | None) -> None:
        self._feeds = feeds
        self._clock = clock
        self._stage = stage
        self._retry_at: datetime | None = None
        self._pause_until: datetime | None = None
        self._is_wanted_fresh = False
        self._is_newest = False
        self._is_searching = False
        self._before_search: Feed | None = None
        self.asked = feed
        """What was asked for last; None is what to open with, the newest edition."""
        self.was_used = False
        """Somebody reads: what they look at is not exchanged any more."""

    @property
    def edition(self) -> Edition | None:
        """The edition that is asked for, else the one that is shown."""
        shown = None if self._stage.listing is None else self._stage.listing.feed
        asked = shown if self.asked is None else self.asked
        return asked if isinstance(asked, Edition) else None

    @property
    def shown_day(self) -> date:
        """The last day of the edition that has begun: from this month to today, not to its first day."""
        today = current_day(self._clock())
        return today if self.edition is None else min(self.edition.last_day, today)

    def begin(self) -> None:
        """Load what is asked for."""
        self._load()

    def go_to(self, feed: Feed | None) -> None:
        """Go to a feed; None is the newest edition."""
        self._is_searching = False
        self._ask(feed)

    def go_to_named(self, name: str) -> None:
        """Go to a feed by the name of its tab; from one length of editions to the one that holds the same day."""
        if name in _NAMED:
            self.go_to(_NAMED[name])
        elif name == "daily" and self.edition is None:
            self.go_to(None)
        else:
            self.go_to(Edition.containing(_PERIODS[name], self.shown_day))

    def go_on(self, step: int) -> None:
        """Go to the edition before (-1) or after (1)."""
        edition = self.edition
        if edition is None:
            self._stage.tell("Only Daily, Weekly and Monthly have editions: 1 2 3")
            return
        target = edition.previous() if step < 0 else edition.next()
        if target is None:
            self._stage.tell("This is the first edition of Daily Papers")
        elif not target.has_begun(self._clock()):
            self._stage.tell("This is the newest edition")
        else:
            self.go_to(target)

    def go_to_newest(self) -> None:
        """Go to the newest edition of the length that is shown."""
        edition = self.edition
        if edition is None or edition.period is Period.DAY:
            self.go_to(None)
        else:
            self.go_to(Edition.containing(edition.period, current_day(self._clock())))

    def reload(self) -> None:
        """Ask the Hub again."""
        if self._feeds.is_offline and not isinstance(self.asked, ArchiveFeed):
            self._stage.tell("Offline: start without --offline and HF_HUB_OFFLINE to ask the Hub")
        else:
            self._load(is_wanted_fresh=True)

    def search(self, text: str) -> None:
        """Search the archive; `leave_search` goes back to where this began."""
        if not self._is_searching:
            self._is_searching, self._before_search = True, self.asked
        self._ask(Archived(text))

    def leave_search(self) -> bool:
        """Go back to what was shown before the search of the archive; tell whether there was one."""
        if not self._is_searching:
            return False
        self.go_to(self._before_search)
        return True

    def _ask(self, feed: Feed | None) -> None:
        self.asked = feed
        self.was_used = self._is_newest = False
        self._load()

    def _load(self, *, is_wanted_fresh: bool = False) -> None:
        self._pause_until = None
        self._is_wanted_fresh = is_wanted_fresh
        feed = self.asked
        name = "" if feed is None or self._is_shown(feed) else f" for {feed.label}"
        if self._feeds.is_offline:
            self._stage.say_doing("offline")
        elif not isinstance(feed, _NOBODY_ASKED):
            self._stage.say_doing(f"asking the Hub{name}")
        self._stage.load(feed, is_wanted_fresh=is_wanted_fresh)

    # Answers ------------------------------------------------------------------------------------------------

    def take(self, feed: Feed | None, listing: Listing, *, is_wanted: bool) -> None:
        """Show an answer to `feed`; `is_wanted` says that the reader asked for it just now."""
        if feed != self.asked:
            return
        is_elsewhere = feed is None and not self._is_shown(listing.feed)
        if is_elsewhere and self.was_used and not is_wanted:
            self._stage.tell(f"{listing.feed.label} is here: . opens it")
            return
        self._stage.show_listing(listing)

    def end(self, feed: Feed | None) -> None:
        """From here on the keys are about the edition that was opened, also when a newer one begins."""
        if feed != self.asked:
            return
        self._retry_at = None
        self._stage.say_doing("offline" if self._feeds.is_offline else "")
        if feed is None and self._stage.listing is not None and not self.was_used:
            self.asked = self._stage.listing.feed
            self._is_newest = True

    def fail(self, feed: Feed | None, error: PaperReaderError) -> None:
        """Say what went wrong; what was shown stays, and is what the keys are about again."""
        if feed != self.asked:
            return
        shown = self._stage.listing
        # The error itself says what to do about being offline by wish.
        what_to_press = "" if self._feeds.is_offline else "r tries again."
        if shown is not None and feed is not None and not self._is_shown(feed):
            self.asked = shown.feed
            self._is_wanted_fresh = False
            what_to_press = f"{feed.label} could not be opened; this is still {shown.feed.label}."
        self._retry_at = self._clock() + _RETRY
        if isinstance(error, SourceBusy):
            self._retry_at = self._pause_until = error.retry_at + _LATE
        if self._feeds.is_offline:
            self._stage.say_doing("offline")
        else:
            self._stage.say_doing("not refreshed" if shown is not None else "")
        self._stage.complain_of_listing(error, what_to_press)
        self.count_down()

    def _is_shown(self, feed: Feed) -> bool:
        return self._stage.listing is not None and self._stage.listing.feed == feed

    # Time ---------------------------------------------------------------------------------------------------

    def count_down(self) -> bool:
        """Say how long the Hub still asks to be left alone, and ask it when that is over; tell whether it goes on."""
        if self._pause_until is None:
            return False
        left = _left(self._pause_until, self._clock())
        if left > timedelta():
            self._stage.say_doing(listing_text.pause(left))
            return True
        self._pause_until = None
        self.tick(is_idle=False)
        return False

    def tick(self, *, is_idle: bool) -> None:
        """Ask again for what is due; `is_idle` says that nothing is going on."""
        now, shown = self._clock(), self._stage.listing
        is_waiting = self._retry_at is not None and _left(self._retry_at, now) > timedelta()
        is_due = self._retry_at is not None or (shown is not None and self._feeds.is_due(shown))
        # A slow answer is waited for: asking anew would begin its time limit anew, without end.
        if is_due and not is_waiting and not self._stage.is_loading and not self._feeds.is_offline:
            # What was wanted fresh still is, and where it is shown already nothing is pushed away by it.
            is_here = self.asked is not None and self._is_shown(self.asked)
            is_wanted = self._retry_at is not None and self._is_wanted_fresh
            self._load(is_wanted_fresh=is_here and is_wanted)
        elif self._is_newest and self.edition is not None and self.edition.is_over(now) and is_idle:
            self._stage.say_doing("a newer edition has begun: . opens it")


def _left(until: datetime, now: datetime) -> timedelta:
    """Return how long to wait yet; nothing where it is longer than anybody asks for: the clock was set back since."""
    left = until - now
    return left if left <= LONGEST_PAUSE + _LATE else timedelta()
