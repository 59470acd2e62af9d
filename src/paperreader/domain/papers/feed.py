"""The kinds of feeds: editions of Daily Papers, Trending, a search, a submitter, a file, the archive."""

import re
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, datetime, timedelta
from enum import StrEnum
from typing import Self

from msgspec import Struct

from paperreader.domain.papers import calendar
from paperreader.domain.papers.paper import Paper, PaperKey

# strftime follows the locale; the rest of the reader speaks English.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MAX_TITLE_LENGTH = 40


def month_name(day: date) -> str:
    """Return the English month of a day, such as `August`."""
    return _MONTHS[day.month - 1]


def day_label(day: date) -> str:
    """Return a day as people write it, such as `Tue 18 Aug 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {month_name(day)[:3]} {day.year}"


class Period(StrEnum):
    """How long an edition of Daily Papers is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Edition(Struct, frozen=True):
    """A day, an ISO week or a month of Daily Papers; `first_day` is its first calendar day."""

    period: Period
    first_day: date

    @classmethod
    def containing(cls, period: Period, day: date) -> Self:
        """Return the edition of that length in which `day` lies."""
        if period is Period.WEEK:
            day -= timedelta(days=day.weekday())
        elif period is Period.MONTH:
            day = day.replace(day=1)
        return cls(period, day)

    @classmethod
    def from_name(cls, period: Period, name: str) -> Self:
        """Return the edition called `2026-08-18`, `2026-W34` or `2026-08`.

        Raises:
            ValueError: The name is not of that form, or there is no such day, week or month.
        """
        if name.startswith(str(MAXYEAR)):
            # The calendar ends in it: such an edition could not tell what comes after.
            raise ValueError(name)
        if period is Period.WEEK:
            if not re.fullmatch(r"[0-9]{4}-W[0-9]{2}", name):
                raise ValueError(name)
            return cls(period, date.fromisocalendar(int(name[:4]), int(name[6:]), 1))
        full = f"{name}-01" if period is Period.MONTH else name
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", full):
            raise ValueError(name)
        return cls(period, date.fromisoformat(full))

    @property
    def last_day(self) -> date:
        """The last calendar day of the edition."""
        if self.period is Period.DAY:
            return self.first_day
        if self.period is Period.WEEK:
            return self.first_day + timedelta(days=6)
        return (self.first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """The name the Hub uses: `2026-08-18`, `2026-W34`, `2026-08`."""
        if self.period is Period.WEEK:
            year, week, _ = self.first_day.isocalendar()
            return f"{year:04}-W{week:02}"
        return self.first_day.isoformat()[: 7 if self.period is Period.MONTH else 10]

    @property
    def key(self) -> str:
        """The name under which the archive files it."""
        return f"{self.period}:{self.name}"

    @property
    def label(self) -> str:
        """The name to show: `Tue 18 Aug 2026`, `Week 34, 17–23 Aug 2026`, `August 2026`."""
        first, last = self.first_day, self.last_day
        if self.period is Period.DAY:
            return day_label(first)
        if self.period is Period.MONTH:
            return f"{month_name(first)} {first.year}"
        start = str(first.day)
        if first.year != last.year:
            start = f"{first.day} {month_name(first)[:3]} {first.year} "
        elif first.month != last.month:
            start = f"{first.day} {month_name(first)[:3]} "
        end = f"{last.day} {month_name(last)[:3]} {last.year}"
        return f"Week {first.isocalendar().week}, {start}–{' ' if start.endswith(' ') else ''}{end}"

    def previous(self) -> "Edition | None":
        """Return the edition before, skipping weekends; None before the first day of Daily Papers."""
        if self.first_day <= calendar.FIRST_DAY:
            return None
        if self.period is Period.DAY:
            return Edition(self.period, calendar.weekday_before(self.first_day))
        return Edition.containing(self.period, self.first_day - timedelta(days=1))

    def next(self) -> "Edition":
        """Return the edition after, skipping weekends; it may not have begun yet."""
        if self.period is Period.DAY:
            return Edition(self.period, calendar.weekday_after(self.first_day))
        return Edition.containing(self.period, self.last_day + timedelta(days=1))

    def overlaps(self, other: "Edition") -> bool:
        """Tell whether they have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the Hub may be asked for it: a day that has not begun is answered with an error."""
        return self.first_day <= calendar.current_day(now)

    def is_over(self, now: datetime) -> bool:
        """Tell whether a later edition has begun that can have papers: none does on weekends."""
        today = calendar.current_day(now)
        return today > self.last_day and not calendar.is_weekend(today)

    def is_closed(self, now: datetime) -> bool:
        """Tell whether no more papers can come in."""
        return now >= calendar.begins_at(self.last_day + timedelta(days=1))


class Trending(Struct, frozen=True):
    """The Hub's own ranking of what is read now."""

    key = "trending"
    label = "Trending"


class Search(Struct, frozen=True):
    """The Hub's answer to a question, by meaning and full text; at most 250 characters."""

    text: str

    @property
    def key(self) -> str:
        """The name under which the archive files it."""
        return f"search:{self.text}"

    @property
    def label(self) -> str:
        """The name to show."""
        return f"Search “{self.text}”"


class Submissions(Struct, frozen=True):
    """The papers one Hub user put on Daily Papers."""

    username: str

    @property
    def key(self) -> str:
        """The name under which the archive files it."""
        return f"submitter:{self.username}"

    @property
    def label(self) -> str:
        """The name to show."""
        return f"Submitted by {self.username}"


class SavedPage(Struct, frozen=True):
    """A saved results page: titles and abstracts from a file."""

    path: str

    @property
    def key(self) -> str:
        """The name under which the archive files it."""
        return f"saved:{self.path}"

    @property
    def label(self) -> str:
        """The name to show: the file without its folder."""
        return f"Saved page {self.path.replace(chr(92), '/').rsplit('/', 1)[-1]}"


class Sample(Struct, frozen=True):
    """The edition that comes with the reader."""

    key = "sample"
    label = "Built-in sample"


class Archived(Struct, frozen=True):
    """What a search of the archive finds, by the grammar of finding; everything, the newest first, without a word."""

    text: str = ""

    @property
    def key(self) -> str:
        """The name of the feed."""
        return f"archived:{self.text}"

    @property
    def label(self) -> str:
        """The name to show."""
        return f"Archive “{self.text}”" if self.text else "Archive"


@dataclass(frozen=True, slots=True)
class SimilarTo:
    """The papers of the archive that are nearest to some papers."""

    papers: tuple[PaperKey, ...]
    title: str = field(default="", compare=False)
    """Of the first of them."""
    known: tuple[Paper, ...] = field(default=(), compare=False, repr=False)
    """They themselves: one of a saved page is in no archive."""

    @property
    def key(self) -> str:
        """The name of the feed."""
        return f"like:{' '.join(self.papers)}"

    @property
    def label(self) -> str:
        """The name to show, with as much of the title as there is room for beside others."""
        title = (
            self.title
            if len(self.title) <= _MAX_TITLE_LENGTH
            else f"{self.title[: _MAX_TITLE_LENGTH - 1].rstrip()}…"
        )
        others = f" and {len(self.papers) - 1} more" if len(self.papers) > 1 else ""
        return f"Like “{title}”{others}"


class SinglePaper(Struct, frozen=True):
    """One paper alone, such as one of which the id or a link was given."""

    paper: PaperKey

    @property
    def key(self) -> str:
        """The name of the feed."""
        return f"paper:{self.paper}"

    @property
    def label(self) -> str:
        """The name to show."""
        return f"Paper {self.paper}"


class ForYou(Struct, frozen=True):
    """Unread papers, by how near they are to what was kept against what was skipped."""

    key = "for-you"
    label = "For you"


class Inbox(Struct, frozen=True):
    """Everything published since the last visit that is not read, day by day."""

    key = "inbox"
    label = "Inbox"


class Watched(Struct, frozen=True):
    """The unread papers of the archive that a watch finds, watch by watch."""

    key = "watched"
    label = "Watches"


Feed = (
    Edition
    | Trending
    | Search
    | Submissions
    | SavedPage
    | Sample
    | Archived
    | SimilarTo
    | SinglePaper
    | ForYou
    | Inbox
    | Watched
)
ArchiveFeed = Archived | SimilarTo | ForYou | Inbox | Watched
"""Feeds that are made from what is archived: nobody is asked, and nothing of them is filed."""
