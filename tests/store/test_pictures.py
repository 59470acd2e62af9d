"""The cache of pictures: files that may go at any time, and never more than a limit."""

import os
from pathlib import Path

import pytest

from paperreader.errors import StoreNotWritable
from paperreader.store.pictures import PictureCache


def aged(folder: Path) -> None:
    """Make every file a second older for each that came before it, without waiting."""
    for path in folder.iterdir():
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 1_000_000_000))


def test_what_is_kept_is_there_for_every_reader(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures")
    assert cache.read("https://a.example/x.png") is None
    cache.keep("https://a.example/x.png", b"picture")
    assert PictureCache(tmp_path / "pictures").read("https://a.example/x.png") == b"picture"
    cache.drop("https://a.example/x.png")
    cache.drop("https://a.example/x.png")
    assert cache.read("https://a.example/x.png") is None


def test_no_address_chooses_its_name(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures")
    cache.keep("../../../etc/passwd", b"picture")
    (path,) = (each for each in tmp_path.rglob("*") if each.is_file())
    assert path.parent == tmp_path / "pictures"
    assert len(path.stem) == 40


def test_the_oldest_go_where_there_are_too_many_and_what_was_looked_at_stays(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, most_bytes=250)
    for name in ("first", "second"):
        cache.keep(name, bytes(100))
        aged(tmp_path)
    (tmp_path / "notes.txt").write_text("somebody's own")
    assert cache.read("first") == bytes(100)
    aged(tmp_path)
    cache.keep("third", bytes(100))
    assert [cache.read(name) is not None for name in ("first", "second", "third")] == [True, False, True]
    assert (tmp_path / "notes.txt").exists()


def test_one_that_is_larger_than_all_together_stays_alone(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, most_bytes=250)
    cache.keep("first", bytes(100))
    aged(tmp_path)
    cache.keep("second", bytes(1000))
    assert (cache.read("first"), cache.read("second")) == (None, bytes(1000))


def test_a_folder_that_can_not_be_is_told_when_written_and_empty_when_read(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("in the way")
    cache = PictureCache(tmp_path / "pictures")
    assert cache.read("x") is None
    cache.drop("x")
    with pytest.raises(StoreNotWritable):
        cache.keep("x", b"picture")
