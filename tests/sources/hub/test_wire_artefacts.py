"""The artefacts of a paper from JSON: what is unknown stays unknown, what is bad is left out and counted."""

import json
from datetime import UTC, datetime

import pytest

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.errors import SourceChanged
from paperreader.sources.hub.wire_artefacts import artefacts_from_json
from tests.hub.artefacts import repository

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)


def read(lists: object, **paper: object) -> ArtefactListing:
    flat = {"id": "2608.90301", "title": "Lamps", **paper}
    return artefacts_from_json(json.dumps(lists).encode(), json.dumps(flat).encode(), NOON)


def test_every_documented_field_is_read() -> None:
    model = repository("lab/m", pipeline_tag="text-generation", library_name="transformers", private=True)
    listing = read(
        {"models": [model], "datasets": [], "spaces": [repository("lab/s", sdk="gradio")]}, numTotalModels=4
    )
    changed = datetime(2026, 8, 20, 10, tzinfo=UTC)
    assert listing.on_hub[0] == Artefact(
        kind=ArtefactKind.MODEL,
        id="lab/m",
        likes=3,
        downloads=120,
        is_private=True,
        task="text-generation",
        library="transformers",
        modified_at=changed,
    )
    assert (listing.on_hub[1].kind, listing.on_hub[1].sdk) == (ArtefactKind.SPACE, "gradio")
    assert (listing.totals, listing.left_out, listing.fetched_at) == ({ArtefactKind.MODEL: 4}, 0, NOON)


def test_the_order_of_the_hub_is_kept_and_what_comes_twice_counts_once() -> None:
    models = [repository("a/z"), repository("a/y", likes=9), repository("a/z", likes=5)]
    listing = read({"models": models, "datasets": [repository("a/z")]})
    assert [(each.kind, each.id, each.likes) for each in listing.on_hub] == [
        (ArtefactKind.MODEL, "a/z", 3),
        (ArtefactKind.MODEL, "a/y", 9),
        (ArtefactKind.DATASET, "a/z", 3),
    ]
    assert listing.left_out == 0


@pytest.mark.parametrize("facts", [{}, {"likes": None, "downloads": "9", "private": 1, "lastModified": "?"}])
def test_what_is_missing_or_of_another_kind_is_unknown(facts: dict[str, object]) -> None:
    (only,) = read({"models": [{"id": "a/b", **facts}]}).on_hub
    assert only == Artefact(kind=ArtefactKind.MODEL, id="a/b")


@pytest.mark.parametrize(
    "bad", [None, 7, [], {}, {"id": 7}, {"id": ""}, {"id": "a/b\x07"}, {"id": "\u202ea/b"}]
)
def test_a_bad_entry_is_left_out_and_counted(bad: object) -> None:
    listing = read({"models": [bad, repository("a/b")]})
    assert ([each.id for each in listing.on_hub], listing.left_out) == (["a/b"], 1)


@pytest.mark.parametrize("lists", [[], {}, None, "x", {"models": "x"}, {"models": [{}]}, {"error": "no"}])
def test_an_answer_of_another_kind_is_no_empty_list(lists: object) -> None:
    with pytest.raises(SourceChanged):
        read(lists)


def test_no_artefacts_are_none() -> None:
    assert read({"models": [], "datasets": [], "spaces": []}).on_hub == ()


@pytest.mark.parametrize("paper", [{"id": "x"}, {"title": None}])
def test_an_answer_that_is_no_paper_is_told(paper: dict[str, object]) -> None:
    with pytest.raises(SourceChanged):
        read({"models": []}, **paper)
