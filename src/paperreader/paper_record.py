"""A paper as an object of JSON: under which names its fields are stored and exported.

What is unknown is left out, and times are ISO 8601 in UTC. The names are written down apart from the domain's, so
that renaming something there cannot change the files of those who already have some.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import msgspec
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper
from paperreader.domain.utc import in_utc

Time = Annotated[datetime, msgspec.Meta(tz=True)]
_T = TypeVar("_T")


class AuthorRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An author as stored."""

    name: str
    username: str | None = None
    status: str | None = None
    is_hidden: bool | None = None
    fullname: str | None = None
    status_changed_at: Time | None = None


class SubmitterRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A submitter as stored."""

    username: str = msgspec.field(name="name")
    fullname: str | None = None


class OrganizationRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An organization as stored, and as exported."""

    name: str
    fullname: str | None = None


class PaperRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A paper as stored; its fields stand in the order in which they are exported."""

    key: Annotated[str, msgspec.Meta(min_length=1)]
    title: str
    abstract: str | None = None
    authors: list[AuthorRecord] = []
    published_at: Time | None = None
    submitted_at: Time | None = None
    submitted_by: SubmitterRecord | None = None
    upvotes: int | None = None
    comments: int | None = None
    organization: OrganizationRecord | None = None
    ai_summary: str | None = None
    ai_model: str | None = None
    ai_keywords: list[str] = []
    github_repo: str | None = None
    github_stars: int | None = None
    models: int | None = None
    project_page: str | None = None
    discussion_id: str | None = None
    thumbnail: str | None = None
    media_urls: list[str] = []
    is_author_active: bool | None = None
    withdrawn_at: Time | None = None
    category: str | None = None
    synopsis: str | None = None
    source: str | None = None


PAPER_FIELDS = PaperRecord.__struct_fields__
"""The names of the fields in the domain, in the order in which they are exported."""


def paper_to_record(paper: Paper) -> PaperRecord:
    """Return the record of a paper."""
    # By the names of attributes; what the domain calls otherwise keeps its stored name, as in `SubmitterRecord`.
    record = msgspec.convert(_with_times_in_utc(paper), PaperRecord, from_attributes=True)
    # A string of a kind of its own would be refused on the way out.
    return msgspec.structs.replace(record, key=str(paper.key))


def paper_from_record(record: PaperRecord | Mapping[str, object]) -> Paper:
    """Return the paper of a record, or of values by the names of its fields."""
    return _with_times_in_utc(msgspec.convert(record, Paper, from_attributes=True, dec_hook=_of_kind))


def _of_kind(kind: Callable[[object], _T], value: object) -> _T:
    return kind(value)


def _with_times_in_utc(paper: Paper) -> Paper:
    times = [paper.published_at, paper.submitted_at, paper.withdrawn_at]
    times += [by.status_changed_at for by in paper.authors if by.status_changed_at is not None]
    if all(at is None or at.tzinfo is UTC for at in times):
        return paper
    published_at, submitted_at, withdrawn_at = map(in_utc, times[:3])
    authors = tuple(replace(by, status_changed_at=in_utc(by.status_changed_at)) for by in paper.authors)
    return replace(
        paper,
        authors=authors,
        published_at=published_at,
        submitted_at=submitted_at,
        withdrawn_at=withdrawn_at,
    )
