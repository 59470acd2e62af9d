"""What a query of plain words is widened to when few papers have all of them."""

from datetime import date

import pytest
from hypothesis import given

from paperreader.domain.query.query import Query
from paperreader.domain.query.relaxation import RelaxedQuery, relax, stem_of
from paperreader.domain.query.syntax_tree import Phrase, Term, leaves
from paperreader.domain.text import fold
from tests.strategies import terms

TODAY = date(2026, 8, 21)


def of(text: str) -> RelaxedQuery | None:
    return relax(Query.parse(text, TODAY).term)


def loosened(text: str) -> str:
    """Return the words that are looked for, with a `*` behind what is a beginning."""
    wanted = of(text)
    return "" if wanted is None else " ".join(f"{each.text}{'*' * each.is_begun}" for each in wanted.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "How to make video models remember objects that left the view?",
            "make video* model* rememb* object* left view",
        ),
        ("what is it about", ""),
        ("", ""),
        ("state-of-the-art lamps", "stat* art lamp*"),
        ("lamp Lamp LAMPS codes code", "lamp* code*"),
        ("top 100 papers", "top paper*"),
        ("2608.01234", ""),
        ("2608.01234v2 arxiv:2608.01234 lamp", "lamp"),
        ("hep-th/9901001", ""),
        ("https://example.org/lamps", ""),
        ("https://huggingface.co/papers/2608.01234", ""),
        ("LoRA: low-rank adaptation", "lora low rank adapt*"),
        ("what's Fréchet's distance", "frechet* distanc*"),
        ("R", ""),
        ("3d", "3d"),
        ("扩散 模型", "扩散 模型"),
        ("Größenordnungen", "großenordnungen*"),
        ("noise noisy", "nois*"),
        # What is not plain stays as it is.
        ('"video models" remember', "rememb*"),
        ('"lamp"', ""),
        ("title:lamp author:stone", ""),
        ("lamp OR candle", ""),
        ("dusk (lamp OR candle)", "dusk"),
        ("dusk (lamp candle)", "dusk lamp candl*"),
        ("-lamp", ""),
        ("dusk -lamp", "dusk"),
        ("-(dusk lamp)", ""),
        ("is:kept after:2026-08 upvotes:>3", ""),
    ],
)
def test_plain_words_give_way(text: str, words: str) -> None:
    assert loosened(text) == words.replace("ß", "ss")


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("lamp dusk", ""),
        ('lamp "dusk" after:2026-08', "dusk after:2026-08-01"),
        ("lamp -dusk (a OR b) is:kept", "-dusk (a OR b) is:bookmarked"),
        ('lamp title:"dusk falls"', 'title:"dusk falls"'),
    ],
)
def test_all_else_is_required(text: str, required: str) -> None:
    wanted = of(text)
    assert wanted is not None
    assert str(wanted.required) == required


@given(terms())
def test_nothing_of_a_query_is_lost(term: Term) -> None:
    """What is wanted and refused is among the words or among what is required."""
    wanted = relax(term)
    if wanted is None:
        return
    kept = set(leaves(wanted.required))
    for leaf, is_wanted in leaves(term):
        assert (leaf, is_wanted) in kept or (isinstance(leaf, Phrase) and leaf.is_plain and is_wanted)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("remember remembers remembered remembering", "rememb"),
        ("quantize quantized quantizing quantization", "quantiz"),
        ("object objects", "object"),
        ("noise noisy", "nois"),
        ("model models", "model"),
        ("robots robotics", "robot"),
    ],
)
def test_kin_have_their_stem_in_common(words: str, stem: str) -> None:
    assert all(each.startswith(stem_of(words.split(maxsplit=1)[0])) for each in words.split())
    assert stem_of(words.split(maxsplit=1)[0]) == stem


@pytest.mark.parametrize(
    "word", ["", "a", "ring", "being", "eses", "thing", "eeeee", "ationation", "日本語日本語"]
)
def test_a_stem_begins_its_word_and_is_never_short(word: str) -> None:
    assert word.startswith(stem_of(word))
    assert len(stem_of(word)) >= min(len(word), 4)


@pytest.mark.parametrize(
    ("text", "with_all", "sentence"),
    [
        ("video memory", 0, "no paper has all of these words; these have some"),
        ("video memory", 1, "the first paper has all of these words, the others have some"),
        ("video memory", 4, "the first 4 papers have all of these words, the others have some"),
        ("video memory after:2026", 0, "no such paper has all of these words; these have some"),
        ("remembering", 0, "no paper has this word; these have one with the same beginning"),
        ("remembering", 2, "the first 2 papers have this word, the others have one with the same beginning"),
        ("object-permanence", 0, "no paper has this word as written; these have a part of the word"),
        ("object-permanence video", 0, "no paper has all of these words as written; these have some"),
    ],
)
def test_what_is_said_is_true(text: str, with_all: int, sentence: str) -> None:
    wanted = of(text)
    assert wanted is not None
    assert wanted.sentence(with_all) == sentence


@pytest.mark.parametrize(
    ("text", "with_all", "headings"),
    [
        ("video memory", 0, ("", "None has all the words; these have some")),
        ("video memory", 1, ("This has all the words", "These have some")),
        ("video memory", 4, ("These have all the words", "These have some")),
        ("remembering", 0, ("", "None has the word; these come close")),
        ("remembering", 2, ("These have the word", "These come close")),
    ],
)
def test_it_is_said_in_a_narrow_list_too(text: str, with_all: int, headings: tuple[str, str]) -> None:
    wanted = of(text)
    assert wanted is not None
    assert wanted.headings(with_all) == headings
    assert max(map(len, headings)) <= 40


def test_folded_words_stay_folded() -> None:
    wanted = of("Fréchet–Distances of LAMPS")
    assert wanted is not None
    assert all(each.text == fold(each.text) for each in wanted.words)
