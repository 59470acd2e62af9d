"""The copy menu."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper
from paperreader.formats.bibtex import to_bibtex
from paperreader.formats.citation import to_citation
from paperreader.formats.commands import clone_command
from paperreader.formats.copies import COPIES
from paperreader.formats.markdown import to_markdown_link
from tests.formats.builders import known_paper, papers, sample_paper, title_only_paper


def _texts(copied: Paper) -> dict[str, str | None]:
    return {copy.id: copy.text(copied) for copy in COPIES}


def test_the_menu_has_these_entries_in_this_order() -> None:
    assert [(copy.key, copy.label) for copy in COPIES] == [
        ("y", "Hugging Face link"),
        ("a", "arXiv link"),
        ("p", "PDF link"),
        ("t", "Title"),
        ("T", "Title, TeX source"),
        ("m", "Markdown link"),
        ("b", "BibTeX"),
        ("c", "Plain citation"),
        ("s", "Abstract"),
        ("S", "Abstract, TeX source"),
        ("g", "git clone command of its code"),
    ]


def test_each_entry_has_a_key_and_an_id_of_its_own() -> None:
    assert len({copy.key for copy in COPIES}) == len({copy.id for copy in COPIES}) == len(COPIES)


def test_of_a_known_paper_everything_can_be_copied() -> None:
    known = known_paper()
    assert _texts(known) == {
        "hub": "https://huggingface.co/papers/2608.01234",
        "arxiv": "https://arxiv.org/abs/2608.01234",
        "pdf": "https://arxiv.org/pdf/2608.01234",
        "title": "Lamplight²: Reading Long Letters at 50% of the Cost",
        "title-source": known.title,
        "markdown": to_markdown_link(known),
        "bibtex": to_bibtex(known),
        "citation": to_citation(known),
        "abstract": known.abstract,
        "abstract-source": None,
        "clone": "git clone https://github.com/lamp-lab/letters",
    }


def test_tex_is_copied_as_it_is_meant_and_as_it_was_written() -> None:
    written = replace(known_paper(), title=r"Lamps$^2$", abstract=r"50\% of $\mathcal{O}(n)$.")
    texts = _texts(written)
    assert (texts["title"], texts["abstract"]) == ("Lamps²", "50% of 𝒪(n).")
    assert (texts["title-source"], texts["abstract-source"]) == (written.title, written.abstract)
    assert "Lamps²" in (texts["citation"] or "")
    assert "[Lamps²]" in (texts["markdown"] or "")
    assert "Lamps²" not in (texts["bibtex"] or "")


def test_of_a_title_only_what_can_be_made_of_it_can_be_copied() -> None:
    texts = _texts(title_only_paper())
    assert {name for name, text in texts.items() if text} == {"title", "bibtex", "citation"}


def test_a_synopsis_is_not_copied_as_the_abstract() -> None:
    assert _texts(sample_paper())["abstract"] is None


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/lab/letters",
        "http://www.github.com/lab/letters/",
        "https://GitHub.com/lab/letters.git",
        "https://github.com/lab/letters/tree/main/src",
        "https://github.com//lab//letters?tab=readme#top",
    ],
)
def test_a_github_address_is_cut_to_the_repository(address: str) -> None:
    assert clone_command(address) == "git clone https://github.com/lab/letters"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://github.com/lab",
        "https://github.com/orgs/lab",
        "https://gitlab.com/lab/letters",
        "https://github.com.example.org/lab/letters",
        "https://example.org/github.com/lab/letters",
        "https://reader:secret@github.com/lab/letters",
        "https://github.com:8080/lab/letters",
        "ssh://github.com/lab/letters",
        "ext::sh -c id github.com/lab/letters",
        "javascript://github.com/lab/letters",
        "github.com/lab/letters",
        "https://[github.com/lab/letters",
        "https://github.com/lab/..",
        "https://github.com/lab/.git",
        "https://github.com/-lab/letters",
        "https://github.com/lab/letters;id",
        "https://github.com/lab/$(id)",
        "https://github.com/lab/`id`",
        "https://github.com/lab/let ters",
        "https://github.com/lab/l'etters",
        "https://github.com/lab/létters",
        "https://github.com/lab/letters%0aid",
    ],
)
def test_no_command_is_made_of_any_other_address(address: str | None) -> None:
    assert clone_command(address) is None


@given(st.lists(st.text(alphabet="aZ0-._ ;$`'\"\\|&?#%\n/é", max_size=12), max_size=4).map("/".join))
def test_a_command_is_always_three_harmless_words(path: str) -> None:
    command = clone_command(f"https://github.com/{path}")
    if command is not None:
        assert command == " ".join(shlex.split(command))
        assert len(command.split(" ")) == 3


@given(papers())
def test_nothing_that_is_copied_ends_in_a_line_break(some: Paper) -> None:
    assert all(text is None or (text and not text.endswith("\n")) for text in _texts(some).values())
