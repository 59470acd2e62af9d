"""Artefacts in words, and the commands that bring them."""

import shlex
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.formats.commands import download_command
from paperreader.formats.pages.artefacts import facts, heading, left_out, number_of_artefacts, to_page

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)
PAPER = Paper(
    key=PaperKey("2608.90301"), title="Lamps", github_repo="https://github.com/lab/lamps", github_stars=2051
)


def listing(*on_hub: Artefact, left_out: int = 0, **totals: int) -> ArtefactListing:
    return ArtefactListing(
        paper=PAPER,
        fetched_at=NOON,
        on_hub=on_hub,
        totals={ArtefactKind(name): total for name, total in totals.items()},
        left_out=left_out,
    )


@pytest.mark.parametrize(
    ("artefact", "command"),
    [
        (Artefact(kind=ArtefactKind.MODEL, id="lab/m-7B"), "hf download lab/m-7B"),
        (Artefact(kind=ArtefactKind.DATASET, id="lab/d"), "hf download --repo-type dataset lab/d"),
        (Artefact(kind=ArtefactKind.SPACE, id="lab/s"), "git clone https://huggingface.co/spaces/lab/s"),
        (
            Artefact(
                kind=ArtefactKind.CODE, id="x", address="https://github.com/lab/lamps/tree/main?tab=readme"
            ),
            "git clone https://github.com/lab/lamps",
        ),
        (Artefact(kind=ArtefactKind.CODE, id="x", address="https://evil.example/lab/lamps"), None),
        (Artefact(kind=ArtefactKind.PAGE, id="x", address="https://lamps.example"), None),
        (Artefact(kind=ArtefactKind.MODEL, id="--token/x"), None),
        (Artefact(kind=ArtefactKind.DATASET, id="a/b; rm -rf ~"), None),
        (Artefact(kind=ArtefactKind.SPACE, id="../../x"), None),
    ],
)
def test_the_right_command_for_each_kind_and_none_for_what_is_not_safe(
    artefact: Artefact, command: str | None
) -> None:
    assert download_command(artefact) == command


@given(st.sampled_from(ArtefactKind), st.text(max_size=30), st.text(max_size=30))
def test_no_text_from_outside_adds_a_word_or_an_option(kind: ArtefactKind, id_: str, path: str) -> None:
    command = download_command(Artefact(kind=kind, id=id_, address=f"https://github.com/{path}"))
    if command is not None:
        *words, name = shlex.split(command)
        assert words in (["hf", "download"], ["hf", "download", "--repo-type", "dataset"], ["git", "clone"])
        assert not name.startswith("-")
        assert command == f"{' '.join(words)} {name}"


@pytest.mark.parametrize(
    ("artefact", "told"),
    [
        (Artefact(kind=ArtefactKind.MODEL, id="a/b"), "— downloads · — likes"),
        (
            Artefact(
                kind=ArtefactKind.MODEL,
                id="a/b",
                likes=1,
                downloads=12345,
                is_private=True,
                task="text-generation",
                library="transformers",
            ),
            "private · 12,345 downloads · 1 like · text-generation · transformers",
        ),
        (Artefact(kind=ArtefactKind.SPACE, id="a/b", likes=0, sdk="gradio"), "0 likes · gradio"),
        (Artefact(kind=ArtefactKind.CODE, id="a/b"), "— stars"),
        (Artefact(kind=ArtefactKind.PAGE, id="a/b"), ""),
    ],
)
def test_what_is_known_is_told_and_what_is_not_is_a_dash(artefact: Artefact, told: str) -> None:
    assert facts(artefact, "") == told
    assert facts(artefact, "yesterday") == " · ".join(filter(None, [told, "changed yesterday"]))


def test_how_many_there_are_and_how_many_are_here() -> None:
    model, space = Artefact(kind=ArtefactKind.MODEL, id="a/b"), Artefact(kind=ArtefactKind.SPACE, id="a/b")
    known = listing(model, space, model=153, space=1)
    assert heading(ArtefactKind.MODEL, known) == "Models  1 of 153"
    assert heading(ArtefactKind.SPACE, known) == "Spaces  1"
    assert heading(ArtefactKind.CODE, known) == "Code"
    assert number_of_artefacts(known) == "153 models, 1 Space"
    assert left_out(known) == "The rest is on the paper's page on Hugging Face."
    assert number_of_artefacts(listing(model=0)) == "nothing on Hugging Face links to this paper"
    assert left_out(listing(model=0, left_out=1)) == "1 entry not understood."


def test_where_the_total_was_not_said_there_may_be_more() -> None:
    assert left_out(listing(Artefact(kind=ArtefactKind.MODEL, id="a/b"), left_out=2)) == (
        "2 entries not understood. There may be more on Hugging Face."
    )


def test_a_page_of_all() -> None:
    known = listing(
        Artefact(kind=ArtefactKind.MODEL, id="lab/m", likes=3, downloads=1200, modified_at=NOON),
        Artefact(kind=ArtefactKind.DATASET, id="--x/y"),
        model=1,
        dataset=1,
    )
    assert to_page(known, 60) == (
        "Lamps\n\n"
        "1 model, 1 dataset, as of 2026-08-21 12:00 UTC\nhttps://huggingface.co/papers/2608.90301\n\n"
        "Models  1\n\n"
        "lab/m\n  1,200 downloads · 3 likes · changed Fri 21 Aug 2026\n"
        "  https://huggingface.co/lab/m\n  hf download lab/m\n\n"
        "Datasets  1\n\n"
        "--x/y\n  — downloads · — likes\n  no link: Hugging Face does not allow this name\n\n"
        "Code\n\n"
        "github.com/lab/lamps\n  2,051 stars\n"
        "  https://github.com/lab/lamps\n  git clone https://github.com/lab/lamps\n"
    )
