import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from paperreader.domain.papers.feed import SavedPage, Trending
from paperreader.domain.papers.listing import ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceUnreachable
from paperreader.sources.local.saved_page import SavedPageSource, papers_from_text
from tests import DATA
from tests.recorded import recorded

PAGE = DATA / "saved_page.txt"
LONG = "An abstract of this length can be nothing else. " * 8
MIDDLE = "Between the two lengths a block may be a long title or a short abstract. " * 3


def page(*blocks: str) -> str:
    return "\n\n".join(blocks)


def pairs(*blocks: str) -> list[tuple[str, str | None]]:
    return [(paper.title, paper.abstract) for paper in papers_from_text(page(*blocks))]


async def read(path: Path | str) -> tuple[Paper, ...]:
    return (await SavedPageSource().listing(SavedPage(str(path)))).papers


async def test_the_papers_of_a_page_come_in_its_order() -> None:
    listing = await SavedPageSource().listing(SavedPage(str(PAGE)))
    assert [paper.title.split(":")[0] for paper in listing.papers] == [
        "Lanterns Without Oil",
        "A Short Note on Bridges",
        "What the Ferry Knows",
        "An Abstract That Was Lost on the Way",
    ]
    abstracts = [paper.abstract for paper in listing.papers]
    assert [text[:9] if text else None for text in abstracts] == ["Street la", "Bridges o", "A timetab", None]
    assert (listing.origin, listing.is_complete, listing.left_out) == (ListingOrigin.FILE, True, 0)
    assert listing.fetched_at is None


async def test_nothing_but_title_and_abstract_is_known() -> None:
    paper = (await read(PAGE))[1]
    title = "A Short Note on Bridges"
    assert paper == Paper(key=PaperKey.from_title(title), title=title, abstract=paper.abstract)
    assert paper.key.arxiv_id is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text + "\n\n  \n\t\n",
        lambda text: "\n \n" + text,
        lambda text: text.strip(),
        lambda text: text.replace("\n\n", "\n\n\n \n"),
    ],
    ids=["windows", "old mac", "blank end", "blank start", "no last newline", "many blank lines"],
)
def test_line_ends_and_blank_lines_do_not_matter(change: Callable[[str], str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert papers_from_text(change(text)) == papers_from_text(text)


async def test_a_byte_order_mark_is_no_part_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page("Lanterns", LONG), encoding="utf-8-sig")
    assert [paper.title for paper in await read(path)] == ["Lanterns"]


def test_the_header_may_be_short_long_or_missing() -> None:
    assert pairs("Lanterns", LONG) == [("Lanterns", LONG.strip())]
    assert pairs("new", "Subscribe", "Lanterns", LONG) == [("Lanterns", LONG.strip())]
    assert pairs(*"abcdefghij", "Lanterns", LONG) == [("Lanterns", LONG.strip())]


def test_a_first_abstract_of_middle_length_is_not_taken_for_the_header() -> None:
    assert pairs("new", "Aug 21", "Lanterns", MIDDLE, "Bridges", LONG) == [
        ("Lanterns", MIDDLE.strip()),
        ("Bridges", LONG.strip()),
    ]


def test_an_abstract_of_middle_length_stays_with_its_title() -> None:
    assert pairs("Lanterns", LONG, "Bridges", MIDDLE, "Ferries", MIDDLE) == [
        ("Lanterns", LONG.strip()),
        ("Bridges", MIDDLE.strip()),
        ("Ferries", MIDDLE.strip()),
    ]


def test_a_long_title_after_a_title_without_abstract_is_a_title() -> None:
    assert pairs("Lanterns", LONG, "Bridges", MIDDLE, LONG) == [
        ("Lanterns", LONG.strip()),
        ("Bridges", None),
        (MIDDLE.strip(), LONG.strip()),
    ]


def test_a_title_without_abstract_does_not_shift_the_others() -> None:
    assert pairs("Lanterns", LONG, "Bridges", "Ferries", LONG) == [
        ("Lanterns", LONG.strip()),
        ("Bridges", None),
        ("Ferries", LONG.strip()),
    ]


def test_a_long_title_after_an_abstract_is_a_title() -> None:
    title, abstract = f"Title: {MIDDLE}".strip(), f"Abstract: {MIDDLE}".strip()
    assert pairs("Lanterns", LONG, title, abstract, "Bridges", LONG) == [
        ("Lanterns", LONG.strip()),
        (title, abstract),
        ("Bridges", LONG.strip()),
    ]


def test_what_is_too_short_for_an_abstract_is_none() -> None:
    assert pairs("Lanterns", LONG, "Bridges", "Ferries", "Boats") == [
        ("Lanterns", LONG.strip()),
        ("Bridges", None),
        ("Ferries", None),
        ("Boats", None),
    ]


def test_an_abstract_in_two_paragraphs_is_one_abstract() -> None:
    assert pairs("Lanterns", LONG, LONG, "Bridges", LONG) == [
        ("Lanterns", LONG + LONG.strip()),
        ("Bridges", LONG.strip()),
    ]


def test_an_abstract_split_over_lines_is_one_abstract() -> None:
    assert pairs("Lanterns\nWithout Oil", LONG.replace(". ", ".\n")) == [
        ("Lanterns Without Oil", LONG.strip())
    ]


def test_a_paper_listed_twice_is_shown_once() -> None:
    assert pairs("Lanterns", LONG, "Bridges", LONG, "LANTERNS!", LONG) == [
        ("Lanterns", LONG.strip()),
        ("Bridges", LONG.strip()),
    ]


def test_texts_are_made_harmless() -> None:
    ((title, abstract),) = pairs("Lan\x1b[31mterns\u202e", LONG + "\x1b]0;title\x07\x00")
    assert (title, abstract) == ("Lanterns", LONG.strip())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "A shopping list:\n\nbread\n\nlamp oil",
        LONG,
        f"<!DOCTYPE html>\n\nLanterns\n\n{LONG}",
        f"\ufeff<!doctype html>\n\nLanterns\n\n{LONG}",
        f"\n <html lang='en'>\n\nLanterns\n\n{LONG}",
    ],
)
async def test_a_text_that_is_no_results_page_is_named_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceChanged, match=r"list\.txt is not a saved results page") as caught:
        await read(path)
    assert "plain text" in caught.value.hint


async def test_a_page_in_another_encoding_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page("Lanterns", LONG), encoding="utf-16")
    with pytest.raises(SourceChanged, match="is not UTF-8 text"):
        await read(path)


async def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match=r"No such file: .*nowhere\.txt"):
        await read(tmp_path / "nowhere.txt")


async def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match="is not a file"):
        await read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
async def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceUnreachable, match="is not a file"):
        await read(tmp_path / "pipe")


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000])
async def test_a_path_that_can_be_none_is_refused_in_words(path: str) -> None:
    with pytest.raises(SourceUnreachable) as caught:
        await read(path)
    assert caught.value.hint


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
async def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page("Lanterns", LONG), encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceUnreachable, match="permission denied"):
        await read(path)


async def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(SourceChanged, match="too big"):
        await read(path)


async def test_a_path_cannot_put_escape_sequences_into_a_message(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable) as caught:
        await read(tmp_path / "\x1b[31mred")
    assert "\x1b" not in caught.value.message


async def test_a_saved_page_knows_no_single_papers_and_no_other_feeds() -> None:
    source = SavedPageSource()
    with pytest.raises(PaperNotFound):
        await source.paper(PaperKey("2608.90001"))
    with pytest.raises(TypeError):
        await source.listing(Trending())
    await source.close()


async def test_the_recorded_page_has_the_papers_its_description_names() -> None:
    titles = [fact["title"] for fact in json.loads(recorded("seed/papers.json").read_text(encoding="utf-8"))]
    papers = await read(recorded("seed/hf-papers-search-page.txt"))
    assert len(titles) == 56
    assert [paper.title for paper in papers] == titles
    assert all(paper.abstract and len(paper.abstract) > 1300 for paper in papers)
