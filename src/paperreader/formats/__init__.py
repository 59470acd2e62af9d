"""Papers as text: listings, files to take away and bring back, what can be copied.

A listing, a file or a page ends with a line break, ready for stdout; what is made to be copied does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from paperreader.domain.papers.paper import Paper

if TYPE_CHECKING:
    from paperreader.domain.bookmarks.entry import Entry
    from paperreader.formats.parsing import Parsed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which papers leave, and in most cases come back."""

    name: str
    """As the command line calls it."""
    key: str
    """The letter that chooses it in a menu."""
    label: str
    """As people call it."""
    suffix: str
    """Of the names of its files, with the dot."""
    write: Callable[[Sequence[Entry]], str]
    read: Callable[[str], Iterable[Parsed]] | None
    """Takes text without a byte order mark whose lines end with a line feed; None where it is made for people only."""
    is_lossless: bool = False
    """Reading gives back everything that was written."""


def _writer(module: str, function: str) -> Callable[[Sequence[_T]], str]:
    """Return a writer that imports the real one when it is called: all of them together take 30 ms."""

    def write(what: Sequence[_T]) -> str:
        text: str = getattr(import_module(f"paperreader.formats.{module}"), function)(what)
        return text

    return write


def _reader(module: str, function: str) -> Callable[[str], Iterable[Parsed]]:
    """Return a reader that imports the real one when it is called."""

    def read(text: str) -> Iterable[Parsed]:
        found: Iterable[Parsed] = getattr(import_module(f"paperreader.formats.{module}"), function)(text)
        return found

    return read


_ALL = (
    Format(
        "bibtex",
        "b",
        "BibTeX",
        ".bib",
        _writer("bibtex", "to_bibliography"),
        _reader("bibtex_parser", "from_bibtex"),
    ),
    Format("ris", "r", "RIS", ".ris", _writer("ris", "to_ris"), _reader("ris", "from_ris")),
    Format("csl-json", "c", "CSL-JSON", ".csl.json", _writer("csl", "to_csl"), _reader("csl", "from_csl")),
    Format("markdown", "m", "Markdown reading list", ".md", _writer("markdown", "to_reading_list"), None),
    Format("csv", "v", "CSV", ".csv", _writer("csv_rows", "to_csv"), _reader("csv_rows", "from_csv")),
    Format(
        "json",
        "o",
        "JSON",
        ".json",
        _writer("entry_json", "to_json"),
        _reader("entry_json", "from_json"),
        is_lossless=True,
    ),
    Format(
        "jsonl",
        "n",
        "JSON Lines",
        ".jsonl",
        _writer("entry_json", "to_jsonl"),
        _reader("entry_json", "from_jsonl"),
        is_lossless=True,
    ),
    Format(
        "ids", "i", "arXiv ids", ".txt", _writer("id_lines", "to_id_lines"), _reader("id_lines", "from_lines")
    ),
    Format(
        "links", "p", "Links", ".txt", _writer("id_lines", "to_link_lines"), _reader("id_lines", "from_lines")
    ),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}
"""Every format of a file by name, in the order of a menu."""

LISTINGS: Mapping[str, Callable[[Sequence[Paper]], str]] = {
    "table": _writer("pages.table", "to_table"),
    "json": _writer("hub_json", "to_json"),
    "jsonl": _writer("hub_json", "to_jsonl"),
    "ids": _writer("id_lines", "to_ids"),
    "agent": _writer("hub_tsv", "to_listed_rows"),
    "found": _writer("hub_tsv", "to_found_rows"),
}
"""The formats of a listing by name; the table is not cut to any width."""
