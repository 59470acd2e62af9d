"""The settings file, made where it is missing, edited and checked."""

import tomllib
from pathlib import Path

import pytest

from paperreader.errors import SettingsError
from paperreader.services.settings_file import SettingsFile, commented_defaults
from paperreader.settings import SETTINGS, Settings, settings_in


def test_the_defaults_set_nothing_and_tell_of_every_setting() -> None:
    text = commented_defaults()
    assert tomllib.loads(text) == {}
    # Each can be had by removing what makes it a comment.
    for setting in SETTINGS.values():
        if not setting.is_table:
            line = next(each for each in text.splitlines() if each.startswith(f"# {setting.name} = "))
            assert settings_in(line.removeprefix("# "), Path("x")) == Settings(), setting.name
        else:
            assert f"# [{setting.name}]\n# {setting.example}\n" in text


def test_a_missing_file_is_made_and_what_is_wrong_is_raised_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    seen: list[str] = []

    def edit(edited: Path) -> None:
        seen.append(edited.read_text(encoding="utf-8"))
        edited.write_text('measure = 90\ntheme = "pink"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match=r"line 2: theme must be one of") as refused:
        SettingsFile(path, edit).edit()
    assert "paperreader settings --edit" in refused.value.hint
    assert seen == [commented_defaults()]
    # What is there is not made anew.
    path.write_text("measure = 90\n", encoding="utf-8")
    assert SettingsFile(path, lambda _: None).edit().measure == 90
