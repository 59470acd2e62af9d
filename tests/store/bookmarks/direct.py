"""Bookmarks changed at the store itself, with the edits that the services make."""

from collections.abc import Collection, Iterable
from functools import partial

from paperreader.domain.bookmarks import merge_state
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.history import ChangeKind, kind_of
from paperreader.domain.bookmarks.merge_state import MergeState
from paperreader.domain.papers.paper import PaperKey
from paperreader.store.bookmarks.store import BookmarkStore


class DirectStore(BookmarkStore):
    """A store with a call for each change."""

    def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, those kept last first."""
        return self.merge_state().bookmarks()

    def holds(self, key: PaperKey) -> bool:
        """Tell whether the paper is kept."""
        return self.merge_state().bookmark(key) is not None

    def keep(self, bookmark: Bookmark) -> Bookmark:
        """Keep a paper and return its bookmark as it is stored."""
        _, after = self.apply(ChangeKind.KEPT, partial(merge_state.keep, bookmark=bookmark))
        return after.bookmark(bookmark.paper.key) or bookmark

    def change(self, keys: Collection[PaperKey], annotations: Annotations) -> tuple[Bookmark, ...]:
        """Change annotations; return the bookmarks that changed, as they were."""
        edit = partial(merge_state.annotate, keys=keys, annotations=annotations, at=self._clock())
        return _former(*self.apply(kind_of(annotations), edit))

    def restore(self, bookmarks: Iterable[Bookmark]) -> None:
        """Put bookmarks back exactly as they are."""
        edit = partial(merge_state.restore, bookmarks=tuple(bookmarks), at=self._clock())
        self.apply(ChangeKind.RESTORED, edit)

    def remove(self, key: PaperKey) -> Bookmark | None:
        """Remove a bookmark and return it; None if there was none."""
        return next(iter(self.remove_all([key])), None)

    def remove_all(self, keys: Collection[PaperKey]) -> tuple[Bookmark, ...]:
        """Remove bookmarks and return those there were."""
        edit = partial(merge_state.remove, keys=keys, at=self._clock())
        return _former(*self.apply(ChangeKind.REMOVED, edit))


def _former(before: MergeState, after: MergeState) -> tuple[Bookmark, ...]:
    return MergeState({key: before.bookmark_state(key) for key in after.changes(before)}).bookmarks()
