"""Feeds from their keys, as far as they can be shown again another day."""

from contextlib import suppress

from paperreader.domain.papers.feed import (
    Archived,
    Edition,
    Feed,
    ForYou,
    Inbox,
    Period,
    Search,
    SinglePaper,
    Submissions,
    Trending,
    Watched,
)
from paperreader.domain.papers.paper import PaperKey

_NAMED: tuple[Feed, ...] = (Trending(), ForYou(), Inbox(), Watched())


def feed_of_key(key: str) -> Feed | None:
    """Return the feed with that key; None for what depends on more than its key, and for what is no key."""
    kind, _, rest = key.partition(":")
    match kind:
        case "search" if rest:
            return Search(rest)
        case "submitter" if rest:
            return Submissions(rest)
        case "paper" if paper := PaperKey.from_text(rest):
            return SinglePaper(paper)
        case "archived":
            return Archived(rest)
    with suppress(ValueError):
        return Edition.from_name(Period(kind), rest)
    return next((feed for feed in _NAMED if feed.key == key), None)
