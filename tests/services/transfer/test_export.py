"""Writing a file of the user's own: whole or not at all, and never over another by accident."""

import errno
import os
from pathlib import Path

import pytest

from paperreader.errors import ExportFailed, TargetExists
from paperreader.formats import FORMATS
from paperreader.services.transfer.export import Exporter
from tests.formats.builders import reading_list
from tests.store.builders import names_in

_BIBTEX = FORMATS["bibtex"]
_WRITTEN = _BIBTEX.write(reading_list())


async def test_the_file_holds_what_the_text_is(tmp_path: Path) -> None:
    target = tmp_path / "library.bib"
    await Exporter().write(_BIBTEX, reading_list(), target)
    assert target.read_bytes().decode() == _WRITTEN == await Exporter().text(_BIBTEX, reading_list())
    assert names_in(tmp_path) == ["library.bib"]


async def test_a_file_that_is_there_is_only_replaced_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "library.bib"
    target.write_text("mine", encoding="utf-8")
    target.chmod(0o640)
    with pytest.raises(TargetExists):
        await Exporter().write(_BIBTEX, reading_list(), target)
    assert target.read_text(encoding="utf-8") == "mine"
    await Exporter().write(_BIBTEX, reading_list(), target, overwrite=True)
    assert target.read_text(encoding="utf-8") == _WRITTEN
    assert target.stat().st_mode & 0o777 == 0o640
    assert names_in(tmp_path) == ["library.bib"]


async def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "library.bib"
    fsync = os.fsync

    def appear(descriptor: int) -> None:
        target.write_text("theirs", encoding="utf-8")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", appear)
    with pytest.raises(TargetExists):
        await Exporter().write(_BIBTEX, reading_list(), target)
    assert target.read_text(encoding="utf-8") == "theirs"
    assert names_in(tmp_path) == ["library.bib"]


async def test_a_disk_without_links_takes_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(source), None, str(target))

    monkeypatch.setattr(os, "link", refuse)
    await Exporter().write(_BIBTEX, reading_list(), tmp_path / "library.bib")
    assert names_in(tmp_path) == ["library.bib"]


async def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "library.bib"
    target.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed) as told:
        await Exporter().write(_BIBTEX, reading_list(), target, overwrite=True)
    assert "space" in told.value.hint
    assert target.read_text(encoding="utf-8") == "mine"
    assert names_in(tmp_path) == ["library.bib"]


async def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="No such folder"):
        await Exporter().write(_BIBTEX, [], tmp_path / "missing" / "library.bib")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", [".", "bad\0name", "x" * 300])
async def test_what_can_not_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportFailed):
        await Exporter().write(_BIBTEX, [], tmp_path / name, overwrite=True)


async def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "real.bib", tmp_path / "link.bib"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    await Exporter().write(_BIBTEX, reading_list(), link, overwrite=True)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == _WRITTEN
