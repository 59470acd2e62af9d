"""Writers killed at any moment: what was acknowledged is there, and nothing is half there."""

import itertools
import os
import random
import signal
import time
from pathlib import Path

import pytest

from paperreader.domain.bookmarks.bookmark import Annotations, Status
from paperreader.errors import StoreNotWritable
from tests.store import edits, processes
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark, key, names_in

_KILLS = int(os.environ.get("PAPERREADER_KILLS", "10"))
_SEED = 20261125


def _spin(seconds: float) -> None:
    # The moment of the kill has to be hit within a write; nothing is waited for.
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    chance = random.Random(_SEED)  # noqa: S311 - repeatable, not secret
    path = tmp_path / "killed" / "bookmarks.json"
    models = edits.states(_SEED, tmp_path / "model" / "bookmarks.json")
    done, model = 0, next(models)
    for kill in range(_KILLS):
        with processes.started("edit", path, _SEED, done) as writer:
            assert writer.stdout is not None
            acknowledged = [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 4))]
            _spin(chance.random() * 0.006)
            writer.kill()
            acknowledged += [int(line) for line in writer.stdout.read().split()]
        *_, model = (model, *itertools.islice(models, acknowledged[-1] - done))
        done = acknowledged[-1]
        store = edits.opened(path, done)
        kept = store.all()
        assert store.take_recovery_reports() == ()
        if kept != model:
            # The change that was being made may be there, and then whole.
            model = next(models)
            done += 1
            assert kept == model, f"kill {kill}, change {done}"
            # Killed before the log knew of it, the change can't be undone (see the test below); in the model it can.
            for folder in ("killed", "model"):
                (tmp_path / folder / "state" / "undo.jsonl").unlink(missing_ok=True)
    left = set(names_in(path.parent)) - {"bookmarks.json", "bookmarks.json.lock", "state"}
    assert left <= {".bookmarks.json.tmp"}


class _Killed(BaseException):
    """Nobody catches it."""


def test_a_change_killed_before_it_was_logged_is_there_and_left_alone_by_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, state = tmp_path / "bookmarks.json", tmp_path / "state"
    store = DirectStore(path, state)
    store.keep(bookmark(1))
    store.keep(bookmark(2))

    def killed(*_: object) -> None:
        raise _Killed

    with monkeypatch.context() as dying:
        dying.setattr(store._log, "add", killed)
        with pytest.raises(_Killed):
            store.change([key(2)], Annotations(status=Status.READING))
    again = DirectStore(path, state)
    assert again.take_recovery_reports() == ()
    assert {each.paper.key: each.status for each in again.all()} == {
        key(1): Status.TO_READ,
        key(2): Status.READING,
    }
    reversal = again.undo()
    assert reversal is not None
    assert reversal.skipped == 1
    assert {each.paper.key: each.status for each in again.all()}[key(2)] is Status.READING
    again.undo()
    assert [each.paper.key for each in again.all()] == [key(2)]


def test_a_writer_that_is_frozen_delays_others_for_a_bounded_time(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.json"
    store = DirectStore(path, time_limit=0.2)
    store.keep(bookmark(1))
    with processes.started("hold", path) as holder:
        assert processes.line_of(holder) == "held"
        holder.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, holder.pid, os.WSTOPPED | os.WNOWAIT)
        began = time.monotonic()
        with pytest.raises(StoreNotWritable, match="is being written by another program") as caught:
            store.keep(bookmark(2))
        assert time.monotonic() - began < 4
        assert "another reader" in caught.value.hint
        assert len(store.all()) == 1, "reading waits for nobody"
        holder.kill()
        holder.wait()
        store.keep(bookmark(2))
    assert [each.paper.key for each in store.all()] == [key(1), key(2)]
