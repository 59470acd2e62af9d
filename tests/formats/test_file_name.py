"""Names of files are for people to read, and valid on Linux, macOS and Windows."""

import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.formats.file_name import MOST_BYTES, is_pdf_of, pdf_name
from tests.strategies import papers

_KEY = PaperKey("1706.03762")
_ARXIV_KEYS = st.from_regex(r"([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})", fullmatch=True).map(
    PaperKey
)
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?", re.IGNORECASE)


def named(title: str, *authors: str, year: int | None = 2017, key: PaperKey = _KEY) -> str:
    published_at = None if year is None else datetime(year, 6, 12, tzinfo=UTC)
    people = tuple(Author(name=name) for name in authors)
    return pdf_name(Paper(key=key, title=title, authors=people, published_at=published_at))


@pytest.mark.parametrize(
    ("title", "author", "name"),
    [
        ("Attention Is All You Need", "Ashish Vaswani", "2017 Vaswani - Attention Is All You Need"),
        ("BERT: Pre-training", "Jacob Devlin", "2017 Devlin - BERT - Pre-training"),
        ("12:30 or later", "A B", "2017 B - 12-30 or later"),
        ("Either/or", "Éric de la Clergerie", "2017 de la Clergerie - Either-or"),
        ("Why?", "DeepSeek-AI", "2017 DeepSeek-AI - Why"),
        ('"Quoted" <b>*bold*</b>', "A B", "2017 B - 'Quoted' b bold -b"),
        ("../../etc/passwd", "A B", "2017 B - ..-..-etc-passwd"),
        (r"C:\Windows\x", "A B", "2017 B - C- Windows x"),
        ("Ends with dots...", "A B", "2017 B - Ends with dots"),
        ("\x1b[31mred\x00 \u202egnp\ue000", "A B", "2017 B - red gnp"),
        ("Cafe\u0301", "A B", "2017 B - Caf\xe9"),
        ("注意就是你所需要的", "李明", "2017 李明 - 注意就是你所需要的"),
        ("", "A B", "2017 B"),
    ],
)
def test_a_name_has_year_author_title_and_id(title: str, author: str, name: str) -> None:
    assert named(title, author) == f"{name} (1706.03762).pdf"


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("Title", None, "Title (1706.03762).pdf"),
        ("", None, "1706.03762.pdf"),
        (" ...", None, "1706.03762.pdf"),
        ("-rf", None, "rf (1706.03762).pdf"),
        (".hidden", None, "hidden (1706.03762).pdf"),
        ("Aux. and main", None, "_Aux. and main (1706.03762).pdf"),
        ("COM1", None, "_COM1 (1706.03762).pdf"),
    ],
)
def test_what_is_unknown_is_left_out(title: str, year: int | None, name: str) -> None:
    assert named(title, year=year) == name


def test_an_old_id_stays_one_name() -> None:
    assert named("T", key=PaperKey("math/0309136")) == "2017 - T (math_0309136).pdf"


def test_a_long_title_is_cut_between_words_and_never_within_a_character() -> None:
    name = named("word " * 100, "Ada Lovelace")
    assert len(name.encode()) <= MOST_BYTES
    assert name.endswith("word… (1706.03762).pdf")
    assert len(named("論" * 300, "Ada " + "L" * 300).encode()) <= MOST_BYTES


def test_two_papers_that_are_called_the_same_have_names_of_their_own() -> None:
    first, second = named("Same", "A B"), named("Same", "A B", key=PaperKey("1706.03763"))
    assert first != second
    assert is_pdf_of(_KEY, first)
    assert not is_pdf_of(_KEY, second)


def test_a_file_is_known_by_its_id_whatever_stands_before_it() -> None:
    assert is_pdf_of(_KEY, "1706.03762.pdf")
    assert is_pdf_of(_KEY, "renamed by hand (1706.03762).pdf")
    assert not is_pdf_of(_KEY, "11706.03762.pdf")
    assert not is_pdf_of(_KEY, "2017 Vaswani - Attention (1706.03762).pdf.part")


@given(papers(_ARXIV_KEYS), st.text(max_size=300), st.text(max_size=200), st.booleans())
def test_a_name_is_valid_everywhere_and_never_leaves_the_folder(
    paper: Paper, title: str, author: str, is_known: bool
) -> None:
    people = (Author(name=author),) if author.strip() else ()
    published_at = paper.published_at if is_known else None
    name = pdf_name(Paper(key=paper.key, title=title, authors=people, published_at=published_at))
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*]', name)
    assert name == name.strip(" .")
    assert not name.startswith(("-", "."))
    assert not _DEVICES.fullmatch(name)
    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert (Path("/folder") / name).resolve().parent == Path("/folder")
    assert is_pdf_of(paper.key, name)
    assert name.endswith(".pdf")
