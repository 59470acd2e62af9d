"""What can be asked of the bookmarks, and what comes of it.

A change can be made later than it was meant, on whatever is there then. Other work is done in the thread of the bookmarks
and gives events for a front end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial, reduce
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paperreader.domain.bookmarks import merge_state
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.history import (
    Change,
    ChangeKind,
    MarkChange,
    MarkReversal,
    Reversal,
    kind_of,
)
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import StoreError
from paperreader.services.bookmarks.events import (
    AnnotationsRemoved,
    BookmarksEvent,
    ConflictCopiesFound,
    PapersMarked,
    PendingSaved,
    Remark,
)

if TYPE_CHECKING:
    from datetime import datetime

    from paperreader.services.bookmarks.history import History


class PendingChange(Struct, frozen=True, eq=False):
    """A change, and what it is called when it is undone."""

    kind: ChangeKind
    edit: Edit
    wishes: Mapping[PaperKey, bool] = field(default_factory=dict)
    """Which papers are to be kept, and which no longer."""


def keep(papers: Collection[Paper], found_in: str, at: datetime) -> PendingChange:
    """Keep papers; one that is kept already stays kept since when it was, with what is newly known."""
    bookmarks = [Bookmark(paper=paper, kept_at=at, found_in=found_in) for paper in papers]

    def edit(former: MergeState) -> MergeState:
        return reduce(merge_state.keep, bookmarks, former)

    return PendingChange(ChangeKind.KEPT, edit, {paper.key: True for paper in papers})


def remove(keys: Iterable[PaperKey], at: datetime) -> PendingChange:
    """Stop keeping papers."""
    keys = tuple(keys)
    edit = partial(merge_state.remove, keys=keys, at=at)
    return PendingChange(ChangeKind.REMOVED, edit, dict.fromkeys(keys, False))


def annotate(keys: Iterable[PaperKey], annotations: Annotations, at: datetime) -> PendingChange:
    """Change the annotations of kept papers."""
    edit = partial(merge_state.annotate, keys=tuple(keys), annotations=annotations, at=at)
    return PendingChange(kind_of(annotations), edit)


def keep_annotated(
    papers: Collection[Paper],
    found_in: str,
    keys: Iterable[PaperKey],
    annotations: Annotations,
    at: datetime,
) -> PendingChange:
    """Keep papers and change annotations, those of papers that are kept already too: one step to undo."""
    kept, annotated = keep(papers, found_in, at), annotate(keys, annotations, at)

    def edit(former: MergeState) -> MergeState:
        return annotated.edit(kept.edit(former))

    return PendingChange(ChangeKind.KEPT, edit, kept.wishes)


class Merged(Struct, frozen=True):
    """What a merge, or putting back a backup, did to the bookmarks here."""

    added: int
    removed: int
    changed: int

    @property
    def is_change(self) -> bool:
        """Anything was changed."""
        return bool(self.added or self.removed or self.changed)

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        if not self.is_change:
            return "Nothing new"
        return f"{self.added} added, {self.changed} changed, {self.removed} removed"


def former_bookmarks(before: MergeState, after: MergeState) -> tuple[Bookmark, ...]:
    """Return the bookmarks that a change changed, as they were before it."""
    return MergeState({key: before.bookmark_state(key) for key in after.changes(before)}).bookmarks()


def merged(change: Change | None) -> Merged:
    """Return what a merge did, None being nothing."""
    pairs = (
        []
        if change is None
        else [
            (MergeState(change.before).bookmark(key), after.bookmark) for key, after in change.after.items()
        ]
    )
    return Merged(
        added=sum(before is None and after is not None for before, after in pairs),
        removed=sum(before is not None and after is None for before, after in pairs),
        changed=sum(None not in (before, after) and before != after for before, after in pairs),
    )


def removed_annotations(change: PendingChange, before: MergeState, after: MergeState) -> list[BookmarksEvent]:
    """Return what to tell of a removal that took notes or tags along; nothing of any other change."""
    removed = former_bookmarks(before, after) if change.kind is ChangeKind.REMOVED else ()
    has_any = any(bookmark.note or bookmark.tags for bookmark in removed)
    return [AnnotationsRemoved(removed)] if has_any else []


def learn(history: History, paper: Paper) -> list[BookmarksEvent]:
    """Add what is newly known to a kept paper."""
    # Nobody asked for it as a change: what can't be written now is learned when the paper is kept anew.
    with suppress(StoreError):
        history.after_flush(lambda store: store.learn(paper))
    return []


def mark(history: History, change: MarkChange) -> list[BookmarksEvent]:
    """Note that papers were marked."""
    history.mark(change)
    return []


def flush(history: History) -> list[BookmarksEvent]:
    """Write what is pending."""
    if pending := history.pending:
        history.flush()
    return [PendingSaved(pending)] if pending else []


def reverse(reverse_last: Callable[[], Reversal | MarkReversal | None], nothing: str) -> list[BookmarksEvent]:
    """Undo or redo; `nothing` is what to say where there is nothing to."""
    reversal = reverse_last()
    remark = Remark(nothing if reversal is None else reversal.sentence)
    if isinstance(reversal, MarkReversal):
        return [PapersMarked(reversal.marks, is_reversal=True), remark]
    return [remark]


def find_conflict_copies(history: History) -> list[BookmarksEvent]:
    """Look for copies that sync tools left."""
    # What is wrong with the bookmarks is said when they are read.
    with suppress(StoreError):
        if copies := history.store().conflict_copies():
            return [ConflictCopiesFound(len(copies))]
    return []


def merge_conflict_copies(history: History) -> list[BookmarksEvent]:
    """Join the copies that sync tools left to the bookmarks, until one can't be."""
    events: list[BookmarksEvent] = []
    for copy in history.store().conflict_copies():
        try:
            done = merged(history.after_flush(lambda store, path=copy.path: store.merge(path)))  # type: ignore[misc]
        except StoreError as error:
            return [*events, error]
        events.append(Remark(f"{copy.path.name}: {done.sentence[0].lower()}{done.sentence[1:]}"))
    return events or [Remark("The bookmarks have no conflict copies")]
