"""All that is known of bookmarks, with the time of each change: what makes the libraries of two machines one.

Every field is a register of its own: the newer change wins, and of two changes at the same time the one with the
greater value, so that it does not matter who merges with whom, how often, and in which order. A removal is a
change like any other. It takes the paper's data away and leaves annotations (status, tags, note) in the
merge state: another machine may have changed one of them later, which brings the bookmark back, and then with all of
them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status, joined_bookmarks
from paperreader.domain.papers.paper import IS_ABOUT, Paper, PaperKey
from paperreader.domain.utc import FIRST, LAST, in_utc

_T = TypeVar("_T")
_NO_TAGS: tuple[str, ...] = ()
_TICK = timedelta(microseconds=1)
_AHEAD = timedelta(days=1)
"""How much the clock of another machine may be ahead."""
FACTS = {
    each: (each, *(name for name, about in IS_ABOUT.items() if about == each))
    for each in Paper.__struct_fields__
    if each not in IS_ABOUT
}
"""The fields of a paper that change on their own, each with those that say something about it."""


class Register(Struct, Generic[_T], frozen=True):
    """A value, and when it was given."""

    value: _T
    at: datetime


class KeptPaper(Struct, frozen=True, kw_only=True):
    """That a paper is kept, and what is known of it."""

    paper: Paper
    kept_at: datetime
    found_in: str = ""
    at: datetime
    """When anything of the bookmark was changed last: from a removal before that it is safe."""
    older: tuple[tuple[str, datetime], ...] = ()
    """Fields of the paper that were known earlier and of which `at` knew nothing, by name."""

    def since(self, fact: str) -> datetime:
        """Return when a field of the paper became what it is; long ago if it is unknown."""
        if _is_unknown(self.paper, fact):
            return FIRST
        return next((at for name, at in self.older if name == fact), self.at)


# With a dictionary: what is worked out once is remembered, as every look at all bookmarks asks every state.
class BookmarkState(Struct, frozen=True, kw_only=True, dict=True):
    """All that is known of one paper's bookmark."""

    kept: KeptPaper | None = None
    """None when it is not kept: never was, or was removed."""
    removed_at: datetime | None = None
    """The last removal, also of what was kept again since."""
    status: Register[Status] | None = None
    tags: Register[tuple[str, ...]] | None = None
    note: Register[str] | None = None

    @cached_property
    def bookmark(self) -> Bookmark | None:
        """The bookmark as it is to be seen."""
        if self.kept is None:
            return None
        return Bookmark(
            paper=self.kept.paper,
            kept_at=self.kept.kept_at,
            found_in=self.kept.found_in,
            status=Status.TO_READ if self.status is None else self.status.value,
            tags=() if self.tags is None else self.tags.value,
            note="" if self.note is None else self.note.value,
        )

    @property
    def changed_at(self) -> datetime:
        """When anything was changed last."""
        return max(self._times, default=FIRST)

    @property
    def _times(self) -> list[datetime]:
        registers = (self.status, self.tags, self.note, self.kept)
        times = [each.at for each in registers if each is not None]
        return times if self.removed_at is None else [*times, self.removed_at]

    def with_kept(self, bookmark: Bookmark) -> "BookmarkState":
        """Return the state with the paper kept; what is kept already stays so and learns what is newly known."""
        at = self._next(bookmark.kept_at)
        newer = KeptPaper(paper=bookmark.paper, kept_at=bookmark.kept_at, found_in=bookmark.found_in, at=at)
        if self.kept is None:
            annotations = Annotations(status=bookmark.status, tags=bookmark.tags, note=bookmark.note)
            # Nobody wrote what is as it is at first: it must not overrule another machine.
            default = Annotations(status=Status.TO_READ, tags=(), note="")
            return _with_annotations(replace(self, kept=newer), annotations, at, unless=default)
        if self.kept.paper.updated_by(bookmark.paper) == self.kept.paper:
            return self
        return replace(self, kept=_learned(self.kept, bookmark.paper, at))

    def kept_again(self, bookmark: Bookmark, at: datetime) -> "BookmarkState":
        """Return the state with the paper kept since when it was, and with the annotations that are still there."""
        kept_at, found_in = bookmark.kept_at, bookmark.found_in
        kept = KeptPaper(paper=bookmark.paper, kept_at=kept_at, found_in=found_in, at=self._next(at))
        return replace(self, kept=kept)

    def joined_with(self, bookmark: Bookmark, at: datetime) -> "BookmarkState":
        """Return the state with a bookmark from elsewhere joined to it: what is there already wins."""
        bookmark_state = self if self.kept is not None else self.kept_again(bookmark, at)
        former = bookmark_state.bookmark or bookmark
        return bookmark_state.set_to(joined_bookmarks(former, bookmark), at)

    def removed(self, at: datetime) -> "BookmarkState":
        """Return the state with the bookmark removed."""
        return self if self.kept is None else replace(self, kept=None, removed_at=self._next(at))

    def annotated(self, annotations: Annotations, at: datetime) -> "BookmarkState":
        """Return the state with annotations changed; as it is if the paper is not kept."""
        if self.kept is None:
            return self
        at = self._next(at)
        changed = _with_annotations(self, annotations, at)
        return self if changed == self else replace(changed, kept=replace(self.kept, at=at))

    def set_to(self, bookmark: Bookmark, at: datetime) -> "BookmarkState":
        """Return the state with the bookmark exactly as given."""
        if self.bookmark == bookmark:
            return self
        at = self._next(at)
        kept = KeptPaper(paper=bookmark.paper, kept_at=bookmark.kept_at, found_in=bookmark.found_in, at=at)
        annotations = Annotations(status=bookmark.status, tags=bookmark.tags, note=bookmark.note)
        return _with_annotations(replace(self, kept=kept), annotations, at)

    def with_times(self, time_of: Callable[[datetime], datetime]) -> "BookmarkState":
        """Return the state with what `time_of` makes of every time in it."""
        kept = self.kept
        if kept is not None:
            older = tuple((fact, time_of(at)) for fact, at in kept.older)
            kept = replace(kept, kept_at=time_of(kept.kept_at), at=time_of(kept.at), older=older)
        return BookmarkState(
            kept=kept,
            removed_at=None if self.removed_at is None else time_of(self.removed_at),
            status=self.status and replace(self.status, at=time_of(self.status.at)),
            tags=self.tags and replace(self.tags, at=time_of(self.tags.at)),
            note=self.note and replace(self.note, at=time_of(self.note.at)),
        )

    def with_times_clamped(self, limit: datetime, otherwise: datetime) -> "BookmarkState":
        """Return the state with `otherwise` in place of every time after a limit, or the last one before that.

        What was changed later stays so: a removal would take away what was kept again after it.
        """
        latest = max([otherwise, *(at for at in self._times if at <= limit)])
        return self.with_times(lambda at: at if at <= limit else latest)

    def with_annotations_back(
        self, made: "BookmarkState", former: "BookmarkState", at: datetime
    ) -> "BookmarkState":
        """Return the state with those annotations as `former` has them that are still as `made` has them."""
        at = self._next(at)
        status = _back(self.status, made.status, former.status, Register(Status.TO_READ, at))
        tags = _back(self.tags, made.tags, former.tags, Register(_NO_TAGS, at))
        note = _back(self.note, made.note, former.note, Register("", at))
        if (status, tags, note) == (self.status, self.tags, self.note):
            return self
        kept = None if self.kept is None else replace(self.kept, at=at)
        return replace(self, kept=kept, status=status, tags=tags, note=note)

    def _next(self, at: datetime) -> datetime:
        # A clock may stand still, or lag behind the one of another machine: the later change is later all the same.
        # After the last time there is, where a broken clock or a doctored file has put it, there is none.
        at = in_utc(at)
        return max(at, min(self.changed_at, LAST - _TICK) + _TICK) if self.changed_at != FIRST else at


EMPTY_STATE = BookmarkState()
_AS_IT_IS = Annotations()


def _with_annotations(
    bookmark_state: BookmarkState, annotations: Annotations, at: datetime, unless: Annotations = _AS_IT_IS
) -> BookmarkState:
    """Return the state of a kept paper with the annotations that are news, and are not those of `unless`."""
    now = bookmark_state.bookmark
    assert now is not None  # noqa: S101 - the callers have looked
    later = annotations.applied_to(now)
    if later.status not in (now.status, unless.status):
        bookmark_state = replace(bookmark_state, status=Register(later.status, at))
    if later.tags not in (now.tags, unless.tags):
        bookmark_state = replace(bookmark_state, tags=Register(later.tags, at))
    if later.note not in (now.note, unless.note):
        bookmark_state = replace(bookmark_state, note=Register(later.note, at))
    return bookmark_state


@dataclass(frozen=True)
class MergeState:
    """The states of all papers that are or were kept."""

    bookmark_states: Mapping[PaperKey, BookmarkState] = field(default_factory=dict)

    def bookmark_state(self, key: PaperKey) -> BookmarkState:
        """Return the state of a paper's bookmark."""
        return self.bookmark_states.get(key, EMPTY_STATE)

    def bookmark(self, key: PaperKey) -> Bookmark | None:
        """Return a paper's bookmark, None if it is not kept."""
        return self.bookmark_state(key).bookmark

    @property
    def changed_at(self) -> datetime:
        """When anything was changed last."""
        return max(
            (bookmark_state.changed_at for bookmark_state in self.bookmark_states.values()), default=FIRST
        )

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, those kept last first, and by key where that is the same."""
        return self._bookmarks

    @cached_property
    def _bookmarks(self) -> tuple[Bookmark, ...]:
        kept = [
            bookmark
            for bookmark_state in self.bookmark_states.values()
            if (bookmark := bookmark_state.bookmark) is not None
        ]
        kept.sort(key=lambda bookmark: bookmark.paper.key)
        kept.sort(key=lambda bookmark: bookmark.kept_at, reverse=True)
        return tuple(kept)

    def updated(self, bookmark_states: Mapping[PaperKey, BookmarkState]) -> "MergeState":
        """Return the merge state with some states replaced."""
        return MergeState({**self.bookmark_states, **bookmark_states})

    def changes(self, former: "MergeState") -> dict[PaperKey, BookmarkState]:
        """Return the states that are not as they were in the former merge state."""
        return {
            key: bookmark_state
            for key, bookmark_state in self.bookmark_states.items()
            if bookmark_state is not (before := former.bookmark_states.get(key)) and bookmark_state != before
        }


Edit = Callable[[MergeState], MergeState]
"""A change of a merge state; it brings its time along, so that it can be made later than it was meant."""


def keep(merge_state: MergeState, bookmark: Bookmark) -> MergeState:
    """Return the merge state with a paper kept at the bookmark's time."""
    key = bookmark.paper.key
    return merge_state.updated({key: merge_state.bookmark_state(key).with_kept(bookmark)})


def learn(merge_state: MergeState, paper: Paper, at: datetime) -> MergeState:
    """Return the merge state with what is newly known of a paper, if that is kept."""
    if merge_state.bookmark_state(paper.key).kept is None:
        return merge_state
    return keep(merge_state, Bookmark(paper=paper, kept_at=at))


def remove(merge_state: MergeState, keys: Iterable[PaperKey], at: datetime) -> MergeState:
    """Return the merge state with some papers no longer kept."""
    return merge_state.updated(
        {
            key: merge_state.bookmark_states[key].removed(at)
            for key in keys
            if key in merge_state.bookmark_states
        }
    )


def annotate(
    merge_state: MergeState, keys: Iterable[PaperKey], annotations: Annotations, at: datetime
) -> MergeState:
    """Return the merge state with the annotations changed of those of the bookmarks that there are."""
    return merge_state.updated(
        {
            key: merge_state.bookmark_states[key].annotated(annotations, at)
            for key in keys
            if key in merge_state.bookmark_states
        }
    )


def import_all(merge_state: MergeState, bookmarks: Iterable[Bookmark], at: datetime) -> MergeState:
    """Return the merge state with bookmarks from elsewhere: what is kept already learns only what was not known."""
    return merge_state.updated(
        {
            each.paper.key: merge_state.bookmark_state(each.paper.key).joined_with(each, at)
            for each in bookmarks
        }
    )


def restore(merge_state: MergeState, bookmarks: Iterable[Bookmark], at: datetime) -> MergeState:
    """Return the merge state with these bookmarks exactly as they are, over whatever is kept of the papers now."""
    return merge_state.updated(
        {each.paper.key: merge_state.bookmark_state(each.paper.key).set_to(each, at) for each in bookmarks}
    )


def clamp_times(merge_state: MergeState, now: datetime, written_at: datetime) -> MergeState:
    """Return another machine's merge state with times that can't be in place of those of days to come.

    Clocks differ by minutes, or by a forgotten hour. What claims to be of next year would win against every change
    made until then; it can have been made no later than its file was written.
    """
    limit = min(now, LAST - _AHEAD) + _AHEAD
    otherwise = min(now, written_at)
    return MergeState(
        {
            key: bookmark_state.with_times_clamped(limit, otherwise)
            for key, bookmark_state in merge_state.bookmark_states.items()
        }
    )


def merge(one: MergeState, other: MergeState) -> MergeState:
    """Return what two merge states know together. Any order and any repetition gives the same."""
    both = {
        key: merge_bookmark_states(bookmark_state, one.bookmark_states[key])
        for key, bookmark_state in other.bookmark_states.items()
        if key in one.bookmark_states
    }
    return MergeState({**one.bookmark_states, **other.bookmark_states, **both})


def merge_bookmark_states(one: BookmarkState, other: BookmarkState) -> BookmarkState:
    """Return what two states of the same paper say together."""
    if one == other:
        return one
    removed_at = max(one.removed_at or FIRST, other.removed_at or FIRST)
    return BookmarkState(
        kept=_spared(_newer_kept(one.kept, other.kept), removed_at),
        removed_at=None if removed_at == FIRST else removed_at,
        status=_newer(one.status, other.status),
        tags=_newer(one.tags, other.tags),
        note=_newer(one.note, other.note),
    )


def _back(
    now: Register[_T] | None, then: Register[_T] | None, wanted: Register[_T] | None, default: Register[_T]
) -> Register[_T] | None:
    """Return a register as it is wanted, with the time of `default`, if it is still what it was then."""
    values = [(register or default).value for register in (now, then, wanted)]
    return now if values[0] != values[1] or values[1] == values[2] else replace(default, value=values[2])


def _newer(one: Register[_T] | None, other: Register[_T] | None) -> Register[_T] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda register: (register.at, repr(register.value)))


def _newer_kept(one: KeptPaper | None, other: KeptPaper | None) -> KeptPaper | None:
    if one is None or other is None or one == other:
        return one or other
    newer = max(one, other, key=lambda kept: (kept.at, kept.kept_at, kept.found_in))
    source = {fact: _better_known(one, other, fact) for fact in FACTS}
    values = {name: getattr(source[fact].paper, name) for fact, names in FACTS.items() for name in names}
    times = {fact: kept.since(fact) for fact, kept in source.items()}
    older = tuple((fact, at) for fact, at in times.items() if at not in (FIRST, newer.at))
    return replace(newer, paper=replace(newer.paper, **values), older=older)


def _better_known(one: KeptPaper, other: KeptPaper, fact: str) -> KeptPaper:
    return max(one, other, key=lambda kept: (kept.since(fact), repr(_values(kept.paper, fact))))


def _learned(kept: KeptPaper, paper: Paper, at: datetime) -> KeptPaper:
    """Return what is kept with what is newly known; the rest is known since when it was."""
    before = [(fact, kept.since(fact)) for fact in FACTS if _is_unknown(paper, fact)]
    older = tuple((fact, since) for fact, since in before if since != FIRST)
    return replace(kept, paper=kept.paper.updated_by(paper), at=at, older=older)


def _values(paper: Paper, fact: str) -> tuple[object, ...]:
    return tuple(getattr(paper, name) for name in FACTS[fact])


def _is_unknown(paper: Paper, fact: str) -> bool:
    return all(value in (None, (), "") for value in _values(paper, fact))


def _spared(kept: KeptPaper | None, removed_at: datetime) -> KeptPaper | None:
    """Return what a removal leaves: nothing, or the fields that became known after it."""
    if kept is None or kept.at < removed_at:
        return None
    gone = {fact for fact, at in kept.older if at < removed_at}
    if not gone:
        return kept
    unknown = Paper(key=kept.paper.key, title="")
    names = [name for fact in gone for name in FACTS[fact]]
    paper = replace(kept.paper, **{name: getattr(unknown, name) for name in names})
    return replace(kept, paper=paper, older=tuple(pair for pair in kept.older if pair[0] not in gone))
