"""Changes of bookmarks: what they found and left, taking them back where nobody changed the same since, and recovery."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.merge_state import EMPTY_STATE, BookmarkState, MergeState
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey


class ChangeKind(StrEnum):
    """What was done."""

    KEPT = "kept"
    REMOVED = "removed"
    STATUS = "status"
    TAGS = "tags"
    NOTE = "note"
    CHANGED = "changed"
    """Several of these three at once."""
    RESTORED = "restored"
    MERGED = "merged"
    IMPORTED = "imported"


_TOLD = {
    ChangeKind.KEPT: "bookmarked",
    ChangeKind.STATUS: "status of",
    ChangeKind.TAGS: "tags of",
    ChangeKind.NOTE: "note on",
}
"""What is said of a change where its name, which is stored, would not do."""


class Change(Struct, frozen=True, kw_only=True):
    """One change of the merge state, of one or many bookmarks: what it found and what it left."""

    kind: ChangeKind
    before: Mapping[PaperKey, BookmarkState]
    after: Mapping[PaperKey, BookmarkState]

    @classmethod
    def between(cls, kind: ChangeKind, before: MergeState, after: MergeState) -> "Change | None":
        """Return the change from one merge state to the next, None if they are the same."""
        changes = after.changes(before)
        if not changes:
            return None
        found = {key: before.bookmark_states[key] for key in changes if key in before.bookmark_states}
        return cls(kind=kind, before=found, after=changes)


class Reversal(Struct, frozen=True, kw_only=True):
    """A change that was undone or redone."""

    kind: ChangeKind
    """Of the change, as it was first done."""
    is_redo: bool
    bookmarks: tuple[Bookmark, ...]
    """Those it changed, as they were before or are now, whichever there is."""
    skipped: int = 0
    """How many bookmarks were left alone because they were changed again since, on another machine."""

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        what = f"{'Redone' if self.is_redo else 'Undone'}: {_TOLD.get(self.kind, self.kind)} {self._papers()}"
        return f"{what}; {self.skipped} changed since then and left as they are" if self.skipped else what

    def _papers(self) -> str:
        if len(self.bookmarks) == 1:
            paper = self.bookmarks[0].paper
            return f"“{paper.title}”" if paper.title else paper.key
        return f"{len(self.bookmarks)} papers"


class MarkChange(Struct, frozen=True, kw_only=True):
    """Papers that were marked on purpose: what they were before and after."""

    before: Mapping[PaperKey, Mark]
    after: Mapping[PaperKey, Mark]


class MarkReversal(Struct, frozen=True, kw_only=True):
    """A marking that is undone or redone."""

    marks: Mapping[PaperKey, Mark]
    """What the papers are to be now."""
    is_redo: bool

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        number = "1 paper" if len(self.marks) == 1 else f"{len(self.marks):,} papers"
        return f"{'Redone' if self.is_redo else 'Undone'}: marked {number}"


class RecoveryReport(Struct, frozen=True, kw_only=True):
    """A damaged file, where it lies now, and where the bookmarks that are there again came from."""

    what: str
    """What was wrong, such as `is empty` or `is damaged: …`."""
    path: str
    """Of the file."""
    put_aside: str | None
    """Under which path the damaged file lies; None if it had vanished."""
    salvaged: int
    """Bookmarks read from the damaged file."""
    from_backup: int
    """Further ones, or newer words, from the newest good backup."""
    backup_at: datetime | None
    """When that backup was made."""
    from_log: int
    """Further ones, or newer words, from the changes made since."""
    total: int
    """Bookmarks there are now."""

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        sources = [f"{self.salvaged} salvaged from it"] if self.put_aside else []
        if self.from_backup and self.backup_at is not None:
            sources.append(f"{self.from_backup} from the backup of {self.backup_at:%Y-%m-%d %H:%M} UTC")
        if self.from_log:
            sources.append(f"{self.from_log} from the changes since")
        aside = f"; the damaged file is now {self.put_aside}" if self.put_aside else ""
        found = ", ".join(sources) or "nothing could be recovered"
        there = "1 bookmark is there" if self.total == 1 else f"{self.total} bookmarks are there"
        return f"{self.path} {self.what}. {there}: {found}{aside}"


def reverse(merge_state: MergeState, change: Change, at: datetime) -> tuple[MergeState, int]:
    """Return the merge state with a change taken back, and how many bookmarks were changed since and are left alone.

    Every field goes back to what it was before the change, if it is still what the change made it.
    """
    bookmark_states = {
        key: _reversed(merge_state.bookmark_state(key), change, key, at) for key in change.after
    }
    changed = {
        key: bookmark_state for key, bookmark_state in bookmark_states.items() if bookmark_state is not None
    }
    return merge_state.updated(changed), len(bookmark_states) - len(changed)


def _reversed(
    bookmark_state: BookmarkState, change: Change, key: PaperKey, at: datetime
) -> BookmarkState | None:
    """Return the state with the change taken back, None if it was changed since."""
    former, made = change.before.get(key, EMPTY_STATE), change.after[key]
    now, then, wanted = bookmark_state.bookmark, made.bookmark, former.bookmark
    if (then is None) != (wanted is None):
        changed = _kept_or_not(bookmark_state, then, wanted, at)
    elif (now is None) != (then is None):
        changed = None
    elif now and then and wanted and _facts(now) == _facts(then) and _facts(then) != _facts(wanted):
        changed = bookmark_state.kept_again(wanted, at)
    else:
        changed = bookmark_state
    if changed is None:
        return None
    changed = changed.with_annotations_back(made, former, at)
    is_stale = changed is bookmark_state and then != wanted
    return None if is_stale else changed


def _kept_or_not(
    bookmark_state: BookmarkState, then: Bookmark | None, wanted: Bookmark | None, at: datetime
) -> BookmarkState | None:
    """Return the state kept again, or removed again; None if it was changed since."""
    now = bookmark_state.bookmark
    if wanted is not None:
        return bookmark_state.kept_again(wanted, at) if now is None else None
    # What was learned of the paper meanwhile is no reason to go on keeping it; what was said of it is.
    is_as_left = now is not None and then is not None and replace(now, paper=then.paper) == then
    return bookmark_state.removed(at) if is_as_left else None


def _facts(bookmark: Bookmark) -> tuple[object, ...]:
    return bookmark.paper, bookmark.kept_at, bookmark.found_in


def bookmarks_of(change: Change) -> tuple[Bookmark, ...]:
    """Return the bookmarks a change is about: as it left them, or as it found those that are gone."""
    known = {
        **change.before,
        **{
            key: bookmark_state
            for key, bookmark_state in change.after.items()
            if bookmark_state.kept is not None
        },
    }
    return MergeState(known).bookmarks()


def kind_of(annotations: Annotations) -> ChangeKind:
    """Return which kind of change it is to write these annotations."""
    says_tags = annotations.tags is not None or annotations.add_tags or annotations.remove_tags
    said = [
        kind
        for kind, is_said in (
            (ChangeKind.STATUS, annotations.status is not None),
            (ChangeKind.NOTE, annotations.note is not None),
            (ChangeKind.TAGS, says_tags),
        )
        if is_said
    ]
    return said[0] if len(said) == 1 else ChangeKind.CHANGED
