"""Changes of bookmarks that were asked for: each can be made later than it was meant, on whatever is there then."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial, reduce

from paperreader.domain.bookmarks import merge_state
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.history import ChangeKind, kind_of
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.papers.paper import Paper, PaperKey


@dataclass(frozen=True, slots=True, eq=False)
class PendingChange:
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
