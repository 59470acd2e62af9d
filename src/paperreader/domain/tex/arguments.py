"""Commands by what they want behind them: colours, boxes, sections, what physicists write; `tex_forms` names them."""

import re

from paperreader.domain.tex.pairs import Span
from paperreader.domain.tex.source import Sign
from paperreader.domain.tex.symbols.forms import FORMS
from paperreader.domain.tex.symbols.units import chemical, number, units

_IN_ROUND = re.compile(r" *\([^()]{0,20}\)")
_BRACED = "cgnu"


def form(name: str, sign: Sign) -> int | None:
    """Write what is seen of a command and what it wants; None where that is not all there."""
    if name not in FORMS:
        return None
    wanted, seen = FORMS[name]
    found = _groups(wanted, sign)
    if found is None:
        return None
    groups, at = found
    _write(seen.format(*(_told(kind, group, sign) for kind, group in groups if kind != "x")), sign)
    return at


def _groups(wanted: str, sign: Sign) -> tuple[list[tuple[str, Span]], int] | None:
    """Return the groups behind a command with what each is, and where the text goes on; None where one is missing.

    They are found first and read then: what is read twice within itself takes for ever.
    """
    at = sign.at + 1 if sign.following == "*" else sign.at
    groups: list[tuple[str, Span]] = []
    for kind in wanted:
        if kind in "op":
            at = _behind_option(kind, at, sign)
            continue
        group = sign.source.group(at, sign.end) if kind in _BRACED else sign.group(at)
        if group is None and kind == "g":
            behind = sign.source.behind_spaces(at, sign.end) if sign.out.last in ("", " ") else at
            group = (at, at, behind)
        if group is None:
            return None
        groups.append((kind, group))
        at = group[2]
    return groups, at


def _behind_option(kind: str, at: int, sign: Sign) -> int:
    if kind == "p":
        found = _IN_ROUND.match(sign.source.text, at, sign.end)
        return at if found is None else found.end()
    option = sign.source.option(at, sign.end)
    return at if option is None else option[2]


def _told(kind: str, group: Span, sign: Sign) -> str:
    if kind == "u":
        return units(sign.source.text[group[0] : group[1]])
    if kind == "c" and "\\" not in (formula := sign.source.text[group[0] : group[1]]):
        return chemical(formula)
    if kind == "n":
        return number(sign.source.text[group[0] : group[1]])
    is_formula = {"m": True, "t": False}.get(kind, sign.place.is_formula)
    return sign.inner(group, is_formula=is_formula).strip()


def _write(seen: str, sign: Sign) -> None:
    if seen.startswith(" ") and sign.out.last.isspace():
        seen = seen[1:]
    elif seen[:1].isalpha() and sign.out.last.isalnum() and sign.place.is_formula:
        # What was apart by a command stays apart.
        seen = f" {seen}" if len(seen) > 3 else seen
    sign.out.add(seen)
