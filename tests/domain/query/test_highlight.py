"""Where the wanted words are in a text as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.query.highlight import highlight_spans
from paperreader.domain.text import fold


def shown(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in highlight_spans(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A Small Lamp", ["lamp"], ["Lamp"]),
        ("A Small Lamp", ["la"], ["La"]),
        ("A Small Lamp", ["amp"], []),
        ("A Small Lamp", ["small lamp"], ["Small Lamp"]),
        ("A Small, (Lamp)", ["small la"], ["Small, (La"]),
        ("A Small Lamp", ["lamp", "small"], ["Small", "Lamp"]),
        ("lamp lamps", ["lamp", "lamps"], ["lamp", "lamps"]),
        ("Fréchet", ["frechet"], ["Fréchet"]),
        ("Fre\u0301chet!", ["fre"], ["Fre\u0301"]),
        ("ｆｕｌｌ", ["full"], ["ｆｕｌｌ"]),
        ("ﬁnd", ["f"], ["ﬁ"]),
        ("ﬁnd", ["fin"], ["ﬁn"]),
        ("Straße", ["strass"], ["Straß"]),
        ("snake_case", ["case"], ["case"]),
        ("İstanbul", ["i"], ["İ"]),
        ("李 明", ["李 明"], ["李 明"]),
        ("", ["a"], []),
        ("a", [], []),
        ("a", [""], []),
    ],
)
def test_words_are_shown_where_they_begin(text: str, words: list[str], expected: list[str]) -> None:
    assert shown(text, *words) == expected


@given(st.text(max_size=30), st.data())
def test_what_a_text_says_is_found_in_it(text: str, data: st.DataObject) -> None:
    words = fold(text).split()
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        wanted = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
        assert any(f" {wanted}" in f" {fold(each)}" for each in shown(text, wanted))


@given(st.text(max_size=30), st.lists(st.text(max_size=5).map(fold), max_size=3))
def test_spans_lie_within_the_text_in_order_and_apart(text: str, words: list[str]) -> None:
    found = highlight_spans(text, words)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)
    is_found = [word for word in words if word and f" {word}" in f" {fold(text)}"]
    assert bool(found) is bool(is_found)
