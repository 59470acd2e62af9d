"""How much room text takes, and fitting it in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.cells import cell_width, cut, pad, wrap, wrapped
from tests.formats.builders import texts


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("plain", 5),
        ("Ørsted", 6),
        ("—…“”π²", 6),
        ("注意力", 6),
        ("ｗｉｄｅ", 8),
        ("🤗", 2),
        ("e\u0301", 1),
        ("می\u200cخواهم", 7),
        ("\u1112\u1161\u11ab", 2),
    ],
)
def test_text_takes_as_many_columns_as_a_terminal_gives_it(text: str, width: int) -> None:
    assert cell_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("exactly", 7, "exactly"),
        ("too long", 7, "too lo…"),
        ("two words", 5, "two…"),
        ("注意力", 6, "注意力"),
        ("注意力", 5, "注意…"),
        ("注意力", 4, "注…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("any", 1, "…"),
        ("any", 0, ""),
        ("any", -3, ""),
        ("", 0, ""),
    ],
)
def test_what_does_not_fit_is_cut_and_says_so(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_padding_counts_columns_not_characters() -> None:
    assert pad("注意", 6) == "注意  "
    assert pad("longer", 3) == "longer"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("fits in ten", 11, ["fits in ten"]),
        ("does not fit in", 8, ["does not", "fit in"]),
        ("see https://letters.example/long for", 10, ["see", "https://letters.example/long", "for"]),
        ("https://letters.example", 5, ["https://letters.example"]),
        ("注意力就是", 5, ["注意", "力就", "是"]),
        ("the 注意力 word", 8, ["the 注意", "力 word"]),
        ("the word注意", 8, ["the word", "注意"]),
        ("注意word", 6, ["注意", "word"]),
        ("a b", 1, ["a", "b"]),
        ("a b", -5, ["a", "b"]),
    ],
)
def test_a_paragraph_is_broken_at_spaces_and_around_wide_characters(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


@given(texts(), st.integers(-1, 40))
def test_cut_text_is_never_wider_than_asked(text: str, width: int) -> None:
    assert cell_width(cut(text, width)) <= max(width, 0)


@given(texts(), st.integers(1, 40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(texts(), st.integers(1, 40))
def test_only_a_single_word_may_be_wider_than_the_line(text: str, width: int) -> None:
    assert all(cell_width(line) <= width or " " not in line for line in wrap(text, width))


@given(st.text(alphabet="a深 é́-", max_size=60), st.integers(2, 12), st.integers(1, 4))
def test_the_first_lines_of_a_paragraph_fit_and_say_when_there_are_more(
    text: str, width: int, most: int
) -> None:
    """Also where a word is longer than a line."""
    lines = wrapped(text, width, most)
    assert 1 <= len(lines) <= most
    assert all(cell_width(line) <= width for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
    assert shown == whole or len(wrapped(text, width, most + 1)) == most + 1
