"""How things are worded: dates, counts, marks, and "—" for what is unknown."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from paperreader.domain.bookmark import Bookmark, Status
from paperreader.domain.calendar import is_weekend
from paperreader.domain.feed import (
    Archived,
    Edition,
    Feed,
    Inbox,
    Period,
    Search,
    Watched,
    day_label,
    month_name,
)
from paperreader.domain.holdings import ArchivedDay
from paperreader.domain.listing import Listing, Origin
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper
from paperreader.domain.tex import to_unicode
from paperreader.domain.trends import Tally
from paperreader.domain.view import Order
from paperreader.errors import PaperReaderError, QueryError
from paperreader.formats.wording import not_understood

UNKNOWN = "—"
_FEW = 12
"""How many authors are named at first."""
Phrase = tuple[str, int]
"""A piece of the status line and its rank: where room is short, the pieces of the highest rank go first."""

_ORDERS = {
    Order.HUB: "",
    Order.UPVOTES: "upvotes",
    Order.RISE: "rise",
    Order.COMMENTS: "comments",
    Order.STARS: "stars",
    Order.NEWEST: "newest",
    Order.TITLE: "title",
}
_BARS = "▁▂▃▄▅▆▇█"
_DOTS = {Mark.NEW: "•", Mark.SEEN: "·", Mark.READ: " ", Mark.SKIPPED: "×"}
_ORIGINS = {
    Origin.HUB: "Hub",
    Origin.ARCHIVE: "archive",
    Origin.FILE: "file",
    Origin.SAMPLE: "built-in sample",
}


LINKS: Mapping[str, Callable[[Paper], str | None]] = {
    "Hub": lambda paper: paper.key.hub_url,
    "arXiv": lambda paper: paper.key.arxiv_url,
    "PDF": lambda paper: paper.key.pdf_url,
    "Code": lambda paper: paper.github_repo,
    "Project": lambda paper: paper.project_page,
}
"""The addresses of a paper by the label they have."""


# Drawn again with every key; a text that holds TeX takes a millisecond to read.
@lru_cache(maxsize=500)
def _read(text: str) -> str:
    return to_unicode(text)


def shown(text: str, *, is_source: bool = False) -> str:
    """Return a text as it is meant to be read, or as it was written; "—" when there is none."""
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
    """Return how the votes of a paper move: their rise, and as bars where they did; empty where neither is known."""
    bars = sparkline(counts) if len(set(counts)) > 1 else ""
    return " ".join(filter(None, ["" if upvotes is None else rise(upvotes), bars]))


def age(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was: `just now`, `5 min`, `3 h`, `2 d`, `4 mo`, `2 y`; "—" when unknown."""
    if then is None:
        return UNKNOWN
    gone = now - then
    if gone < timedelta(minutes=1):
        return "just now"
    if gone < timedelta(hours=1):
        return f"{gone.seconds // 60} min"
    if gone < timedelta(days=1):
        return f"{gone.seconds // 3600} h"
    if gone.days < 60:
        return f"{gone.days} d"
    return f"{gone.days // 30} mo" if gone.days < 730 else f"{gone.days // 365} y"


def byline(paper: Paper) -> str:
    """Return who a paper is from, for its row: the organization, else the first author."""
    if paper.organization is not None:
        return paper.organization.label
    if not paper.authors:
        return UNKNOWN
    return paper.authors[0].name + (" et al." if len(paper.authors) > 1 else "")


def second_line(paper: Paper, now: datetime) -> str:
    """Return the second line of a paper's row, always in the same order."""
    return " · ".join(
        (
            byline(paper),
            counted(paper.comments, "comment", "comments"),
            counted(paper.github_stars, "star", "stars"),
            age(paper.published_at, now),
        )
    )


def authors(paper: Paper, *, all_of_them: bool) -> str:
    """Return the authors: the first ones and how many more, or all."""
    names = [author.name for author in paper.authors]
    if not names:
        return UNKNOWN
    if all_of_them or len(names) <= _FEW:
        return ", ".join(names)
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more"


def has_more_authors(paper: Paper) -> bool:
    """Tell whether some authors are left out at first."""
    return len(paper.authors) > _FEW


def short_day(moment: datetime | None) -> str:
    """Return a day as `17 Aug 2026`; "—" when unknown."""
    return UNKNOWN if moment is None else f"{moment.day} {month_name(moment)[:3]} {moment.year}"


def kept_on(moment: datetime, now: datetime) -> str:
    """Return a day in at most eight columns: `17 Aug` in the present year, `Aug 2024` in others."""
    month = month_name(moment)[:3]
    return f"{moment.day} {month}" if moment.year == now.year else f"{month} {moment.year}"


def people_and_days(paper: Paper) -> str:
    """Return organization, when the paper was published and submitted, and by whom, always in the same order."""
    organization = UNKNOWN if paper.organization is None else paper.organization.label
    by = UNKNOWN if paper.submitted_by is None else paper.submitted_by.label
    parts = [
        organization,
        f"arXiv {short_day(paper.published_at)}",
        f"Daily Papers {short_day(paper.submitted_at)}",
        f"submitted by {by}",
    ]
    if paper.category:
        parts.insert(1, paper.category)
    if paper.withdrawn_at is not None:
        parts.append(f"withdrawn {short_day(paper.withdrawn_at)}")
    return " · ".join(parts)


def counts(paper: Paper) -> str:
    """Return votes, comments and stars; "—" with its noun for each that is unknown."""
    parts = (
        (paper.upvotes, "vote", "votes"),
        (paper.comments, "comment", "comments"),
        (paper.github_stars, "star", "stars"),
    )
    said = [f"{count(number)} {one if number == 1 else many}" for number, one, many in parts]
    return " · ".join([*said, *(["an author takes part"] if paper.is_author_active else [])])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the detail, before it is wrapped."""

    text: str
    kind: str = "plain"
    """`title`, `heading`, `plain` or `muted`."""
    is_machine_made: bool = False
    label: str = ""
    """What stands before its first line."""
    url: str | None = None


_GAP = Paragraph("")


def detail(
    paper: Paper,
    bookmark: Bookmark | None = None,
    *,
    all_authors: bool,
    is_kept: bool,
    is_unsaved: bool = False,
    momentum: str = "",
    is_source: bool = False,
) -> tuple[Paragraph, ...]:
    """Return everything there is to read about a paper, what was said of it among it."""
    kept = "★ kept · " if is_kept and not is_unsaved else ""
    kept = "! not saved yet · " if is_unsaved else kept
    hint = "  (Enter shows all)" if has_more_authors(paper) and not all_authors else ""
    return (
        Paragraph(shown(paper.title, is_source=is_source), "title"),
        _GAP,
        Paragraph(authors(paper, all_of_them=all_authors) + hint),
        _GAP,
        Paragraph(people_and_days(paper), "muted"),
        Paragraph(kept + " · ".join(filter(None, [counts(paper), momentum])), "muted"),
        _GAP,
        *_said(bookmark),
        *_set_apart(paper, is_source=is_source),
        *_abstract(paper, is_source=is_source),
        *(
            Paragraph(url, label=f"{name:9}", url=url)
            for name, url_of in LINKS.items()
            if (url := url_of(paper))
        ),
    )


def _said(bookmark: Bookmark | None) -> Iterator[Paragraph]:
    """Yield the reader's own words, if there are any."""
    if bookmark is None or not (bookmark.tags or bookmark.note or bookmark.status is not Status.TO_READ):
        return
    yield Paragraph("  ".join([f"Status: {bookmark.status}", tags(bookmark)]).rstrip(), "heading")
    for line in bookmark.note.splitlines():
        yield Paragraph(line)
    yield _GAP


def tags(bookmark: Bookmark) -> str:
    """Return the tags of a bookmark, `#ens #nlp`."""
    return " ".join(f"#{tag}" for tag in bookmark.tags)


def tail(bookmark: Bookmark) -> str:
    """Return what stands at the end of a bookmark's row: its tags, and whether there is a note."""
    return " ".join(filter(None, [tags(bookmark), "note" if bookmark.note else ""]))


def _set_apart(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    """Yield what is not the authors' text: the machine's summary and keywords, or the sample's own summary."""
    model = f" by {paper.ai_model}" if paper.ai_model else ""
    parts = [
        (f"In one sentence (machine-made{model})", paper.ai_summary),
        (
            "Summary (written for paperreader, not the authors' abstract)",
            None if paper.abstract else paper.synopsis,
        ),
        ("Keywords (machine-made)", ", ".join(paper.ai_keywords)),
    ]
    for number, (heading, text) in enumerate((heading, text) for heading, text in parts if text):
        if number:
            yield Paragraph("", is_machine_made=True)
        yield Paragraph(heading, "muted", is_machine_made=True)
        yield Paragraph(shown(text, is_source=is_source), is_machine_made=True)
    if any(text for _, text in parts):
        yield _GAP


def _abstract(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    if paper.abstract or not paper.synopsis:
        yield Paragraph("Abstract, TeX source" if is_source else "Abstract", "heading")
        yield Paragraph(shown(paper.abstract or "", is_source=is_source))
        yield _GAP


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
    """Return what is wrong with a query, and where."""
    place = error.text[error.start : error.start + error.length].strip()
    return f"“{place}”: {error.message}" if place else error.message


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


def gaps(tally: Tally, span: tuple[date, date]) -> list[str]:
    """Return what trends over a span do not know, a sentence each."""
    missing, weekdays = tally.missing(span)
    told = []
    if missing:
        told.append(f"{missing:,} of {weekdays:,} weekdays are not archived: paperreader fetch gets them")
    if tally.waiting:
        told.append(f"{tally.waiting:,} papers are not indexed yet, and not counted")
    return told


def status(
    listing: Listing,
    *,
    shown: int,
    unread: int | None,
    kept: int | None,
    unsaved: int = 0,
    chosen: int = 0,
) -> tuple[Phrase, ...]:
    """Return what is shown: the feed, and how many papers there are, are shown, are unread and are kept.

    What was not counted yet is left out; changes that are not on disk are not.
    """
    held = len(listing.papers)
    papers = number_of_papers(held)
    if listing.count is not None and listing.has_more:
        papers = f"the first {held:,} of {number_of_papers(listing.count)}"
    left_out = ((not_understood(listing.left_out), 1),) if listing.left_out else ()
    return (
        *((("Daily Papers", 3),) if isinstance(listing.feed, Edition) else ()),
        (listing.feed.label, 4),
        (papers if shown == held else f"{shown:,} of {papers}", 0),
        *(((f"{chosen:,} chosen", 0),) if chosen else ()),
        *(((f"{unread:,} unread", 0),) if unread is not None else ()),
        *(((f"{kept:,} kept", 0),) if kept is not None else ()),
        *(((f"{number_of(unsaved, 'change')} not saved", 0),) if unsaved else ()),
        *left_out,
    )


def feed_name(feed: Feed) -> str:
    """Return a feed as the status line calls it: `Daily Papers, Fri 21 Aug 2026`."""
    return f"Daily Papers, {feed.label}" if isinstance(feed, Edition) else feed.label


def source(
    listing: Listing | None, now: datetime, doing: str, chores: str = "", *, is_source: bool = False
) -> tuple[Phrase, ...]:
    """Return how texts are shown, where a listing is from, how old it is, what goes on and what is done beside it."""
    phrases: list[Phrase] = [("TeX source", 1)] if is_source else []
    if listing is not None:
        origin = _ORIGINS[listing.origin]
        if listing.fetched_at is not None:
            old = age(listing.fetched_at, now)
            origin += f", {old}" if old == "just now" else f", {old} ago"
        phrases.append((origin, 2))
        if isinstance(listing.feed, Edition) and not listing.is_complete:
            phrases.append(("still filling", 5))
    return (*phrases, *(((doing, 1),) if doing else ()), *(((chores, 2),) if chores else ()))


def pause(left: timedelta) -> str:
    """Return how long the Hub still asks to be left alone: `the Hub asks for a pause: 4:05`, never less than 0:01."""
    seconds = max(1, math.ceil(left.total_seconds()))
    minutes = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60}"
    return f"the Hub asks for a pause: {minutes}:{seconds % 60:02}"


def order(order: Order) -> str:
    """Return an order in words; empty for the feed's own."""
    return _ORDERS[order]


def bookmarks_heading(shown: int, held: int, order: Order, *, is_narrowed: bool) -> str:
    """Return what stands over the bookmarks: how many there are, are shown, and in which order."""
    number = f"{shown:,} of {held:,}" if is_narrowed else f"{shown:,}"
    ordered = "" if order is Order.HUB else f"  {_ORDERS[order]}"
    return f"Bookmarks  {number}{ordered}"


def empty(listing: Listing) -> str:
    """Return what to say where a listing has no papers."""
    feed = listing.feed
    if listing.ending:
        back = ", A brings back what was done with last" if isinstance(feed, Inbox) else ""
        return f"{listing.ending[0].upper()}{listing.ending[1:]}. 1 goes to Daily Papers{back}"
    if isinstance(feed, Edition):
        weekend = (
            " Nothing is submitted on weekends."
            if feed.period is Period.DAY and is_weekend(feed.first_day)
            else ""
        )
        return f"No papers on Daily Papers, {feed.label}.{weekend} [ older, ] newer, . newest"
    if isinstance(feed, Search):
        return f"The Hub finds nothing for “{feed.text}”. s asks something else, 1 goes to Daily Papers"
    if isinstance(feed, Archived):
        what = f"finds nothing for “{feed.text}”" if feed.text else "is empty"
        return f"The archive {what}. s asks the Hub, 1 goes to Daily Papers"
    if isinstance(feed, Watched):
        return "Nothing unread that a watch finds. W makes a watch, 1 goes to Daily Papers"
    return f"No papers in {feed.label}. 1 goes to Daily Papers"


def news(new: int) -> str:
    """Return what a refresh brought: `3 new papers`."""
    return number_of_papers(new, "new ")
