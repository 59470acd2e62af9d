"""A paper as a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.document.cells import cell_width
from paperreader.domain.papers.paper import Author, Paper, Submitter
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.pages.page import to_page
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
    ("shown", "file"),
    [
        (known_paper(), "page-known.txt"),
        (sample_paper(), "page-sample.txt"),
        (title_only_paper(), "page-title-only.txt"),
    ],
)
def test_a_page_looks_like_this(shown: Paper, file: str) -> None:
    assert to_page(shown) == golden(file)


def test_a_narrow_page_looks_like_this() -> None:
    assert to_page(known_paper(), 40) == golden("page-known-40.txt")


def test_the_authors_own_abstract_goes_before_a_synopsis() -> None:
    page = to_page(replace(sample_paper(), abstract="We tie knots."))
    assert "Abstract\nWe tie knots.\n" in page
    assert "written for paperreader" not in page


def test_all_authors_are_named_however_many() -> None:
    names = [f"Author Number{index}" for index in range(3303)]
    page = to_page(replace(paper(), authors=tuple(map(Author, names))))
    assert ", ".join(names) in page.replace("\n", " ")


@pytest.mark.parametrize(
    ("submitter", "shown"),
    [
        (Submitter("reader1", "Rita Reader"), "Rita Reader (reader1)"),
        (Submitter("reader1", "reader1"), "reader1"),
        (Submitter("reader1"), "reader1"),
    ],
)
def test_a_submitter_is_named_once(submitter: Submitter, shown: str) -> None:
    assert f"Submitted by  {shown}\n" in to_page(replace(paper(), submitted_by=submitter))


def test_a_withdrawal_is_spoken_of_only_where_there_was_one() -> None:
    assert "Withdrawn" in to_page(known_paper())
    assert "Withdrawn" not in to_page(sample_paper())


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_is_shown_as_it_is_meant(title: str) -> None:
    assert to_page(paper(title=title)).startswith(to_unicode(title) + "\n")


@given(papers(), st.integers(20, 120))
def test_only_a_word_alone_may_be_wider_than_the_page(some: Paper, width: int) -> None:
    for line in to_page(some, width).splitlines():
        assert cell_width(line) <= width or " " not in line or " " not in line[14:]


def test_tex_is_shown_as_it_is_meant() -> None:
    page = to_page(
        replace(known_paper(), title="Lamps^2", abstract=r"50\% of $n$", ai_keywords=("$k$-lamps",))
    )
    for text in ("Lamps²", "50% of n", "k-lamps"):
        assert text in page
