"""The walls of docs/architecture.md: who may import what, what starting costs, and whether the page is true."""

import ast
import functools
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.hub import Hub

HOUSE = ROOT / "src" / "paperreader"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

# Who may name a library, as the beginning of a path.
MAY_IMPORT = {
    "textual": ("ui/",),
    "rich": ("ui/", "document/cells.py", "cli/progress_line.py"),
    "PIL": ("formats/",),
    "httpx": ("sources/", "delivery/"),
    "markdown_it": ("document/",),
    "tinydb": ("store/",),
    "sqlite3": ("store/",),
    "msgspec": ("store/", "sources/", "formats/", "paper_record.py"),
    "filelock": ("store/",),
    "stamina": ("sources/",),
    "pyperclip": ("system/",),
    "subprocess": ("system/",),
    "webbrowser": ("system/",),
    "click": ("cli/",),
    "platformdirs": ("paths.py",),
}


@functools.cache
def sources() -> dict[str, ast.Module]:
    """Return the syntax of every file, by its path in the house."""
    paths = sorted(HOUSE.rglob("*.py"))
    return {path.relative_to(HOUSE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imports() -> Iterator[tuple[str, str]]:
    """Yield every file and module it names in an import, wherever in the file, type checking included."""
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not makes_values(node):
                yield name, node.module or ""


def makes_values(node: ast.ImportFrom) -> bool:
    """Tell whether something is imported for value types alone, which every floor has."""
    names = {alias.name for alias in node.names}
    return node.module == "msgspec.structs" or (node.module == "msgspec" and names <= {"Struct", "field"})


def names() -> Iterator[tuple[str, str, int]]:
    """Yield every file, name used in it, and line."""
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                yield name, node.id, node.lineno


def test_a_library_is_named_only_on_its_floor() -> None:
    trespassing = [
        f"{name} imports {module}"
        for name, module in imports()
        if not name.startswith(MAY_IMPORT.get(module.partition(".")[0], ("",)))
    ]
    assert trespassing == []


def test_any_is_for_the_two_files_that_meet_outside_data() -> None:
    allowed = {"sources/hub/wire.py", "store/records.py"}
    assert [(name, line) for name, used, line in names() if used == "Any" and name not in allowed] == []


def test_no_room_has_more_than_twenty_modules() -> None:
    rooms = Counter(name.rpartition("/")[0] for name in sources())
    assert {room: count for room, count in rooms.items() if count > 20} == {}


def test_every_room_with_rooms_in_it_has_a_contract_for_their_directions() -> None:
    around = {
        ".".join(f"paperreader/{name}".split("/")[:-2])
        for name in sources()
        if name.count("/") and name.endswith("/__init__.py")
    }
    checked = {
        container
        for contract in CONTRACTS["contracts"]
        if contract["type"] == "layers" and contract["exhaustive"]
        for container in contract["containers"]
    }
    assert checked == around


def test_nothing_is_called_a_helper() -> None:
    assert [name for name in sources() if re.search(r"utils?|helpers?|common|managers?|misc", name)] == []


def test_all_styling_is_in_the_style_sheet() -> None:
    assert [(name, line) for name, used, line in names() if used in {"CSS", "DEFAULT_CSS"}] == []


def test_every_binding_has_an_id_and_a_tooltip() -> None:
    found = [
        (name, node.lineno, {keyword.arg for keyword in node.keywords})
        for name, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Binding"
    ]
    assert found
    assert [(name, line) for name, line, said in found if not said >= {"id", "tooltip"}] == []


# The classes --------------------------------------------------------------------------------------------------

Class = tuple[str, str]
"""A class: its module and its name."""


def module_of(path: str) -> str:
    """Return the module that a file of the house is."""
    return "paperreader." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@functools.cache
def classes() -> dict[Class, ast.ClassDef]:
    """Return every class at the top of a module."""
    return {
        (module_of(path), node.name): node
        for path, tree in sources().items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


@functools.cache
def imported() -> dict[Class, Class]:
    """Return where a name comes from that a module imports, by the module and the name."""
    return {
        (module_of(path), alias.asname or alias.name): (node.module or "", alias.name)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def methods(own: Class) -> set[str]:
    """Return the names of the methods and properties of a class and its bases of ours; none of a class of others."""
    if own not in classes():
        return set()
    node = classes()[own]
    found = {each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    for base in node.bases:
        name = base.value if isinstance(base, ast.Subscript) else base
        if isinstance(name, ast.Name):
            found |= methods(imported().get((own[0], name.id), (own[0], name.id)))
    return found


def test_no_class_has_more_than_forty_methods_with_its_bases() -> None:
    counts = {own: len(methods(own)) for own in classes()}
    assert max(counts.values()) > 20
    assert {own: count for own, count in counts.items() if count > 40} == {}


def test_no_class_has_more_than_five_hundred_lines() -> None:
    lines = {own: (node.end_lineno or 0) - node.lineno + 1 for own, node in classes().items()}
    assert {own: count for own, count in lines.items() if count > 500} == {}


def test_no_public_class_name_is_defined_twice() -> None:
    counts = Counter(name for _, name in classes() if not name.startswith("_"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_protocol_is_where_several_things_answer_to_one_name() -> None:
    found = {
        own
        for own, node in classes().items()
        if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }
    # Several sources of each kind, several kinds of answers, several screens that load.
    ports = {own for own in found if own[0] == "paperreader.domain.ports"}
    assert found - ports == {
        ("paperreader.services.reading.answer_cache", "Timestamped"),
        ("paperreader.ui.paper.aside", "Loader"),
    }


# What a process has imported when it has done something ------------------------------------------------------

COSTLY = {"textual", "httpx", "tinydb", "sqlite3", "pyperclip", "markdown_it", "PIL"}
"""What is imported when it is needed and not before."""
RUN = "from paperreader.cli import run; run({})"
CONSTRUCT = """
import os
from paperreader import bootstrap
from paperreader.ui.app import PaperReaderApp
settings = bootstrap.settings_of(os.environ)
PaperReaderApp(bootstrap.build(os.environ, settings=settings), bootstrap.now, settings)
"""


def modules_after(script: str, folder: Path) -> set[str]:
    """Return the names of all modules a fresh process has after the script."""
    names = folder / "modules.txt"
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{script}\nimport sys\nprint(*sys.modules, sep='\\n', file=open(sys.argv[1], 'w'))",
            names,
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return set(names.read_text(encoding="utf-8").split())


def test_importing_the_package_imports_nothing_else_of_it(tmp_path: Path) -> None:
    bare, imported = modules_after("", tmp_path), modules_after("import paperreader", tmp_path)
    assert imported - bare == {"paperreader"}


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ("--version", set()),
        ("--help", set()),
        ("ls --help", set()),
        ("nonsense", set()),
        ("ls --date 2026-08-21", {"httpx", "sqlite3"}),
        ("ls --date 2026-08-21 --offline", {"sqlite3"}),
        ("search lamps", {"httpx", "sqlite3"}),
        ("show 2608.90301", {"httpx", "sqlite3"}),
        ("show 2608.90301 --comments", {"httpx", "markdown_it"}),
        ("show 2608.90301 --artefacts", {"httpx"}),
        ("read 2608.90301", {"httpx", "sqlite3"}),
        ("bookmarks ls", {"tinydb"}),
        ("fetch --since 2026-08-20 --until 2026-08-21", {"httpx", "sqlite3"}),
        ("archive stats", {"sqlite3"}),
        ("pdf 2608.90301 --offline", {"sqlite3"}),
        # Opening the reader without a terminal is refused before the screen is loaded.
        ("", set()),
    ],
)
def test_a_command_imports_no_more_than_it_needs(
    arguments: str, needed: set[str], hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    imported = modules_after(RUN.format(arguments.split()), tmp_path)
    assert imported & COSTLY == needed


@pytest.mark.parametrize(
    ("arguments", "ours", "most"),
    [
        ("--version", 5, 60),
        ("--help", 12, 140),
        ("ls --date 2026-08-21 --offline", 100, 300),
        ("search --local lamps", 118, 330),
    ],
)
def test_what_a_command_imports_is_counted(arguments: str, ours: int, most: int, tmp_path: Path) -> None:
    """How many modules of ours, and in all: who makes it less lowers them."""
    imported = modules_after(RUN.format(arguments.split()), tmp_path)
    assert len({name for name in imported if name.startswith("paperreader")}) <= ours
    assert len(imported) <= most
    assert "asyncio" not in imported


def test_what_is_imported_before_the_first_frame_is_counted(tmp_path: Path) -> None:
    imported = modules_after(CONSTRUCT, tmp_path)
    assert len({name for name in imported if name.startswith("paperreader")}) <= 146
    assert len(imported) <= 570
    assert "click" not in imported


def test_the_reader_is_built_before_http_and_the_stores_are_imported(tmp_path: Path) -> None:
    imported = modules_after(CONSTRUCT, tmp_path)
    assert {"textual", "paperreader.ui.browse.browse"} <= imported
    assert imported & COSTLY == {"textual"}


def test_a_screen_is_imported_when_it_is_opened_and_not_before(tmp_path: Path) -> None:
    imported = modules_after(CONSTRUCT, tmp_path)
    opened = {
        "paperreader.ui.artefacts.screen",
        "paperreader.ui.discussion.screen",
        "paperreader.ui.reading.screen",
    }
    assert imported & {*opened, "paperreader.ui.scopes", "paperreader.ui.dialogs.trends"} == set()


def test_the_domain_imports_nothing_that_does_anything(tmp_path: Path) -> None:
    script = "\n".join(
        f"import paperreader.{path.relative_to(HOUSE).with_suffix('').as_posix().replace('/', '.')}"
        for path in (HOUSE / "domain").rglob("*.py")
        if path.stem != "__init__"
    )
    ours = {name for name in modules_after(script, tmp_path) if name.startswith("paperreader.")}
    assert {name.split(".")[1] for name in ours} == {"domain", "errors"}


# Whether the page is true -------------------------------------------------------------------------------------


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the page in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def drawn() -> dict[str, str]:
    """Return what the tree of section 1 draws below the package: path (folders end in `/`) and description."""
    (tree,) = (block for block in blocks("") if block.startswith("src/paperreader/\n"))
    return dict(re.fullmatch(r" +(\S+) +(\S.*)", line).groups() for line in tree.splitlines()[1:])  # type: ignore[union-attr, misc]


def door(path: Path) -> str:
    """Return the first sentences of a module's docstring, as one line."""
    return (
        (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
        .partition("\n\n")[0]
        .replace("\n", " ")
    )


def test_the_tree_draws_every_room_and_every_module_at_the_top_as_they_say_of_themselves() -> None:
    at_top = {path.name: door(path) for path in HOUSE.glob("*.py")}
    rooms = {
        f"{path.parent.relative_to(HOUSE).as_posix()}/": door(path) for path in HOUSE.glob("*/**/__init__.py")
    }
    assert at_top | rooms | {"data/": "The built-in sample edition."} == drawn()


def test_every_floor_is_in_the_table_above_the_tree() -> None:
    floors = [re.sub(r" {2,}.*", "", line[3:]) for line in blocks("")[0].splitlines()]
    names = {name for floor in floors for name in floor.split(" | ")}
    at_top = {path.removesuffix("/").removesuffix(".py") for path in drawn() if "/" not in path[:-1]}
    assert names == at_top - {"__init__", "data"}


def test_the_floors_on_the_page_are_those_of_the_contract() -> None:
    (floors,) = (contract["layers"] for contract in CONTRACTS["contracts"] if contract["name"] == "Floors")
    drawn_floors = [re.fullmatch(r"\S  (.+?)(?: {2,}.*)?", line)[1] for line in blocks("")[0].splitlines()]  # type: ignore[index]
    assert drawn_floors == floors


def test_the_page_can_be_read_in_ten_minutes() -> None:
    # Rooms are looked up in the tree, not read one after the other.
    read = re.sub(r"^src/paperreader/\n(?:  .*\n)+", "", PAGE, flags=re.MULTILINE)
    assert sum(any(map(str.isalnum, word)) for word in read.split()) <= 2_050


def test_the_words_are_in_alphabetical_order() -> None:
    words = re.findall(r"^\| ([^|]+) \|", PAGE.partition("| word | means |")[2], flags=re.MULTILINE)[1:]
    assert len(words) > 20
    assert words == sorted(words, key=str.casefold)


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)+\w+\.\w+)`", PAGE)) - {"formats/x.py"}
    assert len(named) > 15
    assert [
        name for name in sorted(named) if not any((folder / name).is_file() for folder in (HOUSE, ROOT))
    ] == []
