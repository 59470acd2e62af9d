"""What a digest is asked for."""

from msgspec import Struct

from paperreader.domain.papers.feed import Edition, Feed, Inbox, Period, Trending


class DigestRequest(Struct, frozen=True, kw_only=True):
    """Which papers, and how many of them."""

    feed: Feed | None = None
    """None is the newest day that has papers."""
    watch: str = ""
    """The name of a watch: the unread papers that it finds, in place of a feed."""
    query: str = ""
    """By the grammar of finding; empty for all."""
    min_upvotes: int = 0
    limit: int | None = None

    @property
    def key(self) -> str:
        """The same for the same question on any day."""
        match self.feed:
            case _ if self.watch:
                kind = f"watch:{self.watch}"
            case None:
                kind = Period.DAY.value
            case Edition(period=period):
                kind = period.value
            case feed:
                kind = feed.key
        return "\n".join([kind, self.query, str(self.min_upvotes or "")]).rstrip("\n")


_PERIODS = {Period.DAY: "Daily Papers", Period.WEEK: "Weekly Papers", Period.MONTH: "Monthly Papers"}


def name_of(feed: Feed, request: DigestRequest) -> str:
    """Return what the digests of a feed are called, on any day: `Daily Papers: title:agent`."""
    match feed:
        case _ if request.watch:
            name = f"Watch “{request.watch}”"
        case Edition(period=period):
            name = _PERIODS[period]
        case Trending():
            name = "Trending Papers"
        case Inbox():
            name = "Inbox: unread papers"
        case _:
            name = feed.label
    return f"{name}: {request.query}" if request.query else name


def title_of(feed: Feed, request: DigestRequest) -> str:
    """Return what a digest of a feed is called: `Daily Papers, Tue 18 Aug 2026: title:agent`."""
    name = name_of(feed, request)
    if not isinstance(feed, Edition) or request.watch:
        return name
    before = _PERIODS[feed.period]
    return f"{before}, {feed.label}{name.removeprefix(before)}"
