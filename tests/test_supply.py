"""What the program is made of is pinned by hash, on every system, and does nothing when it is imported."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from supply import audit
from supply.bill import bill, extras_asked_for, required
from supply.pinned import FOLDER, pins
from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
EXTRAS = [each for extra in PROJECT["project"].get("optional-dependencies", {}).values() for each in extra]
LISTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
SYSTEMS = [
    {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": system,
        "os_name": "posix",
    }
    | {"platform_system": {"linux": "Linux", "darwin": "Darwin"}[system], "platform_machine": machine}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"))
]


def wanted(name: str) -> list[str]:
    """Return what the project asks for in a list."""
    lists: dict[str, list[str]] = {**GROUPS, "run": RUN, "dev": [*RUN, *EXTRAS, *GROUPS["dev"]]}
    return lists[name]


def test_there_is_a_list_for_running_and_for_each_group() -> None:
    assert sorted({"run", *GROUPS}) == LISTS


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_version_with_the_hash_of_each_of_its_files(name: str) -> None:
    # Anything else, such as the address of an index, an option or a path, is no such line.
    assert all(pin.hashes for pin in pins(name).values())
    assert "://" not in (FOLDER / f"{name}.txt").read_text(encoding="ascii")


@pytest.mark.parametrize("name", LISTS)
def test_everything_the_project_asks_for_is_pinned_at_a_version_that_fits(name: str) -> None:
    for requirement in map(Requirement, wanted(name)):
        pin = pins(name)[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(Version(pin.version)), pin


@pytest.mark.parametrize("name", ["run", "dev", "build"])
def test_what_is_pinned_needs_nothing_that_is_not_on_any_system(name: str) -> None:
    pinned = pins(name)
    here = [package for package in pinned if is_installed(package)]
    extras = extras_asked_for(here)
    missing = [
        (package, str(requirement))
        for package in here
        for system in SYSTEMS
        for requirement in required(package, extras[package], system)
        if canonicalize_name(requirement.name) not in pinned
    ]
    assert missing == []


def is_installed(package: str) -> bool:
    """Tell whether it is; what is for another system, or for building, may not be."""
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def test_the_lists_agree() -> None:
    versions: dict[str, set[str]] = {}
    for name in ("run", "dev", "build", "fuzz"):
        for package, pin in pins(name).items():
            versions.setdefault(package, set()).add(pin.version)
    assert [package for package, several in versions.items() if len(several) > 1] == []


def test_what_is_installed_from_the_repository_is_installed_by_hash() -> None:
    """But for the project itself, which is here, and brings nothing along."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install (.*)", makefile)
    assert len(installs) == 6
    assert [line for line in installs if "$(BY_HASH)" not in line] == [
        "--quiet --no-deps --no-build-isolation --editable ."
    ]
    assert "--require-hashes" in makefile


def test_the_bill_names_everything_that_is_installed_with_a_release() -> None:
    text = json.dumps(bill())
    assert json.dumps(bill()) == text
    made = json.loads(text)
    assert {each["name"] for each in made["components"]} == set(pins("run"))
    assert all(each["hashes"] and each["licenses"] for each in made["components"])
    references = {each["bom-ref"] for each in made["components"]} | {"paperreader"}
    assert {each["ref"] for each in made["dependencies"]} == references
    assert {needed for each in made["dependencies"] for needed in each["dependsOn"]} == references - {
        "paperreader"
    }
    asked = {canonicalize_name(Requirement(each).name) for each in RUN}
    (root,) = (each for each in made["dependencies"] if each["ref"] == "paperreader")
    assert {needed.split("/")[1].split("@")[0] for needed in root["dependsOn"]} == asked


# What happens when it is imported --------------------------------------------------------------------------

WATCHED = """
import importlib, pkgutil, sys

def watch(event, arguments):
    writes = event == "open" and arguments[1] and set(str(arguments[1])) & set("wax+")
    begins = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "urllib.",
              "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod",
              "shutil.", "webbrowser.", "ctypes.dlopen", "smtplib.", "ftplib.", "sqlite3.connect")
    if writes or event.startswith(begins):
        print("DID", event, arguments)

sys.dont_write_bytecode = True
sys.addaudithook(watch)
"""
IMPORT_ALL = """
import paperreader
for each in pkgutil.walk_packages(paperreader.__path__, "paperreader."):
    if not each.name.endswith(("__main__", "clipboard_child")):
        importlib.import_module(each.name)
print("imported", len([name for name in sys.modules if name.startswith("paperreader")]))
"""
ENDS = """
from paperreader.cli import run
sys.argv = ["paperreader", {argument!r}]
run([{argument!r}])
"""


def done(script: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED + script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_importing_everything_opens_no_socket_starts_nothing_and_writes_nothing() -> None:
    said = done(IMPORT_ALL)
    assert "DID" not in said, said
    assert int(said.split()[-1]) > 150


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_asking_for_help_opens_no_socket_starts_nothing_and_writes_nothing(argument: str) -> None:
    said = done(ENDS.format(argument=argument))
    assert "paperreader" in said
    assert "DID" not in said, said


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "open({path!r}, 'w')",
        "import sqlite3; sqlite3.connect(':memory:')",
    ],
)
def test_the_watch_sees_what_is_done(deed: str, tmp_path: Path) -> None:
    assert "DID" in done(deed.format(path=str(tmp_path / "x")))


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 pinned packages were checked: 0 known"),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
            1,
            "a 1: CVE-1, mended in ['2']",
        ),
        (
            [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found on PyPI"}],
            2,
            "COULD NOT BE CHECKED, 1 of 2: b",
        ),
        ([], 2, "0 pinned packages were checked"),
    ],
)
def test_what_was_not_checked_is_not_said_to_be_well(
    found: list[dict[str, object]], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.told(found) == code
    assert said in capsys.readouterr().out
