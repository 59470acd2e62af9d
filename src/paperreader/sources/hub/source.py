"""The Hub as a source: which question is asked for which feed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from paperreader.domain.budget import Budget
from paperreader.domain.papers import calendar
from paperreader.domain.papers.artefacts import ArtefactListing
from paperreader.domain.papers.discussion import Discussion, discussion_of
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Search,
    Submissions,
    Trending,
    day_label,
)
from paperreader.domain.papers.full_text import FullText, TextOrigin
from paperreader.domain.papers.listing import Listing, ListingOrigin, unique_papers
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.domain.text import clean
from paperreader.errors import PaperNotFound, SourceChanged, UsageError
from paperreader.sources.http.rate_limit import budget_left
from paperreader.sources.http.response import ReadText, Response
from paperreader.sources.hub import full_text, wire, wire_artefacts
from paperreader.sources.hub.connection import Connection

_LONGEST_SEARCH = 250


@dataclass(frozen=True, slots=True)
class _Question:
    """What to ask, and after how many pages to be content."""

    path: str
    params: Mapping[str, str]
    pages: int
    day: date | None = None


class HubSource:
    """Editions, Trending, searches, submissions and single papers from the Hub.

    Args:
        connection: The connection to it.
        clock: Says when it is.
        read: Reads what it answers as full texts.
    """

    def __init__(self, connection: Connection, clock: Clock, read: ReadText) -> None:
        self._connection = connection
        self._clock = clock
        self._read = read

    @property
    def budget(self) -> Budget:
        """What may be asked of the Hub, as far as it is announced."""
        return self._connection.budget

    async def listing(self, feed: Feed) -> Listing:
        """Return the feed's papers, all pages of it up to a limit.

        Raises:
            UsageError: The Hub can't be asked this, such as for an edition that has not begun.
            SourceError: A page could not be had; there is no listing of the others then.
        """
        asked_at = self._clock()
        if isinstance(feed, Edition):
            _check_exists(feed, has_begun=feed.has_begun(asked_at))
        pages, has_more = await self._pages(_question(feed))
        # The answer may have said that the clock is ahead: then it was asked earlier than it seemed.
        asked_at = min(asked_at, self._clock())
        papers = unique_papers(paper for page in pages for paper in page.papers)
        if isinstance(feed, Edition) and feed.period is not Period.DAY:
            # The order of weeks and months is nowhere promised; that of a day is this one.
            papers = sort_papers(papers, SortOrder.UPVOTES)
        return Listing(
            feed=feed,
            papers=papers,
            origin=ListingOrigin.HUB,
            fetched_at=asked_at,
            is_complete=isinstance(feed, Edition) and feed.is_closed(asked_at),
            has_more=has_more,
            left_out=sum(page.left_out for page in pages),
        )

    async def paper(self, key: PaperKey) -> Paper:
        """Return one paper; the Hub gives no comment count with it.

        Raises:
            PaperNotFound: The Hub does not know it, or only its title is known here.
            SourceError: It could not be had.
        """
        path, unknown = _paper_at(key)
        answer = await self._connection.get(path, if_absent=unknown)
        return _checked(key, await asyncio.to_thread(wire.paper_from_json, answer.body))

    async def discussion(self, key: PaperKey) -> Discussion:
        """Return what is said of a paper.

        Raises:
            PaperNotFound: The Hub does not know it, or only its title is known here.
            SourceError: It could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        answer = await self._connection.get(path, {"field": "comments"}, if_absent=unknown)
        return await asyncio.to_thread(_discussion, answer.body, key, asked_at)

    async def artefacts(self, key: PaperKey) -> ArtefactListing:
        """Return the models, datasets and Spaces that name a paper.

        Raises:
            PaperNotFound: The Hub does not know it, or only its title is known here.
            SourceError: One of the two answers that are needed could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        # One after the other: a paper that is not known needs no second question.
        paper = await self._connection.get(path, if_absent=unknown)
        lists = await self._connection.get(f"/api/arxiv/{quote(key, safe='')}/repos", if_absent=unknown)
        listing = await asyncio.to_thread(
            wire_artefacts.artefacts_from_json, lists.body, paper.body, asked_at
        )
        _checked(key, listing.paper)
        return listing

    async def full_text(self, key: PaperKey) -> FullText:
        """Return what a paper says.

        Raises:
            PaperNotFound: The Hub has no text of it, or only its title is known here.
            SourceError: It could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        page = path.removeprefix("/api")
        answer = await self._connection.get(f"{page}.md", if_absent=unknown, accept=full_text.MARKDOWN)
        markdown = await self._read(TextOrigin.HUB, key, answer)
        return FullText(key=key, markdown=markdown, origin=TextOrigin.HUB, fetched_at=asked_at)

    async def status(self) -> str:
        """Ask the Hub for as little as can be asked, and return what it says of the requests that are left.

        Raises:
            SourceError: It can't be reached, or does not answer as it should.
        """
        answer = await self._connection.get("/api/daily_papers", {"limit": "1"})
        await asyncio.to_thread(wire.listing_from_json, answer.body, edition_day=None)
        return budget_left(answer) or "no limit said"

    async def close(self) -> None:
        """Close the connection."""
        await self._connection.close()

    async def _pages(self, question: _Question) -> tuple[list[wire.Entries], bool]:
        """Return the pages, and whether there are more."""
        answer = await self._connection.get(question.path, question.params)
        been_at = {answer.url}
        pages = []
        while True:
            page = await asyncio.to_thread(wire.listing_from_json, answer.body, edition_day=question.day)
            pages.append(page)
            following = self._following(answer)
            # A page without entries is the end, whatever it says.
            if following is None or not page.papers:
                return pages, False
            if len(pages) == question.pages:
                return pages, True
            if following in been_at:
                raise SourceChanged("The Hub's pages lead in a circle", "try again later")
            been_at.add(following)
            answer = await self._connection.get(following)

    def _following(self, answer: Response) -> str | None:
        if answer.next_reference is None:
            return None
        url = self._connection.resolved(answer.next_reference, answer)
        if url is None:
            raise SourceChanged("The Hub's next page lies on another host", "if HF_ENDPOINT is set, check it")
        return url


def _paper_at(key: PaperKey) -> tuple[str, PaperNotFound]:
    """Return the path of a paper, and what to say if it is not there.

    Raises:
        PaperNotFound: Only its title is known.
    """
    if key.arxiv_id is None:
        raise PaperNotFound(
            "A paper of which only the title is known can't be asked for", "search for its title"
        )
    unknown = PaperNotFound(f"The Hub does not know the paper {key}", f"see {key.arxiv_url}")
    return f"/api/papers/{quote(key, safe='')}", unknown


def _discussion(body: bytes, key: PaperKey, asked_at: datetime) -> Discussion:
    posts = wire.posts_from_json(body)
    _checked(key, posts.paper)
    return discussion_of(posts, asked_at)


def _checked(key: PaperKey, paper: Paper) -> Paper:
    if paper.key.casefold() != key.casefold():
        raise SourceChanged(f"The Hub was asked for the paper {key} and answered with {paper.key}")
    return paper


def _check_exists(edition: Edition, *, has_begun: bool) -> None:
    if not has_begun:
        raise UsageError(f"{edition.label} has not begun yet")
    if edition.last_day < calendar.FIRST_DAY:
        raise UsageError(
            f"There is nothing for {edition.label}", f"Daily Papers began on {day_label(calendar.FIRST_DAY)}"
        )


def _question(feed: Feed) -> _Question:
    match feed:
        case Edition(period, first_day):
            params = {"date" if period is Period.DAY else str(period): feed.name, "limit": "100"}
            return _Question("/api/daily_papers", params, 30, first_day if period is Period.DAY else None)
        case Trending():
            return _Question("/api/daily_papers", {"sort": "trending", "limit": "100"}, 1)
        case Submissions(username):
            return _Question("/api/daily_papers", {"submitter": _submitter(username), "limit": "100"}, 5)
        case Search(text):
            # No pages here: 120 is the end.
            return _Question("/api/papers/search", {"q": _search_text(text), "limit": "120"}, 1)
        case _:
            # Not the Hub's.
            raise TypeError(feed)


def _submitter(username: str) -> str:
    cleaned = clean(username)
    if not cleaned:
        raise UsageError("Whose submissions to list was not said", "give the name of a Hub user")
    return cleaned


def _search_text(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise UsageError("There is nothing to search for", "give one word or more")
    if len(cleaned) > _LONGEST_SEARCH:
        raise UsageError(
            f"The search is too long ({len(cleaned)} characters)",
            f"the Hub takes {_LONGEST_SEARCH} characters",
        )
    return cleaned
