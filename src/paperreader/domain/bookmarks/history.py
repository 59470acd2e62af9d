"""Taking changes back: as new changes, and only where nobody said something else meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.merge_state import NOTHING_SAID, BookmarkState, MergeState
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey


class Deed(StrEnum):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of the merge state, of one or many bookmarks: what it found and what it left."""

    deed: Deed
    before: Mapping[PaperKey, BookmarkState]
    after: Mapping[PaperKey, BookmarkState]

    @classmethod
    def between(cls, deed: Deed, before: MergeState, after: MergeState) -> "Step | None":
        """Return the step from one merge state to the next, None if they are the same."""
        changes = after.changes(before)
        if not changes:
            return None
        found = {key: before.bookmark_states[key] for key in changes if key in before.bookmark_states}
        return cls(deed=deed, before=found, after=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A step that was undone or redone."""

    deed: Deed
    """Of the step, as it was first done."""
    is_redo: bool
    bookmarks: tuple[Bookmark, ...]
    """Those it changed, as they were before or are now, whichever there is."""
    skipped: int = 0
    """How many bookmarks were left alone because they were changed again since, on another machine."""

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        what = f"{'Redone' if self.is_redo else 'Undone'}: {self.deed} {self._papers()}"
        return f"{what}; {self.skipped} changed since and left alone" if self.skipped else what

    def _papers(self) -> str:
        if len(self.bookmarks) == 1:
            paper = self.bookmarks[0].paper
            return f"“{paper.title}”" if paper.title else paper.key
        return f"{len(self.bookmarks)} papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Papers that were marked on purpose: what they were before and after."""

    before: Mapping[PaperKey, Mark]
    after: Mapping[PaperKey, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarking:
    """A marking that is undone or redone."""

    marks: Mapping[PaperKey, Mark]
    """What the papers are to be now."""
    is_redo: bool

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        number = "1 paper" if len(self.marks) == 1 else f"{len(self.marks):,} papers"
        return f"{'Redone' if self.is_redo else 'Undone'}: marked {number}"


def take_back(merge_state: MergeState, step: Step, at: datetime) -> tuple[MergeState, int]:
    """Return the merge state with a step taken back, and how many bookmarks were changed since and are left alone.

    Every field goes back to what it was before the step, if it is still what the step made it.
    """
    bookmark_states = {key: _taken_back(merge_state.bookmark_state(key), step, key, at) for key in step.after}
    changed = {
        key: bookmark_state for key, bookmark_state in bookmark_states.items() if bookmark_state is not None
    }
    return merge_state.updated(changed), len(bookmark_states) - len(changed)


def _taken_back(
    bookmark_state: BookmarkState, step: Step, key: PaperKey, at: datetime
) -> BookmarkState | None:
    """Return the state with the step taken back, None if it was changed since."""
    former, made = step.before.get(key, NOTHING_SAID), step.after[key]
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
    changed = changed.with_words_back(made, former, at)
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
    return bookmark_state.without(at) if is_as_left else None


def _facts(bookmark: Bookmark) -> tuple[object, ...]:
    return bookmark.paper, bookmark.kept_at, bookmark.found_in


def bookmarks_of(step: Step) -> tuple[Bookmark, ...]:
    """Return the bookmarks a step is about: as it left them, or as it found those that are gone."""
    known = {
        **step.before,
        **{
            key: bookmark_state
            for key, bookmark_state in step.after.items()
            if bookmark_state.kept is not None
        },
    }
    return MergeState(known).bookmarks()


def deed_of(annotations: Annotations) -> Deed:
    """Return what saying these words is called."""
    says_tags = annotations.tags is not None or annotations.add_tags or annotations.remove_tags
    said = [
        deed
        for deed, is_said in (
            (Deed.STATUS, annotations.status is not None),
            (Deed.NOTE, annotations.note is not None),
            (Deed.TAGS, says_tags),
        )
        if is_said
    ]
    return said[0] if len(said) == 1 else Deed.CHANGED
