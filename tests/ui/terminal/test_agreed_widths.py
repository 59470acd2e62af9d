"""Whatever a text is made of, the terminal gives it as much room as the reader does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from wcwidth import wcwidth

from paperreader.domain.text import clean
from paperreader.formats.pages.agreed_widths import agreed
from paperreader.ui.terminal.agreed_widths import AgreedWidths


@pytest.mark.parametrize(
    ("text", "put"),
    [
        pytest.param("plain", "plain", id="nothing unusual"),
        pytest.param("注意力 • π²", "注意力 • π²", id="what all agree on"),
        pytest.param("e\u0301", "e\u0301", id="an accent"),
        pytest.param("e" + "\u0301" * 50, "e\u0301\u0301\u0301", id="a heap of accents"),
        pytest.param("\u0301a", "\u0301a", id="an accent on nothing"),
        pytest.param("\u2764\ufe0f!", "\u2764 !", id="a sign made into an emoji"),
        pytest.param("\U0001f468\u200d\U0001f469\u200d\U0001f467!", "\U0001f468!", id="a family"),
        pytest.param("\U0001f44d\U0001f3fd!", "\U0001f44d!", id="a skin colour"),
        pytest.param("\U0001f1e9\U0001f1ea!", "DE!", id="a flag"),
        pytest.param("\U0001f1e9!", "D!", id="half a flag"),
        pytest.param("1\ufe0f\u20e3!", "1\u20e3 !", id="a key cap"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian"),
        pytest.param("a\u200cb", "a\u200cb", id="a non-joiner between letters"),
        pytest.param("-\u200c-", "--", id="a non-joiner between others"),
        pytest.param("क्षि", "क्षि", id="Hindi"),
        pytest.param("\u1112\u1161\u11ab", "\u1112\u1161\u11ab", id="a Korean syllable in parts"),
        pytest.param("a\u1161b", "ab", id="a part of a Korean syllable on its own"),
        pytest.param("a\u3164b", "ab", id="a filler"),
        pytest.param("a\u0378b", "a\ufffdb", id="a character that is none"),
        pytest.param("a\ue000b", "a\ufffdb", id="a character of one's own"),
    ],
)
def test_what_terminals_disagree_on_is_put_so_that_they_agree(text: str, put: str) -> None:
    assert agreed(text) == put


_ODD = (
    "\u0301\u0903\ufe0f\u200d\u200c\U0001f44d\U0001f3fd\U0001f1e9\U0001f1ea\u2764\u1112\u1161\u3164\u115f\u0378\ue000"
    "\U000e0100注aé\u302e\u20e3☰\U0001f468"
)


@given((st.text(alphabet=st.sampled_from(_ODD), max_size=12) | st.text(max_size=12)).map(clean))
def test_it_takes_the_same_room_by_rich_and_by_the_tables_of_terminals(text: str) -> None:
    put = agreed(text)
    assert cell_len(put) == cell_len(text)
    assert sum(wcwidth(char) for char in put if char.isprintable() or char == "\u200c") == cell_len(put)
    assert agreed(put) == put


def test_only_texts_are_changed_not_controls() -> None:
    move = Segment("\x1b[H", None, [(1,)])  # type: ignore[list-item]
    drawn = AgreedWidths().apply([Segment("\u2764\ufe0f"), move], Color(0, 0, 0))
    assert [segment.text for segment in drawn] == ["\u2764 ", "\x1b[H"]
