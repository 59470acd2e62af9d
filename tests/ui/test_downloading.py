"""`P`: PDFs beside the reading, told in the status line, opened at the end, left to go on with when it is stopped."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from paperreader.domain.papers.feed import Sample
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from tests.hub.answers import Answer
from tests.hub.pdfs import PdfHub, login_page
from tests.system.programs import Programs
from tests.ui.reader import (
    HOSTILE,
    fixed_clock,
    hostile_papers,
    opened,
    reader,
    settled,
    showing,
    text_of,
    told,
)

_PAPERS = tuple(Paper(key=PaperKey(f"2608.0000{number}"), title=f"Lamp {number}") for number in (1, 2, 3))


@pytest.fixture
def arxiv() -> Iterator[PdfHub]:
    with PdfHub() as running:
        yield running


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    folder = tmp_path / "bin"
    folder.mkdir()
    return Programs(folder)


def _app(monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, **environ: str) -> PaperReaderApp:
    return reader(monkeypatch, Sample(), None, fixed_clock, ARXIV_ENDPOINT=arxiv.url, **environ)


async def _with_papers(
    pilot: Pilot[None], app: PaperReaderApp, papers: tuple[Paper, ...] = _PAPERS
) -> BrowseScreen:
    screen = await opened(pilot, app)
    await showing(pilot, screen, Sample(), papers)
    return screen


async def test_a_pdf_is_downloaded_and_opened_and_the_next_time_only_opened(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path, programs: Programs
) -> None:
    record = programs.add_recorder("xdg-open")
    app = _app(monkeypatch, arxiv, DISPLAY=":0", PATH=str(programs.folder))
    path = home / "pdf" / "Lamp 1 (2608.00001).pdf"
    async with app.run_test(size=(120, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("P")
        await settled(pilot, lambda: told(app, f"Downloaded and opened with xdg-open: {path}"))
        assert path.read_bytes() == arxiv.content
        assert record.read_text().splitlines() == [str(path)]
        await pilot.press("l", "P")
        await settled(pilot, lambda: told(app, f"Opened with xdg-open: {path}"))
        assert len(arxiv.requests) == 1
        await settled(pilot, lambda: "PDF" not in text_of(app, "#status"))


async def test_it_works_in_the_bookmarks(monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path) -> None:
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(120, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("j", "b")
        await settled(pilot, lambda: "1 bookmarked" in text_of(app, "#status"))
        await pilot.press("g", "B", "P")
        await settled(pilot, lambda: told(app, "The PDF is "))
    assert [each.name for each in (home / "pdf").iterdir()] == ["Lamp 2 (2608.00002).pdf"]


async def test_over_ssh_it_says_where_the_file_is(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    app = _app(monkeypatch, arxiv, DISPLAY=":0", SSH_CONNECTION="a b c d")
    async with app.run_test(size=(120, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("P")
        path = home / "pdf" / "Lamp 1 (2608.00001).pdf"
        await settled(pilot, lambda: told(app, f"The PDF is {path}. The file is on this machine"))


async def test_the_settings_say_where_pdfs_go(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, tmp_path: Path
) -> None:
    settings = Settings(pdf_folder=str(tmp_path / "mine" / "papers"))
    app = reader(monkeypatch, Sample(), settings, ARXIV_ENDPOINT=arxiv.url)
    async with app.run_test(size=(120, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("P")
        await settled(pilot, lambda: told(app, "There is no desktop"))
    assert [each.name for each in (tmp_path / "mine" / "papers").iterdir()] == ["Lamp 1 (2608.00001).pdf"]


async def test_how_it_stands_is_in_the_status_line_and_chosen_ones_come_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    app = _app(monkeypatch, arxiv)
    arxiv.break_after(80_000, is_stall=True)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("M", "P")
        await settled(pilot, lambda: "PDF 40 % of 200 kB, 2 more" in text_of(app, "#status"))
        assert len(arxiv.requests) == 1
        assert "selected" not in text_of(app, "#status")
        await pilot.press("P")
        await settled(pilot, lambda: told(app, "It is already being downloaded"))


async def test_leaving_stops_it_and_what_came_is_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    stall = arxiv.break_after(80_000, is_stall=True)
    app = _app(monkeypatch, arxiv)
    part = home / "pdf" / "Lamp 1 (2608.00001).pdf.part"
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("P")
        await settled(pilot, lambda: "PDF 40 %" in text_of(app, "#status"))
        assert stall.reached.is_set()
        await pilot.press("q")
    assert part.stat().st_size == 80_000
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("P")
        await settled(pilot, lambda: told(app, "The PDF is "))
    assert not part.exists()
    assert arxiv.sent == len(arxiv.content)


async def test_stopped_from_the_palette_it_leaves_what_came(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    arxiv.break_after(80_000, is_stall=True)
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        assert "Stop downloading" not in [command.title for command in app.get_system_commands(app.screen)]
        await pilot.press("P")
        await settled(pilot, lambda: "PDF 40 %" in text_of(app, "#status"))
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        commands["Stop downloading"]()
        await settled(pilot, lambda: "PDF" not in text_of(app, "#status"))
        await pilot.press("P")
        await settled(pilot, lambda: told(app, "The PDF is "))
    assert arxiv.ranges == ["", "bytes=80000-"]


async def test_one_that_can_not_be_had_does_not_keep_the_next(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    arxiv.instead.extend([Answer(404, b""), login_page()])
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("M", "P")
        await settled(pilot, lambda: told(app, "The PDF is "))
        assert told(app, "arXiv has no PDF of 2608.00001")
        assert told(app, "a web page, not a PDF")
    assert [each.name for each in (home / "pdf").iterdir()] == ["Lamp 3 (2608.00003).pdf"]


async def test_what_the_next_one_would_meet_too_ends_it(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub
) -> None:
    arxiv.instead.append(Answer(429, b"", {"Retry-After": "60"}))
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app)
        await pilot.press("M", "P")
        await settled(pilot, lambda: told(app, "arXiv asks for a pause of 60 seconds"))
        await settled(pilot, lambda: told(app, "2 PDFs not tried"))
        assert len(arxiv.requests) == 1


async def test_without_an_id_there_is_nothing_to_download(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub
) -> None:
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(120, 40)) as pilot:
        await _with_papers(pilot, app, (Paper(key=PaperKey.from_title("Lamps"), title="Lamps"),))
        # What is said in passing makes way for what is said next.
        await settled(pilot, lambda: told(app, "1 new paper"))
        await pilot.press("P")
        await settled(pilot, lambda: told(app, "No PDF to download: only the title is known"))


async def test_hostile_titles_make_harmless_names_and_messages(
    monkeypatch: pytest.MonkeyPatch, arxiv: PdfHub, home: Path
) -> None:
    app = _app(monkeypatch, arxiv)
    async with app.run_test(size=(140, 40)) as pilot:
        await _with_papers(pilot, app, hostile_papers())
        for number in range(len(HOSTILE)):
            await pilot.press("P")
            await settled(pilot, partial(told, app, f"2608.{number:05}"))
            await pilot.press("j")
    assert len(list((home / "pdf").iterdir())) == len(HOSTILE)
