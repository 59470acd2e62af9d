"""How near papers are: what words tell, what several papers have in common, and what is not wanted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ranking.similarity import (
    IdfWeights,
    TermCounts,
    TooFewBookmarks,
    centroid,
    count_terms,
    most_similar,
    rocchio_profile,
    tfidf_vector,
)
from tests.strategies import texts

_patient = settings(deadline=None)

WORDS = ("lamp", "candle", "dusk", "knot", "rope", "of", "the")
TELLING = IdfWeights.from_counts(100, {"lamp": 4, "candle": 3, "dusk": 5, "knot": 2, "of": 90, "the": 100})


def paper(title: str, abstract: str | None = None, keywords: tuple[str, ...] = ()) -> Paper:
    return Paper(key=PaperKey.from_title(title), title=title, abstract=abstract, ai_keywords=keywords)


def papers() -> st.SearchStrategy[Paper]:
    said = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | texts()
    return st.builds(paper, said, st.none() | said, st.lists(said, max_size=2).map(tuple))


def test_a_bag_has_the_words_and_pairs_of_a_paper_those_of_its_title_twice() -> None:
    term_counts = count_terms(paper("Small Lamps", "Lamps, at dusk", ("Dusk", "small-lamps")))
    assert term_counts == TermCounts(
        {"small": 3, "lamps": 4, "small lamps": 3, "at": 1, "dusk": 2, "lamps at": 1, "at dusk": 1}, 10
    )
    assert set(term_counts.words) == {"small", "lamps", "at", "dusk"}


@pytest.mark.parametrize("empty", [paper(""), paper("…", "—"), paper("", "", ("", "!"))])
def test_what_has_no_words_is_near_to_nothing(empty: Paper) -> None:
    term_counts = count_terms(empty)
    assert term_counts == TermCounts({}, 0)
    assert tfidf_vector(term_counts, TELLING) == {}
    full = tfidf_vector(count_terms(paper("Lamp", "candle")), TELLING)
    assert rocchio_profile([full], [], TELLING).similarity(term_counts) == 0
    nothing = rocchio_profile([{}], [{}], TELLING)
    assert nothing.similarity(count_terms(paper("Lamp"))) == 0
    assert nothing.top_terms() == []


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("knot", "candle"),
        ("candle", "of"),
        ("of", "the"),
        ("knot candle", "knot"),
        ("knot", "knot the"),
        ("the", "nobody"),
        ("the", "nobody knot"),
    ],
)
def test_what_fewer_papers_have_tells_more(more: str, less: str) -> None:
    assert TELLING[more] > TELLING[less] >= 0


def test_counts_that_cannot_be_true_of_an_archive_do_no_harm() -> None:
    odd = IdfWeights.from_counts(0, {"lamp": 3, "gone": 0})
    assert odd["lamp"] > 0
    assert odd["gone"] == 0


@_patient
@given(papers())
def test_what_a_paper_is_about_has_length_1_or_none(any_paper: Paper) -> None:
    vector = tfidf_vector(count_terms(any_paper), TELLING)
    assert sum(weight**2 for weight in vector.values()) == pytest.approx(1 if vector else 0)
    assert all(weight > 0 for weight in vector.values())
    again = centroid([vector, vector])
    assert again == pytest.approx(vector)


@_patient
@given(papers(), papers())
def test_nearness_is_what_the_words_that_tie_add_up_to(one: Paper, other: Paper) -> None:
    profile = rocchio_profile([tfidf_vector(count_terms(one), TELLING)], [], TELLING)
    term_counts = count_terms(other)
    shared_terms = profile.shared_terms(term_counts)
    assert profile.similarity(term_counts) >= 0
    assert sum(weight for _, weight in shared_terms) == pytest.approx(
        profile.similarity(term_counts) * (term_counts.length + 200)
    )
    assert {words for words, _ in shared_terms} <= term_counts.counts.keys() & count_terms(one).counts.keys()
    assert [weight for _, weight in shared_terms] == sorted(
        (weight for _, weight in shared_terms), reverse=True
    )


@_patient
@given(papers())
def test_the_longer_of_two_papers_with_the_same_words_in_common_is_less_near(any_paper: Paper) -> None:
    profile = rocchio_profile([tfidf_vector(count_terms(paper("Lamp candle")), TELLING)], [], TELLING)
    longer = replace(any_paper, ai_keywords=(*any_paper.ai_keywords, "xylophone"))
    near = profile.similarity(count_terms(any_paper))
    assert profile.similarity(count_terms(longer)) < near or near == 0


def test_what_is_skipped_pushes_away_and_what_both_have_counts_less() -> None:
    lamp, candle, both = (
        tfidf_vector(count_terms(paper(title)), TELLING)
        for title in ("Lamp dusk", "Candle dusk", "Lamp candle")
    )
    plain, against = (rocchio_profile([lamp], skipped, TELLING) for skipped in ([], [candle]))
    dusk, candles = count_terms(paper("Dusk")), count_terms(paper("Candle"))
    assert plain.similarity(dusk) > against.similarity(dusk) > 0
    assert plain.similarity(candles) == 0 > against.similarity(candles)
    assert against.top_terms() == ["lamp", "dusk"]
    assert most_similar(plain.shared_terms(count_terms(paper("Dusk lamps lamp"))), [candle, lamp, both]) == 1


def test_how_many_papers_are_missing_is_told() -> None:
    assert [TooFewBookmarks(kept).missing for kept in (0, 9)] == [10, 1]
