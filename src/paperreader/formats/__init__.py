"""Papers as text: listings for other programs, files to take away and bring back, a page to read, what can be copied.

A listing, a file or a page ends with a line break, ready for stdout; what is made to be copied does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from paperreader.domain.paper import Paper

if TYPE_CHECKING:
    from paperreader.domain.entry import Entry
    from paperreader.formats.reading import Read


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which papers leave, and in most cases come back."""

    name: str
    """As the command line calls it."""
    label: str
    """As people call it."""
    suffix: str
    """Of the names of its files, with the dot."""
    write: Callable[[Sequence[Entry]], str]
    read: Callable[[str], Iterable[Read]] | None
    """Takes text without a byte order mark whose lines end with a line feed; None where it is made for people only."""
    is_lossless: bool = False
    """Reading gives back everything that was written."""


def _later(module: str, function: str) -> Callable[[Any], Any]:
    """Return a function that imports the real one when it is called: all of them together take 30 ms."""

    def call(argument: object) -> object:
        return getattr(import_module(f"paperreader.formats.{module}"), function)(argument)

    return call


_ALL = (
    Format(
        "bibtex",
        "BibTeX",
        ".bib",
        _later("bibtex", "to_bibliography"),
        _later("bibtex_reader", "from_bibtex"),
    ),
    Format("ris", "RIS", ".ris", _later("ris", "to_ris"), _later("ris", "from_ris")),
    Format("csl-json", "CSL-JSON", ".csl.json", _later("csl", "to_csl"), _later("csl", "from_csl")),
    Format("markdown", "Markdown reading list", ".md", _later("markdown", "to_reading_list"), None),
    Format("csv", "CSV", ".csv", _later("csv_rows", "to_csv"), _later("csv_rows", "from_csv")),
    Format(
        "json",
        "JSON",
        ".json",
        _later("own_json", "to_json"),
        _later("own_json", "from_json"),
        is_lossless=True,
    ),
    Format(
        "jsonl",
        "JSON Lines",
        ".jsonl",
        _later("own_json", "to_jsonl"),
        _later("own_json", "from_jsonl"),
        is_lossless=True,
    ),
    Format("ids", "arXiv ids", ".txt", _later("id_lines", "to_id_lines"), _later("id_lines", "from_lines")),
    Format("links", "Links", ".txt", _later("id_lines", "to_link_lines"), _later("id_lines", "from_lines")),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}
"""Every format of a file by name, in the order of a menu."""

LISTINGS: Mapping[str, Callable[[Sequence[Paper]], str]] = {
    "table": _later("table", "to_table"),
    "json": _later("hub_json", "to_json"),
    "jsonl": _later("hub_json", "to_jsonl"),
    "ids": _later("ids", "to_ids"),
}
"""The formats of a listing by name; the table is not cut to any width."""
