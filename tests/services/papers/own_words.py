"""How good a search of the archive is where somebody asks in words of their own.

Judged by questions about recorded papers, written for the project, and by summaries: each without the words of its
paper's title, in an archive that has no summaries.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.query import Query
from paperreader.domain.text import fold
from paperreader.sources.hub.wire import listing_from_json
from paperreader.store.archive.archive import Archive
from tests.recorded import recorded_days
from tests.store.builders import listing

FIRST = 10
TODAY = date(2026, 8, 21)
QUESTIONS: Mapping[PaperKey, str] = {
    PaperKey("2506.08887"): "adapting CLIP cheaply to find a video from a sentence",
    PaperKey("2506.10857"): "can models follow the plot of hour-long films over many steps",
    PaperKey("2510.08026"): "how to keep reasoning models from thinking too long using their uncertainty",
    PaperKey("2510.08697"): "people vote on which generated program is better after running it",
    PaperKey("2510.11606"): "do multimodal models understand recordings of wet lab procedures",
    PaperKey("2510.11696"): "train LLMs with RL in 4 bit to save GPU memory",
    PaperKey("2510.12276"): "giving robot policies a sense of 3D without depth sensors",
    PaperKey("2510.12693"): "small vision language models as embodied agents that are cheap to deploy",
    PaperKey("2512.22431"): "functional programming ideas such as monads for agent workflows",
    PaperKey("2512.23447"): "make the router of a mixture of experts know what its experts can do",
    PaperKey("2512.23705"): "estimating the depth of glass and other see-through things",
    PaperKey("2601.03233"): "video generation together with sound in one open model",
    PaperKey("2603.06351"): "spend fewer tokens on boring regions of an image when denoising",
    PaperKey("2604.01404"): "single neurons that store facts about a person",
    PaperKey(
        "2605.10899"
    ): "reinforcement learning for research agents when there is no correct answer to check",
    PaperKey("2607.19942"): "training data for spotting things from drones made with a video game",
    PaperKey("2607.23402"): "how do NVIDIA chips handle threads that branch differently",
    PaperKey("2608.02580"): "turning first-person videos of people's hands into training data for robots",
    PaperKey("2608.05703"): "benchmark for assistants that watch hours of live video",
    PaperKey("2608.10692"): "phone assistants that gather private facts spread over apps",
}
"""What was asked, by the paper that was meant."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the papers that were meant are among the first, with all words needed and with any."""

    asked: int
    strict: int
    widened: int

    def __str__(self) -> str:
        strict, widened = self.strict / self.asked, self.widened / self.asked
        return f"{self.widened} of {self.asked} among the first {FIRST} ({widened:.0%}); with all words {strict:.0%}"


def recorded_listings() -> list[Listing]:
    """Return the recorded days; none where they are not beside the checkout."""
    return [
        listing(*listing_from_json(day.read_bytes(), edition_day=on).papers, feed=Edition(Period.DAY, on))
        for day, on in ((day, date.fromisoformat(day.stem)) for day in recorded_days())
    ]


def file_without_summaries(listings: Iterable[Listing], archive: Archive) -> None:
    """File listings."""
    for each in listings:
        archive.store(
            dataclasses.replace(each, papers=tuple(replace(paper, ai_summary=None) for paper in each.papers))
        )


def summaries_of(listings: Iterable[Listing]) -> dict[PaperKey, str]:
    """Return the summaries of papers that have one, without the words of the titles."""
    return {
        paper.key: " ".join(_others(paper.ai_summary, paper.title))
        for each in listings
        for paper in each.papers
        if paper.ai_summary
    }


def _others(text: str, title: str) -> list[str]:
    titled = set(fold(title).split())
    return [word for word in fold(text).split() if word not in titled]


def share_found(asked: Mapping[PaperKey, str], archive: Archive) -> Share:
    """Return how many of the papers that are meant are among the first."""
    found = {True: 0, False: 0}
    for key, text in asked.items():
        for is_relaxed in found:
            answer = archive.index.find(Query.parse(text, TODAY), FIRST, is_relaxed=is_relaxed)
            assert answer is not None
            found[is_relaxed] += key in {paper.key for paper in answer.papers}
    return Share(len(asked), found[False], found[True])
