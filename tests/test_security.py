"""SECURITY.md names tests that are there."""

import ast
import re

import pytest

from tests import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_the_page_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_row_of_what_stops_an_attack_names_a_test() -> None:
    rows = [
        line for line in PAGE.split("## What stops them")[1].split("\n## ")[0].splitlines() if "|" in line
    ]
    said = [row for row in rows if not row.startswith(("| attack |", "| --- |"))]
    assert len(said) > 25
    assert [row for row in said if "::test_" not in row.split("|")[3]] == []
    assert PAGE.count("::test_") >= len(NAMED) > 40
