"""Steps between those of a log are undone and redone as if all were in one list."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from paperreader.services.bookmarks.history import UnloggedChanges


@dataclass
class Both:
    """A log, the steps between, and the list they are to be like."""

    unlogged: UnloggedChanges[str] = field(default_factory=UnloggedChanges)
    log: list[str] = field(default_factory=list)
    undone_of_log: list[str] = field(default_factory=list)
    past: list[str] = field(default_factory=list)
    future: list[str] = field(default_factory=list)

    @property
    def _steps(self) -> tuple[int, int]:
        return len(self.log), len(self.undone_of_log)

    def do(self, step: str) -> None:
        """Take a step; those in upper case come into the log."""
        self.past.append(step)
        self.future.clear()
        if step.isupper():
            self.log.append(step)
            self.undone_of_log.clear()
            self.unlogged.forget_undone(0)
        else:
            self.unlogged.add(step, *self._steps)

    def undo(self) -> tuple[str | None, str | None]:
        """Undo, and return what was undone and what should have been."""
        wanted = self.past.pop() if self.past else None
        self.future += [wanted] if wanted else []
        undone = self.unlogged.undo(*self._steps)
        if undone is None and self.log:
            undone = self.log.pop()
            self.undone_of_log.append(undone)
        return undone, wanted

    def redo(self) -> tuple[str | None, str | None]:
        """Redo, and return what was redone and what should have been."""
        wanted = self.future.pop() if self.future else None
        self.past += [wanted] if wanted else []
        past, future = self._steps
        redone = self.unlogged.redo(past, future)
        if redone is not None:
            self.unlogged.put_redone(redone, past)
        elif self.unlogged.is_in_reach(future):
            redone = self.undone_of_log.pop()
            self.log.append(redone)
        return redone, wanted


@given(st.lists(st.sampled_from(["log", "mark", "undo", "redo"]), max_size=60))
def test_they_are_as_one_list(ways: list[str]) -> None:
    both = Both()
    for number, way in enumerate(ways):
        if way == "undo":
            done, wanted = both.undo()
        elif way == "redo":
            done, wanted = both.redo()
        else:
            done = wanted = None
            both.do(f"{'S' if way == 'log' else 's'}{number}")
        assert done == wanted, ways[: number + 1]


def test_a_step_of_somebody_else_is_undone_in_its_turn() -> None:
    unlogged: UnloggedChanges[str] = UnloggedChanges()
    unlogged.add("mark", 3, 0)
    assert unlogged.undo(4, 0) is None
    assert unlogged.undo(3, 1) == "mark"
    assert unlogged.redo(3, 1) == "mark"


def test_what_somebody_else_undid_does_not_hide_a_step() -> None:
    unlogged: UnloggedChanges[str] = UnloggedChanges()
    unlogged.add("mark", 3, 0)
    assert unlogged.undo(2, 1) == "mark"


def test_a_step_that_was_given_up_is_redone_at_its_place() -> None:
    unlogged: UnloggedChanges[str] = UnloggedChanges()
    unlogged.put_undone("given up", 1)
    # The log's last step was undone after it, so it comes first.
    assert unlogged.redo(0, 1) is None
    assert unlogged.is_in_reach(1)
    assert unlogged.redo(1, 0) == "given up"
