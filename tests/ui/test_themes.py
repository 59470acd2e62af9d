"""Themes on the screen: whole, and without colours still clear."""

import pytest
from rich.segment import Segment

from paperreader.domain.papers.feed import Sample
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.dialogs.menu import Menu
from tests.ui.reader import opened, reader, settled


def segments_of(app: PaperReaderApp) -> list[Segment]:
    """Return all that is drawn, but room."""
    strips = app.screen._compositor.render_strips()
    return [segment for strip in strips for segment in strip if segment.text.strip()]


@pytest.mark.every_frame
async def test_without_colours_everything_is_told_by_other_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app)
        title = screen.query_one(PaperList).rows[0].title[:10]
        drawn = segments_of(app)
        colours = {(s.style.color, s.style.bgcolor) for s in drawn if s.style is not None}
        assert all(c is None or c.is_default for pair in colours for c in pair)
        here = next(s for s in drawn if title in s.text)
        assert here.style is not None
        assert here.style.reverse

        await app.push_screen(Menu("What to do", [("a", "One"), ("b", "Another")]))
        await settled(pilot, lambda: any(" Another" in s.text for s in segments_of(app)))
        drawn = segments_of(app)
        behind = next(s for s in drawn if title in s.text)
        assert behind.style is not None
        assert behind.style.dim
        assert not behind.style.reverse
        chosen, other = (next(s for s in drawn if word in s.text) for word in (" One", " Another"))
        assert chosen.style is not None
        assert other.style is not None
        assert chosen.style.underline
        assert not other.style.underline
