"""The inbox: everything published lately that is not read, each paper once, day by day and with nothing passed over.

The newest day comes first, as everywhere in the reader. Who was away a week and has half an hour reads what is talked
about now; what is left over is the oldest. Days that are fetched meanwhile come in below what is being read.

No day is done because the reader was opened on it: a paper stays until it is read, skipped, kept or passed (was in
the inbox when the reader said to be caught up). So neither late papers of an old day nor a wrong clock lose one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.papers.archive_statistics import days_between
from paperreader.domain.papers.calendar import FIRST_DAY, is_weekend
from paperreader.domain.papers.days import Day, Gap, GapRange, gap_ranges
from paperreader.domain.papers.feed import Inbox, day_label
from paperreader.domain.papers.listing import Listing, ListingOrigin, unique_papers
from paperreader.domain.papers.paper import Paper, PaperKey

DEFAULT_DAYS = 14
"""How far back the inbox begins when it is opened for the first time, the day in progress included."""
MAX_DAYS = 31
"""How far back it ever goes."""
MIN_RISE = 50
"""How many upvotes a skipped paper must gain to come back …"""
MIN_FACTOR = 3
"""… and how many times as many as it had it must then have."""

_ONE_DAY = timedelta(days=1)
_OPEN = (Gap.FAILED, Gap.MISSING, Gap.FILLING)


class SkippedPaper(Struct, frozen=True):
    """A paper that was skipped or passed, with the upvotes it had then and has now."""

    paper: Paper
    then: int
    now: int

    @property
    def has_risen(self) -> bool:
        """Tell whether it comes back; when it is skipped again, it is measured from there."""
        return self.now - self.then >= MIN_RISE and self.now >= MIN_FACTOR * self.then


class InboxWindow(Struct, frozen=True):
    """The days the inbox looks at, both ends included."""

    first: date
    last: date
    begins: date
    """Where it would begin if it went back that far; earlier than `first` for who was away for long."""

    @classmethod
    def at(cls, today: date, begins: date | None = None, newest: date | None = None) -> "InboxWindow":
        """Return the days to look at.

        Args:
            today: The publishing day in progress.
            begins: From which day on the reader wants papers; None at first. Later than all days it is nonsense
                that a wrong clock left, and does not count.
            newest: The newest archived day that has papers. Later than `today` it says that the clock is wrong.
        """
        last = max(today, newest or FIRST_DAY, FIRST_DAY)
        if begins is None or begins > last:
            begins = last - (DEFAULT_DAYS - 1) * _ONE_DAY
        begins = max(begins, FIRST_DAY)
        return cls(max(begins, last - (MAX_DAYS - 1) * _ONE_DAY), last, begins)


class InboxContents(Struct, frozen=True, kw_only=True):
    """What the archive has for the inbox."""

    window: InboxWindow
    days: tuple[Day, ...] = ()
    """The archived ones of the span, each once."""
    done: frozenset[PaperKey] = frozenset()
    """Papers of these days that were read, skipped or passed."""
    skipped: tuple[SkippedPaper, ...] = ()
    """Of any day, at least those that have risen."""
    unread_before: frozenset[PaperKey] = frozenset()
    """What is not done of days before the span on which the inbox would begin if it went back that far."""
    is_open_before: bool = False
    """Some of these days are not archived, or were not over when they were."""

    def begins_after(self, until: date) -> date:
        """Return where the inbox begins when all that is archived until that day is done.

        That is the last weekday until which nothing can come in any more: it is there to be told, and all of it is done.
        """
        days = self.whole()
        end = min([until + _ONE_DAY, *(each.day for each in days if not each.is_known)])
        return max(
            [self.window.begins, *(day.day for day in days if day.day < end and not is_weekend(day.day))]
        )

    def papers_until(self, until: date) -> frozenset[PaperKey]:
        """Return the papers of all days of the span up to that one."""
        return frozenset(paper.key for day in self.days if day.day <= until for paper in day.papers or ())

    def whole(self, failures: Mapping[date, str] = MappingProxyType({})) -> tuple[Day, ...]:
        """Return all days of the span, oldest first; `failures` says which could not be fetched just now, and why."""
        archived = {each.day: each for each in self.days}
        return tuple(
            replace(archived.get(day) or Day(day=day), failure=failures.get(day, ""))
            for day in days_between(self.window.first, self.window.last)
        )


def inbox_listing(
    contents: InboxContents,
    today: date,
    kept: Iterable[PaperKey] = (),
    failures: Mapping[date, str] = MappingProxyType({}),
) -> Listing:
    """Return the inbox as a listing: a heading for every day that has something to read, and an ending.

    Args:
        contents: What is archived.
        today: The publishing day in progress.
        kept: What is among the bookmarks.
        failures: Which days could not be fetched just now, and why.
    """
    days = contents.whole(failures)
    kept = frozenset(kept)
    risen = {
        each.paper.key: each for each in contents.skipped if each.has_risen and each.paper.key not in kept
    }
    parts = _parts(days, contents.done | kept | risen.keys())
    headings = _headings(days, parts)
    if risen:
        noun = "paper" if len(risen) == 1 else "papers"
        headings[next(iter(risen))] = f"Hidden, but risen since · {len(risen):,} {noun}"
    unread = [paper for day in reversed(days) for paper in parts.get(day.day, ())]
    is_cut = contents.is_open_before or not contents.unread_before <= kept
    return Listing(
        feed=Inbox(),
        papers=(*(each.paper for each in risen.values()), *unread),
        origin=ListingOrigin.ARCHIVE,
        fetched_at=max((day.fetched_at for day in days if day.fetched_at), default=None),
        reasons={key: f"hidden at {each.then:,}, now {each.now:,} upvotes" for key, each in risen.items()},
        headings=headings,
        ending=_ending(days, today, contents.window.first if is_cut else None),
    )


def _parts(oldest_first: Iterable[Day], done: Collection[PaperKey]) -> dict[date, list[Paper]]:
    """Return the papers to read of each day that has some, each on the day it first came."""
    came: set[PaperKey] = set(done)
    parts: dict[date, list[Paper]] = {}
    for day in oldest_first:
        unread = [paper for paper in unique_papers(day.papers or ()) if paper.key not in came]
        if unread:
            parts[day.day] = unread
            came.update(paper.key for paper in unread)
    return parts


def _headings(oldest_first: Sequence[Day], parts: Mapping[date, list[Paper]]) -> dict[PaperKey, str]:
    """Return the headings; each also tells of the days after its own up to the next part, as those have none."""
    headings: dict[PaperKey, str] = {}
    after: list[Day] = []
    for day in reversed(oldest_first):
        if day.day not in parts:
            after.append(day)
            continue
        unread = parts[day.day]
        headings[unread[0].key] = _heading(day, len(unread)) + _aside(after)
        after = []
    return headings


def _heading(day: Day, unread: int) -> str:
    """Return `Fri 21 Aug 2026 · 5 of 23 papers · still filling`."""
    papers = len(unique_papers(day.papers or ()))
    number = f"{papers:,}" if unread == papers else f"{unread:,} of {papers:,}"
    parts = [day_label(day.day), f"{number} {'paper' if papers == 1 else 'papers'}"]
    if day.gap is not None:
        parts.append(f"the rest {day.gap}" if day.gap is Gap.FAILED else str(day.gap))
    return " · ".join(parts)


def _aside(days: Sequence[Day]) -> str:
    told = [f"{stretch.label}: {stretch.gap}" for stretch in gap_ranges(days)]
    return f"  ({'; '.join(told)})" if told else ""


def _ending(oldest_first: Sequence[Day], today: date, left_out_before: date | None) -> str:
    """Return in one sentence until when the reader is caught up, and what that leaves out."""
    until = max((day.day for day in oldest_first if day.is_known and not is_weekend(day.day)), default=None)
    parts = [] if until is None else [f"caught up to {day_label(until)}"]
    reason = next((f" ({day.failure})" for day in reversed(oldest_first) if day.gap is Gap.FAILED), "")
    parts += [
        _told(each, today) + (reason if each.gap is Gap.FAILED else "")
        for each in gap_ranges(oldest_first)
        if each.gap in _OPEN
    ]
    if left_out_before is not None:
        parts.append(f"unread papers from before {day_label(left_out_before)} are left out")
    if oldest_first and oldest_first[-1].day > today:
        parts.append(f"this machine's clock says it is {day_label(today)}")
    return "; ".join(parts) or "not caught up yet"


def _told(stretch: GapRange, today: date) -> str:
    if stretch.gap is Gap.FILLING:
        return f"more papers may come {'today' if stretch.last == today else f'for {stretch.label}'}"
    if stretch.gap is Gap.MISSING:
        return f"{stretch.label} {'is' if stretch.first == stretch.last else 'are'} not fetched yet"
    return f"{stretch.label} {stretch.gap}"
