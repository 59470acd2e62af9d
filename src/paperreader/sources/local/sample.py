"""The edition that comes with the reader, for a first look without a network."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import TypedDict

from paperreader.domain.papers.feed import Feed, Sample
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.text import clean
from paperreader.errors import PaperNotFound


class _SampleEntry(TypedDict):
    """A paper as `data/sample.json` has it; `published` is a day."""

    id: str
    title: str
    authors: list[str]
    published: str | None
    category: str | None
    code: str | None
    synopsis: str


class SampleSource:
    """Papers of the built-in sample; its summaries are its own, not the authors'."""

    budget = None

    def __init__(self, *, is_inline: bool = False) -> None:
        """Read it in a thread, or where that is called."""
        self._is_inline = is_inline

    async def listing(self, feed: Feed) -> Listing:
        """Return the built-in papers."""
        if not isinstance(feed, Sample):
            raise TypeError(feed)
        papers = await self._papers()
        return Listing(feed=feed, papers=papers, origin=ListingOrigin.SAMPLE, is_complete=True)

    async def paper(self, key: PaperKey) -> Paper:
        """Return a paper of the sample.

        Raises:
            PaperNotFound: It is not in the sample.
        """
        for paper in await self._papers():
            if paper.key == key:
                return paper
        raise PaperNotFound(f"The built-in sample has no paper {clean(key)}")

    async def _papers(self) -> tuple[Paper, ...]:
        if self._is_inline:
            return _papers()
        import asyncio  # noqa: PLC0415 - a command that asks nobody has no event loop

        return await asyncio.to_thread(_papers)

    async def close(self) -> None:
        """Do nothing."""


def _papers() -> tuple[Paper, ...]:
    text = files("paperreader").joinpath("data", "sample.json").read_text(encoding="utf-8")
    entries: list[_SampleEntry] = json.loads(text)["papers"]
    return tuple(map(paper_from_entry, entries))


def paper_from_entry(entry: _SampleEntry) -> Paper:
    """Return the paper an entry describes; code that is not on GitHub counts as its project page."""
    published, code = entry["published"], entry["code"]
    is_on_github = code is not None and code.startswith("https://github.com/")
    return Paper(
        key=PaperKey(entry["id"]),
        title=clean(entry["title"]),
        authors=tuple(Author(clean(name)) for name in entry["authors"]),
        published_at=datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
        synopsis=clean(entry["synopsis"]),
        category=entry["category"],
        github_repo=code if is_on_github else None,
        project_page=None if is_on_github else code,
    )
