"""Papers, bookmarks and listings to put into stores."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import Edition, Feed, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter

NOON = datetime(2026, 8, 21, 12, 0, tzinfo=UTC)
TODAY = Edition(Period.DAY, date(2026, 8, 21))


def key(number: int) -> PaperKey:
    """Return the arXiv id of an invented paper."""
    return PaperKey(f"2608.{number:05}")


def paper(number: int = 1, *, upvotes: int | None = None, comments: int | None = None) -> Paper:
    """Return a paper as a listing gives it, with an abstract of a usual length."""
    return Paper(
        key=key(number),
        title=f"Lanterns for Lost Gradients, Part {number}",
        abstract=f"We light lantern {number} and look where the gradient went. " * 20,
        authors=(Author("Ada Ölund", "ada", "claimed_verified"), Author("Bo Nakamura")),
        published_at=NOON - timedelta(days=2),
        submitted_at=NOON,
        submitted_by=Submitter("carla", "Carla D."),
        organization=Organization("lantern-lab", "Lantern Lab"),
        upvotes=upvotes,
        comments=comments,
        ai_keywords=("lanterns", "gradients"),
    )


def bookmark(number: int = 1, *, minutes: int = 0, found_in: str = "Fri 21 Aug 2026") -> Bookmark:
    """Return a bookmark kept so many minutes after noon."""
    return Bookmark(paper=paper(number), kept_at=NOON + timedelta(minutes=minutes), found_in=found_in)


def listing(
    *papers: Paper, feed: Feed = TODAY, origin: ListingOrigin = ListingOrigin.HUB, at: datetime | None = NOON
) -> Listing:
    """Return what the Hub answered at that time."""
    return Listing(feed=feed, papers=papers, origin=origin, fetched_at=at)


def names_in(folder: Path) -> list[str]:
    """Return the names of what is in a folder, sorted."""
    return sorted(entry.name for entry in folder.iterdir())
