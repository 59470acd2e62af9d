"""What is drawn first is true: no star, mark or count on it that is another a moment later."""

import os
import re
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from textual._compositor import Compositor

from paperreader import bootstrap
from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.paths import Paths
from paperreader.store.archive.archive import Archive
from paperreader.store.bookmarks.store import BookmarkStore
from paperreader.ui.browse import browse
from paperreader.ui.browse.paper_list import PaperList
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark
from tests.ui.reader import opened, reader, settled

FRIDAY = Edition.from_name(Period.DAY, "2026-08-21")
BOOKMARKED = 12


@pytest.fixture
def kept() -> None:
    """File a day of twenty papers, of which two are read and three have one of twelve bookmarks."""
    paths = Paths.from_environment(os.environ)
    papers = tuple(
        Paper(key=PaperKey(f"2609.{n:05}"), title=f"Paper {n}", upvotes=100 - n) for n in range(20)
    )
    at = datetime(2026, 8, 21, 14, 59, tzinfo=UTC)
    archive = Archive.open(paths.archive_file)
    archive.store(Listing(feed=FRIDAY, papers=papers, origin=ListingOrigin.HUB, fetched_at=at))
    archive.set_marks({papers[n].key: Mark.READ for n in (0, 2)}, at)
    archive.close()
    others = [bookmark(number, minutes=-number) for number in range(BOOKMARKED - 3)]
    mine = [bookmark(100 + n, minutes=-100 - n) for n in range(3)]
    store = DirectStore(paths.bookmarks_file, paths.bookmarks_state)
    store.keep_all(
        [*others, *(replace(each, paper=papers[n]) for n, each in zip((1, 2, 5), mine, strict=True))]
    )


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is drawn, frame by frame."""
    drawn: list[str] = []
    render = Compositor.render_update

    def recorded(self: Compositor, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - Textual's
        drawn.append("\n".join(strip.text for strip in self.render_strips()))
        return render(self, *args, **more)

    monkeypatch.setattr(Compositor, "render_update", recorded)
    return drawn


def is_true(frame: str) -> bool:
    """Tell whether stars and marks are those on disk."""
    rows = [line[:60] for line in frame.splitlines() if re.search(r"\b\d{2,3}  Paper \d", line[:60])]
    starred = [int(re.search(r"Paper (\d+)", row)[1]) for row in rows if "★" in row]  # type: ignore[index]
    new = [int(re.search(r"Paper (\d+)", row)[1]) for row in rows if "•" in row]  # type: ignore[index]
    return starred == [1, 2, 5][: len(starred)] and len(starred) == 3 and not {0, 2} & {*new}


@pytest.mark.every_frame
@pytest.mark.usefixtures("kept")
async def test_papers_are_drawn_with_their_marks_and_stars_and_no_count_is_wrong(
    monkeypatch: pytest.MonkeyPatch, frames: list[str]
) -> None:
    monkeypatch.setattr(browse, "_LONGEST_APART", 20)
    app = reader(monkeypatch, None, HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await settled(pilot, lambda: "12 bookmarked" in frames[-1])
        assert screen.query_one(PaperList).rows
    with_papers = [frame for frame in frames if "Paper 3" in frame]
    assert with_papers
    assert [frame for frame in with_papers if not is_true(frame)] == []
    assert all(re.search(r"Bookmarks +12", frame) for frame in with_papers)
    assert [
        frame for frame in frames if re.search(r"Bookmarks +0|\b0 bookmarked|b bookmarks a paper", frame)
    ] == []


@pytest.mark.every_frame
@pytest.mark.usefixtures("kept")
async def test_papers_do_not_wait_long_for_the_bookmarks_and_nothing_is_said_of_them_meanwhile(
    monkeypatch: pytest.MonkeyPatch, frames: list[str]
) -> None:
    may_open, open_ = threading.Event(), bootstrap._open_bookmarks

    def slow(*args: Any) -> BookmarkStore:  # noqa: ANN401 - as it is called
        may_open.wait(20)
        return open_(*args)

    monkeypatch.setattr(bootstrap, "_open_bookmarks", slow)
    app = reader(monkeypatch, None, HF_HUB_OFFLINE="1")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await settled(pilot, lambda: "20 papers" in frames[-1])
        assert not re.search(r"Bookmarks +\d|\d bookmarked|b bookmarks a paper", frames[-1])
        may_open.set()
        await settled(pilot, lambda: "12 bookmarked" in frames[-1] and is_true(frames[-1]))
