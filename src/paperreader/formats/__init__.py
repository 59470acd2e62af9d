"""Papers as text: listings for other programs, files to take away and bring back, a page to read, what can be copied.

A listing, a file or a page ends with a line break, ready for stdout; what is made to be copied does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paperreader.domain.entry import Entry
from paperreader.domain.paper import Paper
from paperreader.formats import hub_json
from paperreader.formats.bibtex import to_bibliography
from paperreader.formats.bibtex_reader import from_bibtex
from paperreader.formats.csl import from_csl, to_csl
from paperreader.formats.csv_rows import from_csv, to_csv
from paperreader.formats.ids import from_ids, to_ids, to_links
from paperreader.formats.markdown import to_reading_list
from paperreader.formats.own_json import from_json, from_jsonl, to_json, to_jsonl
from paperreader.formats.reading import Read
from paperreader.formats.ris import from_ris, to_ris
from paperreader.formats.table import to_table


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


def _papers(entries: Sequence[Entry]) -> list[Paper]:
    return [entry.paper for entry in entries]


_ALL = (
    Format("bibtex", "BibTeX", ".bib", to_bibliography, from_bibtex),
    Format("ris", "RIS", ".ris", to_ris, from_ris),
    Format("csl-json", "CSL-JSON", ".csl.json", to_csl, from_csl),
    Format("markdown", "Markdown reading list", ".md", to_reading_list, None),
    Format("csv", "CSV", ".csv", to_csv, from_csv),
    Format("json", "JSON", ".json", to_json, from_json, is_lossless=True),
    Format("jsonl", "JSON Lines", ".jsonl", to_jsonl, from_jsonl, is_lossless=True),
    Format("ids", "arXiv ids", ".txt", lambda entries: to_ids(_papers(entries)), from_ids),
    Format("links", "Links", ".txt", lambda entries: to_links(_papers(entries)), from_ids),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}
"""Every format of a file by name, in the order of a menu."""

LISTINGS: Mapping[str, Callable[[Sequence[Paper]], str]] = {
    "table": to_table,
    "json": hub_json.to_json,
    "jsonl": hub_json.to_jsonl,
    "ids": to_ids,
}
"""The formats of a listing by name; the table is not cut to any width."""
