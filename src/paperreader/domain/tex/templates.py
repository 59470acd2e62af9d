"""Writes commands by the templates of `symbols.templates`: colours, boxes, sections, notation of physics."""

import re

from paperreader.domain.tex.groups import GroupSpan
from paperreader.domain.tex.source import TexToken
from paperreader.domain.tex.symbols.templates import TEMPLATES
from paperreader.domain.tex.symbols.units import chemical, number, units

_PARENTHESES = re.compile(r" *\([^()]{0,20}\)")
_BRACED = "cgnu"


def expand_template(name: str, token: TexToken) -> int | None:
    """Write what is seen of a command and what it wants; None where that is not all there."""
    if name not in TEMPLATES:
        return None
    wanted, seen = TEMPLATES[name]
    found = _groups(wanted, token)
    if found is None:
        return None
    groups, at = found
    _write(seen.format(*(_argument_text(kind, group, token) for kind, group in groups if kind != "x")), token)
    return at


def _groups(wanted: str, token: TexToken) -> tuple[list[tuple[str, GroupSpan]], int] | None:
    """Return the groups behind a command with what each is, and where the text goes on; None where one is missing.

    They are found first and read then: what is read twice within itself takes for ever.
    """
    at = token.at + 1 if token.following == "*" else token.at
    groups: list[tuple[str, GroupSpan]] = []
    for kind in wanted:
        if kind in "op":
            at = _behind_option(kind, at, token)
            continue
        group = token.source.group(at, token.end) if kind in _BRACED else token.group(at)
        if group is None and kind == "g":
            behind = token.source.behind_spaces(at, token.end) if token.out.last in ("", " ") else at
            group = (at, at, behind)
        if group is None:
            return None
        groups.append((kind, group))
        at = group[2]
    return groups, at


def _behind_option(kind: str, at: int, token: TexToken) -> int:
    if kind == "p":
        found = _PARENTHESES.match(token.source.text, at, token.end)
        return at if found is None else found.end()
    option = token.source.option(at, token.end)
    return at if option is None else option[2]


def _argument_text(kind: str, group: GroupSpan, token: TexToken) -> str:
    if kind == "u":
        return units(token.source.text[group[0] : group[1]])
    if kind == "c" and "\\" not in (formula := token.source.text[group[0] : group[1]]):
        return chemical(formula)
    if kind == "n":
        return number(token.source.text[group[0] : group[1]])
    is_formula = {"m": True, "t": False}.get(kind, token.mode.is_formula)
    return token.inner(group, is_formula=is_formula).strip()


def _write(seen: str, token: TexToken) -> None:
    if seen.startswith(" ") and token.out.last.isspace():
        seen = seen[1:]
    elif seen[:1].isalpha() and token.out.last.isalnum() and token.mode.is_formula:
        # What was apart by a command stays apart.
        seen = f" {seen}" if len(seen) > 3 else seen
    token.out.add(seen)
