"""Markdown as lines: what is shown of it, and that nothing in it is more than text."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.blocks import TextStyle
from paperreader.document.cells import cell_width
from paperreader.document.layout import layout_lines
from paperreader.document.markdown import comment_blocks
from paperreader.document.segments import plain_text
from paperreader.domain.text import clean_lines
from tests.at_length import few


def shown(text: str, width: int = 60) -> list[str]:
    return [plain_text(line) for line in layout_lines(comment_blocks(clean_lines(text)), width)]


def looks(text: str) -> dict[str, TextStyle]:
    return {piece: look for line in layout_lines(comment_blocks(text), 60) for piece, look in line}


def test_paragraphs_headings_and_line_breaks() -> None:
    assert shown("# Lamps\nOne\ntwo  \nthree\n\n***\nfour") == [
        "Lamps",
        "",
        "One two",
        "three",
        "",
        "———",
        "",
        "four",
    ]


def test_lists_keep_their_signs_and_hang_below_them() -> None:
    text = "3. one\n4. two " + "and more " * 8 + "\n   - deeper\n"
    assert shown(text, 40) == [
        "3. one",
        "4. two and more and more and more and",
        "   more and more and more and more and",
        "   more",
        "   • deeper",
    ]


def test_quotes_stand_behind_their_sign() -> None:
    assert shown("> one\n>> two\n\nthree") == ["> one", ">", "> > two", "", "three"]


def test_code_keeps_its_spaces_and_tables_their_cells() -> None:
    text = "```py\nif  x:\n    y\n```\n\n| a | b |\n|---|---|\n| 1 | `2` |"
    assert shown(text) == ["  if  x:", "      y", "", "a  b", "────", "1  2"]


def test_emphasis_code_and_links_have_their_looks() -> None:
    found = looks("a *b* **c** ***d*** `e` [f](https://f.example) **g *h* i**")
    assert found["b"] == TextStyle.EMPHASIS
    assert found["c"] == found["g "] == found[" i"] == TextStyle.STRONG
    assert found["d"] == found["h"] == TextStyle.STRONG | TextStyle.EMPHASIS
    assert found["e"] == TextStyle.CODE
    assert found["f"] == TextStyle.LINK
    assert found[" (https://f.example)"] == TextStyle.DIM


def test_a_link_shows_where_it_leads_and_an_image_what_it_is_of() -> None:
    assert shown("[here](https://a.example/x) <https://b.example> <me@c.example>") == [
        "here (https://a.example/x) https://b.example me@c.example"
    ]
    assert shown("[https://a.example](https://b.example)") == ["https://a.example (https://b.example)"]
    assert shown("![a lamp](https://a.example/l.png) ![](x.png)") == ["[image: a lamp] [image]"]


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<!-- nothing -->",
        "[@click=app.quit]x[/]",
        "[/red] [bold",
        "~~no longer~~",
        "[a]: https://only.example",
    ],
)
def test_what_is_not_understood_stays_as_it_is(text: str) -> None:
    assert shown(text) == [text]


def test_characters_written_as_entities_are_cleaned_too() -> None:
    assert shown("&#x202e;a&#x2066; &#xfeff;b &#27;[31m &lt;c&gt; &copy;") == ["a b \ufffd[31m <c> ©"]


@pytest.mark.parametrize("levels", few([30, 20_000, 50, 300], 2))
def test_deep_quotes_and_lists_lose_nothing(levels: int) -> None:
    assert "deep" in shown("> " * levels + "deep")[-1]
    nested = "".join(f"{'  ' * n}- level{n}\n" for n in range(min(levels, 120)))
    assert all(f"level{n}" in "".join(shown(nested)) for n in range(min(levels, 120)))


@pytest.mark.parametrize(
    "piece", few(["[a](", "*a_", "`a", "1. a\n", "[", "![", "*a ", "<a", "&#", "[a](<", "- "], 4)
)
def test_a_long_hostile_text_costs_no_more_than_a_moment(piece: str) -> None:
    text = clean_lines(piece * (60_000 // len(piece)))
    short = text[:20_000]
    began = time.process_time()
    assert list(layout_lines(comment_blocks(text), 60))
    assert list(layout_lines(comment_blocks(short), 60))
    # A parser that goes astray needs seconds.
    assert time.process_time() - began < 2


_PIECES = st.sampled_from(
    [
        *"*_`[]()!<>#-|\\&;~ \n\t:",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "```",
        "    ",
        "  \n",
        "|---|",
        "&#27;",
        "&#x202e;",
        "&#x9b;",
        "&#10;",
        "&Tab;",
        "&NewLine;",
        "\x1b[31m",
        "\x1b]8;;x\x07",
        "\x9b",
        "\u202e",
        "\u2028",
        "\ud800",
        "http://a.example",
        "漢字",
        "👩\u200d👧",
        "e\u0301",
        "word",
        "w" * 30,
    ]
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join), st.integers(12, 90))
def test_no_line_is_too_wide_or_holds_more_than_text(text: str, width: int) -> None:
    for line in shown(text, width):
        assert cell_width(line) <= width
        assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
        assert not any(char in line for char in "\u202e\u2066\ufeff\u200b")


@given(st.lists(st.sampled_from(["a1", "b2", "c3", "> ", "- ", "\n", "\n\n", "*", "**", "# "]), max_size=30))
def test_no_word_is_lost(pieces: list[str]) -> None:
    words = [piece for piece in pieces if piece in {"a1", "b2", "c3"}]
    together = "".join(shown(" ".join(pieces)))
    assert [together.count(word) for word in ("a1", "b2", "c3")] == [
        words.count(word) for word in ("a1", "b2", "c3")
    ]
