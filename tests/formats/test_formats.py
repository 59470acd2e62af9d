"""The formats of files and of listings: which there are, and how each looks."""

import subprocess
import sys

import pytest

from paperreader.domain.bookmarks.entry import bare
from paperreader.formats import FORMATS, LISTINGS
from tests.formats.builders import edition, golden, reading_list, title_only_paper


def test_the_listing_formats_are_these() -> None:
    assert list(LISTINGS) == ["table", "json", "jsonl", "ids", "agent", "found"]


def test_every_format_has_a_letter_of_its_own_that_does_not_move_in_a_menu() -> None:
    keys = [each.key for each in FORMATS.values()]
    assert "".join(keys).startswith("brcmvonip")
    assert len({*keys, "j", "k", "q"}) == len(keys) + 3


@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_ends_with_one_line_break(name: str) -> None:
    text = LISTINGS[name](edition())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_looks_like_this(name: str) -> None:
    each = FORMATS[name]
    assert each.write(reading_list()) == golden(f"library-{name}{each.suffix}")


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_nothing_can_be_written_and_read(name: str) -> None:
    each = FORMATS[name]
    text = each.write([])
    assert each.read is None or list(each.read(text)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_ends_with_one_line_break(name: str) -> None:
    text = FORMATS[name].write(reading_list())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", ["json", "jsonl", "ids"])
def test_papers_nobody_added_to_look_as_in_a_listing(name: str) -> None:
    assert FORMATS[name].write(bare(edition())) == LISTINGS[name](edition())


def test_the_table_is_not_cut_where_no_width_is_given() -> None:
    assert title_only_paper().title in LISTINGS["table"](edition())


def test_nothing_slow_is_loaded() -> None:
    program = """
import sys
import paperreader.formats.bibtex, paperreader.formats.copies, paperreader.formats.pages.page
own = {name.split(".")[1] for name in sys.modules if name.startswith("paperreader.")}
foreign = {"textual", "rich.console", "httpx", "tinydb", "huggingface_hub"} & set(sys.modules)
print(own - {"document", "domain", "formats"}, foreign)
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "set() set()\n"
