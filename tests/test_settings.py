"""Settings are read, and a wrong one is refused with file, line and key."""

from datetime import timedelta
from pathlib import Path

import pytest

from paperreader.errors import SettingsError
from paperreader.settings import Settings, read_settings, settings_in
from tests import ROOT


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()


def test_minutes_are_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("refresh_minutes = 5\n")
    assert read_settings(file).interval == timedelta(minutes=5)


def test_the_folder_of_pdfs_may_be_named_from_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "settings.toml"
    file.write_text('pdf_folder = "~/papers"\n')
    assert read_settings(file).pdf_folder == str(tmp_path / "papers")
    file.write_text('pdf_folder = ""\n')
    assert read_settings(file).pdf_folder == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("# mine\nrefresh_minutes = 'often'\n", "line 2: refresh_minutes"),
        ("refresh_minutes = 0\n", "line 1: refresh_minutes"),
        ("refresh_minutes = true\n", "line 1: refresh_minutes"),
        ("\n\nrefesh = 3\n", "line 3: refesh"),
        ("refresh_minutes = \n", "line 1"),
        ("density = 'loose'\n", "line 1: density must be one of comfortable, compact"),
        ("[watches]\nlamps = 3\n", "line 2: lamps"),
        ("[watches]\nlamps = 'upvotes:many'\n", "line 2: lamps is not understood"),
        ("[mutes]\nlamps = 'title:'\n", "line 2: lamps is not understood"),
        ("[mutes]\nlamps = ''\n", "line 2: lamps is not understood: it is empty"),
        ("watches = 3\n", "line 1: watches"),
        ("pdf_folder = 'papers'\n", "line 1: pdf_folder must be a full path"),
        ("pdf_folder = 3\n", "line 1: pdf_folder must be a full path"),
        ("pdf_folder = '~nobody-of-that-name/x'\n", "line 1: pdf_folder names an unknown home folder"),
        ("[watches]\n\"a\\u001bb\" = 'lamp'\n", "can't be the name"),
        ('"\\u001b]0;title\\u0007" = 1\n', ": is not a setting"),
        ("[a]\n[\"a\"]\n['\u202e']\n", "Cannot declare"),
        ("theme = nord\n", "text needs quotation marks"),
        (f"a = {'9' * 5000}\n", "can't be read as TOML"),
        (f"a = {'[' * 5000}\n", "can't be read as TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        read_settings(file)
    assert str(file) in refused.value.message
    assert named in refused.value.message
    assert refused.value.message.isprintable()


def test_the_watches_on_the_page_about_finding_are_settings() -> None:
    page = (ROOT / "docs" / "finding.md").read_text(encoding="utf-8")
    (block,) = [each for each in page.split("```") if "[watches]" in each and "[mutes]" in each]
    settings = settings_in(block, Path("settings.toml"))
    assert settings.watches
    assert settings.mutes
