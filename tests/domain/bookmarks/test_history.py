"""Taking back: exactly what was done, and nothing somebody else did since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.bookmarks.history import Change, ChangeKind, Reversal, bookmarks_of, reverse
from paperreader.domain.bookmarks.merge_state import Edit, MergeState, annotate, keep, merge, remove
from tests import strategies
from tests.store.builders import NOON, bookmark, key

_HOUR = timedelta(hours=1)
_LATER = NOON + 24 * _HOUR


def _step(before: MergeState, after: MergeState) -> Change:
    step = Change.between(ChangeKind.CHANGED, before, after)
    assert step is not None
    return step


@given(strategies.merge_states(), strategies.edits())
def test_undo_gives_what_was_and_redo_what_is(merge_state: MergeState, edits: list[Edit]) -> None:
    states, steps = [merge_state], []
    for edit in edits:
        states.append(edit(states[-1]))
        if (step := Change.between(ChangeKind.CHANGED, states[-2], states[-1])) is None:
            states.pop()
        else:
            steps.append(step)
    now, redos = states[-1], []
    for step, wanted in zip(reversed(steps), reversed(states[:-1]), strict=True):
        before = now
        now, skipped = reverse(before, step, _LATER)
        assert (now.bookmarks(), skipped) == (wanted.bookmarks(), 0)
        redos.append(Change.between(ChangeKind.CHANGED, before, now))
    for redo, wanted in zip(reversed(redos), states[1:], strict=True):
        if redo is not None:
            now, skipped = reverse(now, redo, _LATER)
            assert skipped == 0
        assert now.bookmarks() == wanted.bookmarks()


@given(strategies.merge_states(), strategies.merge_states())
def test_a_merge_can_be_taken_back_and_made_again(one: MergeState, other: MergeState) -> None:
    both = merge(one, other)
    step = Change.between(ChangeKind.MERGED, one, both)
    if step is None:
        return
    undone, skipped = reverse(both, step, _LATER)
    assert (undone.bookmarks(), skipped) == (one.bookmarks(), 0)
    redo = Change.between(ChangeKind.MERGED, both, undone)
    redone = both if redo is None else reverse(undone, redo, _LATER)[0]
    assert redone.bookmarks() == both.bookmarks()


def test_an_undo_is_a_new_change_that_wins_when_merged_with_what_it_undid() -> None:
    before = keep(MergeState(), bookmark(1))
    after = annotate(before, [key(1)], Annotations(note="oops"), NOON + _HOUR)
    undone, _ = reverse(after, _step(before, after), NOON)
    assert merge(after, undone).bookmarks() == before.bookmarks()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(lambda merge_state: annotate(merge_state, [key(1)], Annotations(note="ours"), NOON + _HOUR),
                     lambda merge_state: annotate(merge_state, [key(1)], Annotations(note="theirs"), NOON + 2 * _HOUR), id="note"),
        pytest.param(lambda merge_state: annotate(merge_state, [key(1)], Annotations(note="ours"), NOON + _HOUR),
                     lambda merge_state: remove(merge_state, [key(1)], NOON + 2 * _HOUR), id="removed since"),
        pytest.param(lambda merge_state: remove(merge_state, [key(1)], NOON + _HOUR),
                     lambda merge_state: keep(merge_state, bookmark(1, minutes=900)), id="kept again since"),
        pytest.param(lambda merge_state: keep(merge_state, bookmark(2)),
                     lambda merge_state: annotate(merge_state, [key(2)], Annotations(note="theirs"), NOON + 2 * _HOUR), id="noted since"),
        pytest.param(lambda merge_state: keep(merge_state, bookmark(2)),
                     lambda merge_state: remove(merge_state, [key(2)], NOON + 2 * _HOUR), id="gone already"),
    ],
)  # fmt: skip
def test_what_another_machine_changed_since_is_left_alone(ours: Edit, theirs: Edit) -> None:
    before = keep(MergeState(), bookmark(1))
    after = ours(before)
    elsewhere = theirs(after)
    undone, skipped = reverse(elsewhere, _step(before, after), _LATER)
    assert (undone.bookmarks(), skipped) == (elsewhere.bookmarks(), 1)


def test_one_field_is_taken_back_though_another_was_changed_since() -> None:
    before = keep(MergeState(), bookmark(1))
    after = annotate(before, [key(1)], Annotations(note="ours", add_tags=("red",)), NOON + _HOUR)
    elsewhere = annotate(after, [key(1)], Annotations(note="theirs"), NOON + 2 * _HOUR)
    undone, skipped = reverse(elsewhere, _step(before, after), _LATER)
    assert (undone.bookmarks(), skipped) == ((replace(bookmark(1), note="theirs"),), 0)


def _told(
    change: Callable[[MergeState], MergeState], kind: ChangeKind, *, is_redo: bool, skipped: int = 0
) -> str:
    before = keep(keep(MergeState(), bookmark(1)), bookmark(2))
    step = _step(before, change(before))
    return Reversal(kind=kind, is_redo=is_redo, bookmarks=bookmarks_of(step), skipped=skipped).sentence


def test_a_reversal_tells_what_it_did() -> None:
    title = "Lanterns for Lost Gradients, Part 1"
    one = _told(lambda merge_state: remove(merge_state, [key(1)], NOON), ChangeKind.REMOVED, is_redo=False)
    assert one == f"Undone: removed “{title}”"
    words = Annotations(add_tags=("red",))
    both = _told(
        lambda merge_state: annotate(merge_state, [key(1), key(2)], words, NOON),
        ChangeKind.TAGS,
        is_redo=True,
        skipped=1,
    )
    assert both == "Redone: tags of 2 papers; 1 changed since then and left as they are"


def test_a_paper_without_a_title_is_called_by_its_id() -> None:
    untitled = replace(bookmark(1), paper=replace(bookmark(1).paper, title=""))
    reversal = Reversal(kind=ChangeKind.IMPORTED, is_redo=False, bookmarks=(untitled,))
    assert reversal.sentence == f"Undone: imported {key(1)}"
