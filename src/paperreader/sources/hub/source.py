"""The Hub as a source of listings, papers, comments, artefacts and full texts."""

import asyncio
from datetime import datetime
from urllib.parse import quote

from paperreader.domain.budget import Budget
from paperreader.domain.papers.artefacts import ArtefactListing
from paperreader.domain.papers.discussion import Discussion, build_threads
from paperreader.domain.papers.feed import Edition, Feed, Period
from paperreader.domain.papers.full_text import FullText, TextOrigin
from paperreader.domain.papers.listing import Listing, ListingOrigin, unique_papers
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.errors import PaperNotFound, SourceChanged
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.rate_limit import remaining_requests
from paperreader.sources.http.response import ReadText, Response
from paperreader.sources.http.url import origin_of, resolved
from paperreader.sources.hub import full_text, wire, wire_artefacts
from paperreader.sources.hub.feed_requests import FeedRequest, feed_request


class HubSource:
    """Editions, Trending, searches, submissions and single papers from the Hub.

    Args:
        client: The client of the Hub.
        clock: Returns the time.
        read: Reads its responses as full texts.
    """

    def __init__(self, client: HttpClient, clock: Clock, read: ReadText) -> None:
        self._client = client
        self._clock = clock
        self._read = read

    @property
    def budget(self) -> Budget:
        """Requests that may be made, as far as the Hub says."""
        return self._client.budget

    async def listing(self, feed: Feed) -> Listing:
        """Return the feed's papers, all pages of it up to a limit.

        Raises:
            UsageError: The Hub can't be asked this, such as for an edition that has not begun.
            SourceError: A page could not be had; there is no listing of the others then.
        """
        asked_at = self._clock()
        pages, has_more = await self._pages(feed_request(feed, asked_at))
        # A response may have said that the clock is ahead: then it was asked earlier than it seemed.
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
        response = await self._client.get(path, not_found=unknown)
        return _checked(key, await asyncio.to_thread(wire.paper_from_json, response.body))

    async def discussion(self, key: PaperKey) -> Discussion:
        """Return the discussion of a paper.

        Raises:
            PaperNotFound: The Hub does not know it, or only its title is known here.
            SourceError: It could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        response = await self._client.get(path, {"field": "comments"}, not_found=unknown)
        return await asyncio.to_thread(_discussion, response.body, key, asked_at)

    async def artefacts(self, key: PaperKey) -> ArtefactListing:
        """Return the models, datasets and Spaces that name a paper.

        Raises:
            PaperNotFound: The Hub does not know it, or only its title is known here.
            SourceError: One of the two responses that are needed could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        # One after the other: a paper that is not known needs no second request.
        paper = await self._client.get(path, not_found=unknown)
        lists = await self._client.get(f"/api/arxiv/{quote(key, safe='')}/repos", not_found=unknown)
        listing = await asyncio.to_thread(
            wire_artefacts.artefacts_from_json, lists.body, paper.body, asked_at
        )
        _checked(key, listing.paper)
        return listing

    async def full_text(self, key: PaperKey) -> FullText:
        """Return the full text of a paper.

        Raises:
            PaperNotFound: The Hub has no text of it, or only its title is known here.
            SourceError: It could not be had.
        """
        path, unknown = _paper_at(key)
        asked_at = self._clock()
        page = path.removeprefix("/api")
        response = await self._client.get(f"{page}.md", not_found=unknown, accept=full_text.MARKDOWN)
        markdown = await self._read(TextOrigin.HUB, key, response)
        return FullText(key=key, markdown=markdown, origin=TextOrigin.HUB, fetched_at=asked_at)

    async def status(self) -> str:
        """Ask the Hub for as little as can be asked, and return what it says of the requests that are left.

        Raises:
            SourceError: It can't be reached, or does not answer as it should.
        """
        response = await self._client.get("/api/daily_papers", {"limit": "1"})
        await asyncio.to_thread(wire.listing_from_json, response.body, edition_day=None)
        return remaining_requests(response) or "no limit said"

    async def close(self) -> None:
        """Close the client."""
        await self._client.close()

    async def _pages(self, request: FeedRequest) -> tuple[list[wire.Entries], bool]:
        """Return the pages, and whether there are more."""
        response = await self._client.get(request.path, request.params)
        visited = {response.url}
        pages = []
        while True:
            page = await asyncio.to_thread(wire.listing_from_json, response.body, edition_day=request.day)
            pages.append(page)
            following = self._following(response)
            # A page without entries is the end, whatever it says.
            if following is None or not page.papers:
                return pages, False
            if len(pages) == request.max_pages:
                return pages, True
            if following in visited:
                raise SourceChanged("Hugging Face's pages lead in a circle", "try again later")
            visited.add(following)
            response = await self._client.get(following)

    def _following(self, response: Response) -> str | None:
        if response.next_link is None:
            return None
        url = resolved(response.next_link, response.url)
        if url is None or origin_of(url) != self._client.policy.origin:
            raise SourceChanged(
                "Hugging Face's next page lies on another host", "if HF_ENDPOINT is set, check it"
            )
        return url


def _paper_at(key: PaperKey) -> tuple[str, PaperNotFound]:
    """Return the path of a paper, and the error to raise if it is not there.

    Raises:
        PaperNotFound: Only its title is known.
    """
    if key.arxiv_id is None:
        raise PaperNotFound(
            "Only the title of this paper is known, so it can't be fetched", "search for its title"
        )
    unknown = PaperNotFound(f"Hugging Face does not know the paper {key}", f"see {key.arxiv_url}")
    return f"/api/papers/{quote(key, safe='')}", unknown


def _discussion(body: bytes, key: PaperKey, asked_at: datetime) -> Discussion:
    posts = wire.posts_from_json(body)
    _checked(key, posts.paper)
    return build_threads(posts, asked_at)


def _checked(key: PaperKey, paper: Paper) -> Paper:
    if paper.key.casefold() != key.casefold():
        raise SourceChanged(f"Hugging Face was asked for the paper {key} and answered with {paper.key}")
    return paper
