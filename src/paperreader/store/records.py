"""Domain to stored form and back; with `paper_record`, all that knows the names of stored fields.

A record is a plain object of JSON: what is unknown is left out, times are ISO 8601 in UTC, keys unknown here are
passed over.
"""

import string
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from paperreader.domain.bookmarks.bookmark import Status, tidy_tags
from paperreader.domain.bookmarks.history import Change, ChangeKind
from paperreader.domain.bookmarks.merge_state import FACTS, BookmarkState, KeptPaper, Register
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean, clean_lines
from paperreader.domain.utc import in_utc
from paperreader.errors import StoreUnreadable
from paperreader.paper_record import PaperRecord, Time, paper_from_record, paper_to_record

VERSION = 2
"""Of the stored form: one more whenever a reader of the former would lose or misread something."""

Record = dict[str, Any]
"""A JSON object as TinyDB keeps it."""

ABSTRACT = "json_extract(record, '$.abstract')"
"""In SQL: what a paper's record says of its abstract; NULL where nothing is known."""
SUMMARY = "coalesce(json_extract(record, '$.ai_summary'), json_extract(record, '$.synopsis'))"
"""Likewise of a summary that is not its authors'."""
CODE = "json_extract(record, '$.github_repo')"
"""Likewise of its code."""

MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding JSON raises; the last where unknown fields are nested without end."""
_T = TypeVar("_T")


class _Changed(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """When something was said, where that is not the time of keeping."""

    kept: Time | None = None
    removed: Time | None = None
    status: Time | None = None
    tags: Time | None = None
    note: Time | None = None
    paper: dict[str, Time] = {}


_UNCHANGED = _Changed()
_PLAIN = string.printable.strip().encode() + b" "
"""What most texts consist of; nothing in it is to be cleaned."""
_DEEPEST = 4
"""How many objects and lists the name of an author lies in: what is unknown may lie in any number."""


class _Bookmark(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    paper: PaperRecord
    kept_at: Time
    found_in: str = ""
    status: Status = Status.TO_READ
    tags: list[str] = []
    note: str = ""
    changed: _Changed | None = None


class _Removal(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    removed_at: Time
    status: Status = Status.TO_READ
    tags: list[str] = []
    note: str = ""
    changed: _Changed | None = None


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    way: str
    kind: ChangeKind = msgspec.field(name="deed")
    before: dict[str, msgspec.Raw]
    after: dict[str, msgspec.Raw]


def paper_to_json(paper: Paper) -> str:
    """Return the record of a paper as text, for a column of the archive."""
    return msgspec.json.encode(paper_to_record(paper)).decode()


def paper_from_json(text: bytes) -> Paper:
    """Return the paper of a record written by `paper_to_json`; its texts are cleaned, should another have written them.

    Raises:
        StoreUnreadable: The record is malformed.
    """
    name = "A stored paper"
    try:
        if _is_clean_json(text):
            return paper_from_record(msgspec.json.decode(text, type=PaperRecord))
        return paper_from_record(_understood(msgspec.json.decode(text), PaperRecord, name))
    except MALFORMED as error:
        raise StoreUnreadable(f"{name} was not understood: {error}") from error


def bookmark_state_to_record(bookmark_state: BookmarkState) -> Record:
    """Return the record of the state of a bookmark: of one that is kept, or of a removal."""
    annotations: Record = {
        "status": Status.TO_READ if bookmark_state.status is None else bookmark_state.status.value,
        "tags": [] if bookmark_state.tags is None else list(bookmark_state.tags.value),
        "note": "" if bookmark_state.note is None else bookmark_state.note.value,
    }
    times: Record = {
        "status": bookmark_state.status and bookmark_state.status.at,
        "tags": bookmark_state.tags and bookmark_state.tags.at,
        "note": bookmark_state.note and bookmark_state.note.at,
    }
    kept, removed_at = bookmark_state.kept, bookmark_state.removed_at
    if kept is None:
        if removed_at is None:
            raise AssertionError("what was never bookmarked has no record")
        changed = _Changed(**times)
        return _to_record(_Removal(removed_at=removed_at, changed=_if_any(changed), **annotations))
    at = None if kept.at == kept.kept_at else kept.at
    changed = _Changed(kept=at, removed=removed_at, paper=dict(kept.older), **times)
    # The name of a file may hold what no text file can.
    found_in = clean(kept.found_in)
    paper = paper_to_record(kept.paper)
    return _to_record(
        _Bookmark(
            paper=paper,
            kept_at=in_utc(kept.kept_at),
            found_in=found_in,
            changed=_if_any(changed),
            **annotations,
        )
    )


def bookmark_state_from_record(record: Record, name: str = "A stored bookmark") -> BookmarkState:
    """Return the state of a bookmark; texts are cleaned, since such a file may come from anywhere.

    What has no time of its own was said when the paper was kept: in files of version 1 nothing has.

    Raises:
        StoreUnreadable: The record is malformed; `name` says whose it is.
    """
    stored = _stored_bookmark(record, name)
    changed = stored.changed or _UNCHANGED
    is_kept = isinstance(stored, _Bookmark)
    default_at = in_utc(stored.kept_at if isinstance(stored, _Bookmark) else stored.removed_at)
    return BookmarkState(
        kept=_to_kept(stored, changed) if isinstance(stored, _Bookmark) else None,
        removed_at=in_utc(changed.removed) if is_kept else default_at,
        status=_register(stored.status, Status.TO_READ, changed.status, default_at),
        tags=_register(_tidied(tuple(stored.tags)), (), changed.tags, default_at),
        note=_register(clean_lines(stored.note), "", changed.note, default_at),
    )


def _stored_bookmark(record: Record, name: str) -> _Bookmark | _Removal:
    """Return what is in a record, its texts cleaned but for tags and note."""
    kind: type[_Bookmark | _Removal] = _Removal if "removed_at" in record else _Bookmark
    # Cleaning may mend what is malformed, and if not, it is told what is wrong.
    with suppress(msgspec.ValidationError):
        stored: _Bookmark | _Removal = msgspec.convert(record, kind)
        if isinstance(stored, _Removal) or _is_clean([stored.paper, stored.found_in]):
            return stored
    note = record.get("note")
    # Its lines are not to be joined.
    bare = {**record, "note": ""} if isinstance(note, str) else record
    stored = _understood(bare, kind, name)
    return msgspec.structs.replace(stored, note=note) if isinstance(note, str) else stored


@lru_cache(maxsize=1000)
def _tidied(tags: tuple[str, ...]) -> tuple[str, ...]:
    # Thousands of bookmarks have the same few tags.
    return tidy_tags(tags)


def _to_kept(stored: _Bookmark, changed: _Changed) -> KeptPaper:
    kept_at = in_utc(stored.kept_at)
    return KeptPaper(
        paper=paper_from_record(stored.paper),
        kept_at=kept_at,
        found_in=stored.found_in,
        at=in_utc(changed.kept) or kept_at,
        older=tuple([(fact, in_utc(at)) for fact, at in changed.paper.items() if fact in FACTS]),
    )


def _register(value: _T, default: _T, at: datetime | None, default_at: datetime) -> Register[_T] | None:
    if at is None:
        return None if value == default else Register(value, default_at)
    return Register(value, in_utc(at))


def _if_any(changed: _Changed) -> _Changed | None:
    return None if changed == _UNCHANGED else changed


def bookmark_state_over_record(bookmark_state: BookmarkState, record: Record) -> Record:
    """Return the record of a kept paper's state with the keys of the former record that are unknown here."""
    newer = bookmark_state_to_record(bookmark_state)
    paper = _unknown_in(record["paper"], PaperRecord) | newer["paper"]
    return _unknown_in(record, _Bookmark) | newer | {"paper": paper}


def change_to_line(change: Change, way: str) -> bytes:
    """Return a change as a line of text, with the way it was taken."""
    before, after = _to_raw(change.before), _to_raw(change.after)
    return msgspec.json.encode(_Line(way=way, kind=change.kind, before=before, after=after)) + b"\n"


def change_from_line(line: bytes) -> Change:
    """Return the change of a line written by `change_to_line`.

    Raises:
        StoreUnreadable: The line is malformed.
    """
    try:
        stored = msgspec.json.decode(line, type=_Line)
        return Change(kind=stored.kind, before=_from_raw(stored.before), after=_from_raw(stored.after))
    except MALFORMED as error:
        raise StoreUnreadable(f"A stored step was not understood: {error}") from error


# One by one: while thousands are read or written at once, no other thread of Python goes on.
def _to_raw(bookmark_states: Mapping[PaperKey, BookmarkState]) -> dict[str, msgspec.Raw]:
    return {
        str(key): msgspec.Raw(msgspec.json.encode(bookmark_state_to_record(bookmark_state)))
        for key, bookmark_state in bookmark_states.items()
    }


def _from_raw(texts: Mapping[str, msgspec.Raw]) -> dict[PaperKey, BookmarkState]:
    return {
        PaperKey(key): bookmark_state_from_record(msgspec.json.decode(text, type=Record), "A stored step")
        for key, text in texts.items()
    }


def _unknown_in(record: Record, kind: type[msgspec.Struct]) -> Record:
    return {key: value for key, value in record.items() if key not in kind.__struct_encode_fields__}


def _to_record(stored: _Bookmark | _Removal) -> Record:
    record: Record = msgspec.to_builtins(stored)
    return record


def _understood(value: object, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.convert(_cleaned(value), kind)
    except msgspec.ValidationError as error:
        raise StoreUnreadable(f"{name} was not understood: {error}") from error


def _is_clean(values: list[Any]) -> bool:
    """Tell whether `_cleaned` would change nothing but spaces in any text of these values and their parts."""
    # Every text of every bookmark passes here: all at once, as JSON, takes a tenth of the time of looking at each.
    try:
        return _is_clean_json(msgspec.json.encode(values))
    except UnicodeEncodeError:
        return False


def _is_clean_json(text: bytes) -> bool:
    """Tell whether all texts in a JSON text are clean but for spaces; False too where it is written unlike ours.

    Raises:
        UnicodeDecodeError: It is not UTF-8.
    """
    if b"\\" in text:
        # Escaped is what can't be seen, but for these two.
        text = text.replace(rb"\\", b"").replace(rb"\"", b"")
    return b"\\" not in text and text.translate(None, _PLAIN).decode().isprintable()


def _cleaned(value: object, depth: int = _DEEPEST) -> object:
    """Return a value with its texts cleaned, and what lies deeper than anything known here as it is."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else clean(value)
    if depth and isinstance(value, dict):
        return {key: _cleaned(each, depth - 1) for key, each in value.items()}
    if depth and isinstance(value, list):
        return [_cleaned(each, depth - 1) for each in value]
    return value
