"""Entries as JSON and back, with nothing lost.

An entry has the fields of its paper as `hub_json` writes them, and beside them `kept_at`, `found_in`, `status`,
`tags` and `note`, so that a paper nobody added anything to looks like one of `paperreader ls --format json`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines
from paperreader.domain.utc import in_utc
from paperreader.formats.hub_json import array, known, line, paper_to_json, time_to_json
from paperreader.formats.json_values import values, values_by_line
from paperreader.formats.reading import Read, named, not_understood, tags_of
from paperreader.formats.reading import known as known_text

_Time = Annotated[datetime, msgspec.Meta(tz=True)]


class _User(msgspec.Struct):
    username: str | None = None
    fullname: str | None = None


class _Author(msgspec.Struct):
    name: str
    user: _User | None = None
    status: str | None = None
    hidden: bool | None = None
    status_last_changed_at: _Time | None = None


class _Submitter(msgspec.Struct):
    username: str
    fullname: str | None = None


class _Organization(msgspec.Struct):
    name: str
    fullname: str | None = None


class _Entry(msgspec.Struct):
    id: str = ""
    title: str = ""
    summary: str | None = None
    authors: list[_Author] | None = None
    published_at: _Time | None = None
    submitted_at: _Time | None = None
    submitted_by: _Submitter | None = None
    upvotes: int | None = None
    comments: int | None = None
    organization: _Organization | None = None
    ai_summary: str | None = None
    ai_summary_model: str | None = None
    ai_keywords: list[str] | None = None
    github_repo: str | None = None
    github_stars: int | None = None
    num_total_models: int | None = None
    project_page: str | None = None
    discussion_id: str | None = None
    thumbnail: str | None = None
    media_urls: list[str] | None = None
    is_author_participating: bool | None = None
    withdrawn_at: _Time | None = None
    category: str | None = None
    synopsis: str | None = None
    source: str | None = None
    kept_at: _Time | None = None
    found_in: str = ""
    status: Status | None = None
    tags: list[str] = []
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


def from_json(text: str) -> Iterator[Read]:
    """Yield the entries of an array, or of one object alone."""
    return (_read(*value) for value in values(text))


def from_jsonl(text: str) -> Iterator[Read]:
    """Yield the entries of JSON Lines; empty lines are passed over."""
    return (_read(*value) for value in values_by_line(text))


def _read(number: int, text: str, value: object) -> Read:
    if isinstance(value, ValueError):
        return not_understood(number, text, str(value))
    try:
        stored = msgspec.convert(value, _Entry)
    except msgspec.ValidationError as error:
        return not_understood(number, text, str(error))
    written = clean(stored.id)
    key = PaperKey.from_text(written) or (PaperKey(written) if written.startswith("title:") else None)
    return named(number, text, key, stored.title, _entry(stored))


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
    return Paper(
        key=PaperKey(""),
        title="",
        abstract=known_text(stored.summary),
        authors=tuple(_author(author) for author in stored.authors or ()),
        published_at=in_utc(stored.published_at),
        submitted_at=in_utc(stored.submitted_at),
        submitted_by=_submitter(stored.submitted_by),
        organization=_organization(stored.organization),
        upvotes=stored.upvotes,
        comments=stored.comments,
        ai_summary=known_text(stored.ai_summary),
        ai_keywords=_texts(stored.ai_keywords),
        ai_model=known_text(stored.ai_summary_model),
        synopsis=known_text(stored.synopsis),
        project_page=known_text(stored.project_page),
        github_repo=known_text(stored.github_repo),
        github_stars=stored.github_stars,
        models=stored.num_total_models,
        category=known_text(stored.category),
        thumbnail=known_text(stored.thumbnail),
        media_urls=_texts(stored.media_urls),
        discussion_id=known_text(stored.discussion_id),
        is_author_active=stored.is_author_participating,
        withdrawn_at=in_utc(stored.withdrawn_at),
        source=known_text(stored.source),
    )


def _author(stored: _Author) -> Author:
    user = stored.user or _User()
    return Author(
        clean(stored.name),
        known_text(user.username),
        known_text(stored.status),
        stored.hidden,
        known_text(user.fullname),
        in_utc(stored.status_last_changed_at),
    )


def _submitter(stored: _Submitter | None) -> Submitter | None:
    return None if stored is None else Submitter(clean(stored.username), known_text(stored.fullname))


def _organization(stored: _Organization | None) -> Organization | None:
    return None if stored is None else Organization(clean(stored.name), known_text(stored.fullname))


def _texts(stored: list[str] | None) -> tuple[str, ...]:
    return tuple(text for text in map(clean, stored or ()) if text)
