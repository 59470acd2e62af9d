"""How often a change of the bookmarks makes the disk work."""

import os
from pathlib import Path

import pytest

from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark


@pytest.mark.parametrize("count", [1, 300])
def test_a_change_writes_the_file_once_and_waits_for_the_disk_three_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    store = DirectStore(tmp_path / "bookmarks.json", tmp_path / "state")
    store.keep_all([bookmark(number) for number in range(count)])
    replaced: list[str] = []
    synced: list[int] = []
    replace, fsync = Path.replace, os.fsync

    def noting(path: Path, target: Path) -> Path:
        replaced.append(target.name)
        return replace(path, target)

    def syncing(file: int) -> None:
        synced.append(file)
        fsync(file)

    monkeypatch.setattr(Path, "replace", noting)
    monkeypatch.setattr(os, "fsync", syncing)
    store.keep(bookmark(count))
    # The file, its folder, and the line of the undo log.
    assert (replaced, len(synced)) == (["bookmarks.json"], 3)
    store.undo()
    assert (replaced, len(synced)) == (["bookmarks.json"] * 2, 6)
