"""What is said of a listing: in the status line, over the rows, and where there are none."""

import math
from datetime import datetime, timedelta

from paperreader.domain.papers.calendar import is_weekend
from paperreader.domain.papers.feed import Archived, Edition, Feed, Inbox, Period, Sample, Search, Watched
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.query.sorting import SortOrder
from paperreader.formats.pages.wording import not_understood
from paperreader.services.papers.navigation import Activity, Navigation, Refusal, pause_left
from paperreader.ui.kit import present

Phrase = tuple[str, int]
"""A piece of the status line and its rank: where room is short, the pieces of the highest rank go first."""
_ORIGINS = {
    ListingOrigin.HUB: "Hugging Face",
    ListingOrigin.ARCHIVE: "archive",
    ListingOrigin.FILE: "file",
    ListingOrigin.SAMPLE: "built-in sample",
}
_ORDERS = {
    SortOrder.HUB: "",
    SortOrder.UPVOTES: "upvotes",
    SortOrder.RISE: "rise",
    SortOrder.COMMENTS: "comments",
    SortOrder.STARS: "stars",
    SortOrder.NEWEST: "newest",
    SortOrder.TITLE: "title",
}
_ACTIVITIES = {
    Activity.OPENING: "opening",
    Activity.OFFLINE: "offline",
    Activity.NOTHING: "",
    Activity.NOT_REFRESHED: "not refreshed",
    Activity.NEWER: "newer papers are out: . shows them",
}
REFUSALS = {
    Refusal.NO_EDITIONS: "Only Daily, Weekly and Monthly (1 2 3) have days, weeks and months",
    Refusal.FIRST: "Daily Papers began here",
    Refusal.NEWEST: "There is nothing newer",
    Refusal.NOTHING_BEHIND: "Nothing to go back to: q quits",
    Refusal.NOTHING_AHEAD: "Nothing to go forward to",
    Refusal.OFFLINE: "Offline: start without --offline and HF_HUB_OFFLINE to go online",
}
"""What to say where there is nowhere to go."""


def status(
    listing: Listing,
    *,
    shown: int,
    unread: int | None,
    kept: int | None,
    muted: int = 0,
    unsaved: int = 0,
    selected: int = 0,
) -> tuple[Phrase, ...]:
    """Return how many papers there are, are shown, are muted, are unread and are kept.

    Which they are the tabs say; where there are none at all, the list does. What was not counted yet is left out;
    changes that are not on disk are not.
    """
    held = len(listing.papers)
    papers = present.number_of_papers(held)
    if listing.count is not None and listing.has_more:
        papers = f"the first {held:,} of {present.number_of_papers(listing.count)}"
    left_out = ((not_understood(listing.left_out), 1),) if listing.left_out else ()
    return (
        *(((papers if shown == held else f"{shown:,} of {papers}", 0),) if held else ()),
        *(((f"{selected:,} selected", 0),) if selected else ()),
        *(((f"{muted:,} muted", 1),) if muted else ()),
        *(((f"{unread:,} unread", 0),) if held and unread is not None else ()),
        *(((f"{kept:,} bookmarked", 3),) if kept is not None else ()),
        *(((f"{present.number_of(unsaved, 'change')} not saved", 0),) if unsaved else ()),
        *left_out,
    )


def source(
    listing: Listing | None, now: datetime, doing: str, chores: str = "", *, is_source: bool = False
) -> tuple[Phrase, ...]:
    """Return how texts are shown, where a listing is from, how old it is, what goes on and what is done beside it."""
    phrases: list[Phrase] = [("TeX source", 1)] if is_source else []
    if listing is not None:
        old = present.ago(listing.fetched_at, now)
        phrases.append((", ".join(filter(None, [_ORIGINS[listing.origin], old])), 2))
        if isinstance(listing.feed, Edition) and not listing.is_complete:
            phrases.append(("more may come today", 5))
    return (*phrases, *(((doing, 1),) if doing else ()), *(((chores, 2),) if chores else ()))


def doing(state: Navigation, now: datetime) -> str:
    """Return what goes on; empty for nothing."""
    match state.activity:
        case Activity.ASKING:
            name = "" if state.other_feed is None else f" for {state.other_feed.label}"
            return f"asking Hugging Face{name}"
        case Activity.PAUSED:
            return pause(pause_left(state, now))
        case activity:
            return _ACTIVITIES[activity]


def waiting(doing: str) -> str:
    """Return what to say in the list before there are any papers."""
    return f"{doing[0].upper()}{doing[1:]} … q quits"


def what_to_press(former: Navigation, failed: Navigation) -> str:
    """Return what can be done about a failure that led from one state to the other."""
    if former.asked is not None and failed.shown is not None and failed.asked != former.asked:
        return f"{former.asked.label} could not be opened; this is still {failed.shown.feed.label}."
    # The error itself says what to do about being offline by wish.
    return "" if failed.is_offline else "r tries again."


def pause(left: timedelta) -> str:
    """Return how long the Hub still asks to be left alone: `the Hub asks for a pause: 4:05`, never less than 0:01."""
    seconds = max(1, math.ceil(left.total_seconds()))
    minutes = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60}"
    return f"Hugging Face asks for a pause: {minutes}:{seconds % 60:02}"


def feed_name(feed: Feed) -> str:
    """Return a feed as the status line calls it: `Daily Papers, Fri 21 Aug 2026`."""
    return f"Daily Papers, {feed.label}" if isinstance(feed, Edition) else feed.label


def has_ages(feed: Feed) -> bool:
    """Tell whether the papers of a feed differ in age, and no heading says of which day they are."""
    is_of_a_day = isinstance(feed, Edition) and feed.period is Period.DAY
    return not is_of_a_day and not isinstance(feed, Inbox | Sample)


def order(order: SortOrder) -> str:
    """Return an order in words; empty for the feed's own."""
    return _ORDERS[order]


def bookmarks_heading(shown: int, held: int, order: SortOrder, *, is_narrowed: bool) -> str:
    """Return what stands over the bookmarks: how many there are, are shown, and in which order."""
    number = f"{shown:,} of {held:,}" if is_narrowed else f"{shown:,}"
    ordered = "" if order is SortOrder.HUB else f"  {_ORDERS[order]}"
    return f"Bookmarks {number}{ordered}"


def ending(listing: Listing) -> str:
    """Return what to say below the last paper: behind what the archive was searched for, where there may be more."""
    is_search = isinstance(listing.feed, Archived) and listing.feed.text and not listing.has_more
    return _capitalized(listing.ending) or (
        "That is all in the archive · s searches Hugging Face" if is_search else ""
    )


def _capitalized(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def no_match(key: str, *, is_understood: bool = True) -> str:
    """Return what to say where a filter leaves no paper, and which key searches further for what is understood."""
    if not is_understood:
        return "Not understood yet · Esc shows all"
    further = "" if key == "Enter" else " · s Hugging Face"
    return f"No match here · {key} searches the archive{further} · Esc shows all"


def empty(listing: Listing) -> str:
    """Return what to say where a listing has no papers."""
    feed = listing.feed
    if listing.ending:
        back = ", A undoes it" if isinstance(feed, Inbox) else ""
        return f"{_capitalized(listing.ending)}. 1 opens Daily Papers{back}"
    if isinstance(feed, Edition):
        when = f"{'on' if feed.period is Period.DAY else 'in'} {feed.label}"
        weekend = (
            " Nothing is submitted on weekends."
            if feed.period is Period.DAY and is_weekend(feed.first_day)
            else ""
        )
        return f"No papers {when}.{weekend} [ goes back, ] goes on, . opens the newest"
    if isinstance(feed, Search):
        return f"Hugging Face finds nothing for “{feed.text}”. s searches again, 1 opens Daily Papers"
    if isinstance(feed, Archived):
        what = f"finds nothing for “{feed.text}”" if feed.text else "is empty"
        return f"The archive {what}. s searches Hugging Face, 1 opens Daily Papers"
    if isinstance(feed, Watched):
        return "No unread papers match your watches. W adds one, 1 opens Daily Papers"
    return f"No papers in {feed.label}. 1 opens Daily Papers"


def marked(papers: int, mark: Mark) -> str:
    """Return what was done with papers, and how it is undone: `Marked read · u undoes`."""
    done = "Hidden" if mark is Mark.SKIPPED else "Marked read"
    return f"{done if papers == 1 else f'{done}: {papers:,} papers'} · u undoes"


def news(new: int) -> str:
    """Return what a refresh brought: `3 new papers`."""
    return present.number_of_papers(new, "new ")
