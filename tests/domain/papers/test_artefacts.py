"""Artefacts: which names can be part of an address, and what is known of a paper beside the Hub."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.artefacts import (
    ON_HUB,
    Artefact,
    ArtefactKind,
    ArtefactListing,
    linked_artefacts,
)
from paperreader.domain.papers.paper import Paper, PaperKey

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (ArtefactKind.MODEL, "https://huggingface.co/a-lab/m_1.5B"),
        (ArtefactKind.DATASET, "https://huggingface.co/datasets/a-lab/m_1.5B"),
        (ArtefactKind.SPACE, "https://huggingface.co/spaces/a-lab/m_1.5B"),
    ],
)
def test_the_page_of_what_is_on_the_hub_is_made_from_its_name(kind: ArtefactKind, url: str) -> None:
    assert Artefact(kind=kind, id="a-lab/m_1.5B").url == url


@pytest.mark.parametrize(
    "name",
    [
        "",
        "gpt2",
        "a/b/c",
        "-a/b",
        "--token/x",
        "a/-b",
        "../b",
        "a/..",
        "a/.git",
        "a/b..c",
        "a/b; rm",
        "a/b\n",
        "$(x)/y",
        "a/b?c",
        "a/b#c",
        "a b/c",
        "ä/b",
        "a/１",
    ],
)
def test_a_name_that_could_be_taken_for_more_makes_no_address(name: str) -> None:
    made = [Artefact(kind=kind, id=name) for kind in ON_HUB]
    assert {(each.plain_id, each.url) for each in made} == {(None, None)}


@given(st.text(st.characters(codec="utf-8"), max_size=20) | st.from_regex(r"[-.\w]{1,9}/[-.\w]{1,9}"))
def test_a_plain_name_is_owner_and_name_of_harmless_characters(name: str) -> None:
    plain = Artefact(kind=ArtefactKind.MODEL, id=name).plain_id
    if plain is not None:
        owner, repository = plain.split("/")
        assert all(part.isascii() and part.strip(".-") == part for part in (owner, repository))
        assert set(plain) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")


def test_code_and_project_page_come_from_the_paper() -> None:
    paper = Paper(
        key=PaperKey("2608.90301"),
        title="Lamps",
        github_repo="https://github.com/lab/lamps/",
        github_stars=7,
        project_page="https://lamps.example",
    )
    code, page = linked_artefacts(paper)
    assert (code.kind, code.id, code.stars, code.url) == (
        ArtefactKind.CODE,
        "github.com/lab/lamps",
        7,
        "https://github.com/lab/lamps/",
    )
    assert (page.kind, page.id, page.url) == (ArtefactKind.PAGE, "lamps.example", "https://lamps.example")


def test_a_project_page_that_is_the_code_counts_once() -> None:
    paper = Paper(
        key=PaperKey("2608.90301"),
        title="Lamps",
        github_repo="https://github.com/lab/lamps",
        project_page="https://github.com/lab/lamps/",
    )
    assert [each.kind for each in linked_artefacts(paper)] == [ArtefactKind.CODE]
    assert list(linked_artefacts(Paper(key=PaperKey("2608.90301"), title="Lamps"))) == []


def test_a_total_is_never_fewer_than_are_here_and_may_be_unknown() -> None:
    model, space = Artefact(kind=ArtefactKind.MODEL, id="a/b"), Artefact(kind=ArtefactKind.SPACE, id="a/b")
    listing = ArtefactListing(
        paper=Paper(key=PaperKey("2608.90301"), title="Lamps"),
        fetched_at=NOON,
        on_hub=(model, space),
        totals={ArtefactKind.MODEL: 0, ArtefactKind.DATASET: 5},
    )
    assert [listing.total(kind) for kind in ON_HUB] == [1, 5, None]
    assert listing.of(ArtefactKind.SPACE) == (space,)
