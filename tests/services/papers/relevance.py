"""How good nearness is, judged by what it does not see: the AI keywords of recorded papers.

Papers are related if they share three keywords, and of a topic if one of their keywords has its words.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import SimilarTo
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ranking.similarity import MIN_BOOKMARKS, count_terms, rocchio_profile, tfidf_vector
from paperreader.domain.text import fold
from paperreader.services.papers.similarity import Similarity
from paperreader.sources.hub.wire import listing_from_json
from paperreader.store.archive.archive import Archive
from tests.recorded import recorded_days
from tests.store.builders import NOON

FIRST = 10
TOPICS = (
    "vision language action",
    "video generation",
    "world models",
    "image editing",
    "kv cache",
    "code generation",
    "mixture of experts",
    "spatial reasoning",
    "diffusion models",
    "reinforcement learning",
)


class Recorded:
    """The recorded papers that have AI keywords, as they are without these, and the keywords."""

    def __init__(self) -> None:
        papers = {
            paper.key: paper
            for day in recorded_days()
            for paper in listing_from_json(day.read_bytes(), edition_day=date.fromisoformat(day.stem)).papers
            if paper.ai_keywords
        }
        self.keywords = {key: {fold(each) for each in paper.ai_keywords} for key, paper in papers.items()}
        self.papers = {key: replace(paper, ai_keywords=()) for key, paper in papers.items()}

    def file(self, archive: Archive) -> None:
        """File the papers."""
        for paper in self.papers.values():
            archive.store_paper(paper, NOON)

    def related(self, shared: int) -> dict[PaperKey, set[PaperKey]]:
        """Return for every paper that has any those with which it shares so many keywords."""
        every = self.keywords.items()
        related = {
            key: {other for other, others in every if other != key and len(own & others) >= shared}
            for key, own in every
        }
        return {key: others for key, others in related.items() if others}

    def of_topic(self, topic: str) -> list[PaperKey]:
        """Return the papers of a topic."""
        return [
            key
            for key, keywords in self.keywords.items()
            if any(f" {topic} " in f" {each} " for each in keywords)
        ]


@dataclass(frozen=True, slots=True)
class Precision:
    """What part of the first papers is related, beside what it would be if papers were drawn."""

    questions: int
    found: float
    drawn: float
    had: float
    """What part of the related papers is among the first."""


async def precision_of_like(recorded: Recorded, similarity: Similarity, shared: int) -> Precision:
    """Return how good the first of the papers like others are; the archive is that of the recorded papers."""
    related = recorded.related(shared)
    hits = {}
    for key in related:
        listing = await similarity.like([], SimilarTo((key,)), FIRST)
        hits[key] = len({paper.key for paper in listing.papers} & related[key])
    others = len(recorded.papers) - 1
    return Precision(
        len(related),
        mean(hits.values()) / FIRST,
        mean(len(each) / others for each in related.values()),
        mean(hits[key] / min(len(each), FIRST) for key, each in related.items()),
    )


async def share_of_nearest(
    recorded: Recorded, similarity: Similarity, archive: Archive, questions: int
) -> float:
    """Return what part of the first papers, were all compared, is among those given: most are not compared."""
    shares = []
    all_term_counts = {key: count_terms(paper) for key, paper in recorded.papers.items()}
    for key in sorted(all_term_counts)[:: len(all_term_counts) // questions]:
        idf = archive.candidates.idf(set(all_term_counts[key].words))
        profile = rocchio_profile([tfidf_vector(all_term_counts[key], idf)], [], idf)
        others = sorted(
            all_term_counts.keys() - {key}, key=lambda other: -profile.similarity(all_term_counts[other])
        )
        listing = await similarity.like([], SimilarTo((key,)), FIRST)
        shares.append(len({paper.key for paper in listing.papers} & set(others[:FIRST])) / FIRST)
    return mean(shares)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who keeps papers of one topic and skips others."""

    kept: list[Paper]
    skipped: list[Paper]
    held_back: list[Paper]
    others: list[Paper]

    @classmethod
    def of(cls, recorded: Recorded, topic: str, seed: int) -> "Reader":
        """Return one who kept ten papers, or half of them where there are few, and skipped twice as many others."""
        chance = random.Random(seed)  # noqa: S311 - a draw
        topical = recorded.of_topic(topic)
        others = sorted(recorded.papers.keys() - set(topical))
        chance.shuffle(topical)
        chance.shuffle(others)
        most = min(MIN_BOOKMARKS, len(topical) // 2)
        parts = topical[:most], others[: 2 * most], topical[most:], others[2 * most :]
        return cls(*([recorded.papers[key] for key in part] for part in parts))

    def separation(self, archive: Archive) -> float:
        """Return how likely a held-back paper of the topic comes before another one (AUC)."""
        all_term_counts = [count_terms(paper) for paper in (*self.kept, *self.skipped)]
        idf = archive.candidates.idf({word for term_counts in all_term_counts for word in term_counts.words})
        vectors = [tfidf_vector(term_counts, idf) for term_counts in all_term_counts]
        profile = rocchio_profile(vectors[: len(self.kept)], vectors[len(self.kept) :], idf)
        near = [profile.similarity(count_terms(paper)) for paper in self.held_back]
        far = sorted(profile.similarity(count_terms(paper)) for paper in self.others)
        return mean((bisect_left(far, each) + bisect_right(far, each)) / 2 / len(far) for each in near)

    async def first(self, similarity: Similarity, archive: Archive) -> float:
        """Return what part of the first papers for this reader is of the topic."""
        marks = {paper.key: Mark.SKIPPED for paper in self.skipped}
        archive.set_marks(marks, NOON)
        listing = await similarity.for_you(bookmarks_of(self.kept), FIRST)
        archive.set_marks(dict.fromkeys(marks, Mark.NEW), NOON)
        assert isinstance(listing, Listing)
        held_back = {paper.key for paper in self.held_back}
        return len({paper.key for paper in listing.papers} & held_back) / min(FIRST, len(held_back))


def separations(recorded: Recorded, archive: Archive, seeds: Iterable[int] = range(3)) -> dict[str, float]:
    """Return of every topic how well its held-back papers are told from others, the mean of some readers."""
    return {
        topic: mean(Reader.of(recorded, topic, seed).separation(archive) for seed in seeds)
        for topic in TOPICS
    }


def bookmarks_of(papers: Sequence[Paper]) -> list[Bookmark]:
    """Return papers as kept at noon."""
    return [Bookmark(paper=paper, kept_at=NOON) for paper in papers]
