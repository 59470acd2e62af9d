"""What the feeds make of the archive: searches are widened, watches are not."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.domain.papers.feed import (
    Archived,
    Edition,
    Feed,
    Period,
    Search,
    SinglePaper,
    Trending,
    Watched,
)
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import PaperNotFound, SourceUnreachable
from paperreader.services import Services
from paperreader.settings import Settings
from paperreader.store.archive.archive import Archive
from tests.hub import Hub
from tests.store.builders import NOON, key

TITLES = ("Lamps", "Lamp at Dusk", "Whales")


@pytest.fixture
async def services(home: Path) -> AsyncIterator[Services]:
    """Return services without a network, over an archive of a few papers."""
    home.mkdir(parents=True)  # noqa: ASYNC240 - nothing else runs yet
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        for number, title in enumerate(TITLES):
            archive.store_paper(Paper(key=key(number), title=title), NOON)
    watched = Settings(watches={"lamps": "dusk lamp zzz", "whales": "whales"})
    services = bootstrap.build({"PAPERREADER_HOME": str(home)}, offline=True, settings=watched)
    yield services
    await services.close()


async def last(services: Services, feed: Feed) -> Listing:
    """Return the last listing of a feed."""
    *_, listing = [each async for each in services.feeds.listings(feed)]
    return listing


def told(listing: Listing) -> list[str]:
    """Return the headings and titles as they are listed."""
    return [
        text
        for paper in listing.papers
        for text in (listing.headings.get(paper.key, ""), paper.title)
        if text
    ]


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("lamps", ["This has the word", "Lamps", "These come close", "Lamp at Dusk"], ("lamp",)),
        (
            "lamp dusk",
            ["This has all the words", "Lamp at Dusk", "These have some", "Lamps"],
            ("lamp", "dusk"),
        ),
        ("the lamp zzz", ["None has all the words; these have some", *TITLES[1::-1]], ("lamp", "zzz")),
        ('"lamp" zzz', [], ("lamp", "zzz")),
        ("whales", ["Whales"], ("whales",)),
    ],
)
async def test_a_search_says_what_has_all_words_and_what_has_some(
    services: Services, text: str, expected: list[str], words: tuple[str, ...]
) -> None:
    listing = await last(services, Archived(text))
    assert sorted(told(listing)) == sorted(expected)
    assert told(listing)[:2] == expected[:2] or "None" in expected[0]
    assert listing.words == words


async def test_the_archive_lists_everything_the_first_at_once_and_how_many_there_are(
    services: Services,
) -> None:
    papers = tuple(
        Paper(
            key=PaperKey(f"2607.{n:05}"), title=f"Filler {n}", submitted_at=NOON - timedelta(days=40 + n % 9)
        )
        for n in range(700)
    )
    await services.library.with_archive(
        lambda archive: archive.store(
            Listing(feed=Trending(), papers=papers, origin=ListingOrigin.HUB, fetched_at=NOON)
        )
    )
    first, everything = [listing async for listing in services.feeds.listings(Archived())]
    assert first.has_more
    assert first.count == len(everything.papers) == 700 + len(TITLES)
    assert everything.papers[: len(first.papers)] == first.papers
    days = [paper.submitted_at for paper in everything.papers if paper.submitted_at]
    assert days == sorted(days, reverse=True)
    assert {*papers} < {*everything.papers}
    assert not everything.has_more


async def test_so_does_the_archive_in_place_of_the_hub(services: Services) -> None:
    answers = services.feeds.listings(Search("Which lamp is for zzz?"))
    assert told(await anext(answers))[0] == "None has all the words; these have some"
    with pytest.raises(SourceUnreachable, match="from the archive"):
        await anext(answers)


async def test_a_watch_finds_what_it_says_and_no_more(services: Services) -> None:
    assert [paper.title for paper in (await last(services, Watched())).papers] == ["Whales"]


async def test_a_paper_alone_is_the_archived_one_or_a_bookmarked_one_and_else_nobody_knows_it(
    services: Services,
) -> None:
    assert told(await last(services, SinglePaper(key(1)))) == ["Lamp at Dusk"]
    kept = Paper(key=PaperKey("2608.77777"), title="Kept long ago")
    await services.bookmarks.keep(kept)
    assert told(await last(services, SinglePaper(kept.key))) == ["Kept long ago"]
    with pytest.raises(SourceUnreachable, match=r"and 2608\.88888 is not archived"):
        await last(services, SinglePaper(PaperKey("2608.88888")))


async def test_a_paper_alone_is_asked_of_the_hub_too(hub: Hub, home: Path) -> None:
    services = bootstrap.build({"PAPERREADER_HOME": str(home), "HF_ENDPOINT": hub.url})
    (listed,) = (await last(services, Edition.from_name(Period.DAY, "2026-08-21"))).papers[:1]
    first, fresh = [each async for each in services.feeds.listings(SinglePaper(listed.key))]
    assert [first.origin, fresh.origin] == [ListingOrigin.ARCHIVE, ListingOrigin.HUB]
    assert first.papers[0].key == fresh.papers[0].key == listed.key
    with pytest.raises(PaperNotFound):
        await last(services, SinglePaper(PaperKey("2001.00001")))
    await services.close()
