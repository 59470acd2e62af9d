"""How an abstract begins, in a few lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.digests.summary import Summary, first_sentences, summary_of
from paperreader.domain.papers.paper import Paper, PaperKey


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("One lamp.", "One lamp."),
        ("Lamps fail at night. Ours does not. It is small.", "Lamps fail at night. Ours does not. …"),
        ("As Ada et al. show, lamps fail. Ours does not. It burns.", "As Ada et al. show, lamps fail. …"),
        (
            "We beat it by 4.5 points, cf. Table 2 of it. Then we rest. Then we eat.",
            "We beat it by 4.5 points, cf. Table 2 of it. …",
        ),
        (
            "Does a lamp need a room? No (it does not.) Rooms need lamps.",
            "Does a lamp need a room? No (it does not.) …",
        ),
        (
            "No full stop in here at all but words and words",
            "No full stop in here at all but words and words",
        ),
        ("注意力就是你所需要的一切。没有别的。", "注意力就是你所需要的一切。没有别的。"),
    ],
)
def test_whole_sentences_are_taken_until_it_is_enough(text: str, first: str) -> None:
    assert first_sentences(text, enough=25, longest=80) == first


def test_a_sentence_without_end_is_cut_between_words() -> None:
    assert first_sentences("lamp " * 100, longest=22) == "lamp lamp lamp lamp …"
    assert first_sentences("x" * 100, longest=10) == "x" * 10 + " …"


@given(st.text(alphabet="ab .?!()A1 ", max_size=300), st.integers(1, 60), st.integers(61, 120))
def test_it_is_the_beginning_of_the_text_and_never_too_long(text: str, enough: int, longest: int) -> None:
    first = first_sentences(text, enough, longest)
    assert len(first) <= longest + 2
    assert text.startswith(first.removesuffix("…").rstrip())


def test_the_machine_is_named_and_the_authors_stand_in_for_it() -> None:
    paper = Paper(key=PaperKey("2608.00001"), title="", abstract="Lamps: $x^2$.", ai_summary="About lamps.")
    assert summary_of(paper) == Summary("About lamps.", is_machine_made=True)
    assert summary_of(Paper(key=paper.key, title="", abstract="Lamps: $x^2$.")) == Summary("Lamps: x².")
    assert summary_of(Paper(key=paper.key, title="", synopsis="Ours.")) == Summary("Ours.")
    assert summary_of(Paper(key=paper.key, title="")) is None
