"""Entries as JSON and back, with nothing lost.

An entry has the fields of its paper as `hub_json` writes them, and beside them `kept_at`, `found_in`, `status`,
`tags` and `note`, so that a paper nobody added anything to looks like one of `paperreader ls --format json`.
"""

from collections.abc import Iterator, Sequence

import msgspec

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines
from paperreader.domain.utc import in_utc
from paperreader.formats.hub_json import NAMES, array, known, line, paper_to_json, time_to_json
from paperreader.formats.json_values import values, values_by_line
from paperreader.formats.parsing import Parsed, known_text, parse_failure, parsed, tags_of
from paperreader.paper_record import PAPER_FIELDS, OrganizationRecord, PaperRecord, Time, paper_from_record


class _User(msgspec.Struct):
    username: str | None = None
    fullname: str | None = None


class _Author(msgspec.Struct):
    name: str
    user: _User | None = None
    status: str | None = None
    hidden: bool | None = None
    status_last_changed_at: Time | None = None


class _Submitter(msgspec.Struct):
    username: str
    fullname: str | None = None


class _Entry(PaperRecord, frozen=True, rename=NAMES, kw_only=True):
    key: str = ""
    title: str = ""
    # Fields are renamed only where they are declared.
    abstract: str | None = None
    ai_model: str | None = None
    models: int | None = None
    is_author_active: bool | None = None
    # Of another shape than in a record, and in files of others null where it is unknown.
    authors: list[_Author] | None = None  # type: ignore[assignment]
    submitted_by: _Submitter | None = None  # type: ignore[assignment]
    ai_keywords: list[str] | None = None  # type: ignore[assignment]
    media_urls: list[str] | None = None  # type: ignore[assignment]
    kept_at: Time | None = None
    found_in: str = ""
    status: Status | None = None
    tags: list[str] = []  # noqa: RUF012 -- msgspec copies it
    note: str = ""


def to_json(entries: Sequence[Entry]) -> str:
    """Return one JSON array, each entry on a line of its own."""
    return array(entry_to_json(entry) for entry in entries)


def to_jsonl(entries: Sequence[Entry]) -> str:
    """Return JSON Lines: an object a line."""
    return "".join(line(entry_to_json(entry)) + "\n" for entry in entries)


def entry_to_json(entry: Entry) -> dict[str, object]:
    """Return what is known of an entry as JSON values."""
    added: dict[str, object] = {
        "kept_at": time_to_json(entry.kept_at),
        "found_in": entry.found_in or None,
        "status": str(entry.status) if entry.status else None,
        "tags": list(entry.tags) or None,
        "note": entry.note or None,
    }
    return paper_to_json(entry.paper) | known(added)


def from_json(text: str) -> Iterator[Parsed]:
    """Yield the entries of an array, or of one object alone."""
    return (_read(*value) for value in values(text))


def from_jsonl(text: str) -> Iterator[Parsed]:
    """Yield the entries of JSON Lines; empty lines are passed over."""
    return (_read(*value) for value in values_by_line(text))


def _read(number: int, text: str, value: object) -> Parsed:
    if isinstance(value, ValueError):
        return parse_failure(number, text, str(value))
    try:
        stored = msgspec.convert(value, _Entry)
    except msgspec.ValidationError as error:
        return parse_failure(number, text, str(error))
    written = clean(stored.key)
    key = PaperKey.from_text(written) or (PaperKey(written) if written.startswith("title:") else None)
    return parsed(number, text, key, stored.title, _entry(stored))


def _entry(stored: _Entry) -> Entry:
    return Entry(
        _paper(stored),
        kept_at=in_utc(stored.kept_at),
        found_in=clean(stored.found_in),
        status=stored.status,
        tags=tags_of(stored.tags),
        note=clean_lines(stored.note),
    )


def _paper(stored: _Entry) -> Paper:
    values = known({name: _cleaned(getattr(stored, name)) for name in PAPER_FIELDS})
    return paper_from_record({"key": "", "title": "", **values})


def _cleaned(value: object) -> object:
    """Return a value of a file with its texts cleaned, None where nothing is left of it."""
    match value:
        case str():
            return known_text(value)
        case list():
            return [each for each in map(_cleaned, value) if each is not None]
        case _Author():
            user = value.user or _User()
            names = clean(value.name), known_text(user.username), known_text(value.status)
            return Author(*names, value.hidden, known_text(user.fullname), value.status_last_changed_at)
        case _Submitter():
            return Submitter(clean(value.username), known_text(value.fullname))
        case OrganizationRecord():
            return Organization(clean(value.name), known_text(value.fullname))
    return value
