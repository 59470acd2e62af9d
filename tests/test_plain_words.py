"""What people read says one word for a thing, and none that only this program's authors would say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from paperreader.cli.root import paperreader
from paperreader.ui.kit.keys import bindings_of
from paperreader.ui.scopes import SCOPES
from tests import ROOT

SAY_INSTEAD = {
    r"(?<!can't )(?<!not )\b(keep|keeps|kept|keeping)\b": "bookmark, save, store",
    r"\bedition": "day, week, month",
    r"\bnarrow(s|ed|ing)?\b": "filter",
    r"\bthe hub\b": "Hugging Face",
    r"\b(choose|chooses|chose|chosen|choosing)\b": "select",
    r"\bartefact": "models, data and code",
    r"\bskip(s|ped|ping)?\b": "hide",
    r"\bstill filling\b": "more may come today",
    r"\bfold(s|ed|ing)? away\b": "mute",
    r"\bpoint(s|ed|ing)? out\b": "highlight",
    r"\bdone with\b|\bafter all not\b": "mark all as read",
    r"\bin all was not said\b": "there may be more",
    r"\bsent to the terminal\b": "Copied … (by the terminal …)",
    r"\bthere is no field\b": "unknown field",
    r"\bis not the name of a key\b": "is no key",
    r"\bletters over\b": "link hints",
    r"\bis there already\b": "already exists",
    r"\bleave it\b": "cancel",
    r"\bleaves? the reader\b": "quit",
    r"\btabulators?\b": "tab-separated",
    r"\bsay nothing but\b": "print errors only",
    r"\bgoes on from there\b": "resumes where it stopped",
}
"""What is not said, and what is said in its place."""
SYNONYMS = ROOT / "src" / "paperreader" / "ui" / "palette" / "synonyms.py"
"""What people may type: there any word is right."""
TEX = ROOT / "src" / "paperreader" / "domain" / "tex"
"""Names of TeX's commands, such as `choose`."""
NAMES = re.compile(r"\b[a-z]+\.[a-z_]+\b|\b[A-Z]\w+ \| None\b")
"""Ids of keys and types, which stay what they are."""
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|COUNT|PRAGMA)\b")


def unwanted(text: str) -> list[str]:
    """Return what of a text is not said, with what is."""
    return [
        f"{found[0]!r} ({instead}) in {text[max(0, found.start() - 30) : found.end() + 30]!r}"
        for pattern, instead in SAY_INSTEAD.items()
        for found in re.finditer(pattern, NAMES.sub("", text), re.IGNORECASE)
    ]


def sentences(path: Path) -> Iterator[str]:
    """Yield the strings of a module that have a space in them and are neither docstrings nor SQL nor words of a bug."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    of_bugs = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in _of_a_bug(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings | of_bugs:
                if " " in text.strip() and not SQL.search(text):
                    yield text


def _of_a_bug(node: ast.Raise) -> Iterator[ast.AST]:
    match node.exc:
        case ast.Call(func=ast.Name(id="AssertionError" | "ValueError" | "TypeError")) as call:
            yield from ast.walk(call)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT / "src"))
)
def test_no_sentence_of_the_program_has_an_unwanted_word(path: Path) -> None:
    if path != SYNONYMS and TEX not in path.parents:
        assert not [each for sentence in sentences(path) for each in unwanted(sentence)]


def test_no_key_is_explained_with_an_unwanted_word() -> None:
    bindings = [each for scope in SCOPES for owner in scope for each in bindings_of(owner)]
    told = {text for each in bindings for text in (each.tooltip, each.description)}
    assert not [each for text in told for each in unwanted(text)]


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """Yield the help of a command and of those below it."""
    with command.make_context(name, [], parent, resilient_parsing=True) as context:
        yield command.get_help(context)
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                below = command.get_command(context, each)
                assert below is not None
                yield from helps(below, each, context)


def test_no_help_has_an_unwanted_word() -> None:
    assert not [
        each for text in helps(paperreader, "paperreader") for each in unwanted(" ".join(text.split()))
    ]


FIELDS_OF_FILES = re.compile(r'`kept(_at)?`|"kept(_at)?":')
FOR_DEVELOPERS = {"CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "architecture.md", "dependencies.md"}
"""They speak of the code by its names."""


@pytest.mark.parametrize(
    "page",
    [each for each in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if each.name not in FOR_DEVELOPERS],
    ids=lambda page: page.name,
)
def test_no_page_has_an_unwanted_word(page: Path) -> None:
    text = FIELDS_OF_FILES.sub("", page.read_text(encoding="utf-8"))
    assert not unwanted(" ".join(text.split()))
