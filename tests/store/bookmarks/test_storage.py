"""The storage under TinyDB: a readable file, read again only when it changed, refused when it is not ours."""

import os
from pathlib import Path
from unittest.mock import ANY

import pytest

from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store import files
from paperreader.store.bookmarks.storage import DurableStorage
from tests.store.builders import names_in

_KIND = "paperreader teapots"
_GOOD = b'{"about": {"format": "paperreader teapots", "version": 1}, "pots": {"red": {"holds": 3}}}'


def _storage(path: Path) -> DurableStorage:
    return DurableStorage(path, _KIND, 1)


def test_the_file_is_sorted_pretty_readable_and_ends_with_one_line_break(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    _storage(path).write({"pots": {"rot": {"Größe": "三", "Art": ["a"]}, "blau": {}}})
    assert (
        path.read_text("utf-8")
        == """{
  "about": {
    "format": "paperreader teapots",
    "version": 1
  },
  "pots": {
    "blau": {},
    "rot": {
      "Art": [
        "a"
      ],
      "Größe": "三"
    }
  }
}
"""
    )


def test_a_file_that_is_not_there_is_empty_and_not_made_by_reading(tmp_path: Path) -> None:
    storage = _storage(tmp_path / "data" / "pots.json")
    assert storage.read() is None
    assert not storage.has_changed()
    assert names_in(tmp_path) == []


def test_what_was_written_is_read(tmp_path: Path) -> None:
    storage = _storage(tmp_path / "pots.json")
    storage.write({"pots": {"red": {"holds": 3}}})
    again = _storage(tmp_path / "pots.json").read()
    assert again == storage.read()
    assert again is not None
    assert again["pots"] == {"red": {"holds": 3}}


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    path.write_bytes(_GOOD)
    storage = _storage(path)
    before = storage.read()
    status = path.stat()
    # The same size, time and inode with other content can't come from a writer; here it shows who reads.
    path.write_bytes(_GOOD.replace(b"3", b"4"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert storage.read() == before


def test_a_file_written_by_another_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    first, second = _storage(path), _storage(path)
    first.write({"pots": {}})
    second.write({"pots": {"red": {"holds": 3}}})
    assert first.has_changed()
    tables = first.read()
    assert tables is not None
    assert tables["pots"] == {"red": {"holds": 3}}
    assert not first.has_changed()
    assert not second.has_changed()


def test_changing_what_was_read_changes_nothing_before_it_is_written(tmp_path: Path) -> None:
    storage = _storage(tmp_path / "pots.json")
    storage.write({"pots": {"red": {"holds": 3}}})
    for _ in range(2):
        tables = storage.read()
        assert tables is not None
        assert tables["pots"] == {"red": {"holds": 3}}
        pot = tables["pots"]["red"]
        assert isinstance(pot, dict)
        pot["holds"] = 4
        tables["pots"]["blue"] = {}
        tables["cups"] = {}


def test_a_failed_write_leaves_file_and_memory_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    storage = _storage(path)
    storage.write({"pots": {"red": {"holds": 3}}})
    before = path.read_bytes()
    (tmp_path / ".pots.json.tmp").mkdir()
    with pytest.raises(StoreNotWritable):
        storage.write({"pots": {}})
    assert path.read_bytes() == before
    assert storage.read() == _storage(path).read()


def test_a_transaction_is_one_write_of_all_or_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    storage = _storage(path)
    storage.write({"pots": {"red": {"holds": 3}}})
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), storage.transaction() as is_there:  # noqa: PT012 - it is raised in the transaction
        assert is_there
        storage.write({"pots": {}})
        raise ZeroDivisionError
    with storage.transaction():
        tables = storage.read()
        assert tables is not None
        assert tables["pots"] == {"red": {"holds": 3}}
    assert path.read_bytes() == before
    with storage.transaction():
        storage.write({"pots": {}})
        assert storage.read() == {"pots": {}}
        assert path.read_bytes() == before
        storage.write({"pots": {"blue": {}}})
    assert _storage(path).read() == {"pots": {"blue": {}}, "about": ANY}


def test_a_file_that_vanished_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    storage = _storage(path)
    storage.write({"pots": {"red": {}}})
    path.unlink()
    assert storage.has_changed()
    assert storage.read() is None
    storage.write({"pots": {"blue": {}}})
    tables = _storage(path).read()
    assert tables is not None
    assert tables["pots"] == {"blue": {}}


def test_unknown_sections_and_keys_survive_a_change(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    path.write_bytes(
        b'{"about": {"format": "paperreader teapots", "version": 1, "owner": "me"}, "cups": {"1": {"a": null}}}'
    )
    storage = _storage(path)
    tables = storage.read()
    assert tables is not None
    tables["pots"] = {"red": {}}
    storage.write(tables)
    assert _storage(path).read() == {
        "about": {"format": "paperreader teapots", "version": 1, "owner": "me"},
        "cups": {"1": {"a": None}},
        "pots": {"red": {}},
    }


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "is empty", id="0 bytes"),
        pytest.param(_GOOD[:-20], "is damaged", id="cut off"),
        pytest.param(_GOOD + _GOOD[-30:], "is damaged", id="an old tail behind it"),
        pytest.param(b"\x00" * 400, "is damaged", id="zeros after a power cut"),
        pytest.param(b"\x93NUMPY\xff\xfe", "is damaged", id="garbage"),
        pytest.param(_GOOD.replace(b"red", b"r\xffd"), "is damaged", id="not UTF-8"),
        pytest.param(b"<<<<<<< HEAD\n" + _GOOD, "is damaged", id="an unfinished merge"),
        pytest.param(b'{"pots":' * 100_000, "is damaged", id="very deep"),
        pytest.param(b"[]", "is not a file of", id="a list"),
        pytest.param(b"null", "is not a file of", id="null"),
        pytest.param(b"{}", "is not a file of", id="an empty object"),
        pytest.param(b'{"pots": []}', "is not a file of", id="a table that is a list"),
        pytest.param(b'{"pots": {"red": {}}}', "is not a file of", id="nothing said about it"),
        pytest.param(_GOOD.replace(b"teapots", b"kettles"), "is not a file of", id="another kind"),
        pytest.param(_GOOD.replace(b"1", b'"1"'), "is not a file of", id="a version that is text"),
        pytest.param(_GOOD.replace(b"1", b"0"), "is not a file of", id="version 0"),
        pytest.param(
            _GOOD.replace(b'{"holds": 3}', b"3"), "'red' in 'pots'", id="a document that is a number"
        ),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "pots.json"
    path.write_bytes(content)
    status = path.stat()
    storage = _storage(path)
    for attempt in (storage.read, lambda: storage.write({"pots": {}}), storage.read):
        with pytest.raises(StoreUnreadable, match=complaint) as caught:
            attempt()
        assert str(path) in caught.value.message
        assert "restore a good copy" in caught.value.hint
    assert storage.has_changed()
    assert path.read_bytes() == content
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    assert names_in(tmp_path) == ["pots.json"]


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    storage = _storage(path)
    storage.write({"pots": {}})
    content = _GOOD.replace(b"1", b"7")
    path.write_bytes(content)
    for attempt in (storage.read, lambda: storage.write({"pots": {}})):
        with pytest.raises(StoreTooNew) as caught:
            attempt()
        assert caught.value.message == (
            f"{path} was written by a newer paperreader: version 7, this one reads 1"
        )
        assert "Update paperreader" in caught.value.hint
    assert path.read_bytes() == content


def test_a_mended_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    path.write_bytes(_GOOD[:-1])
    storage = _storage(path)
    with pytest.raises(StoreUnreadable):
        storage.read()
    path.write_bytes(_GOOD)
    assert storage.read() is not None


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = _storage(tmp_path / "file")
    storage.write({"pots": {"red": {}}})
    monkeypatch.setattr(files, "MAX_BYTES", 200)
    with pytest.raises(StoreNotWritable, match="too large to read back"):
        storage.write({"pots": {"red": {"of": "clay" * 100}}})
    assert storage.read() == {"pots": {"red": {}}, "about": ANY}


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    storage = _storage(tmp_path)
    with pytest.raises(StoreUnreadable, match="can't be read: it is not a file"):
        storage.read()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    storage = _storage(tmp_path / "data" / "pots.json")
    assert storage.has_changed()
    with pytest.raises(StoreUnreadable, match="can't be read: Not a directory"):
        storage.read()


def test_links_in_a_circle_are_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pots.json"
    path.symlink_to(path)
    storage = _storage(path)
    with pytest.raises(StoreUnreadable, match="can't be read: Too many levels of symbolic links"):
        storage.write({"pots": {}})
    assert path.is_symlink()
