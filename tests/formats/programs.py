"""Programs of others that judge what is written; tests skip in words where they are missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def ran(folder: Path, *command: str) -> str:
    """Run a program in a folder and return all it said; skip where it is not installed, fail where it failed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"the program {command[0]} is not installed (Debian: biber, texlive-binaries)")
    # Without the rest of TeX nothing tells BibTeX to look for its files where it was started, and to take as many
    # strings as every TeX distribution lets it.
    here = {"BSTINPUTS": ".", "BIBINPUTS": ".", "max_strings": "200000", "ent_str_size": "250"}
    ended = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | here,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said[-2000:]
    return said


PLAIN_STYLE = r"""
ENTRY { annote archiveprefix author eprint keywords primaryclass title url year } {} { label }
INTEGERS { index }
STRINGS { name }
FUNCTION {misc} {
  author empty$ { #0 } { author num.names$ } if$ 'index :=
  { index #0 > }
    { author index "{ff|}{vv|}{ll|}{jj}" format.name$ write$ newline$ index #1 - 'index := }
  while$
}
FUNCTION {default.type} { misc }
READ
ITERATE {call.type$}
"""
"""A BibTeX style that takes every name of every entry apart."""
