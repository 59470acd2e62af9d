"""The documents say what the program does: keys, settings, commands, dependencies."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from paperreader.cli.root import paperreader
from paperreader.settings import PICTURES, SYMBOLS, THEMES, Settings
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.kit.keys import bindings_of, keymap, keys_of, shown
from paperreader.ui.scopes import SCOPES, SECTIONS
from tests import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(table: str) -> list[str]:
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    return [line.split(" | ")[0] for line in rows]


def test_the_key_table_has_every_key_and_no_other() -> None:
    written = {
        key for cell in first_cells(section("Keys").split("\n\n")[0]) for key in re.findall(r"`(\S+)`", cell)
    }
    owners = {owner for _, owners in SECTIONS for owner in owners} - {FilterBar}
    assert written == {
        shown(key) for owner in owners for each in bindings_of(owner) for key in keys_of(each, {})
    }


def test_the_settings_table_has_every_setting_with_its_default() -> None:
    rows = [
        line.split(" | ")
        for line in section("Environment and settings").splitlines()
        if line.startswith("| `")
    ]
    written = {
        row[0].strip("| `"): row[1].strip("`") for row in rows if len(row) == 3 and row[0].count(".") == 0
    }
    defaults = {
        field.name: "none"
        if field.name in {"keys", "watches", "mutes"}
        else str(getattr(Settings(), field.name)).join(_quotes(field.name))
        for field in dataclasses.fields(Settings)
        if field.name != "where"
    }
    assert written == defaults
    assert all(f'"{choice}"' in README for choice in (*THEMES, *SYMBOLS, *PICTURES))


def _quotes(name: str) -> tuple[str, str]:
    return ('"', '"') if isinstance(getattr(Settings(), name), str) else ("", "")


def test_the_names_for_keys_are_all_there() -> None:
    names = set(re.findall(r"`([a-z]+\.[a-z_]+)`", section("Environment and settings"))) - {"settings.toml"}
    assert names == {each.id for scope in SCOPES for owner in scope for each in bindings_of(owner)}


def test_the_example_of_other_keys_can_be_used() -> None:
    (example,) = re.findall(r'`("paper\.[a-z_]+" = "[^"]+")`', section("Environment and settings"))
    chosen = tomllib.loads(example)
    assert keymap(chosen, dict.fromkeys(chosen, "README.md"), SCOPES) == chosen


def test_every_command_is_named_and_has_help() -> None:
    with paperreader.make_context("paperreader", ["--help"], resilient_parsing=True) as context:
        for name in paperreader.list_commands(context):
            command = paperreader.get_command(context, name)
            assert command is not None
            assert command.help
            assert f"paperreader {name}" in section("Command line")


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


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda page: page.name
)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link
