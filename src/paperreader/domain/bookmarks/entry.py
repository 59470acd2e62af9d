"""A paper on its way out of the library or into it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark, Status, joined_notes, tidy_tags
from paperreader.domain.papers.paper import Paper


class Outcome(StrEnum):
    """What became of an entry that was to be kept."""

    ADDED = "added"
    MERGED = "merged"
    """The paper was kept already and learned something."""
    UNCHANGED = "unchanged"
    """It was kept already, with all of it."""


class Entry(Struct, frozen=True):
    """A paper with what its reader added to it; of a paper that is not kept, just the paper."""

    paper: Paper
    kept_at: datetime | None = None
    """When it was kept, UTC; None where it is not, or where that is not known."""
    found_in: str = ""
    """Label of the feed in which it was found; empty where that is not known."""
    status: Status | None = None
    tags: tuple[str, ...] = ()
    """Without white space, commas and a leading `#`."""
    note: str = ""
    """Markdown, several lines, as `clean_lines` returns them; empty when there is none."""


def entry_of(bookmark: Bookmark) -> Entry:
    """Return a bookmark as an entry."""
    return Entry(
        bookmark.paper,
        kept_at=bookmark.kept_at,
        found_in=bookmark.found_in,
        status=bookmark.status,
        tags=bookmark.tags,
        note=bookmark.note,
    )


def bookmark_of(entry: Entry, now: datetime) -> Bookmark:
    """Return an entry as the bookmark to keep; what is not known of it is as for a paper kept now."""
    return Bookmark(
        paper=entry.paper,
        kept_at=entry.kept_at or now,
        found_in=entry.found_in,
        status=entry.status or Status.TO_READ,
        tags=tidy_tags(entry.tags),
        note=entry.note,
    )


def bare(papers: Iterable[Paper]) -> list[Entry]:
    """Return papers as entries nobody added anything to."""
    return [Entry(paper) for paper in papers]


def each_once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without a second one of the same paper, each where it first stood."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        seen.setdefault(entry.paper.key, entry)
    return list(seen.values())


def joined(first: Entry, second: Entry) -> Entry:
    """Return one entry of two of the same paper: what the first has, the rest from the second, all tags, both notes."""
    return replace(
        first,
        paper=second.paper.updated_by(first.paper),
        kept_at=first.kept_at or second.kept_at,
        found_in=first.found_in or second.found_in,
        status=first.status or second.status,
        tags=tuple(dict.fromkeys([*first.tags, *second.tags])),
        note=joined_notes(first.note, second.note),
    )
