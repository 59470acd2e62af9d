"""The documents say what the program does: keys, settings, commands, dependencies."""

import re
import tomllib
from pathlib import Path

import pytest

from docs import tables
from paperreader.cli.root import paperreader
from paperreader.settings import SETTINGS, read_settings
from paperreader.ui.kit.keys import bindings_of, keymap, keys_of, shown
from paperreader.ui.scopes import SCOPES
from tests import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def first_cells(table: str) -> list[str]:
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    return [line.split(" | ")[0] for line in rows]


@pytest.mark.parametrize("page", tables.TABLES)
def test_the_tables_are_those_the_code_makes(page: str) -> None:
    told = "run: make docs"
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == tables.made(page), told


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= 700


def test_the_keys_of_the_readme_are_keys() -> None:
    table = README.split("## Keys\n", 1)[1].split("\n## ", 1)[0]
    written = {key for row in table.splitlines()[4:] for key in re.findall(r"`(\S+)`", row.split(" | ")[-1])}
    assert len(written) >= 20
    assert written <= {
        shown(key)
        for scope in SCOPES
        for owner in scope
        for each in bindings_of(owner)
        for key in keys_of(each, {})
    }


def test_the_example_of_settings_is_read_and_has_every_setting(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "settings.toml"
    file.write_text(example, encoding="utf-8")
    settings = read_settings(file)
    assert tomllib.loads(example).keys() == SETTINGS.keys()
    assert keymap(settings.keys, settings.where, SCOPES) == settings.keys


def test_the_example_of_other_keys_can_be_used() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    chosen = tomllib.loads(example)["keys"]
    assert keymap(chosen, dict.fromkeys(chosen, "keys.md"), SCOPES) == chosen


def test_every_command_has_help() -> None:
    with paperreader.make_context("paperreader", ["--help"], resilient_parsing=True) as context:
        for name in paperreader.list_commands(context):
            command = paperreader.get_command(context, name)
            assert command is not None
            assert command.help


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_target_is_explained(target: str) -> None:
    pages = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"make {target}" in pages


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    named = {re.split("[<>=!~]", requirement)[0] for requirement in [*project["dependencies"], *extras]}
    written = {
        cell.strip("| ")
        for cell in first_cells((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))
    }
    assert written == named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").glob("*.png")), ids=lambda picture: picture.name)
def test_a_picture_is_small_and_stands_on_a_page(picture: Path) -> None:
    assert picture.stat().st_size < 200_000
    assert any(f"{picture.name})" in page.read_text(encoding="utf-8") for page in PAGES)
