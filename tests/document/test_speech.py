"""Full texts to be spoken or felt: words only, whatever the Markdown is."""

import re
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.cells import cell_width
from paperreader.document.speech import speech_lines
from paperreader.domain.text import clean_lines
from tests.at_length import few
from tests.hub import texts

_WRITTEN = [path for path in texts.addresses() if path.endswith(".md") and texts.ONLY_HTML not in path]


def written(path: str) -> str:
    answer = texts.written_text(path)
    assert answer is not None
    return clean_lines(answer.body.decode())


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# One\n\ntwo\nthree", "One\n\ntwo three"),
        ("One\n===\ntwo", "One\n\ntwo"),
        ("## 1 # Two ##", "1 # Two"),
        (
            "**bold** and *it* and __b__ and snake_case and 2*3*4",
            "bold and it and b and snake_case and 2*3*4",
        ),
        ("`a *b*` and `` c`d ``", "a *b* and c`d"),
        (r"\*no\* \$5 \[x]", "*no* $5 [x]"),
        ("It costs $5 and $10; $x^2$ more", "It costs $5 and $10; x² more"),
        ("$$\nx^2 = y \\tag{3}\n$$", "x² = y (3)"),
        ("$$x_1$$", "x₁"),
        ("$$ never\n\nended", "$$ never\n\nended"),
        ("- one\n- two", "one\n\ntwo"),
        ("3. one\n4) two", "3. one\n\n4) two"),
        ("> said\n> so", "said so"),
        ("a  \nb", "a\nb"),
        ("---\n\n* * *", ""),
        ("[one](https://a.example/x) and [two](https://a.example/x)", "one (https://a.example/x) and two"),
        ('[t](https://a.example/x "title")', "t (https://a.example/x)"),
        ("<https://a.example> <mailto:a@b.example>", "https://a.example a@b.example"),
        ("[[1](#bib.bib1), [2](#bib.bib2)]", "[1, 2]"),
        ("in Section [1](#S1), Figures [2](#S1.F2) and [3](#A1.F3)", "in Section 1, Figures 2 and 3"),
        ("see Algorithm [1](#alg1) and Theorem [2](#Thmtheorem2)", "see Algorithm 1 and Theorem 2"),
        (
            "as [7](#bib.bib7) and [8](#ref8) and [9](https://a.example)",
            "as [7] and [8] and [9] (https://a.example)",
        ),
        ("**Lamps.**We burn. **(a)**one **two**", "Lamps.We burn. (a)one two"),
        ("2 **(x) and a **b", "2 **(x) and a **b"),
        ("| a | b | c |\n|---|---|---|\n| Old | | |\n| x | 1 | 2 |", "Old\na: x; b: 1; c: 2"),
        ('<a id="bib.bib1"></a>[1] Someone.', "[1] Someone."),
        ("![](x.png) ![Figure 1](y.png)", "Picture (x.png) Picture: Figure 1 (y.png)"),
        ("a &amp; b &lt; c &unknown; <!-- no -->", "a & b < c &unknown;"),
        ("1 < 2 and a<b", "1 < 2 and a<b"),
        ("| a | b |\n| --- | :-: |\n| 1 | 2 |\n| | 3 |", "a: 1; b: 2\nb: 3"),
        ("a | b\n--- | ---\n$x\\|y$ | 1 | 2", "a: x|y; b: 1; 2"),
        ("| a | b |\n| --- | --- |", "a; b"),
        ("| no | table |", "| no | table |"),
        ("```python\ndef f():\n    return '*x*'\n```\nafter", "def f():\n    return '*x*'\n\nafter"),
        ("~~~\n```\n~~~", "```"),
        ("```\nnever ended", "never ended"),
        ("text\n# Heading\ntext", "text\n\nHeading\n\ntext"),
    ],
)
def test_what_is_said_of_markdown(markdown: str, plain: str) -> None:
    assert "\n".join(speech_lines(markdown)) == plain


@pytest.mark.parametrize("path", _WRITTEN)
def test_nothing_is_drawn_and_nothing_acts(path: str) -> None:
    for line in speech_lines(written(path)):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2500-\u259f]", line), line


def test_lines_are_as_wide_as_was_asked_for() -> None:
    text = written(f"/papers/{texts.FORMULAS}.md")
    assert max(map(cell_width, speech_lines(text, 40))) <= 60, "a formula may be longer; it is not broken"
    assert max(map(cell_width, speech_lines(text, 0))) > 100
    assert " ".join(" ".join(speech_lines(text, 40)).split()) == " ".join(
        " ".join(speech_lines(text, 0)).split()
    )


def test_the_words_of_a_long_text_are_all_there() -> None:
    text = written(f"/papers/{texts.LONG}.md")
    said = " ".join(speech_lines(text))
    assert all(
        f"This is remark {number:,}." in said for number in map(int, re.findall(r"remark (\d+)\.", text))
    )


@given(
    st.lists(st.sampled_from(["#", ">", "-", "1.", "|", "---", "`", "```", "~~~", "$", "$$", "*", "**", "_", "[", "]", "(", ")", "!", "<", ">", "\\", "&amp;", "a", "b", "\n", "\n\n", '<a\tid="x">', "[a](b)", "\\tag{1}"]), max_size=80)
    .map(lambda words: " ".join(words).replace("\t", " ").replace(" \n ", "\n"))
    | st.text(max_size=200)
)  # fmt: skip
def test_any_markdown_is_said(markdown: str) -> None:
    for line in speech_lines(clean_lines(markdown)):
        assert "\n" not in line
        assert line == clean_lines(line) or not line.strip() or line.startswith(" ")


def _work(markdown: str) -> int:
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for _ in speech_lines(markdown):
            pass
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece", few(["a|b\n-|-\n", "_a **b_ c** ", "- a\n", "$x$ ", "[a]: #b\n[a] ", "| a |\n| - |\n", "a\n\n", "a\n", "```\n", "$$\n", "$$\n\n", "[a](b) ", "*a* ", "# a\n", "[", "a  \n", "[^1]: a\n", "<b>a</b> "], 5)
)  # fmt: skip
def test_twice_as_much_is_at_most_twice_the_work(piece: str) -> None:
    some, more = _work(piece * 1_000), _work(piece * 2_000)
    assert more < 2.2 * some + 500
