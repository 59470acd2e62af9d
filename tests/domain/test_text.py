"""Outside text: made harmless by clean(), made comparable by fold()."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.text import clean, fold, fold_lines

REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u200e\u200f\u061c"


def hostile() -> SearchStrategy[str]:
    """Text made of the pieces of which terminal sequences, bidi tricks and broken encodings are made."""
    pieces = [
        "\x1b",
        "[",
        "]",
        "P",
        "31",
        ";",
        "m",
        "\x07",
        "\\",
        "\x9b",
        "\x9d",
        "\x9c",
        "\x90",
        "_",
        "^",
        "(",
        "0",
    ]
    pieces += [
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\ud83d",
        "\ude00",
        "\u200d",
        "\x00",
        "\x7f",
        "\x85",
        "\xa0",
    ]
    pieces += ["\u2028", " ", "\n", "\r\n", "\t", "a", "é", "李", "🤗"]
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join) | st.text()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("[/red]", "[/red]", id="a closing tag"),
        pytest.param("[Re] x", "[Re] x", id="a bracket that looks like a tag"),
        pytest.param("[@click=app.quit]y[/]", "[@click=app.quit]y[/]", id="an action"),
        pytest.param("\x1b[31mred", "red", id="a colour"),
        pytest.param("a\u202eb", "ab", id="an override of the direction"),
        pytest.param("x" * 10_000, "x" * 10_000, id="10,000 characters"),
        pytest.param("", "", id="nothing"),
        pytest.param("\x1b[38;2;255;0;0mred\x1b[0m", "red", id="a colour and its end"),
        pytest.param("\x1b[2J\x1b[Hgone", "gone", id="clearing the screen"),
        pytest.param("\x1b[?1049lout", "out", id="leaving the alternate screen"),
        pytest.param("\x9b31mred", "red", id="a colour in 8 bits"),
        pytest.param("\x1b]0;title\x07text", "text", id="setting the window's title"),
        pytest.param("\x1b]52;c;aGk=\x1b\\text", "text", id="writing the clipboard"),
        pytest.param("\x9d0;title\x9ctext", "text", id="setting the title in 8 bits"),
        pytest.param("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link", id="a hyperlink"),
        pytest.param("\x1bP1$r0m\x1b\\text", "text", id="a device control string"),
        pytest.param("\x1b_app\x1b\\\x1b^pm\x1b\\text", "text", id="strings for programs"),
        pytest.param("\x1bcreset", "reset", id="resetting the terminal"),
        pytest.param("\x1b(0line", "line", id="another character set"),
        pytest.param("n\u200dot safe", "not safe", id="a joiner between letters"),
        pytest.param("a\u200d\u200db \u200d", "ab", id="joiners that join nothing"),
        pytest.param("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c", id="a joiner between emoji"),
        pytest.param("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525", id="a burning heart"),
        pytest.param("\x1b7saved\x1b8", "saved", id="saving the cursor"),
        pytest.param(
            "\x1b]0;never ended, and a long abstract",
            "]0;never ended, and a long abstract",
            id="a title that never ends",
        ),
        pytest.param(
            "\x9dnever ended \x9dtitle\x9ctext", "never ended text", id="a title in one never ended"
        ),
        pytest.param("half a sequence\x1b[", "half a sequence[", id="cut in a sequence"),
        pytest.param("the last is ESC\x1b", "the last is ESC", id="cut after ESC"),
        pytest.param("\x1b\x1b[0m[31mred", "[31mred", id="a sequence in a sequence leaves no third"),
        pytest.param("a\x00b\x08c\x7fd\x84e", "abcde", id="control characters"),
        pytest.param(
            "a\rb\nc\td\x0be\x0cf\x1cg\x85h", "a b c d e f g h", id="control characters that are space"
        ),
        pytest.param("Deep\n  Learning", "Deep Learning", id="a title wrapped as Hugging Face wrapped it"),
        pytest.param("  a  b  ", "a b", id="spaces"),
        pytest.param("a\u00a0b\u3000c\u2028d\u2029e\u2009f", "a b c d e f", id="spaces beyond ASCII"),
        pytest.param("\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g\u2069h", "abcdefgh", id="directions"),
        pytest.param("a\u200eb\u200fc\u061cd", "abcd", id="marks of direction"),
        pytest.param("a\u200bb\u2060c\ufeffd\xade", "abcde", id="invisible characters"),
        pytest.param("a\U000e0041\U000e007fb", "ab", id="invisible tags"),
        pytest.param("\ufff9a\ufffab\ufffb", "ab", id="annotations"),
        pytest.param("cut \ud83d", "cut \ufffd", id="half an emoji"),
        pytest.param("\ude00\ud83d", "\ufffd\ufffd", id="halves in the wrong order"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a Persian word"),
        pytest.param("👩\u200d🔬", "👩\u200d🔬", id="an emoji of two"),
        pytest.param("שלום عربي", "שלום عربي", id="right-to-left words as such"),
        pytest.param("e\u0301 ﬁ Ω ½", "e\u0301 ﬁ Ω ½", id="nothing is normalised"),
        pytest.param(r"50\% of \textbf{x} & <b> $y$", r"50\% of \textbf{x} & <b> $y$", id="TeX and HTML"),
        pytest.param(r"\x1b[31m", r"\x1b[31m", id="a sequence merely written down"),
    ],
)
def test_outside_text_is_made_harmless(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("begin", ["\x1b]", "\x1bP", "\x90", "\x98", "\x9d", "\x9e", "\x9f", "\x9b", "\x1b["])
def test_many_sequences_that_never_end_cost_no_more_than_a_moment(begin: str) -> None:
    text = (begin + "0") * 50_000
    began = time.process_time()
    assert clean(text).count("0")
    # If each looked for its end through the rest of the text, it would be many seconds.
    assert time.process_time() - began < 2


@given(hostile())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(hostile())
def test_what_is_clean_is_one_line_that_any_terminal_and_file_can_take(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cc" for char in cleaned)
    assert not any(unicodedata.bidirectional(char) in REORDERING or char in MARKS for char in cleaned)


@given(hostile())
def test_cleaning_only_leaves_out(text: str) -> None:
    left = iter(text)
    for char in clean(text).replace(" ", ""):
        assert any(char == other or (char == "\ufffd" and "\ud800" <= other <= "\udfff") for other in left)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"])))
def test_visible_characters_all_stay(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_cleaned_as_it_would_be_beside_other_text(text: str) -> None:
    assert clean(f"{text} é") == f"{clean(text)} é".strip()


def test_no_control_character_anywhere_in_unicode_comes_through() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(char) in ("Cc", "Cs"):
            assert clean(f"a{char}é") in ("aé", "a é", "a\ufffdé"), hex(ord(char))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Lamp", "lamp"),
        ("  A  Small\nLamp ", "a small lamp"),
        ("Fréchet–Distance, again", "frechet distance again"),
        ("Fre\u0301chet", "frechet"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ørsted", "ørsted"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("ﬁne", "fine"),
        ("x² + ½", "x2 1 2"),
        ("ＦＵＬＬ", "full"),
        ("snake_case", "snake case"),
        ("C++ & [MASK]", "c mask"),
        ("GPT-4o", "gpt 4o"),
        ("李 明", "李 明"),
        ("!?…", ""),
        ("don't", "don t"),
        ("50%", "50"),
        ("🤗", ""),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_twice_changes_nothing_more_for_any_character() -> None:
    every = " ".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(every)
    assert fold(folded) == folded


@given(st.text())
def test_folded_text_is_words_with_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(word.isalnum() for word in folded.split())


@given(st.text(), st.text())
def test_texts_fold_side_by_side_as_they_fold_alone(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_folds_as_it_would_beside_other_text(text: str) -> None:
    assert fold(f"{text} 李") == f"{fold(text)} 李".strip()
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (r"Fr\'echet", "frechet"),
        (r"Fr\'{e}chet", "frechet"),
        (r"Fr{\'e}chet", "frechet"),
        (r"Fr{\'{e}}chet", "frechet"),
        (r"M\"uller and G\"{o}del", "muller and godel"),
        (r"Erd\H{o}s", "erdos"),
        (r"\v{C}ech, \v Cech, {\v{C}}ech", "cech cech cech"),
        (r"Gar\c{c}on na\"{\i}f", "garcon naif"),
        (r"$\mathcal{O}(\beta)$ \textbf{bold}", "mathcal o beta textbf bold"),
        (r"C:\users \'", "c users"),
    ],
)
def test_accents_of_tex_are_accents(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert "".join(fold_lines([text])).split() == folded.split()
