"""A file is read up to a bound; what is none is told and not touched."""

import os
import sys
from pathlib import Path

import pytest

from paperreader import plain_file
from paperreader.plain_file import FileTooLarge, NotAFile


def test_a_file_is_read_with_its_status(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"tide")
    link = tmp_path / "link"
    link.symlink_to(path)
    for each in (path, link):
        data, status = plain_file.read(each, 4)
        assert (data, status.st_size) == (b"tide", 4)


def test_no_more_than_the_bound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 3_000_001)
    with pytest.raises(FileTooLarge, match="it is larger than 3 MB"):
        plain_file.read(path, 3_000_000)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match="it is not a file"):
        plain_file.read(tmp_path, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_no_file_and_is_not_opened(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for each in (pipe, link):
        with pytest.raises(NotAFile, match="it is not a file"):
            plain_file.read(each, 1)


def test_what_is_not_there_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        plain_file.read(tmp_path / "file", 1)
