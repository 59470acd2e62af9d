"""Papers as RIS and back: what Zotero, EndNote and Mendeley exchange.

A line is a tag of two characters and a value; a line without a tag continues the value before it. A preprint is of
type `UNPB`, as Zotero writes it. A line of a note that would look like a tag has a space before it.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry, each_once
from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import clean, clean_lines
from paperreader.formats.bibtex import citation_keys
from paperreader.formats.fields.mentions import key_among, key_in_fields
from paperreader.formats.fields.person_name import split_name
from paperreader.formats.fields.title_markup import without_markup
from paperreader.formats.parsing import (
    Parsed,
    authors_from,
    day_from,
    known_text,
    name_from,
    parse_failure,
    parsed,
    tags_from,
    unnamed,
)

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {0,2}-(?: (?P<value>.*)|)")
_LIKE_A_TAG = re.compile(r" *[A-Z][A-Z0-9] {0,2}-")
_TITLES = ("TI", "T1", "CT", "BT")
_AUTHORS = ("AU", "A1")
_DATES = ("DA", "PY", "Y1")
_ABSTRACTS = ("AB", "N2")
_MENTIONS = (
    "AN",
    "M1",
    "DO",
    "UR",
    "L1",
    "L2",
    "LK",
    "T2",
    "JO",
    "JF",
    "C1",
    "C7",
    "M3",
    "PB",
    "SP",
    "VL",
    "IS",
    "CN",
)
"""Fields that may be an arXiv id and nothing else."""
_SILENT = frozenset(
    [*_TITLES, *_AUTHORS, *_ABSTRACTS, "A2", "A3", "A4", "ED", "KW", "ST", "TT", "TY", "DA", "PY", "Y1", "Y2"]
)
"""Fields that say nothing of which paper it is."""
_LINKS = ("L1", "L2", "L3", "L4", "LK")
_ON_THE_WEB = re.compile(r" *(?:https?://|www\.|arxiv)", re.IGNORECASE)

_NOT_CLOSED = "the record is not closed (ER)"

_Fields = list[tuple[str, list[str]]]
"""Tags, and the lines of their values."""


def to_ris(entries: Sequence[Entry]) -> str:
    """Return a record for each paper, with an empty line between them; what is not known is left out."""
    entries = each_once(entries)
    keys = citation_keys([entry.paper for entry in entries])
    return "\n".join(_record(key, entry) for key, entry in zip(keys, entries, strict=True))


def _record(key: str, entry: Entry) -> str:
    fields = [("TY", "UNPB"), ("ID", key), *_paper_fields(entry.paper)]
    fields += [("KW", tag) for tag in entry.tags]
    if entry.note:
        first, *others = entry.note.split("\n")
        fields.append(("N1", "\n".join([first, *map(_continued, others)])))
    lines = [f"{tag}  - {value}\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \n"])


def _paper_fields(paper: Paper) -> Iterator[tuple[str, str]]:
    arxiv_id = paper.key.arxiv_id
    yield "TI", paper.title
    yield from (("AU", inverted(author.name)) for author in paper.authors)
    if paper.published_at:
        yield "PY", f"{paper.published_at.year:04}"
        yield "DA", f"{paper.published_at.year:04}/{paper.published_at:%m/%d}"
    yield "AB", paper.abstract or ""
    if arxiv_id:
        yield "PB", "arXiv"
        yield "M1", f"arXiv:{arxiv_id}"
        yield "DO", f"10.48550/arXiv.{arxiv_id}"
        yield "UR", paper.key.arxiv_url or ""


def inverted(name: str) -> str:
    """Return `van Example, Hal, Jr.` for `Hal van Example Jr.`; a name that may not be taken apart stays whole."""
    parts = split_name(name)
    if parts is None:
        return name
    family = " ".join([*parts.particles, parts.last])
    written = ", ".join(part for part in (family, " ".join(parts.given), parts.suffix) if part)
    # `Example, Inc.` would be read as a company.
    return written if name_from(written) == name else name


def _continued(line: str) -> str:
    return f" {line}" if _LIKE_A_TAG.match(line) else line


def from_ris(text: str) -> Iterator[Parsed]:  # noqa: C901 - one step of a small machine for each kind of line
    """Yield the paper of each record."""
    fields: _Fields = []
    # What stands before the first record is what its program says of itself.
    start, has_begun = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            if fields:
                fields[-1][1].append(_uncontinued(line))
            elif line.strip() and has_begun:
                yield parse_failure(number, line, "it is outside any record")
            continue
        has_begun = True
        if found["tag"] == "TY" and fields:
            yield parse_failure(start, _excerpt(fields), _NOT_CLOSED)
            fields = []
        if found["tag"] == "ER" and fields:
            yield _read(start, fields)
            fields = []
        elif found["tag"] != "ER":
            start = start if fields else number
            fields.append((found["tag"], [found["value"] or ""]))
    if fields:
        yield parse_failure(start, _excerpt(fields), _NOT_CLOSED)


def _uncontinued(line: str) -> str:
    return line[1:] if line.startswith(" ") and _LIKE_A_TAG.match(line) else line


def _excerpt(fields: _Fields) -> str:
    return _first(fields, _TITLES) or " ".join(lines[0] for _, lines in fields)


def _read(line: int, fields: _Fields) -> Parsed:
    paper = replace(
        unnamed(),
        abstract=known_text(_first(fields, _ABSTRACTS)),
        authors=authors_from(name_from(value) for value in _all(fields, _AUTHORS)),
        published_at=next((day for day in map(day_from, _all(fields, _DATES)) if day), None),
    )
    note = clean_lines("\n".join(_all(fields, ("N1",))))
    tags = tuple(dict.fromkeys(tag for value in _all(fields, ("KW",)) for tag in tags_from(value)))
    speaking = [each for each in fields if each[0] not in _SILENT and not _is_file(*each)]
    key = key_among(*_all(speaking, _MENTIONS)) or key_in_fields("\n".join(lines) for _, lines in speaking)
    title = without_markup(clean(_first(fields, _TITLES)))
    return parsed(
        line,
        _excerpt(fields),
        key,
        title,
        Entry(paper, tags=tags, note=note),
        year=_first(fields, ("PY", "Y1", "DA")),
        doi=_first(fields, ("DO",)),
    )


def _is_file(tag: str, lines: list[str]) -> bool:
    """Tell whether a field is where somebody put a file, whatever that is called."""
    return tag in _LINKS and _ON_THE_WEB.match(lines[0]) is None


def _all(fields: _Fields, tags: Sequence[str]) -> list[str]:
    return ["\n".join(lines) for tag in tags for name, lines in fields if name == tag]


def _first(fields: _Fields, tags: Sequence[str]) -> str:
    return next((value for value in _all(fields, tags) if value.strip()), "")
