"""How things are worded: dates, counts, marks, and "—" for what is unknown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.archive_statistics import ArchivedDay
from paperreader.domain.papers.feed import Edition, day_label
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ranking.trends import DailyCounts
from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import MAX_LINE_LENGTH, truncated
from paperreader.errors import PaperReaderError, QueryError

UNKNOWN = "—"
_NOW = "just now"
_AHEAD = timedelta(days=2)
"""Days of the Hub begin before those of UTC, and clocks go wrong by a little."""
_BARS = "▁▂▃▄▅▆▇█"
_DOTS = {Mark.NEW: "•", Mark.SEEN: "·", Mark.READ: " ", Mark.SKIPPED: "×"}


# Drawn again with every key; a text that holds TeX takes a millisecond to read.
@lru_cache(maxsize=500)
def _read(text: str) -> str:
    return to_unicode(text)


def shown(text: str, *, is_source: bool = False) -> str:
    """Return a text as it is meant to be read, or as it was written; "—" when there is none."""
    # A file from elsewhere may hold more than the Hub may give, and than can be set while a key waits.
    text = truncated(text, MAX_LINE_LENGTH)
    return (text if is_source else _read(text)) or UNKNOWN


def dot(mark: Mark) -> str:
    """Return the character that stands for a mark, one column wide."""
    return _DOTS[mark]


def count(number: int | None) -> str:
    """Return a count in at most five columns: `7`, `999`, `2.1k`, `79k`; "—" when unknown."""
    if number is None:
        return UNKNOWN
    if number < 1000:
        return str(number)
    if number < 10_000:
        return f"{number / 1000:.1f}k".replace(".0k", "k")
    return f"{number // 1000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def counted(number: int | None, one: str, many: str) -> str:
    """Return a count with its noun: `1 comment`, `4 comments`; "—" when unknown."""
    if number is None:
        return UNKNOWN
    return f"{count(number)} {one if number == 1 else many}"


def rise(upvotes: int | None) -> str:
    """Return how many upvotes came since yesterday: `+37 since yesterday`, `-2 since yesterday`; "—" when unknown."""
    return UNKNOWN if upvotes is None else f"{upvotes:+,} since yesterday"


def sparkline(counts: Sequence[int]) -> str:
    """Return counts as bars, a column each, from the least to the most; empty where there are fewer than two."""
    if len(counts) < 2:
        return ""
    least = min(counts)
    span = max(counts) - least or 1
    return "".join(_BARS[(number - least) * (len(_BARS) - 1) // span] for number in counts)


def momentum(upvotes: int | None, counts: Sequence[int]) -> str:
    """Return how the votes of a paper move: their rise, and as bars where they did on three days or more."""
    bars = sparkline(counts) if len(counts) > 2 and len(set(counts)) > 1 else ""
    return " ".join(filter(None, ["" if upvotes is None else rise(upvotes), bars]))


def age(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was: `just now`, `5 min`, `3 h`, `2 d`, `4 mo`, `2 y`; "—" when unknown.

    What is said to be of days to come is of a wrong clock: how old it is nobody knows.
    """
    if then is None or then - now > _AHEAD:
        return UNKNOWN
    gone = now - then
    if gone < timedelta(minutes=1):
        return _NOW
    if gone < timedelta(hours=1):
        return f"{gone.seconds // 60} min"
    if gone < timedelta(days=1):
        return f"{gone.seconds // 3600} h"
    if gone.days < 60:
        return f"{gone.days} d"
    return f"{gone.days // 30} mo" if gone.days < 730 else f"{gone.days // 365} y"


def ago(then: datetime | None, now: datetime, before: str = "") -> str:
    """Return the same for a sentence: `just now`, else `5 min ago` with `before` before it; empty when unknown."""
    old = age(then, now)
    return {UNKNOWN: "", _NOW: _NOW}.get(old, f"{before}{old} ago")


def byline(paper: Paper) -> str:
    """Return who a paper is from, for its row: the organization, else the first author."""
    if paper.organization is not None:
        return paper.organization.label
    if not paper.authors:
        return UNKNOWN
    return paper.authors[0].name + (" et al." if len(paper.authors) > 1 else "")


def tags(bookmark: Bookmark) -> str:
    """Return the tags of a bookmark, `#ens #nlp`."""
    return " ".join(f"#{tag}" for tag in bookmark.tags)


def tail(bookmark: Bookmark) -> str:
    """Return what stands at the end of a bookmark's row: its tags, and whether there is a note."""
    return " · ".join(filter(None, [tags(bookmark), "note" if bookmark.note else ""]))


def progress(share: float, minutes: Callable[[float], int]) -> str:
    """Return how far a text is read and how long the rest takes.

    Args:
        share: How much of it is read, from 0 to 1.
        minutes: Returns how long a share of it takes.
    """
    left = minutes(1 - share)
    if share >= 1:
        return "100 % · the end"
    hours = round(left / 60)
    told = f"about {number_of(hours, 'hour')}" if hours > 1 else f"about {number_of(left, 'minute')}"
    told = told if left else "less than a minute"
    return f"{min(99, int(share * 100))} % · {told} left"


def number_of(count: int, noun: str) -> str:
    """Return a number in full with its noun: `1,234 changes`, `1 change`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def number_of_papers(count: int, which: str = "") -> str:
    """Return a number of papers in full: `1,234 papers`, `1 new paper`."""
    return number_of(count, f"{which}paper")


def wrong(error: QueryError) -> str:
    """Return what is wrong with a query, and where, unless the message names the place."""
    place = error.text[error.start : error.start + error.length].strip()
    is_named = place in error.message
    return f"“{place}”: {error.message}" if place and not is_named else error.message


def told(error: PaperReaderError) -> str:
    """Return an error in sentences: what went wrong, then what to do about it."""
    hint = f" {error.hint[0].upper()}{error.hint[1:]}." if error.hint else ""
    return f"{error.message}.{hint}"


def month(edition: Edition, days: Mapping[date, ArchivedDay] | None) -> str:
    """Return the name of a month, with what is archived of it; None is not known yet."""
    if not days:
        return edition.label
    papers, unread = (
        sum(each) for each in zip(*((day.papers, day.unread) for day in days.values()), strict=True)
    )
    return f"{edition.label}   {number_of_papers(papers)}, {unread:,} unread"


def day(day: date, days: Mapping[date, ArchivedDay] | None, *, is_today: bool) -> str:
    """Return a day, with what is archived of it in words; None is not known yet."""
    label = f"{day_label(day)}{', today' if is_today else ''}"
    if days is None:
        return label
    archived = days.get(day)
    if archived is None:
        return f"{label}: not archived"
    so_far = "" if archived.is_closed else " so far"
    if not archived.papers:
        return f"{label}: no papers{so_far}"
    return f"{label}: {number_of_papers(archived.papers)}{so_far}, {archived.unread:,} unread"


def gaps(tally: DailyCounts, span: tuple[date, date]) -> list[str]:
    """Return what trends over a span do not know, a sentence each."""
    missing, weekdays = tally.missing(span)
    told = []
    if missing:
        told.append(
            f"{missing:,} of {weekdays:,} weekdays are not archived; fetch them with: paperreader fetch"
        )
    if tally.waiting:
        told.append(f"{tally.waiting:,} papers are not indexed yet, and not counted")
    return told
