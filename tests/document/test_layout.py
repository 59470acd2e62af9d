"""A full text as lines: what is shown of it, and places that are found again at any width."""

import time
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.blocks import Block, TextStyle
from paperreader.document.cells import cell_width
from paperreader.document.layout import BlockLayout, TextLine, line_at, line_of_character
from paperreader.document.markdown import full_text_blocks
from paperreader.document.references import FOOTNOTE_TARGET
from paperreader.document.rendering import convert_offset, links_of, rendered_text
from paperreader.document.segments import plain_text
from paperreader.domain.text import clean_lines
from tests.at_length import few


def blocks_of(text: str) -> list[Block]:
    return list(full_text_blocks(clean_lines(text)))


def targets(block: Block) -> list[str]:
    return [target for _, _, target in links_of(block, is_source=False)]


def lines_of(blocks: Sequence[Block], width: int, *, is_source: bool = False) -> list[TextLine]:
    setter = BlockLayout(width, is_source=is_source)
    return [line for place in range(len(blocks)) for line in setter.lines(blocks, place)]


def shown(text: str, width: int = 60, *, is_source: bool = False) -> list[str]:
    return [plain_text(line.drawn) for line in lines_of(blocks_of(text), width, is_source=is_source)]


def test_headings_have_levels_and_room_before_them() -> None:
    text = "# One\n\ntwo\n\n## Three *four*\n\n### Five\n\nsix"
    assert shown(text) == ["One", "", "two", "", "", "Three four", "", "Five", "", "six"]
    assert [block.level for block in blocks_of(text)] == [1, 0, 2, 3, 0]


def test_formulas_are_unicode_or_source() -> None:
    text = "We have $x_i^2$ and \\(a_1 * b_1 * c\\), for $5 or $10."
    assert shown(text) == ["We have xᵢ² and a₁ * b₁ * c, for $5 or $10."]
    assert shown(text, is_source=True) == [text]


def test_formulas_with_lines_for_themselves_are_set_apart() -> None:
    for text in (
        "Before\n$$\na = b\n- c\n$$\nafter",
        "Before\n\n$$\na = b\n\n- c\n$$\n\nafter",
        "Before $$a = b - c$$ after",
        "Before\n\n\\[ a = b - c \\]\nafter",
    ):
        assert shown(text) == ["Before", "", "    a = b - c", "", "after"]
    assert shown("$$x$$ (3)\n\ny") == ["    x   (3)", "", "y"]
    assert shown("\\begin{align} a &= b \\\\ &= c \\end{align}") == ["    a = b", "    = c"]
    # What nothing closes is text.
    assert shown("$$\na\n\nb") == ["$$ a", "", "b"]


def test_a_long_formula_is_broken_with_its_rest_set_in() -> None:
    lines = shown("$$" + " + ".join(["abc"] * 20) + "$$", 50)
    assert all(line.startswith("    ") for line in lines)
    assert all(line.startswith("        ") for line in lines[1:])
    assert "".join(lines).split() == " + ".join(["abc"] * 20).split()


TABLE = """
| Model | Score | Notes |
|:------|------:|:-----:|
| GPT $x^2$ | 12.3 | fine |
| B | 1.0 | `a` *very long* cell with more words than there is room for in a narrow terminal |
"""


def test_tables_have_columns() -> None:
    assert shown(TABLE, 60) == [
        "Model   Score                      Notes",
        "─" * 60,
        "GPT x²   12.3                      fine",
        "B         1.0  a very long cell with more words than there",
        "               is room for in a narrow terminal",
    ]


def test_a_table_that_is_too_wide_is_told_row_by_row() -> None:
    text = "| a | " + " | ".join(f"column{n}" for n in range(9)) + " |\n" + "|---" * 10 + "|\n"
    text += "| first | " + " | ".join(f"value{n}" for n in range(9)) + " |"
    lines = shown(text, 40)
    assert "first" in lines
    assert [line for line in lines if ": " in line] == [f"  column{n}: value{n}" for n in range(9)]


def test_what_parts_the_cells_of_a_head_stands_after_the_cell_before_it() -> None:
    lines = lines_of(blocks_of("| one two three fo | light-up |\n| --- | ---: |\n| a | b |"), 8)
    assert ("·", 16) in [(plain_text(line.drawn), line.offset) for line in lines if not line.block]
    places = [(line.block, line.offset) for line in lines]
    assert places == sorted(places)


@given(
    st.lists(st.lists(st.text("ab c漢", max_size=30), min_size=1, max_size=6), min_size=1, max_size=6),
    st.integers(12, 90),
)
def test_nothing_of_a_table_is_lost_at_any_width(rows: list[list[str]], width: int) -> None:
    count = len(rows[0])
    text = "\n".join(
        ["| " + " | ".join(rows[0]) + " |", "|" + "---|" * count]
        + ["| " + " | ".join((row * count)[:count]) + " |" for row in rows[1:]]
    )
    together = "".join("".join(shown(text, width)).split())
    for row in rows:
        for cell in (row * count)[:count]:
            assert all(char in together for char in cell if char != " ")
    wanted = sum(sum(map(len, "".join((row * count)[:count]).split())) for row in rows)
    assert sum(char in "abc漢" for char in together) >= wanted


def test_captions_images_and_footnotes() -> None:
    text = (
        "Words[^1].\n\n![A plot](https://a.example/p.png)\n\n*Figure 2:* What is seen.\n\n[^1]: Said below."
    )
    assert shown(text) == [
        "Words¹.",
        "",
        "[image: A plot]",
        "",
        "│ Figure 2: What is seen.",
        "",
        "¹ Said below.",
    ]
    blocks = blocks_of(text)
    assert targets(blocks[0]) == [f"#{FOOTNOTE_TARGET}1"]
    assert targets(blocks[1]) == ["https://a.example/p.png"]
    assert blocks[3].anchors == (f"{FOOTNOTE_TARGET}1",)


def test_citations_have_brackets_and_targets_have_names() -> None:
    text = 'See [12](#b12), [[3](#b3), [4](#b4)] and Ada ([2020](#b5)).\n\n- <a id="b12"></a>Ada. 2020.\n'
    assert shown(text) == ["See [12], [3, 4] and Ada (2020).", "", "• Ada. 2020."]
    blocks = blocks_of(text)
    assert targets(blocks[0]) == ["#b12", "#b3", "#b4", "#b5"]
    assert blocks[1].anchors == ("b12",)
    assert blocks_of('<a id="s1"></a>\n\n## One')[0].anchors == ("s1",)
    assert blocks_of('<a id="s1"></a>\n## One')[0].anchors == ("s1",)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[@click=app.quit]x[/]",
        "[a]: https://a.example",
        "<EOS> and <think>",
        "[x][y]",
    ],
)
def test_what_is_not_understood_is_text(text: str) -> None:
    assert shown(text) == [text]
    assert not any(targets(block) for block in blocks_of(text))


def test_items_of_a_torn_list_stand_together() -> None:
    text = "\n".join(f"{n}. item{n} " + "words " * 30 for n in range(1, 200))
    lines = shown(text, 80)
    assert "" not in lines
    assert [line.split()[0] for line in lines if "item" in line] == [f"{n}." for n in range(1, 200)]


# Places -------------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *"*_`[]()!<>#-|\\&$~ \n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "## ",
        "$x^2$",
        "$$\\begin{aligned}a\\\\b\\end{aligned}$$",
        "| a | b |\n|---|---|\n| long words in a cell | c |\n",
        "[7](#a)",
        '<a id="a"></a>',
        "[^1]",
        "\n\n[^1]: ",
        "&#27;",
        "&#x202e;",
        "\x1b[31m",
        "漢字",
        "e\u0301",
        "word ",
        "words and more words ",
        "w" * 30,
        "![a](b)",
        "<br>",
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join)


@given(_TEXTS, st.integers(12, 90), st.booleans())
def test_no_line_is_too_wide_or_holds_more_than_text(text: str, width: int, is_source: bool) -> None:
    for line in shown(text, width, is_source=is_source):
        assert cell_width(line) <= width
        assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
        assert not any(char in line for char in "\u202e\u2066\ufeff\u200b")


@given(_TEXTS, st.integers(12, 90), st.integers(12, 90), st.booleans(), st.data())
def test_a_place_is_found_at_any_width_and_leads_back(
    text: str, one: int, other: int, is_source: bool, data: st.DataObject
) -> None:
    blocks = blocks_of(text)
    here, there = (lines_of(blocks, width, is_source=is_source) for width in (one, other))
    for lines in (here, there):
        places = [(line.block, line.offset) for line in lines]
        assert places == sorted(set(places))
    if not here:
        return
    at = data.draw(st.integers(0, len(here) - 1))
    line = here[at]
    found = there[line_at(there, line.block, line.offset)]
    assert found.block == line.block
    if line.offset >= 0 and blocks[line.block].table is None and line.parts:
        (part,) = found.parts
        # The space at which a line was broken is on neither.
        assert part.start <= line.parts[0].start <= part.start + part.length
    assert line_at(here, line.block, line.offset) == at


@given(_TEXTS, st.integers(12, 90), st.booleans())
def test_lines_show_the_characters_they_say(text: str, width: int, is_source: bool) -> None:
    blocks = blocks_of(text)
    lines = lines_of(blocks, width, is_source=is_source)
    for line in lines:
        written = plain_text(line.runs)
        whole = rendered_text(blocks[line.block], is_source=is_source)
        for part in line.parts:
            said = whole[part.start : part.start + part.length]
            assert written[part.at : part.at + part.length] == said
    for place, block in enumerate(blocks):
        for character, char in enumerate(rendered_text(block, is_source=is_source)):
            if not char.isspace():
                line = lines[line_of_character(lines, place, character)]
                assert any(part.start <= character < part.start + part.length for part in line.parts)


def test_a_place_stays_where_it_is_when_formulas_become_source() -> None:
    (block,) = blocks_of(r"Before $\mathcal{O}(n)$ after it")
    meant, source = (rendered_text(block, is_source=is_source) for is_source in (False, True))
    assert convert_offset(block, meant.index("after"), is_source=False) == source.index("after")
    assert convert_offset(block, source.index("after"), is_source=True) == meant.index("after")
    assert 7 <= convert_offset(block, source.index("cal"), is_source=True) < meant.index(" after")


# Cost ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    few(
        [
            "[a](",
            "`a",
            "$a ",
            "1. a\n",
            "<a href='",
            "_a **b_ c** ",
            "[a] [b]: #c\n",
            "a|$b|`c|\n-|-\n",
            "[",
            "![",
            "*a ",
            "<a",
            "&#",
            "$$a ",
            "\\(",
            "[^",
            '<a id="',
            "- ",
            "| a |\n",
            "<b>",
            "<sup>",
            "<!--",
            "**_",
            "[a]: https://a.example\n",
            "[^1]: a\n",
            "a|b\n-|-\n",
            "\\[a",
            "1*2",
        ],
        8,
    ),
)
def test_a_long_hostile_text_costs_no_more_than_a_moment(piece: str) -> None:
    text = clean_lines(piece * (60_000 // len(piece)))
    began = time.process_time()
    assert lines_of(blocks_of(text), 60)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("inside", few(["[" * 60_000, "*a " * 20_000, "`" * 60_000], 1))
def test_a_hostile_cell_or_formula_costs_no_more_than_a_moment(inside: str) -> None:
    began = time.process_time()
    assert lines_of(blocks_of(f"| a |\n|---|\n| {inside} |"), 60)
    assert lines_of(blocks_of(f"$$\n{inside}\n$$ and more"), 60)
    assert lines_of(blocks_of("| a |\n|---|\n" + f"| {inside[:400]} |\n" * 150), 60)
    assert time.process_time() - began < 5


def test_code_has_its_look_and_keeps_its_spaces() -> None:
    (first, second) = blocks_of("```py\nif  x:\n    y\n```")
    assert [rendered_text(block, is_source=False) for block in (first, second)] == ["if  x:", "    y"]
    assert first.runs[0].style == TextStyle.CODE
    assert shown("```py\nif  x:\n    y\n```") == ["  if  x:", "      y"]


def test_a_formula_within_quotes_fits_the_narrowest_of_screens() -> None:
    lines = shown(">   \n>   - $$fra$$", 8)
    assert [line for line in lines if cell_width(line) > 8] == []
    assert "f" in "".join(lines)
