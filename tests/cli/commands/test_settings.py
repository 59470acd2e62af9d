"""`paperreader settings` helps whatever is wrong in the file."""

from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.services.settings_file import SettingsFile


def test_it_prints_the_path_and_is_named_where_a_setting_is_wrong(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('theme = "pink"\n')
    assert run(["ls", "--offline"]) == 1
    told = capsys.readouterr().err
    assert "line 1: theme must be one of" in told
    assert "paperreader settings --edit" in told
    assert run(["settings"]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{home / 'settings.toml'}\n"
    assert "line 1: theme must be one of" in printed.err
    assert run(["settings", "--edit"]) == 1
    assert "An editor needs a terminal" in capsys.readouterr().err


def test_what_was_edited_is_checked_keys_included(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    for text, status, told in (
        ('[keys]\n"paper.keep" = "y"\n', 1, "y can't be both"),
        ("measure = 90\n", 0, "nothing wrong"),
    ):
        path = home / "settings.toml"
        file = SettingsFile(path, lambda each, text=text: each.write_text(text) and None)  # type: ignore[misc]
        monkeypatch.setattr(bootstrap, "settings_file", lambda _, file=file: file)
        assert run(["settings", "--edit"]) == status
        assert told in capsys.readouterr().err
