"""How a query that is being typed can go on."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey
from paperreader.domain.query.completion import Vocabulary, completion_of
from paperreader.domain.query.fields import FIELDS
from paperreader.domain.query.query import Query
from tests.strategies import papers

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)
PAPERS = [
    Paper(
        key=PaperKey("2608.00001"),
        title="One",
        authors=(Author("Ada Example"), Author("Böb O'Neil")),
        organization=Organization("Lamp Lab"),
        ai_keywords=("diffusion", "state space"),
    ),
    Paper(
        key=PaperKey("2608.00002"), title="Two", authors=(Author("Böb O'Neil"),), ai_keywords=("diffusion",)
    ),
]
KNOWN = Vocabulary(PAPERS, [Bookmark(paper=PAPERS[0], kept_at=NOON, tags=("to-cite", "vlm"))])


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("ti", ["title:"]),
        ("lamp -ti", ["title:"]),
        ("(lamp OR Ab", ["abstract:"]),
        ("up", ["upvotes:"]),
        ("lamp", []),
        ("is:r", ["read"]),
        ("is:un", ["unread"]),
        ("status:", ["to-read", "reading", "read"]),
        ("has:co", ["code"]),
        ("after:y", ["yesterday"]),
        ("tag:", ["to-cite", "vlm"]),
        ("-tag:v", ["vlm"]),
        ("author:", ['"Böb O\'Neil"', '"Ada Example"']),
        # A name is known by any of its words, with or without accents.
        ("author:exa", ['"Ada Example"']),
        ('author:"bob o', ['"Böb O\'Neil"']),
        ("org:la", ['"Lamp Lab"']),
        ("keyword:", ["diffusion", '"state space"']),
        ("title:lamp", []),
        ("https:", []),
        ('"a phrase ti', []),
    ],
)
def test_what_is_begun_can_become_fields_or_values(text: str, choices: list[str]) -> None:
    found = completion_of(text, KNOWN)
    assert list(found.choices) == choices


def test_without_a_letter_every_field_is_offered() -> None:
    assert completion_of("lamp ", KNOWN).choices == [f"{name}:" for name in FIELDS]


def test_a_completion_takes_the_place_of_what_was_begun() -> None:
    text = 'lamp -author:"bob'
    found = completion_of(text, KNOWN)
    assert text[: found.start] + found.choices[0] == 'lamp -author:"Böb O\'Neil"'


@given(st.sampled_from(sorted(FIELDS)), st.lists(papers(), max_size=3))
def test_every_value_that_is_offered_is_understood(field: str, found: list[Paper]) -> None:
    for choice in completion_of(f"{field}:", Vocabulary(found)).choices:
        assert Query.parse(f"{field}:{choice}", date(2026, 8, 21)).unfinished is None


@given(st.text(), st.lists(papers(), max_size=2))
def test_any_text_can_be_begun(text: str, found: list[Paper]) -> None:
    completion = completion_of(text, Vocabulary(found))
    assert 0 <= completion.start <= len(text)
