"""The list of listing formats."""

import subprocess
import sys

import pytest

from paperreader.formats import FORMATS
from tests.formats.builders import edition, title_only_paper


def test_the_listing_formats_are_these() -> None:
    assert list(FORMATS) == ["table", "json", "jsonl", "ids"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_listing_ends_with_one_line_break(name: str) -> None:
    text = FORMATS[name](edition())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_table_is_not_cut_where_no_width_is_given() -> None:
    assert title_only_paper().title in FORMATS["table"](edition())


def test_nothing_is_loaded_but_the_domain_and_the_standard_library() -> None:
    program = """
import sys
import paperreader.formats.bibtex, paperreader.formats.copies, paperreader.formats.page
own = {name.rpartition(".")[0] for name in sys.modules if name.startswith("paperreader.")}
foreign = {"textual", "rich", "httpx", "tinydb", "huggingface_hub"} & set(sys.modules)
print(own - {"paperreader", "paperreader.domain", "paperreader.formats"}, foreign)
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "set() set()\n"
