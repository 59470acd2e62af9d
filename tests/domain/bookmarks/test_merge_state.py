"""The algebra of libraries: who merges with whom, how often and in which order makes no difference."""

from datetime import timedelta

import pytest
from hypothesis import given
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status
from paperreader.domain.bookmarks.merge_state import (
    Edit,
    MergeState,
    annotate,
    clamp_times,
    keep,
    merge,
    remove,
    restore,
)
from paperreader.domain.papers.paper import Paper
from paperreader.domain.utc import LAST
from tests import strategies
from tests.store.builders import NOON, bookmark, key, paper

_HOUR = timedelta(hours=1)


def _with(*bookmarks: Bookmark) -> MergeState:
    merge_state = MergeState()
    for each in bookmarks:
        merge_state = keep(merge_state, each)
    return merge_state


def _only(merge_state: MergeState) -> Bookmark:
    (bookmark,) = merge_state.bookmarks()
    return bookmark


# Algebra --------------------------------------------------------------------------------------------------------


@given(strategies.merge_states(), strategies.merge_states())
def test_merging_is_commutative(one: MergeState, other: MergeState) -> None:
    assert merge(one, other) == merge(other, one)


@given(strategies.merge_states(), strategies.merge_states(), strategies.merge_states())
def test_merging_is_associative(one: MergeState, two: MergeState, three: MergeState) -> None:
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@given(strategies.merge_states(), strategies.merge_states())
def test_merging_again_changes_nothing(one: MergeState, other: MergeState) -> None:
    both = merge(one, other)
    assert merge(one, one) == one
    assert merge(both, one) == both == merge(both, other)


@given(strategies.merge_states())
def test_what_is_not_of_days_to_come_is_believed(merge_state: MergeState) -> None:
    times = [each.changed_at for each in merge_state.bookmark_states.values()]
    times += [each.kept_at for each in merge_state.bookmarks()]
    now = max(times, default=NOON) - _HOUR
    assert clamp_times(merge_state, now, now) == merge_state
    for long_before in (NOON - 20_000 * 24 * _HOUR, NOON - 10_000 * 24 * _HOUR):
        assert all(
            each.changed_at <= long_before + 24 * _HOUR
            for each in clamp_times(merge_state, long_before, long_before).bookmark_states.values()
        )


@pytest.mark.parametrize("written", [-10_000, 0, 2])
def test_what_was_kept_again_is_not_gone_for_a_time_that_is_not_believed(written: int) -> None:
    """A removal that is clamp_times, and after it a keeping of days to come, in a file of any age."""
    mine = _with(bookmark(1))
    gone = remove(mine, [key(1)], NOON + _HOUR)
    kept = keep(gone, replace(bookmark(1), kept_at=NOON + 100 * _HOUR))
    theirs = clamp_times(kept, NOON + 2 * _HOUR, NOON + written * _HOUR)
    assert theirs.bookmark(key(1)) is not None
    assert merge(mine, theirs).bookmark(key(1)) is not None


def test_at_the_end_of_time_everything_is_believed() -> None:
    merge_state = annotate(_with(bookmark(1)), [key(1)], Annotations(note="last"), LAST)
    assert clamp_times(merge_state, LAST, LAST) == merge_state


@pytest.mark.parametrize("written", [-2, 0, 2])
def test_what_is_of_days_to_come_was_said_when_the_file_was_written(written: int) -> None:
    theirs = annotate(_with(bookmark(1)), [key(1)], Annotations(note="theirs"), LAST)
    then = NOON + written * _HOUR
    note = clamp_times(theirs, NOON + _HOUR, then).bookmark_state(key(1)).note
    assert note is not None
    assert note.at == min(then, NOON + _HOUR)
    # What is said here after that stays.
    mine = annotate(_with(bookmark(1)), [key(1)], Annotations(note="mine"), NOON + 3 * _HOUR)
    assert _only(merge(mine, clamp_times(theirs, NOON + 4 * _HOUR, then))).note == "mine"
    gone = remove(_with(bookmark(1)), [key(1)], LAST)
    assert _only(merge(mine, clamp_times(gone, NOON + 4 * _HOUR, then))).note == "mine"


@given(strategies.merge_states(), strategies.edits())
def test_merging_what_was_only_changed_since_gives_the_later_one(one: MergeState, edits: list[Edit]) -> None:
    later = one
    for edit in edits:
        later = edit(later)
    merged = merge(one, later).bookmarks()
    # Only what the older one knows of a paper and the later does not is added.
    assert [replace(each, paper=Paper(key=each.paper.key, title="")) for each in merged] == [
        replace(each, paper=Paper(key=each.paper.key, title="")) for each in later.bookmarks()
    ]


# Meaning --------------------------------------------------------------------------------------------------------


def test_each_field_has_its_newer_change() -> None:
    base = _with(bookmark(1))
    mine = annotate(base, [key(1)], Annotations(note="mine", status=Status.READING), NOON + _HOUR)
    yours = annotate(base, [key(1)], Annotations(note="yours"), NOON + 2 * _HOUR)
    yours = annotate(yours, [key(1)], Annotations(add_tags=("red",)), NOON + 3 * _HOUR)
    assert _only(merge(mine, yours)) == replace(
        bookmark(1), note="yours", status=Status.READING, tags=("red",)
    )


def test_a_removal_is_a_change_and_what_is_said_later_is_a_later_one() -> None:
    base = annotate(_with(bookmark(1)), [key(1)], Annotations(add_tags=("thesis",)), NOON + _HOUR)
    mine = remove(base, [key(1)], NOON + 2 * _HOUR)
    assert merge(base, mine).bookmarks() == ()
    yours = annotate(base, [key(1)], Annotations(note="needed"), NOON + 3 * _HOUR)
    assert _only(merge(mine, yours)) == replace(bookmark(1), tags=("thesis",), note="needed")


def test_what_is_as_it_is_at_first_overrules_nobody() -> None:
    mine = annotate(_with(bookmark(1)), [key(1)], Annotations(note="mine", add_tags=("red",)), NOON + _HOUR)
    yours = _with(bookmark(1, minutes=600))
    merged = _only(merge(mine, yours))
    assert (merged.note, merged.tags) == ("mine", ("red",))
    assert merged.kept_at == yours.bookmarks()[0].kept_at


def test_a_paper_kept_again_has_its_words_again() -> None:
    merge_state = annotate(_with(bookmark(1)), [key(1)], Annotations(note="mine"), NOON + _HOUR)
    merge_state = keep(
        remove(merge_state, [key(1)], NOON + 2 * _HOUR), bookmark(1, minutes=600, found_in="elsewhere")
    )
    assert _only(merge_state) == replace(bookmark(1, minutes=600, found_in="elsewhere"), note="mine")


def test_a_newer_bookmark_that_knows_less_makes_nobody_forget() -> None:
    brief = Bookmark(paper=Paper(key=key(1), title="A New Title", comments=3), kept_at=NOON + _HOUR)
    merged = merge(_with(bookmark(1)), _with(brief))
    assert _only(merged).paper == replace(paper(1), title="A New Title", comments=3)
    third = _with(replace(bookmark(1, minutes=30), paper=Paper(key=key(1), title="T", abstract="Later.")))
    assert _only(merge(merged, third)).paper.abstract == "Later."


def test_a_clock_that_lags_behind_still_makes_the_later_change() -> None:
    merge_state = annotate(
        _with(bookmark(1)), [key(1)], Annotations(note="from a fast clock"), NOON + 100 * _HOUR
    )
    for edit in (Annotations(note="corrected"), Annotations(note="again")):
        merge_state = annotate(merge_state, [key(1)], edit, NOON)
        assert _only(merge_state).note == edit.note
    gone = remove(merge_state, [key(1)], NOON)
    assert merge(merge_state, gone).bookmarks() == ()


def test_saying_the_same_again_is_no_change() -> None:
    merge_state = annotate(_with(bookmark(1)), [key(1)], Annotations(note="a\r\nb", tags=("x y",)), NOON)
    assert _only(merge_state).tags == ("x", "y")
    again = annotate(
        merge_state, [key(1)], Annotations(note="a\nb", add_tags=("X",), status=Status.TO_READ), NOON + _HOUR
    )
    assert again == merge_state
    assert keep(merge_state, bookmark(1, minutes=9)) == merge_state
    assert restore(merge_state, merge_state.bookmarks(), NOON + _HOUR) == merge_state


def test_what_is_not_kept_can_be_neither_changed_nor_removed() -> None:
    merge_state = remove(_with(bookmark(1)), [key(1)], NOON)
    assert annotate(merge_state, [key(1), key(2)], Annotations(note="x"), NOON + _HOUR) == merge_state
    assert remove(merge_state, [key(1), key(2)], NOON + _HOUR) == merge_state
