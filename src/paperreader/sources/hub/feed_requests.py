"""The request for each feed, as the Hub's API has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from paperreader.domain.papers import calendar
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Search,
    Submissions,
    Trending,
    day_label,
)
from paperreader.domain.text import clean
from paperreader.errors import UsageError

_MAX_SEARCH_LENGTH = 250


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """A request for the first page of a feed, and the number of pages to be content with."""

    path: str
    params: Mapping[str, str]
    max_pages: int
    day: date | None = None
    """The day whose papers are asked for, if it is one day."""


def feed_request(feed: Feed, now: datetime) -> FeedRequest:
    """Return the request for a feed.

    Raises:
        UsageError: There can be no such feed: an edition that has not begun, a search for nothing.
    """
    match feed:
        case Edition(period, first_day):
            _check_exists(feed, now)
            params = {"date" if period is Period.DAY else str(period): feed.name, "limit": "100"}
            return FeedRequest("/api/daily_papers", params, 30, first_day if period is Period.DAY else None)
        case Trending():
            return FeedRequest("/api/daily_papers", {"sort": "trending", "limit": "100"}, 1)
        case Submissions(username):
            return FeedRequest("/api/daily_papers", {"submitter": _submitter(username), "limit": "100"}, 5)
        case Search(text):
            # No pages here: 120 is the end.
            return FeedRequest("/api/papers/search", {"q": _search_text(text), "limit": "120"}, 1)
        case _:
            # Not the Hub's.
            raise TypeError(feed)


def _check_exists(edition: Edition, now: datetime) -> None:
    if not edition.has_begun(now):
        raise UsageError(f"{edition.label} has not begun yet")
    if edition.last_day < calendar.FIRST_DAY:
        raise UsageError(
            f"There are no papers for {edition.label}",
            f"Daily Papers began on {day_label(calendar.FIRST_DAY)}",
        )


def _submitter(username: str) -> str:
    cleaned = clean(username)
    if not cleaned:
        raise UsageError("No user was given", "give the name of a Hugging Face user")
    return cleaned


def _search_text(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise UsageError("Nothing to search for", "give at least one word")
    if len(cleaned) > _MAX_SEARCH_LENGTH:
        raise UsageError(
            f"The search is too long ({len(cleaned)} characters)",
            f"Hugging Face takes {_MAX_SEARCH_LENGTH} characters",
        )
    return cleaned
