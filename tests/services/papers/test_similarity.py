"""What is like given papers, and what is for you: from the archive alone, each with the reason why."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.feed import ForYou, SimilarTo
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ranking.similarity import MIN_BOOKMARKS, TooFewBookmarks
from paperreader.services.papers.library import Library
from paperreader.services.papers.similarity import Similarity
from paperreader.store.archive.archive import Archive
from tests.recorded import needs_recordings
from tests.services.papers import relevance
from tests.services.papers.relevance import TOPICS, Reader, Recorded, bookmarks_of
from tests.services.papers.test_library import Clock, library
from tests.store.builders import NOON, key

SUBJECTS = {
    "video": "Diffusion of video frames: flow matching, distilled, few-step samplers",
    "robot": "Grippers of a robot: tactile control, dexterous hands, arms",
    "proof": "Theorem provers of Lean: formal proofs, tactics, premise selection",
}


def about(subject: str, number: int, title: str = "") -> Paper:
    return Paper(
        key=key(number),
        title=title or f"{subject.capitalize()} study {number}",
        abstract=f"{SUBJECTS[subject]}. Experiment {number} of the series.",
        submitted_at=datetime(2026, 8, 1, tzinfo=UTC) + timedelta(hours=number),
    )


PAPERS = [about(subject, number) for number in range(1, 61) for subject in [list(SUBJECTS)[number % 3]]]
VIDEO, ROBOT, PROOF = PAPERS[2::3], PAPERS[0::3], PAPERS[1::3]


@pytest.fixture(params=["memory", "disk"])
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Library]:
    """A library without the Hub, with an archive of sixty papers of three subjects."""
    opened = library(None, Clock(), tmp_path / "archive.sqlite3")
    if request.param == "memory":
        opened._open_archive = Archive.in_memory
    await file(opened, PAPERS)
    yield opened
    await opened.close()


async def file(opened: Library, papers: Sequence[Paper]) -> None:
    def store(archive: Archive) -> None:
        for paper in papers:
            archive.store_paper(paper, NOON)

    await opened.with_archive(store)


async def for_you(opened: Library, kept: Sequence[Paper], limit: int = 100) -> Listing:
    listing = await Similarity(opened).for_you(bookmarks_of(kept), limit)
    assert isinstance(listing, Listing)
    return listing


def like(*papers: Paper) -> SimilarTo:
    return SimilarTo(tuple(paper.key for paper in papers), papers[0].title)


# Like this one ------------------------------------------------------------------------------------------------


async def test_the_papers_of_the_archive_that_share_telling_words_come_first_with_these(
    opened: Library,
) -> None:
    feed = like(VIDEO[0])
    listing = await Similarity(opened).like([VIDEO[0]], feed, 19)
    assert set(listing.papers) == set(VIDEO[1:])
    assert (listing.feed, listing.origin, listing.fetched_at) == (feed, ListingOrigin.ARCHIVE, None)
    assert listing.reasons.keys() == {paper.key for paper in listing.papers}
    assert listing.reasons[VIDEO[1].key].startswith("video, ")
    assert {"video", "flow matching"} <= set(listing.words)


async def test_papers_alike_come_newest_first(opened: Library) -> None:
    twins = [replace(about("robot", 70 + 24 * n, f"Twin {n}"), abstract="Xylophone") for n in range(4)]
    await file(opened, [twins[2], twins[0], twins[3], twins[1]])
    listing = await Similarity(opened).like([twins[0]], like(twins[0]), 3)
    assert [paper.key for paper in listing.papers] == [key(142), key(118), key(94)]


async def test_several_papers_are_taken_together(opened: Library) -> None:
    listing = await Similarity(opened).like([VIDEO[0], PROOF[0]], like(VIDEO[0], PROOF[0]), 38)
    assert set(listing.papers) == {*VIDEO[1:], *PROOF[1:]}


async def test_a_paper_the_archive_does_not_have_can_be_asked_for_and_its_twin_is_not_answered(
    opened: Library,
) -> None:
    title = VIDEO[5].title
    saved = Paper(key=PaperKey.from_title(title), title=title, abstract=VIDEO[5].abstract)
    listing = await Similarity(opened).like([saved], like(saved), 19)
    assert set(listing.papers) == set(VIDEO) - {VIDEO[5]}


async def test_a_paper_the_archive_has_need_not_be_given(opened: Library) -> None:
    similarity = Similarity(opened)
    given = await similarity.like([VIDEO[0]], like(VIDEO[0]))
    assert await similarity.like([], like(VIDEO[0])) == given
    assert await similarity.like([Paper(key=VIDEO[0].key, title="")], like(VIDEO[0])) == given


@pytest.mark.parametrize(
    "odd",
    [
        Paper(key=PaperKey("2101.00001"), title=""),
        Paper(key=PaperKey("2101.00001"), title="…"),
        Paper(key=PaperKey("2101.00001"), title="Xylophone", abstract="quux"),
        Paper(key=PaperKey("2101.00001"), title="x" * 10_000),
    ],
    ids=["nothing", "no words", "unknown words", "one long word"],
)
async def test_to_what_shares_no_words_nothing_is_like(opened: Library, odd: Paper) -> None:
    listing = await Similarity(opened).like([odd], like(odd))
    assert (listing.papers, listing.reasons, listing.words) == ((), {}, ())


async def test_one_word_is_enough_and_an_abstract_not_needed(opened: Library) -> None:
    one = Paper(key=PaperKey("2101.00001"), title="Grippers")
    listing = await Similarity(opened).like([one], like(one))
    assert set(listing.papers) == set(ROBOT)
    assert set(listing.reasons.values()) == {"Grippers"}


@pytest.mark.parametrize(
    "title", ['"; DROP TABLE words; --', "[red]*[/red] OR NEAR(title : a)", "{title} : ^robot* AND NOT", "'"]
)
async def test_hostile_titles_are_words_like_others(opened: Library, title: str) -> None:
    hostile = about("robot", 80, title)
    await file(opened, [hostile])
    assert set((await Similarity(opened).like([hostile], like(hostile), 20)).papers) == set(ROBOT)
    assert hostile in (await Similarity(opened).like([], like(ROBOT[0]), 20)).papers
    reasons = (await for_you(opened, [hostile, *ROBOT[:9]])).reasons
    assert all(len(reason) <= 60 for reason in reasons.values())


async def test_in_an_empty_archive_nothing_is_like_and_nothing_for_you(tmp_path: Path) -> None:
    empty = library(None, Clock(), tmp_path / "archive.sqlite3")
    assert (await Similarity(empty).like(VIDEO[:2], like(*VIDEO[:2]))).papers == ()
    assert (await for_you(empty, VIDEO)).papers == ()
    await empty.close()


# For you ------------------------------------------------------------------------------------------------------


async def test_until_ten_papers_are_kept_it_is_said_how_many_are_missing(opened: Library) -> None:
    for kept in (0, 9):
        answer = await Similarity(opened).for_you(bookmarks_of(VIDEO[:kept]))
        assert answer == TooFewBookmarks(kept)
        assert answer.missing == 10 - kept
    await for_you(opened, VIDEO[:10])


async def test_unread_papers_like_those_kept_come_first_each_with_the_one_it_is_like(opened: Library) -> None:
    await opened.set_marks({VIDEO[10].key: Mark.READ, VIDEO[11].key: Mark.SEEN})
    listing = await for_you(opened, VIDEO[:10])
    assert isinstance(listing.feed, ForYou)
    assert listing.origin is ListingOrigin.ARCHIVE
    assert set(listing.papers[:9]) == set(VIDEO[11:])
    titles = {paper.title for paper in VIDEO[:10]}
    for paper in VIDEO[11:]:
        words, _, like = listing.reasons[paper.key].partition(" · like “")
        assert like.removesuffix("”") in titles
        assert words
    assert not {paper.key for paper in listing.papers} & {paper.key for paper in VIDEO[:10]}


async def test_what_is_like_skipped_papers_is_left_out(opened: Library) -> None:
    mixed = [*VIDEO[:8], *ROBOT[:2]]
    assert set(ROBOT[2:]) <= set((await for_you(opened, mixed)).papers)
    await opened.set_marks(dict.fromkeys((paper.key for paper in ROBOT[2:12]), Mark.SKIPPED))
    listing = await for_you(opened, mixed)
    assert set(listing.papers[:12]) == set(VIDEO[8:])
    assert not set(listing.papers) & set(ROBOT[2:12])


async def test_a_skipped_paper_that_is_kept_counts_as_kept(opened: Library) -> None:
    await opened.set_marks(dict.fromkeys((paper.key for paper in VIDEO[:10]), Mark.SKIPPED))
    assert set((await for_you(opened, VIDEO[:10], 10)).papers) == set(VIDEO[10:])


async def test_a_paper_that_is_kept_from_a_saved_page_is_not_for_you(opened: Library) -> None:
    saved = [replace(paper, key=PaperKey.from_title(paper.title), submitted_at=None) for paper in VIDEO[:10]]
    assert set((await for_you(opened, saved, 10)).papers) == set(VIDEO[10:])


async def test_where_everything_is_read_nothing_is_for_you(opened: Library) -> None:
    await opened.set_marks(dict.fromkeys((paper.key for paper in PAPERS), Mark.READ))
    assert (await for_you(opened, VIDEO[:10])).papers == ()


async def test_those_kept_last_say_what_is_wanted(opened: Library) -> None:
    old = [
        Bookmark(
            paper=replace(ROBOT[0], key=PaperKey(f"2001.{number:05}")), kept_at=NOON - timedelta(days=number)
        )
        for number in range(1, 300)
    ]
    new = [Bookmark(paper=paper, kept_at=NOON) for paper in VIDEO[:10]] * 10
    listing = await Similarity(opened).for_you([*old, *new], 10)
    assert isinstance(listing, Listing)
    assert set(listing.papers) == set(VIDEO[10:])


async def test_other_work_of_the_archive_comes_in_between(opened: Library) -> None:
    await file(opened, [about("video", number) for number in range(100, 400)])
    order: list[str] = []

    async def look() -> None:
        for _ in range(4):
            await opened.with_archive(lambda archive: archive.paper(key(1)))
        order.append("looked")

    async def rank() -> None:
        await Similarity(opened).like([VIDEO[0]], like(VIDEO[0]))
        order.append("ranked")

    await asyncio.gather(rank(), look())
    assert order == ["looked", "ranked"]


# How good it is -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Recorded, Path]:
    """The recorded papers in an archive, without the keywords they are judged by."""
    recorded = Recorded()
    path = tmp_path_factory.mktemp("recorded") / "archive.sqlite3"
    with closing(Archive.open(path)) as archive:
        recorded.file(archive)
    return recorded, path


@needs_recordings
async def test_papers_like_one_share_its_keywords_far_more_often_than_others(
    recorded: tuple[Recorded, Path],
) -> None:
    opened = library(None, Clock(), recorded[1])
    precision = await relevance.precision_of_like(recorded[0], Similarity(opened), shared=3)
    await opened.close()
    assert precision.questions >= 50
    assert precision.found >= 20 * precision.drawn
    assert precision.had >= 0.3


@needs_recordings
async def test_the_nearest_papers_are_among_those_that_are_compared(recorded: tuple[Recorded, Path]) -> None:
    opened = library(None, Clock(), recorded[1])
    with closing(Archive.open(recorded[1])) as archive:
        share = await relevance.share_of_nearest(recorded[0], Similarity(opened), archive, 15)
    await opened.close()
    assert share >= 0.95


@needs_recordings
def test_held_back_papers_of_the_topic_a_reader_keeps_are_told_from_others(
    recorded: tuple[Recorded, Path],
) -> None:
    with closing(Archive.open(recorded[1])) as archive:
        separations = relevance.separations(recorded[0], archive, seeds=[7])
    assert mean(separations.values()) >= 0.93
    assert min(separations.values()) >= 0.8


@needs_recordings
async def test_much_of_what_is_first_for_a_reader_is_of_the_topic(recorded: tuple[Recorded, Path]) -> None:
    opened = library(None, Clock(), recorded[1])
    with closing(Archive.open(recorded[1])) as archive:
        readers = [Reader.of(recorded[0], topic, 7) for topic in TOPICS]
        firsts = [
            await each.first(Similarity(opened), archive)
            for each in readers
            if len(each.kept) == MIN_BOOKMARKS
        ]
    await opened.close()
    assert mean(firsts) >= 0.3
