"""Every recorded day is shown: all its papers in the list, each of them in full in the detail."""

import json
from datetime import date
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import Edition, Period
from paperreader.domain.tex.unicode import to_unicode
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from tests.at_length import IS_ALL
from tests.hub import Hub
from tests.hub import recorded_days as entries_of
from tests.recorded import BESIDE, needs_recordings, recorded_days
from tests.ui.reader import answer, opened, reader, settled, text_of


@needs_recordings
async def test_no_paper_is_lost_between_the_answer_and_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hub(entries_of(BESIDE / "hf-daily")) as hub:
        app = reader(monkeypatch, Edition(Period.DAY, date(2026, 8, 21)), HF_ENDPOINT=hub.url)
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot, app)
            papers, detail = screen.query_one(PaperList), screen.query_one(PaperDetail)
            for file in recorded_days()[:: 1 if IS_ALL else 4]:
                edition = Edition.from_name(Period.DAY, file.stem)
                listing = await screen._services.library.fetch(edition)
                answer(screen, listing)
                ids = _ids(file)
                await settled(pilot, lambda ids=ids: {str(paper.key) for paper in papers.rows} == ids)  # type: ignore[misc]
                for paper in papers.rows:
                    detail.paper = paper
                    shown = " ".join(line.text for line in detail._lines)
                    assert to_unicode(paper.title).split()[0] in shown, file.stem
                    beginning = to_unicode(paper.abstract or "").split()[:3]
                    assert all(word in shown for word in beginning), paper.key
                assert text_of(app, "#papers")


def _ids(file: Path) -> set[str]:
    return {entry["paper"]["id"] for entry in json.loads(file.read_text(encoding="utf-8"))}
