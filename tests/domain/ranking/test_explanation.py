"""The words that tie a paper to others, as they are written, and why a paper is in a listing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey
from paperreader.domain.ranking.explanation import (
    MAX_REASON,
    reason_of_people,
    reason_of_title,
    reason_of_words,
    shared_words,
)
from paperreader.domain.ranking.similarity import IdfWeights, count_terms
from tests.strategies import texts

LAMPS = Paper(
    key=PaperKey("2608.00001"),
    title="LoRA for Fréchet Lamps: Few-Step Flow",
    abstract="Diffusion of light. Lamps distil; diffusion is few-step. We use GPT-4o. Flow matching wins in 2026.",
    ai_keywords=("Gaussian splatting", "distil"),
)


@pytest.mark.parametrize(
    ("ties", "words"),
    [
        (["diffusion", "light", "distil", "lamps"], ("diffusion", "light", "distil")),
        (["few step", "step", "few", "flow"], ("few-step", "Flow")),
        (["lora", "frechet"], ("LoRA", "fréchet")),
        (["gpt 4o", "gaussian splatting"], ("GPT-4o", "Gaussian splatting")),
        (["light lamps", "light"], ("light",)),
        (["2026", "s", "of", "in"], ()),
        (["lamp", "lamps", "nobody", "few nobody"], ("Lamps",)),
        ([], ()),
    ],
)
def test_words_are_shown_as_they_are_written(ties: list[str], words: tuple[str, ...]) -> None:
    assert shared_words(LAMPS, [(each, 9.0**-place) for place, each in enumerate(ties)]) == words


def test_what_a_title_or_a_keyword_names_is_shown_before_what_only_the_abstract_says() -> None:
    ties = [("diffusion", 3.0), ("light", 2.9), ("wins", 2.8), ("flow", 1.6), ("gaussian splatting", 1.5)]
    assert shared_words(LAMPS, ties) == ("Flow", "diffusion", "Gaussian splatting")
    # Two words of two keywords are no name.
    apart = replace(LAMPS, abstract="wins, light lamp rope", ai_keywords=("light", "lamp", "rope"), title="")
    assert shared_words(apart, [("wins", 3.0), ("lamp rope", 2.0), ("light", 1.1)]) == (
        "wins",
        "light",
        "lamp rope",
    )


def test_what_the_abstract_alone_says_has_to_tell_something() -> None:
    paper = replace(LAMPS, abstract="Usually we describe diffusion by flow matching in ten thousand steps.")
    ties = [
        ("usually", 5.0),
        ("diffusion", 4.0),
        ("describe", 3.0),
        ("ten thousand", 2.0),
        ("flow matching", 1.0),
    ]
    assert shared_words(paper, ties, lambda _: False) == ("flow matching",)
    assert shared_words(paper, ties, lambda word: word == "diffusion") == ("diffusion", "flow matching")
    # What is rare and says little is no better.
    assert shared_words(paper, ties) == ("diffusion", "flow matching")


def test_a_word_is_rare_where_the_archive_is_large_enough_to_show_that() -> None:
    small, large = (IdfWeights.from_counts(papers, {"lamp": 3, "model": 2_000}) for papers in (400, 10_000))
    assert not small.are_rare("lamp")
    assert large.are_rare("lamp")
    assert large.are_rare("lamp model")
    assert not large.are_rare("model")


def test_where_no_word_tells_whom_papers_share_is_told() -> None:
    ada, bo, lab = Author("Ada Example"), Author("Bo Example"), Organization("lab", "Example Lab")
    one = replace(LAMPS, authors=(ada, bo), organization=lab)
    assert reason_of_people(one, [LAMPS, replace(LAMPS, authors=(bo,))]) == "also by Bo Example"
    assert reason_of_people(one, [replace(LAMPS, organization=lab)]) == "also from Example Lab"
    assert reason_of_people(one, [LAMPS]) == ""
    assert (
        len(
            reason_of_people(
                replace(one, authors=(Author("x" * 90),)), [one, replace(one, authors=(Author("x" * 90),))]
            )
        )
        <= MAX_REASON
    )


@given(texts(), texts())
def test_any_words_of_any_paper_can_be_shown(title: str, abstract: str) -> None:
    paper = Paper(key=PaperKey.from_title(title), title=title, abstract=abstract)
    words = shared_words(paper, [(each, 1.0) for each in count_terms(paper).counts])
    assert len(words) <= 3
    assert all(words)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("diffusion", "video", "few-step"), "diffusion, video, few-step"),
        (("a" * 40, "b" * 30, "c"), "a" * 40),
        (("a" * 70,), "a" * 59 + "…"),
        ((), ""),
    ],
)
def test_as_many_words_are_told_as_there_is_room_for(words: tuple[str, ...], reason: str) -> None:
    assert reason_of_words(words) == reason


@pytest.mark.parametrize(
    ("title", "words", "reason"),
    [
        ("Small Lamps", ("dusk", "rope", "knot"), "dusk, rope · like “Small Lamps”"),
        ("L" * 80, ("dusk", "rope"), f"dusk, rope · like “{'L' * 39}…”"),
        ("L" * 80, ("d" * 80,), f"{'d' * 17}… · like “{'L' * 31}…”"),
        ("L" * 80, (), f"like “{'L' * 52}…”"),
        ("[red]\\[/red]", ("dusk",), "dusk · like “[red]\\[/red]”"),
        ("", ("dusk",), "dusk"),
    ],
)
def test_the_kept_paper_another_is_like_is_told(title: str, words: tuple[str, ...], reason: str) -> None:
    assert reason_of_title(title, words) == reason
    assert len(reason) <= MAX_REASON


@given(texts(), st.lists(texts(), max_size=3))
def test_a_reason_is_never_wider_than_there_is_room_for(title: str, words: list[str]) -> None:
    assert len(reason_of_title(title * 3, words)) <= MAX_REASON
    assert len(reason_of_words(words)) <= MAX_REASON
