"""The screen and speech say the same of the same Markdown: its formulas, its emphasis, its tables, its links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.blocks import Block, BlockKind, TextStyle
from paperreader.document.layout import BlockLayout
from paperreader.document.markdown import full_text_blocks
from paperreader.document.rendering import rendered_text
from paperreader.document.segments import plain_text
from paperreader.document.speech import speech_lines
from paperreader.domain.tex.display import formula_text
from paperreader.domain.text import clean_lines
from tests import DATA

CASES = DATA / "reading"


def blocks_of(markdown: str) -> list[Block]:
    return list(full_text_blocks(clean_lines(markdown)))


def on_screen(markdown: str, width: int = 200, *, is_converted: bool = False) -> str:
    blocks = list(full_text_blocks(clean_lines(markdown), is_converted=is_converted))
    setter = BlockLayout(width, is_source=False)
    return "\n".join(
        plain_text(line.drawn).strip() for place in range(len(blocks)) for line in setter.lines(blocks, place)
    )


def said(markdown: str, *, is_converted: bool = False) -> str:
    return "\n".join(speech_lines(clean_lines(markdown), 0, is_converted=is_converted))


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ("03-plain-emphasis-in-formulas.md", ["φ_T(z)", "D={dⁿ}ₙ₌₁ᴺ", "Example¹* Bob Sample²*"]),
        ("04-plain-formula-before-digit.md", ["85.3±0.2", "λ1356"]),
        ("05-plain-nested-emphasis.md", ["A bold and both word."]),
        ("14-array-of-latexml.md", ["x, y>0", "z, w", "(1)", "1 x>0", "0 y", "a", "=b", "=c"]),
        ("19-mail-told-twice.md", ["Ann Example ann@example.org"]),
    ],
)
def test_real_kinds_are_read_alike(case: str, wanted: list[str]) -> None:
    markdown = (CASES / case).read_text()
    for told in (on_screen(markdown), said(markdown)):
        for words in wanted:
            assert words in told
        assert not re.search(r"[$*_]{2}|\$|\\[a-zA-Z]|&|\[\]|mailto", told.replace("φ_T", "")), told


ALIKE = [
    # Formulas before a digit, a letter, a bracket; beside money.
    ("85.3$\\pm$0.2", "85.3±0.2"),
    ("$n$2 and $x$y and $f$(a) and $\\alpha$[1]", "n2 and xy and f(a) and α[1]"),
    ("Of $5 and $10, $x=3$ is left; a lone $ stays", "Of $5 and $10, x=3 is left; a lone $ stays"),
    ("It costs $5, and $\\alpha$ is $3", "It costs $5, and α is $3"),
    ("US$5 to US$10", "US$5 to US$10"),
    ("\\$5 and \\$x\\$", "$5 and $x$"),
    ("$5$ and $6$", "5 and 6"),
    # Marks inside formulas, and in tables.
    ("$a_1*b_1$ and $c_2*d_2$", "a₁*b₁ and c₂*d₂"),
    ("$x_i$ *and* $y_i$", "xᵢ and yᵢ"),
    ("$f[x](y)$ and $`a`$", "f[x](y) and `a`"),
    ("[the $x]$ of](#a) it", "the x] of it"),
    ("**of $\\alpha_*$ and**", "of α_* and"),
    ("2*3*4 = 24", "2*3*4 = 24"),
    ("_a **b_ c** d", "a b c d"),
    ("a **b _c** d_ [e **f](#g) h** i", "a b c d e **f h** i"),
    ("2 * 3 * 4 and **a and *b", "2 * 3 * 4 and **a and *b"),
    # Emphasis, nested and crossing, and marks that are escaped.
    ("***a** b*", "a b"),
    ("**a *b* c**", "a b c"),
    ("*a **b** c*", "a b c"),
    ("__a _b___ and snake_case_name", "a b and snake_case_name"),
    ("\\*a\\* \\_b\\_ \\`c\\` \\[d\\] \\<e>", "*a* _b_ `c` [d] <e>"),
    ("\\[12\\] and \\[x_1 = 2\\]", "[12] and\n\nx₁ = 2"),
    # HTML within a line.
    ("H<sub>2</sub>O, 10<sup>-3.5</sup>, mAP<sub>0.5</sub>", "H₂O, 10^(-3.5), mAP_0.5"),
    ("Ann<sup>1,*</sup>, Bob<sup>†</sup>, 1<sup>st</sup>, x<sub>a_b</sub>", "Ann^(1,*), Bob†, 1ˢᵗ, x_(a_b)"),
    ("<b>a</b> <i>b</i> <em class='x'>c</em> <span>d</span>", "a b c d"),
    ("<b>a *b</b> c* d</i>", "a b c d"),
    ("<code>a_b_c</code> and <tt>*x*</tt>", "a_b_c and *x*"),
    ("<EOS> and <think> and a<b and c>d", "<EOS> and <think> and a<b and c>d"),
    ("a <!-- not\nthis --> b", "a b"),
    ("<!-- nor\n\nthis\n-->\n\nc", "c"),
    ("<p align=\"center\">a</p><p>b</p>", "a b"),
    ("&lt;a&gt; &amp; &alpha; &#8212; &unknown;", "<a> & α — &unknown;"),
    # Headings, lists, code.
    ("# A $x^2$ #\n\nB `c`\n===", "A x²\n\nB c"),
    ("```\n$x$ **b**\n```", "$x$ **b**"),
    ("`$x$ **b**`", "$x$ **b**"),
    # Links.
    ("[a][x], [x] and [b][]\n\n[x]: #there\n[b]: <#here>", "a, x and b"),
    ("[c][y]\n\n[unused]: https://a.example", "[c][y]\n\n[unused]: https://a.example"),
    ("Words[^1].\n\n[^1]: Said.\n[^b]: And more.", "Words¹.\n\n¹ Said.\n\n[b] And more."),
    ("<https://a.example/x>", "https://a.example/x"),
    ("[a@b.example](mailto:a@b.example) <mailto:c@d.example>", "a@b.example c@d.example"),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "words"), ALIKE)
def test_what_is_said_is_what_is_shown(markdown: str, words: str) -> None:
    assert said(markdown) == words
    assert re.sub(r"\n+", "\n\n", on_screen(markdown)) == words


@pytest.mark.parametrize(
    "tex",
    [
        "10 x",
        "12 GB",
        "2019 and earlier",
        "Precision = Recall",
        "true positive",
        "95 %",
        "1,000",
        "x_i",
        "O(n log n)",
        "7B",
        "a | b",
        "(",
    ],
)
@pytest.mark.parametrize("behind", ["", "2", "x", "(", ", and \\$5"])
def test_in_what_was_made_here_every_dollar_is_a_formula(tex: str, behind: str) -> None:
    wanted = f"a {formula_text(tex)}{behind} b".replace("\\$", "$")
    markdown = f"a ${tex}${behind} b"
    assert said(markdown, is_converted=True) == on_screen(markdown, is_converted=True) == wanted
    row = markdown.replace("|", "\\|")
    assert said(f"| H | I |\n|---|---|\n| {row} | c |", is_converted=True) == f"H: {wanted}; I: c"


@pytest.mark.parametrize(
    "tex", ["10 x", "3 n + 1", "0.5 s", "x_i", "10^{-3}", "n", "k=5", "\\alpha", "1/2", "7B"]
)
@pytest.mark.parametrize("behind", ["", ",", "x", "(", "[1]"])
def test_in_any_text_what_looks_like_one_is_a_formula(tex: str, behind: str) -> None:
    assert said(f"a ${tex}${behind} b") == f"a {formula_text(tex)}{behind} b"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| $|x|$ | b |", ["|x|", "b"]),
        ("| $P(a|b)$ | $c$ |", ["P(a|b)", "c"]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("| `a|b` | c |", ["a|b", "c"]),
        ("| `a\\|b` | c |", ["a|b", "c"]),
        ("| $5 | $6 |", ["$5", "$6"]),
        ("| ` | ` |", ["`", "`"]),
        ("| $\\\\|x\\\\|$ | c |", ["‖x‖", "c"]),
        ("$a_1$ | *b*", ["a₁", "b"]),
        ("| **a** | [b](#c) |", ["a", "b"]),
        ("| x_1 | y_2 * z |", ["x_1", "y_2 * z"]),
        ("| a<br>b | c |", ["a b", "c"]),
        ("| a | b | c |", ["a", "b", "c"]),
        ("| a |", ["a"]),
    ],
)
def test_bars_part_cells_where_they_are_meant_to(row: str, cells: list[str]) -> None:
    for head in ("| One | Two |\n|---|:-:|", "One | Two\n--- | :-:"):
        *_, last = blocks_of(f"{head}\n{row}")
        assert last.table is not None
        assert [rendered_text(Block(cell), is_source=False) for cell in last.table.rows[1]] == cells, (
            "as the screen has it"
        )
        names = ["One: ", "Two: ", ""]
        assert said(f"{head}\n{row}") == "; ".join(
            name + cell for name, cell in zip(names, cells, strict=False)
        )


def test_a_formula_in_a_quote_is_without_the_signs_of_its_lines() -> None:
    markdown = "> $$\n> y^2\n> + z\n> $$"
    assert said(markdown) == "y² + z"
    assert on_screen(markdown) == ">     y² + z"


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("[https://a.example/](https://a.example)", "https://a.example/"),
        ("[a.example/x](https://www.a.example/x/)", "a.example/x"),
        ("[*a.example*/x_1](http://a.example/x_1)", "a.example/x_1"),
        ("[a@b.example](mailto:a@b.example?subject=c)", "a@b.example"),
        ("[www.a.example/x](http://www.a.example/x)", "www.a.example/x"),
        (
            "[10.1000/x](https://doi.org/10.1000/x), [doi:10.1/Y](http://dx.doi.org/10.1/y)",
            "10.1000/x, doi:10.1/Y",
        ),
        ("[Ann](mailto:a@b.example), [Ann](mailto:a@b.example)", "Ann (a@b.example), Ann"),
        ("[a](https://b.example) [b](https://b.example)", "a (https://b.example) b"),
        ('<a href="https://a.example">b</a> and <a href="#c">d</a></a>', "b (https://a.example) and d"),
        ("[a][1] and [1]\n\n[1]: https://a.example 'T'", "a (https://a.example) and [1]"),
        ('<img src="x.png" alt="a lamp"> ![](y.png)', "Picture: a lamp (x.png) Picture (y.png)"),
        ("![a *lamp*](https://a.example/l.png)", "Picture: a lamp (https://a.example/l.png)"),
        ("1. a\n   - b\n   - c\n2) d\n   1. e", "1. a\n\nb\n\nc\n\n2) d\n\n1. e"),
    ],
)
def test_where_links_lead_is_said_once(markdown: str, told: str) -> None:
    assert said(markdown) == told


_PIECES = st.sampled_from(
    [
        *"*_`[]()!<>#-\\&$~",
        "\n\n",
        "\n",
        " ",
        "> ",
        "- ",
        "1. ",
        "$x_1*y$",
        "$a",
        "**",
        "word ",
        "3",
        "$\\pm$",
        "`code`",
        "<b>",
        "</b>",
        "<sup>2</sup>",
        "&amp;",
        "<br>",
        "[7](#a)",
        "[a](#b)",
        "[^1]",
        "\n\n$$\nx^2\n$$\n\n",
        "\n\n# ",
        "\n```\ncode\n```\n",
        "\n\n| a | $|b|$ |\n|---|---|\n| c | d_1 *e* |\n\n",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join)


@given(_TEXTS)
def test_speech_is_the_words_of_the_screen(markdown: str) -> None:
    """Rules are not said, and rows with the names of their columns; all else is, word for word."""
    blocks = blocks_of(markdown)
    wanted = [
        rendered_text(block, is_source=False).replace(" ; ", "; ")
        for block in blocks
        if block.kind not in (BlockKind.RULE, BlockKind.ROW)
        and not any(TextStyle.PICTURE in run.style for run in block.runs)
    ]
    told = " ".join(said(markdown).split())
    at = 0
    for words in wanted:
        at = told.find(" ".join(words.split()), at)
        assert at >= 0, (words, told)


@given(
    st.lists(st.sampled_from(["a", "b_1", "$x|y$", "`c|d`", "*e*", "", "5 |", "$6"]), min_size=1, max_size=5)
)
def test_each_cell_is_said_as_it_is_shown(cells: list[str]) -> None:
    count = len(cells)
    markdown = "\n".join([f"| {' | '.join('H' * count)} |", f"|{'---|' * count}", f"| {' | '.join(cells)} |"])
    *_, last = blocks_of(markdown)
    assert last.table is not None
    shown = [rendered_text(Block(cell), is_source=False) for cell in last.table.rows[-1]]
    told = [cell.removeprefix("H: ") for cell in said(markdown).split("; ")]
    assert told == [cell for cell in shown if cell] or not any(shown)
