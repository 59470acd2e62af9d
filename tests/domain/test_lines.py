"""Cleaning a text of several lines."""

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.text import clean, clean_lines


def test_lines_and_indentation_stay_and_controls_go() -> None:
    assert clean_lines("\n\n- a\r\n  - b\x1b[31m\x00\tc \u202e\r\rlast \n\n") == "- a\n  - b    c\n\nlast"
    assert clean_lines("broken  \nhere") == "broken  \nhere"
    assert clean_lines("a\x1cb\x1dc\x1ed\x1fe") == "a\nb\nc\nd e"


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_every_line_is_harmless(text: str) -> None:
    once = clean_lines(text)
    assert clean_lines(once) == once
    assert all(clean(line) == " ".join(line.split()) for line in once.split("\n"))
