"""Similarity of papers by tf-idf: by the words they share, weighted by how few papers have them.

A paper is the words of its title (twice), abstract and keywords, and every two of them in a row. Weights are tf-idf
with logarithms; several papers are one by the mean of theirs (Rocchio). What each choice is worth is measured by
`benchmarks/similarity.py`.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Self

from msgspec import Struct

from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import fold_lines

MIN_BOOKMARKS = 10
"""How many papers must be kept before what is kept says what its reader wants."""

_BIGRAM_WEIGHT = 1.5
"""What two words in a row say beside the mean of what they say alone."""
_AVERAGE_LENGTH = 200
"""Words of a usual paper."""
_NEGATIVE_WEIGHT = 0.5
"""What a paper that was skipped counts beside one that was kept."""

_RARE = 50
"""A word says something by itself that one of so many papers has, or fewer."""
_DOUBT = 20
"""In how many more papers a word might be by chance: what few papers have in a small archive may be in every text."""

TermWeights = Mapping[str, float]
"""The weight of each word, and of each two words in a row with a space between them."""


class TooFewBookmarks(Struct, frozen=True):
    """Too few papers are kept to say what their reader wants."""

    kept: int

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return MIN_BOOKMARKS - self.kept

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        return f"bookmark {MIN_BOOKMARKS} papers to get recommendations ({MIN_BOOKMARKS - self.missing} of {MIN_BOOKMARKS})"


class TermCounts(Struct, frozen=True):
    """The folded words of a paper, and every two in a row, with how often they are there."""

    counts: Mapping[str, int]
    length: int
    """How many words there are."""

    @property
    def words(self) -> Iterable[str]:
        """Its single words, each once."""
        return (word for word in self.counts if " " not in word)


def count_terms(paper: Paper) -> TermCounts:
    """Return the words of a paper; what is empty, or has no letters or digits, has none."""
    title, *texts = fold_lines((paper.title, paper.abstract or "", *paper.ai_keywords)).split("\n")
    counts: Counter[str] = Counter()
    length = 0
    # What stands in a title says as much as what stands twice in a text.
    for text in (title, title, *texts):
        words = text.split()
        length += len(words)
        counts.update(words)
        counts.update(map(" ".join, pairwise(words)))
    return TermCounts(counts, length)


class IdfWeights(dict[str, float]):
    """The idf weight of each word: 0 if no paper of an archive has it, little if all have.

    Of two words in a row it is worked out when first asked for: archives count single words only.
    """

    papers = 0
    """How many papers the archive has."""

    @classmethod
    def from_counts(cls, papers: int, counts: Mapping[str, int]) -> Self:
        """Return it for an archive of so many papers, of which so many have each word."""
        weights = cls(
            (word, math.log((max(papers, count) + 1) / count))
            for word, count in counts.items()
            if count > 0  # a word that all papers lost is counted with 0
        )
        weights.papers = papers
        return weights

    def are_rare(self, words: str) -> bool:
        """Tell whether one of the words is rare enough to say something; a small archive can show that of none."""
        counts = ((self.papers + 1) / math.exp(self[word]) for word in words.split())
        return any((count + _DOUBT) * _RARE <= self.papers for count in counts)

    def __missing__(self, words: str) -> float:
        """Return how much two words in a row tell, and nothing for a word nobody has."""
        first, space, second = words.partition(" ")
        both = self.get(first, 0.0) * self.get(second, 0.0) if space else 0.0
        self[words] = told = _BIGRAM_WEIGHT * math.sqrt(both)
        return told


def tfidf_vector(term_counts: TermCounts, idf: IdfWeights) -> TermWeights:
    """Return what a paper is about: weights whose squares make 1, or none at all."""
    return _normalized(
        {words: _log_frequency(count) * idf[words] for words, count in term_counts.counts.items()}
    )


def centroid(vectors: Sequence[TermWeights]) -> TermWeights:
    """Return what several papers together are about, as `tfidf_vector` does for one."""
    sums: dict[str, float] = {}
    for vector in vectors:
        for words, weight in vector.items():
            sums[words] = sums.get(words, 0.0) + weight
    return _normalized(sums)


class InterestProfile(Struct, frozen=True):
    """The terms of wanted papers, weighted above zero, and of unwanted ones, below."""

    weights: TermWeights
    """Above zero for what is wanted, already times what the words tell."""

    def similarity(self, term_counts: TermCounts) -> float:
        """Return how near a paper is: a number to compare, below zero where it is nearer to what is not wanted."""
        weights = self.weights
        shared = (
            weights[words] * _log_frequency(count)
            for words, count in term_counts.counts.items()
            if words in weights
        )
        # Instead of the root of all squares, for which what every single word tells would have to be looked up: half
        # of it for the length of the paper does nearly as well.
        return sum(shared) / (term_counts.length + _AVERAGE_LENGTH)

    def shared_terms(self, term_counts: TermCounts) -> list[tuple[str, float]]:
        """Return the words of a paper that are wanted, those that bring it nearest first, with how much they do."""
        found = [
            (words, weight * _log_frequency(count))
            for words, count in term_counts.counts.items()
            if (weight := self.weights.get(words, 0.0)) > 0
        ]
        return sorted(found, key=lambda shared_term: (-shared_term[1], shared_term[0]))

    def top_terms(self) -> list[str]:
        """Return the single words that are wanted, the most telling first."""
        wanted = [
            (-weight, words) for words, weight in self.weights.items() if weight > 0 and " " not in words
        ]
        return [words for _, words in sorted(wanted)]


def rocchio_profile(
    wanted: Sequence[TermWeights], unwanted: Sequence[TermWeights], idf: IdfWeights
) -> InterestProfile:
    """Return what papers are wanted, given what some are about that are and some that are not."""
    weights = dict(centroid(wanted))
    for words, weight in centroid(unwanted).items():
        weights[words] = weights.get(words, 0.0) - _NEGATIVE_WEIGHT * weight
    return InterestProfile({words: weight * idf[words] for words, weight in weights.items()})


def most_similar(shared_terms: Sequence[tuple[str, float]], vectors: Sequence[TermWeights]) -> int:
    """Return the place of the paper, of at least one, that the words that tie another to all of them are of most."""
    sums = [sum(vector.get(words, 0.0) * weight for words, weight in shared_terms) for vector in vectors]
    return sums.index(max(sums))


def _log_frequency(count: int) -> float:
    return 1.0 if count == 1 else 1.0 + math.log(count)


def _normalized(weights: Mapping[str, float]) -> TermWeights:
    length = math.hypot(*weights.values())
    return {words: weight / length for words, weight in weights.items() if weight} if length else {}
