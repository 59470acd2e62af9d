"""On a terminal that knows ASCII only, every symbol of the reader has an ASCII form."""

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from paperreader.domain.papers.feed import Sample
from paperreader.settings import Settings
from paperreader.ui.palette.help import SYMBOLS, HelpDialog
from paperreader.ui.terminal.symbols import AsciiSymbols, is_ascii_only
from tests.ui.reader import opened, reader, settled


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_no_symbol_beyond_ascii_is_drawn(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, Sample(), Settings(symbols="ascii"))
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("b")
        await settled(pilot, lambda: len(app.snapshot.bookmarks) == 1)
        await pilot.press("j", "x", "question_mark")
        await settled(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert beyond_ascii(app) == set()
        await pilot.press("escape")
        await settled(pilot, lambda: app.screen is screen)
        assert beyond_ascii(app) == set()
        assert len(screen._compositor.render_strips()) == size[1]


def beyond_ascii(app: App[None]) -> set[str]:
    """Return the symbols beyond ASCII that are drawn; letters belong to names and titles."""
    drawn = "".join(strip.text for strip in app.screen._compositor.render_strips())
    return {char for char in drawn if not char.isascii() and not char.isalpha()}


def test_each_symbol_of_the_legend_has_an_ascii_form_of_its_own() -> None:
    (drawn,) = AsciiSymbols().apply([Segment("".join(sign for sign, _ in SYMBOLS))], Color(0, 0, 0))
    assert drawn.text.isascii()
    assert len(set(drawn.text)) == len(SYMBOLS)


def test_bars_still_tell_high_from_low_in_ascii() -> None:
    (drawn,) = AsciiSymbols().apply([Segment("▁▂▃▄▅▆▇█")], Color(0, 0, 0))
    assert drawn.text == "_.-=+*%#"


@pytest.mark.parametrize(("choice", "is_so"), [("ascii", True), ("unicode", False)])
def test_the_choice_of_the_settings_holds(choice: str, is_so: bool) -> None:
    assert is_ascii_only(choice, {}) is is_so
