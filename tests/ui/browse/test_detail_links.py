"""The links of the detail: authors, organization and keywords lead to their papers, by a letter or a click."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Archived, Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey
from paperreader.store.archive.archive import Archive
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.ui.reader import opened, press_at_once, reader, settled, text_of

DAY = Edition.from_name(Period.DAY, "2026-08-20")
LAB = Organization("lamp-lab", "Lamp Lab")


def paper(number: int, title: str, *authors: str) -> Paper:
    return Paper(
        key=PaperKey(f"2608.{number:05}"),
        title=title,
        authors=tuple(map(Author, authors)),
        organization=LAB,
        ai_keywords=("dusk",) if number > 1 else (),
        submitted_at=datetime(2026, 8, 20, tzinfo=UTC),
    )


@pytest.fixture
def archived(home: Path) -> None:
    """File a day and the papers of other days where the reader looks."""
    home.mkdir(parents=True, exist_ok=True)
    at = datetime(2026, 8, 21, tzinfo=UTC)
    with closing(Archive.open(home / "archive.sqlite3")) as archive:
        shown = (paper(2, "Lamps", "Ada Example", "Böb Long"), paper(3, "Whales", "Cee Other"))
        archive.store(Listing(feed=DAY, papers=shown, origin=ListingOrigin.HUB, fetched_at=at))
        archive.store_paper(paper(1, "Older Lamps", "Ada Example"), at)


@pytest.mark.usefixtures("archived")
async def test_who_follows_a_name_finds_its_papers_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, DAY, HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        papers, detail = screen.query_one(PaperList), screen.query_one(PaperDetail)

        def titles() -> list[str]:
            return [each.title for each in papers.rows]

        await pilot.press("enter", "F")
        await settled(pilot, lambda: "ada Example, söb Long" in text_of(app, "#detail"))
        # A key that is none of the letters hides them, and does nothing else.
        await pilot.press("escape")
        await settled(pilot, lambda: "Ada Example, Böb Long" in text_of(app, "#detail") and detail.has_focus)
        # Keys that arrive together do what they do one by one.
        press_at_once(app, "F", "a")
        await settled(pilot, lambda: sorted(titles()) == ["Lamps", "Older Lamps"] and papers.has_focus)
        assert screen.listing is not None
        assert screen.listing.feed == Archived('author:"Ada Example"')
        await settled(pilot, lambda: "That is all in the archive · s searches" in text_of(app, "#papers"))
        await pilot.press("escape")
        await settled(pilot, lambda: titles() == ["Lamps", "Whales"])
        # A click on the keyword.
        line = (
            text_of(app, "#detail")
            .splitlines()
            .index(
                next(each for each in text_of(app, "#detail").splitlines() if each.strip().endswith("dusk"))
            )
        )
        await pilot.click("#detail", offset=(6, line))
        await settled(
            pilot, lambda: screen.listing is not None and screen.listing.feed == Archived('keyword:"dusk"')
        )
