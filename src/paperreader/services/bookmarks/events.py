"""What a front end learns of bookmarks and marks: how they are now, and what became of a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.history import RecoveryReport
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreError


class BookmarksSnapshot(Struct, frozen=True, kw_only=True):
    """The bookmarks as they are to be shown, with changes that are not on disk yet."""

    bookmarks: tuple[Bookmark, ...] = ()
    """All of them, the newest first."""
    kept: frozenset[PaperKey] = frozenset()
    """Papers that are kept or about to be."""
    leaving: frozenset[PaperKey] = frozenset()
    """Papers that are about to be kept no longer."""
    unsaved: frozenset[PaperKey] = frozenset()
    """Papers of which the last change could not be written yet."""
    saved: int | None = None
    """How many bookmarks are on disk; None before they were read."""
    pending: int = 0
    """How many changes could not be written yet."""


class PapersMarked(Struct, frozen=True):
    """Papers have other marks now; these are still to be stored."""

    marks: Mapping[PaperKey, Mark]
    is_reversal: bool = False
    """They were undone or redone, wherever the reader is now."""


class AnnotationsRemoved(Struct, frozen=True):
    """Bookmarks were removed, and notes or tags with them."""

    bookmarks: tuple[Bookmark, ...]


class PendingSaved(Struct, frozen=True):
    """So many changes that could not be written before are on disk now."""

    count: int


class ConflictCopiesFound(Struct, frozen=True):
    """Sync tools left so many copies of the bookmarks, which can be merged."""

    count: int


class Remark(Struct, frozen=True):
    """A sentence for the user, without a full stop."""

    sentence: str
    is_warning: bool = False


BookmarksEvent: TypeAlias = (
    BookmarksSnapshot
    | PapersMarked
    | AnnotationsRemoved
    | PendingSaved
    | ConflictCopiesFound
    | Remark
    | RecoveryReport
    | StoreError
)
