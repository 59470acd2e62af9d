"""A paper worth keeping."""

from dataclasses import dataclass
from datetime import datetime

from paperreader.domain.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A kept paper, complete in itself: it can be read when no listing holds the paper any more."""

    paper: Paper
    kept_at: datetime
    """When it was kept, UTC."""
    found_in: str = ""
    """Label of the feed in which it was found, such as `Tue 18 Aug 2026`; empty when kept by its id."""
