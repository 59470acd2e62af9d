"""A paper as a line to cite it by."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.citation import to_citation
from tests.formats.builders import known_paper, paper, papers, sample_paper, title_only_paper


def test_a_citation_looks_like_this() -> None:
    assert to_citation(known_paper()) == (
        "L. van Beethoven, A.-M. Ørsted and 2 more. "
        "Lamplight²: Reading Long Letters at 50% of the Cost. arXiv:2608.01234, 2026."
    )


def test_an_old_arxiv_id_is_cited_like_any_other() -> None:
    assert to_citation(sample_paper()) == "Plato. Knots in Short Ropes. arXiv:math/0309136, 2003."


def test_of_a_title_only_the_title_is_cited() -> None:
    assert to_citation(title_only_paper()) == f"{title_only_paper().title}."


def test_a_year_needs_no_arxiv_id() -> None:
    dated = replace(title_only_paper(), published_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert to_citation(dated).endswith(" at All. 2026.")


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (("Ada Example",), "A. Example"),
        (("Ada Example", "Bob Other"), "A. Example and B. Other"),
        (("Ada Example", "Bob Other", "Plato"), "A. Example, B. Other and Plato"),
        (("Ada Example", "Bob Other", "Plato", "Eve Last"), "A. Example, B. Other and 2 more"),
        (("Gemini Team", *("Ada Example",) * 3302), "Gemini Team, A. Example and 3,301 more"),
    ],
)
def test_up_to_three_authors_are_all_named(names: tuple[str, ...], written: str) -> None:
    assert to_citation(paper(names=names)).startswith(f"{written}. A Small Lamp")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ludwig van Beethoven", "L. van Beethoven"),
        ("Plato", "Plato"),
        ("Gemini Team", "Gemini Team"),
        ("李 明", "李 明"),
        ("Hal Example III", "H. Example III"),
        ("H. Vincent Example", "H. V. Example"),
        ("J.R. Example", "J.R. Example"),
        ("Jean-Pierre Example", "J.-P. Example"),
        ("E\u0301va Example", "É. Example"),
        ("“Bob” Example", "“Bob” Example"),
    ],
)
def test_given_names_become_initials_where_that_can_be_told(name: str, short: str) -> None:
    assert to_citation(paper(names=(name,))).startswith(f"{short}. A Small Lamp")


@pytest.mark.parametrize("title", ["Is It?", "It Is!", "It Is."])
def test_a_title_with_a_stop_gets_no_other(title: str) -> None:
    assert to_citation(paper(title=title)) == f"{title} arXiv:2608.01234."


@given(papers())
def test_a_citation_is_one_line_with_the_whole_title(some: Paper) -> None:
    citation = to_citation(some)
    assert len(citation.splitlines()) == 1
    assert to_unicode(some.title) in citation
