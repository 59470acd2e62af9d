"""Telling the format of a text: by what stands in it, then by the name of its file."""

import json
import re

from paperreader.formats import FORMATS, Format
from paperreader.formats.csv_rows import delimiter_of
from paperreader.formats.id_lines import keys_in_line

_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_BEGINNING = 2000
"""Characters of a line that tell whether it is one of a list."""
_RIS = re.compile(r"^TY {0,2}-", re.MULTILINE)
_CSL_FIELDS = frozenset({"type", "issued", "author", "DOI", "container-title", "custom"})
_OWN_FIELDS = frozenset({"summary", "authors", "upvotes", "kept_at", "tags", "status"})


def format_of(text: str, file_name: str = "") -> Format | None:
    """Return the format a text can be read as, None if it looks like none and the name of its file says nothing."""
    name = _by_content(text) or _by_name(file_name)
    return FORMATS[name] if name else None


def _by_content(text: str) -> str | None:
    begin = text.lstrip()
    if begin.startswith(("{", "[")) and (name := _kind_of_json(begin)):
        return name
    if _RIS.match(begin):
        return "ris"
    if begin and delimiter_of(begin) is not None:
        return "csv"
    # What stands before the first record or entry may speak of papers too.
    record, entry = _RIS.search(begin, 0, _BEGINNING), _BIBTEX.search(begin)
    if record is not None and (entry is None or record.start() < entry.start()):
        return "ris"
    if entry is not None:
        return "bibtex"
    return "ids" if _is_list(begin) else None


def _kind_of_json(begin: str) -> str | None:
    """Return which kind of JSON begins here, by the fields of the first object; None if it is no JSON."""
    is_array = begin.startswith("[")
    start = begin[1:].lstrip() if is_array else begin
    if is_array and start.startswith("]"):
        return "json"
    try:
        first, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return "json" if start.startswith("{") else None
    if not isinstance(first, dict):
        return None
    if _CSL_FIELDS & first.keys() and not _OWN_FIELDS & first.keys():
        return "csl-json"
    return "jsonl" if not is_array and start[end:].lstrip().startswith("{") else "json"


def _is_list(text: str) -> bool:
    """Tell whether at least half of the first lines mean a paper: a list may have bad lines in it."""
    lines = [line for line in text.split("\n", 20)[:20] if line.strip() and not line.lstrip().startswith("#")]
    meant = sum(bool(keys_in_line(line[:_BEGINNING])) for line in lines)
    return 0 < len(lines) <= 2 * meant


def _by_name(file_name: str) -> str | None:
    lower = file_name.lower()
    # Any text may be called .txt.
    named = (each for each in FORMATS.values() if each.read and each.suffix != ".txt")
    return next((each.name for each in named if lower.endswith(each.suffix)), None)
