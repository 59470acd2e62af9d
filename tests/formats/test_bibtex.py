"""A paper as a BibTeX entry."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from msgspec.structs import replace

from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.formats.bibtex import citation_key, to_bibtex
from tests.formats.builders import (
    HOSTILE_TITLES,
    golden,
    known_paper,
    paper,
    papers,
    sample_paper,
    title_only_paper,
)


@pytest.mark.parametrize(
    ("cited", "file"),
    [
        (known_paper(), "known.bib"),
        (sample_paper(), "sample.bib"),
        (title_only_paper(), "title-only.bib"),
    ],
)
def test_an_entry_looks_like_this(cited: Paper, file: str) -> None:
    assert to_bibtex(cited) + "\n" == golden(file)


@pytest.mark.parametrize(
    ("names", "year", "title", "key"),
    [
        (("Ada Example",), 2026, "A Small Lamp", "example2026small"),
        (("Ludwig van Beethoven",), 2026, "Lamp", "beethoven2026lamp"),
        (("Plato",), 2026, "Lamp", "plato2026lamp"),
        (("Gemini Team",), 2026, "Lamp", "geminiteam2026lamp"),
        (("Hal Example III",), 2026, "Lamp", "example2026lamp"),
        (("Anne-Marie Ørsted",), 2026, "Lamp", "orsted2026lamp"),
        (("Łucja Łąka",), 2026, "Lamp", "laka2026lamp"),
        (("Eva Müller-Groß",), 2026, "Lamp", "mullergross2026lamp"),
        (("李 明",), 2026, "Lamp", "2026lamp"),
        ((), 2026, "Lamp", "2026lamp"),
        (("Ada Example",), None, "Lamp", "examplelamp"),
        ((), None, "What Is It", "what"),
        (("Ada Example",), 2026, "注意力", "example2026"),
        (("Ada Example",), 2026, "2^128 Lamps", "example20262"),
        ((), 2026, "注意力", "arxiv2608.01234"),
        (("} and {",), 2026, r"\input{x}", "and2026input"),
    ],
)
def test_the_key_is_made_of_what_is_known(
    names: tuple[str, ...], year: int | None, title: str, key: str
) -> None:
    day = datetime(year, 8, 17, tzinfo=UTC) if year else None
    assert citation_key(replace(paper(title=title, names=names), published_at=day)) == key


def test_a_paper_without_any_plain_letter_still_has_a_key() -> None:
    assert citation_key(Paper(key=PaperKey.from_title("注意力"), title="注意力")) == "paper"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Example", "Ada Example"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Plato", "{Plato}"),
        ("Gemini Team", "{Gemini Team}"),
        ("李 明", "{李 明}"),
        ("Hal de Example III", "de Example, III, Hal"),
        ("Example, Inc.", "{Example, Inc.}"),
        ("Rosa and Co", "{Rosa and Co}"),
        ("R&D Lab", r"{R\&D Lab}"),
        ("others", "{others}"),
    ],
)
def test_a_name_is_kept_from_being_misread(name: str, written: str) -> None:
    assert f"  author = {{{written}}},\n" in to_bibtex(paper(names=(name,)))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of $5 & #1 in a_b", r"100\% of \$5 \& \#1 in a\_b"),
        ("2^128 ~ much", r"2\textasciicircum{}128 \textasciitilde{} much"),
        ("} {", r"\textbraceright{} \textbraceleft{}"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("<think> | done", r"\textless{}think\textgreater{} \textbar{} done"),
        ("Fréchet 注意力 π", "Fréchet 注意力 π"),
        ('[/red] “quoted” "quoted"', '[/red] “quoted” "quoted"'),
    ],
)
def test_what_tex_would_act_on_is_written_so_that_it_prints(title: str, written: str) -> None:
    assert f"  title = {{{{{written}}}}},\n" in to_bibtex(paper(title=title))


def test_all_authors_are_named_however_many() -> None:
    names = tuple(f"Ada Example{'x' * (index % 7)}" for index in range(3303))
    assert to_bibtex(paper(names=names)).count(" and ") == 3302


def test_what_is_not_known_is_left_out() -> None:
    fields = re.findall(r"^  (\w+) =", to_bibtex(title_only_paper()), re.MULTILINE)
    assert fields == ["title"]


def test_a_category_says_nothing_without_an_arxiv_id() -> None:
    assert "primaryClass" not in to_bibtex(replace(title_only_paper(), category="cs.LG"))


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_stays_in_its_braces(title: str) -> None:
    _check(replace(known_paper(), title=title, authors=(Author(title), Author(f"A {title}"))))


@given(papers())
def test_braces_are_balanced_and_the_fields_are_ours(some: Paper) -> None:
    _check(some)


def _check(cited: Paper) -> None:
    """Read the entry as BibTeX does: braces count whatever stands before them."""
    entry = to_bibtex(cited)
    head, _, body = entry.partition(",\n")
    assert re.fullmatch(r"@misc\{[a-z0-9.]*[a-z0-9]+(/\d+)?", head) or re.fullmatch(r"@misc\{arxiv\S+", head)
    for line in body.removesuffix("\n}").split("\n"):
        field = re.fullmatch(r"  (\w+) = \{(.*)\},?", line)
        assert field is not None
        assert field[1] in {"title", "author", "year", "eprint", "archivePrefix", "primaryClass", "url"}
        assert _is_balanced(field[2])
    assert len(_names(entry)) == len(cited.authors)


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def _names(entry: str) -> list[str]:
    """Split the authors as BibTeX does: at the word "and" outside braces, in whatever letters."""
    field = re.search(r"^  author = \{(.*)\},?$", entry, re.MULTILINE)
    if field is None:
        return []
    words, depth = [""], 0
    for word in field[1].split(" "):
        if depth == 0 and word.lower() == "and":
            words.append("")
        else:
            words[-1] += word
        depth += word.count("{") - word.count("}")
    return words
