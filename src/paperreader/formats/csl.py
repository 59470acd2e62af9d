"""Papers as CSL-JSON and back: what Zotero, Pandoc and citation processors read.

A preprint is of type `article`. CSL has no place for a status, and for when and where a paper was kept; they are in
`custom`, which the schema leaves to programs, under `paperreader`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry, each_once
from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import clean, clean_lines
from paperreader.domain.utc import in_utc
from paperreader.formats.bibtex import citation_keys
from paperreader.formats.fields.mentions import key_among, key_in_fields
from paperreader.formats.fields.person_name import split_name
from paperreader.formats.fields.title_markup import without_markup
from paperreader.formats.hub_json import array, known, time_to_json
from paperreader.formats.json_values import values
from paperreader.formats.parsing import (
    Parsed,
    authors_from,
    known_text,
    parse_failure,
    parsed,
    tags_from,
    unnamed,
)

_Time = Annotated[datetime, msgspec.Meta(tz=True)]
_OURS = "paperreader"
_SILENT = frozenset(
    [
        "title",
        "title-short",
        "short-title",
        "abstract",
        "author",
        "editor",
        "keyword",
        "custom",
        "type",
        "id",
        "issued",
    ]
)
"""Fields that say nothing of which paper it is."""


class _Name(msgspec.Struct, rename="kebab"):
    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""


class _Date(msgspec.Struct, rename="kebab"):
    date_parts: list[list[int | str | None]] = []


class _Added(msgspec.Struct):
    status: Status | None = None
    kept_at: _Time | None = None
    found_in: str = ""


class _Custom(msgspec.Struct):
    paperreader: _Added | None = None


class _Item(msgspec.Struct):
    id: str | int = ""
    title: str | list[str] = ""
    author: list[_Name] = []
    issued: _Date | None = None
    abstract: str = ""
    number: str | int = ""
    keyword: str = ""
    note: str = ""
    doi: str = msgspec.field(default="", name="DOI")
    url: str = msgspec.field(default="", name="URL")
    archive_location: str = ""
    custom: _Custom | None = None


def to_csl(entries: Sequence[Entry]) -> str:
    """Return one JSON array, an item a line; what is not known is left out."""
    entries = each_once(entries)
    keys = citation_keys([entry.paper for entry in entries])
    return array(_item(key, entry) for key, entry in zip(keys, entries, strict=True))


def _item(key: str, entry: Entry) -> dict[str, object]:
    paper, arxiv_id = entry.paper, entry.paper.key.arxiv_id
    return known(
        {
            "id": key,
            "type": "article",
            "title": paper.title or None,
            "author": [_name(author.name) for author in paper.authors] or None,
            "issued": {"date-parts": [_date_parts(paper)]} if paper.published_at else None,
            "abstract": paper.abstract,
            "publisher": "arXiv" if arxiv_id else None,
            "number": f"arXiv:{arxiv_id}" if arxiv_id else None,
            "DOI": f"10.48550/arXiv.{arxiv_id}" if arxiv_id else None,
            "URL": paper.key.arxiv_url,
            "keyword": ", ".join(entry.tags) or None,
            "note": entry.note or None,
            "custom": _custom(entry),
        }
    )


def _name(name: str) -> dict[str, object]:
    parts = split_name(name)
    if parts is None:
        return {"literal": name}
    return known(
        {
            "family": parts.last,
            "given": " ".join(parts.given),
            "non-dropping-particle": " ".join(parts.particles) or None,
            "suffix": parts.suffix or None,
        }
    )


def _date_parts(paper: Paper) -> list[int]:
    day = paper.published_at
    return [day.year, day.month, day.day] if day else []


def _custom(entry: Entry) -> dict[str, object] | None:
    added = known(
        {
            "status": str(entry.status) if entry.status else None,
            "kept_at": time_to_json(entry.kept_at),
            "found_in": entry.found_in or None,
        }
    )
    return {_OURS: added} if added else None


def from_csl(text: str) -> Iterator[Parsed]:
    """Yield the paper of each item of an array, or of one item alone; lines are those on which items begin."""
    for line, source, value in values(text):
        if isinstance(value, ValueError):
            yield parse_failure(line, source, str(value))
            continue
        try:
            item = msgspec.convert(_without_nulls(value), _Item)
        except msgspec.ValidationError as error:
            yield parse_failure(line, source, str(error))
        else:
            yield _read(line, source, item, list(_mentions(value)))


def _without_nulls(value: object) -> object:
    """Return an item without the fields that are null, and its names likewise: some programs write all there are."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    # A date is a list in which null means that it is not known.
    return (
        [_without_nulls(each) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
    )


def _mentions(item: object) -> Iterator[str]:
    """Yield what stands in the fields that may say which paper it is."""
    if isinstance(item, dict):
        for name, value in item.items():
            parts = value if isinstance(value, list) else [value]
            yield from (str(part) for part in parts if isinstance(part, str | int) and name not in _SILENT)


def _read(line: int, text: str, item: _Item, mentions: Sequence[str]) -> Parsed:
    paper = replace(
        unnamed(),
        abstract=known_text(item.abstract),
        authors=authors_from(_written(name) for name in item.author),
        published_at=_day(item.issued),
    )
    added = (item.custom and item.custom.paperreader) or _Added()
    entry = Entry(
        paper,
        kept_at=added.kept_at and in_utc(added.kept_at),
        found_in=clean(added.found_in),
        status=added.status,
        tags=tags_from(item.keyword),
        note=clean_lines(item.note),
    )
    key = key_among(
        str(item.number), item.doi, item.url, item.archive_location, str(item.id)
    ) or key_in_fields(mentions)
    title = item.title if isinstance(item.title, str) else ": ".join(item.title)
    year = item.issued.date_parts[0][:1] if item.issued and item.issued.date_parts else []
    return parsed(
        line, text, key, without_markup(clean(title)), entry, year=" ".join(map(str, year)), doi=item.doi
    )


def _written(name: _Name) -> str:
    if name.literal:
        return name.literal
    parts = (name.given, name.dropping_particle, name.non_dropping_particle, name.family, name.suffix)
    return " ".join(part for part in parts if part)


def _day(date: _Date | None) -> datetime | None:
    parts = date.date_parts[0] if date and date.date_parts else []
    if len(parts) != 3:
        return None
    try:
        year, month, day = (int(part or 0) for part in parts)
        return datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
