"""A digest: papers of a feed as they were at one time, with what is told of each."""

from datetime import datetime

from msgspec import Struct

from paperreader.domain.papers.paper import Paper


class DigestPaper(Struct, frozen=True, kw_only=True):
    """A paper, and what a digest tells of it beyond what is known of the paper itself."""

    paper: Paper
    rise: int | None = None
    """Upvotes since yesterday; None where that is unknown."""
    reasons: tuple[str, ...] = ()
    """Why it is in the digest, where that is worth telling: the watches that find it, what it has in common with others."""
    part: str = ""
    """The heading of the part it stands in, such as a day of the inbox; empty where there are no parts."""


class Digest(Struct, frozen=True, kw_only=True):
    """Papers of a feed in its order, each once."""

    title: str
    """Of the feed and what was asked of it: `Daily Papers, Tue 18 Aug 2026`."""
    name: str
    """The same for the same question on any day: `Daily Papers: title:agent`."""
    key: str
    """Likewise: what a news reader knows the feed by."""
    made_at: datetime
    """UTC."""
    papers: tuple[DigestPaper, ...]
    count: int
    """How many papers the feed has, of which some may have been left out."""
    why_empty: str = ""
    """Why there are none, as a sentence without a full stop; empty where there are some."""
    remark: str = ""
    """What else its reader should know, such as that the Hub was not reached; a sentence without a full stop."""

    @property
    def counts(self) -> str:
        """How many papers there are, of how many: `12 of 23 papers`."""
        shown = len(self.papers)
        papers = "paper" if self.count == 1 else "papers"
        return f"{self.count:,} {papers}" if shown == self.count else f"{shown:,} of {self.count:,} {papers}"
