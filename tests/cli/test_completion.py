"""Shells complete what is typed, by click's own way, and are not kept waiting for it."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.terminal.terminal import PASSED_ON, installed

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_the_shell(
    shell: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("_PAPERREADER_COMPLETE", f"{shell}_source")
    assert run([]) == 0
    script = capfdbinary.readouterr().out.decode()
    assert f"_PAPERREADER_COMPLETE={shell}_complete" in script
    if shell != "bash" and (found := shutil.which(shell)):
        assert subprocess.run([found, "-n"], input=script, text=True, check=False).returncode == 0


def test_what_no_shell_asks_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PAPERREADER_COMPLETE", "csh_source")
    assert run([]) == 1


COMPLETED = {
    "se": {"search", "settings"},
    "bookmarks st": {"status"},
    "search --lo": {"--local"},
    "search -diffusion --lim": {"--limit"},
    "ls --sort up": {"upvotes"},
    "ls --format json": {"json", "jsonl"},
    "trends lamp --by w": {"week"},
    "--we": {"--week"},
    "show --zzz": set(),
    "backup ": {"ls", "restore"},
}
"""What may come in place of the last word of what is typed."""


@pytest.fixture(scope="module")
def completed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return what bash offers; one bash is asked for all, as in a terminal."""
    home = tmp_path_factory.mktemp("completion") / "home"
    asked = "".join(
        f"COMP_WORDS=(paperreader {' '.join(shlex.quote(word) for word in typed.split(' '))})\n"
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\nCOMPREPLY=()\n_paperreader_completion paperreader\n"
        "printf '%s ' \"${COMPREPLY[@]}\"; echo\n"
        for typed in COMPLETED
    )
    ended = subprocess.run(
        ["bash", "--norc", "-c", f'eval "$(_PAPERREADER_COMPLETE=bash_source paperreader)"\n{asked}'],
        env={"PATH": f"{Path(installed()).parent}:{PASSED_ON['PATH']}", "PAPERREADER_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    assert not home.exists()
    return {
        typed: set(line.split()) for typed, line in zip(COMPLETED, ended.stdout.splitlines(), strict=True)
    }


@needs_bash
@pytest.mark.parametrize("typed", COMPLETED)
def test_bash_completes_commands_options_and_choices(typed: str, completed: dict[str, set[str]]) -> None:
    assert completed[typed] == COMPLETED[typed]


def test_neither_the_reader_nor_the_stores_are_loaded_for_it() -> None:
    code = """
import sys
from paperreader.cli import run
assert run([]) == 0
slow = {"textual", "httpx", "tinydb", "sqlite3"} & set(sys.modules)
assert not slow, slow
"""
    environ = {
        **PASSED_ON,
        "_PAPERREADER_COMPLETE": "zsh_complete",
        "COMP_WORDS": "paperreader ",
        "COMP_CWORD": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "List the bookmarks" not in ended.stdout
    assert "List your bookmarks and change them." in ended.stdout
