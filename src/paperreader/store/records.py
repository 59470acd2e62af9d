"""Domain to stored form and back; the only file that knows the names of stored fields.

A record is a plain object of JSON: what is unknown is left out, times are ISO 8601 in UTC, keys unknown here are
passed over. The stored names are written down as types of their own, so that renaming something in the domain
cannot change the files of those who already have some.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, TypeVar

import msgspec

from paperreader.domain.bookmark import Bookmark, Status, tidy_tags
from paperreader.domain.feed import Edition, Feed, Period, Sample, Saved, Search, Submissions, Trending
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines
from paperreader.errors import StoreUnreadable

VERSION = 1
"""Of the stored form: one more whenever a reader of the former would lose or misread something."""

Record = dict[str, Any]
"""A JSON object as TinyDB keeps it."""

_Time = Annotated[datetime, msgspec.Meta(tz=True)]
_Key = Annotated[str, msgspec.Meta(min_length=1)]
_T = TypeVar("_T")

_FEEDS: dict[str, Callable[[str], Feed]] = {
    **{period.value: partial(Edition.from_name, period) for period in Period},
    "search": Search,
    "submitter": Submissions,
    "saved": Saved,
    Trending.key: lambda _: Trending(),
    Sample.key: lambda _: Sample(),
}


class _Author(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    name: str
    username: str | None = None
    status: str | None = None
    is_hidden: bool | None = None


class _Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    name: str
    fullname: str | None = None


class _Paper(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    key: _Key
    title: str
    abstract: str | None = None
    authors: list[_Author] = []
    published_at: _Time | None = None
    submitted_at: _Time | None = None
    submitted_by: _Name | None = None
    organization: _Name | None = None
    upvotes: int | None = None
    comments: int | None = None
    ai_summary: str | None = None
    ai_keywords: list[str] = []
    ai_model: str | None = None
    synopsis: str | None = None
    project_page: str | None = None
    github_repo: str | None = None
    github_stars: int | None = None
    category: str | None = None
    thumbnail: str | None = None
    media_urls: list[str] = []
    discussion_id: str | None = None
    is_author_active: bool | None = None
    withdrawn_at: _Time | None = None


class _Bookmark(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    paper: _Paper
    kept_at: _Time
    found_in: str = ""
    status: Status = Status.TO_READ
    tags: list[str] = []
    note: str = ""


def paper_to_record(paper: Paper) -> Record:
    """Return the record of a paper."""
    return _to_record(_from_paper(paper))


def paper_from_record(record: Record, name: str = "A stored paper") -> Paper:
    """Return the paper of a record; its texts are cleaned, since such a file may come from anywhere.

    Raises:
        StoreUnreadable: The record is malformed; `name` says whose it is.
    """
    return _to_paper(_understood(record, _Paper, name))


def paper_to_json(paper: Paper) -> str:
    """Return the record of a paper as text, for a column of the archive."""
    return msgspec.json.encode(_from_paper(paper)).decode()


def paper_from_json(text: bytes) -> Paper:
    """Return the paper of a record written by `paper_to_json`; texts are taken as they are, which is faster.

    Raises:
        StoreUnreadable: The record is malformed.
    """
    try:
        return _to_paper(msgspec.json.decode(text, type=_Paper))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreUnreadable(f"A stored paper was not understood: {error}") from error


def bookmark_to_record(bookmark: Bookmark) -> Record:
    """Return the record of a bookmark."""
    record = _Bookmark(
        paper=_from_paper(bookmark.paper),
        kept_at=bookmark.kept_at.astimezone(UTC),
        # The name of a file may hold what no text file can.
        found_in=clean(bookmark.found_in),
        status=bookmark.status,
        tags=list(bookmark.tags),
        note=bookmark.note,
    )
    return _to_record(record)


def bookmark_from_record(record: Record, name: str = "A stored bookmark") -> Bookmark:
    """Return the bookmark of a record; its texts are cleaned, since such a file may come from anywhere.

    Raises:
        StoreUnreadable: The record is malformed; `name` says whose it is.
    """
    note = record.get("note")
    stored = _understood({**record, "note": ""} if isinstance(note, str) else record, _Bookmark, name)
    return Bookmark(
        paper=_to_paper(stored.paper),
        kept_at=stored.kept_at.astimezone(UTC),
        found_in=stored.found_in,
        status=stored.status,
        tags=tidy_tags(stored.tags),
        # Apart from the other texts, whose lines are joined.
        note=clean_lines(note) if isinstance(note, str) else "",
    )


def bookmark_over_record(bookmark: Bookmark, record: Record) -> Record:
    """Return the record of a bookmark with the keys of the former record that are unknown here."""
    newer = bookmark_to_record(bookmark)
    paper = _unknown_in(record["paper"], _Paper) | newer["paper"]
    return _unknown_in(record, _Bookmark) | newer | {"paper": paper}


def _unknown_in(record: Record, kind: type[msgspec.Struct]) -> Record:
    return {key: value for key, value in record.items() if key not in kind.__struct_encode_fields__}


def feed_to_key(feed: Feed) -> str:
    """Return the name under which a feed is filed; half a surrogate pair, which no file takes, becomes `?`."""
    return feed.key.encode(errors="replace").decode()


def feed_from_key(key: str) -> Feed:
    """Return the feed filed under that name.

    Raises:
        StoreUnreadable: No feed is called so.
    """
    kind, _, name = key.partition(":")
    try:
        feed = _FEEDS[kind](name)
    except (KeyError, ValueError) as error:
        raise StoreUnreadable(f"{key!r} is not the name of a feed") from error
    if feed.key != key:
        raise StoreUnreadable(f"{key!r} is not the name of a feed")
    return feed


def time_to_text(at: datetime) -> str:
    """Return a time as text that sorts like the time itself: always UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_from_text(text: str) -> datetime:
    """Return the time of a text written by `time_to_text`.

    Raises:
        StoreUnreadable: It is not such a time.
    """
    return _understood(text, datetime, "A stored time").astimezone(UTC)


def mark_from_text(text: str) -> Mark:
    """Return the mark of a text.

    Raises:
        StoreUnreadable: There is no such mark.
    """
    return _understood(text, Mark, "A stored mark")


def _from_paper(paper: Paper) -> _Paper:
    return _Paper(
        key=str(paper.key),
        title=paper.title,
        abstract=paper.abstract,
        authors=[_Author(by.name, by.username, by.status, by.is_hidden) for by in paper.authors],
        published_at=_in_utc(paper.published_at),
        submitted_at=_in_utc(paper.submitted_at),
        submitted_by=None if (by := paper.submitted_by) is None else _Name(by.username, by.fullname),
        organization=None if (org := paper.organization) is None else _Name(org.name, org.fullname),
        upvotes=paper.upvotes,
        comments=paper.comments,
        ai_summary=paper.ai_summary,
        ai_keywords=list(paper.ai_keywords),
        ai_model=paper.ai_model,
        synopsis=paper.synopsis,
        project_page=paper.project_page,
        github_repo=paper.github_repo,
        github_stars=paper.github_stars,
        category=paper.category,
        thumbnail=paper.thumbnail,
        media_urls=list(paper.media_urls),
        discussion_id=paper.discussion_id,
        is_author_active=paper.is_author_active,
        withdrawn_at=_in_utc(paper.withdrawn_at),
    )


def _to_paper(stored: _Paper) -> Paper:
    return Paper(
        key=PaperKey(stored.key),
        title=stored.title,
        abstract=stored.abstract,
        authors=tuple(Author(by.name, by.username, by.status, by.is_hidden) for by in stored.authors),
        published_at=_in_utc(stored.published_at),
        submitted_at=_in_utc(stored.submitted_at),
        submitted_by=None if (by := stored.submitted_by) is None else Submitter(by.name, by.fullname),
        organization=None if (org := stored.organization) is None else Organization(org.name, org.fullname),
        upvotes=stored.upvotes,
        comments=stored.comments,
        ai_summary=stored.ai_summary,
        ai_keywords=tuple(stored.ai_keywords),
        ai_model=stored.ai_model,
        synopsis=stored.synopsis,
        project_page=stored.project_page,
        github_repo=stored.github_repo,
        github_stars=stored.github_stars,
        category=stored.category,
        thumbnail=stored.thumbnail,
        media_urls=tuple(stored.media_urls),
        discussion_id=stored.discussion_id,
        is_author_active=stored.is_author_active,
        withdrawn_at=_in_utc(stored.withdrawn_at),
    )


def _in_utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


def _to_record(stored: _Paper | _Bookmark) -> Record:
    record: Record = msgspec.to_builtins(stored)
    return record


def _understood(value: object, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.convert(_cleaned(value), kind)
    except msgspec.ValidationError as error:
        raise StoreUnreadable(f"{name} was not understood: {error}") from error


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return value
