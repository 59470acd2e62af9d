"""What the archive has that is like given papers, or like what is kept: offline, and nothing is told to anybody."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from paperreader.domain.papers.feed import ForYou, SimilarTo
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.predicates import day_of
from paperreader.domain.ranking.explanation import (
    reason_of_people,
    reason_of_title,
    reason_of_words,
    shared_words,
)
from paperreader.domain.ranking.similarity import (
    MIN_BOOKMARKS,
    IdfWeights,
    InterestProfile,
    TermCounts,
    TermWeights,
    TooFewBookmarks,
    count_terms,
    most_similar,
    rocchio_profile,
    tfidf_vector,
)
from paperreader.domain.text import fold, fold_lines
from paperreader.services.papers.library import Library

if TYPE_CHECKING:
    from paperreader.domain.bookmarks.bookmark import Bookmark
    from paperreader.store.archive.archive import Archive

_RECENT = 5_000
"""How many of the newest papers of the archive are for you: some months of Daily Papers."""
_LATELY = 100
"""How many kept papers say what is wanted, and how many skipped ones what is not: the last ones."""
_AT_ONCE = 50
"""Papers compared before others may use the archive: some hundredth of a second."""
_TIES = 8
"""Words by which the kept paper is found that another is like."""
_HIGHLIGHTED = 12
"""Words to be highlighted in all papers: those that tie most of them."""

_Reason = tuple[tuple[str, ...], str]
"""The words that tie a paper to others, and how it is told."""


class _Near(Struct, frozen=True):
    """A paper, its words, and how near it is."""

    similarity: float
    paper: Paper
    term_counts: TermCounts


class Similarity:
    """Orders the archive by nearness."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def like(self, papers: Sequence[Paper], feed: SimilarTo, limit: int = 100) -> Listing:
        """Return the papers of the archive that are nearest to some papers, which are not among them, the nearest first.

        Each has the words that tie it to these as its reason. Papers that are not indexed yet are not found.

        Args:
            papers: Those of the feed as they are shown; what the archive has of the feed need not be given.
            feed: Which papers they are.
            limit: How many papers to return.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        known = await self._library.with_archive(lambda archive: [archive.paper(key) for key in feed.papers])
        by_key = {paper.key: paper for paper in (*papers, *(each for each in known if each is not None))}
        wanted = list(by_key.values())
        profile, _, idf = await self._profile(wanted, ())
        numbers = await self._library.with_archive(
            lambda archive: archive.candidates.similar(profile.top_terms())
        )
        near = _without(wanted, await self._nearest(profile, numbers))

        tell = _telling(wanted, idf)

        def shared(each: _Near) -> _Reason:
            words = shared_words(each.paper, profile.shared_terms(each.term_counts), tell)
            return words, reason_of_words(words) or reason_of_people(each.paper, wanted)

        return await asyncio.to_thread(_listing, feed, near[:limit], shared)

    async def for_you(self, kept: Sequence[Bookmark], limit: int = 100) -> Listing | TooFewBookmarks:
        """Return recent unread papers by how near they are to what is kept against what is skipped, the nearest first.

        Each has the kept paper it is most like as its reason, with words that tie them. Papers farther from what is
        kept than from what is skipped are left out.

        Args:
            kept: All that is kept.
            limit: How many papers to return.

        Raises:
            StoreError: The archive is damaged, or another program did not give way.
        """
        if len(kept) < MIN_BOOKMARKS:
            return TooFewBookmarks(len(kept))
        wanted = [each.paper for each in sorted(kept, key=lambda each: each.kept_at, reverse=True)[:_LATELY]]
        keys = [bookmark.paper.key for bookmark in kept]
        skipped = await self._library.with_archive(lambda archive: archive.candidates.skipped(_LATELY, keys))
        profile, vectors, idf = await self._profile(wanted, skipped)
        numbers = await self._library.with_archive(
            lambda archive: archive.candidates.unread(profile.top_terms(), _RECENT, keys)
        )
        near = _without(wanted, await self._nearest(profile, numbers))

        tell = _telling(wanted, idf)

        def like(each: _Near) -> _Reason:
            shared_terms = profile.shared_terms(each.term_counts)
            words = shared_words(each.paper, shared_terms, tell)
            return words, reason_of_title(wanted[most_similar(shared_terms[:_TIES], vectors)].title, words)

        return await asyncio.to_thread(_listing, ForYou(), near[:limit], like)

    async def _profile(
        self, wanted: Sequence[Paper], unwanted: Sequence[Paper]
    ) -> tuple[InterestProfile, Sequence[TermWeights], IdfWeights]:
        """Return what is wanted, what each of the wanted papers is about, and how rare their words are."""
        all_term_counts = await asyncio.to_thread(
            lambda: [count_terms(paper) for paper in (*wanted, *unwanted)]
        )
        words = {word for term_counts in all_term_counts for word in term_counts.words}
        idf = await self._library.with_archive(lambda archive: archive.candidates.idf(words))
        return *await asyncio.to_thread(_profile, all_term_counts, len(wanted), idf), idf

    async def _nearest(self, profile: InterestProfile, numbers: Sequence[int]) -> list[_Near]:
        """Return what papers are near, the nearest first, of those alike the newest."""
        near: list[_Near] = []
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            near += await self._library.with_archive(lambda archive: _compared(archive, some, profile))  # noqa: B023
        return sorted(near, key=lambda each: (-each.similarity, -_day(each.paper), each.paper.key))


def _profile(
    all_term_counts: Sequence[TermCounts], wanted: int, idf: IdfWeights
) -> tuple[InterestProfile, Sequence[TermWeights]]:
    vectors = [tfidf_vector(term_counts, idf) for term_counts in all_term_counts]
    return rocchio_profile(vectors[:wanted], vectors[wanted:], idf), vectors[:wanted]


def _telling(wanted: Sequence[Paper], idf: IdfWeights) -> Callable[[str], bool]:
    """Return what tells whether words say something: rare ones, and those the wanted papers are named by."""
    lines = [line for paper in wanted for line in (paper.title, *paper.ai_keywords)]
    named = fold_lines(lines).replace("\n", " \n")
    return lambda words: idf.are_rare(words) or f" {words} " in named


def _compared(archive: Archive, numbers: Sequence[int], profile: InterestProfile) -> list[_Near]:
    all_term_counts = [(paper, count_terms(paper)) for paper in archive.candidates.papers(numbers)]
    near = [
        _Near(profile.similarity(term_counts), paper, term_counts) for paper, term_counts in all_term_counts
    ]
    return [each for each in near if each.similarity > 0]


def _without(papers: Sequence[Paper], near: Sequence[_Near]) -> list[_Near]:
    # A paper of a saved page is in the archive under another key.
    keys = {key for paper in papers for key in (paper.key, PaperKey.from_title(paper.title))}
    return [each for each in near if not {each.paper.key, PaperKey.from_title(each.paper.title)} & keys]


def _day(paper: Paper) -> int:
    day = day_of(paper)
    return 0 if day is None else day.toordinal()


def _listing(
    feed: SimilarTo | ForYou, near: Sequence[_Near], reason_of: Callable[[_Near], _Reason]
) -> Listing:
    reasons = {each.paper.key: reason_of(each) for each in near}
    words = Counter(fold(word) for words, _ in reasons.values() for word in words)
    return Listing(
        feed=feed,
        papers=tuple(each.paper for each in near),
        origin=ListingOrigin.ARCHIVE,
        words=tuple(word for word, _ in words.most_common(_HIGHLIGHTED)),
        reasons={key: reason for key, (_, reason) in reasons.items() if reason},
    )
