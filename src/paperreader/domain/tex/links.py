"""Links, notes, citations and references: what stands beside a text, or leads elsewhere."""

import re

from paperreader.domain.tex.source import Sign, is_citation
from paperreader.domain.tex.symbols.names import GONE, LINKS, NOTES, REFERENCES

_CITED = re.compile(r"\*?((?:\[[^\[\]]{0,80}\]){1,2})\{([^{}]{1,200})\}")
_ESCAPED = re.compile(r"\\([%#&_~$])")
_ADDRESS = re.compile(r"[^\s{}]+")
_ICON = re.compile(r"fa[A-Z][A-Za-z]{1,30}")


def beside_text(name: str, sign: Sign) -> int | None:
    """Write what a command says beside the text, or where it leads; None where it is none of these."""
    if is_citation(name):
        return _cited(sign)
    if name in LINKS:
        return _link(name, sign)
    if name in NOTES:
        return _note(sign)
    if _ICON.fullmatch(name):
        return _unseen(sign)
    return _reference(name, sign) if name in REFERENCES or name in GONE else None


def _unseen(sign: Sign) -> int:
    argument = sign.source.group(sign.at, sign.end)
    return sign.at if argument is None else argument[2]


def _reference(name: str, sign: Sign) -> int | None:
    argument = sign.argument(sign.at + 1 if sign.following == "*" else sign.at)
    if argument is None:
        return None
    if name not in GONE:
        sign.out.add(f"[{_source(argument[0], argument[1], sign)}]")
    return argument[2]


def _source(begin: int, end: int, sign: Sign) -> str:
    return sign.source.text[begin:end].strip()


def _cited(sign: Sign) -> int | None:
    found = _CITED.match(sign.source.text, sign.at, sign.end)
    if found is not None:
        sign.out.add(_citation(found[1][1:-1].split("]["), found[2].strip()))
        return found.end()
    argument = sign.argument(sign.at + 1 if sign.following == "*" else sign.at)
    if argument is None:
        return None
    sign.out.add(f"[{_source(argument[0], argument[1], sign)}]")
    return argument[2]


def _citation(notes: list[str], keys: str) -> str:
    """Return a citation with what is said of it: before the keys where there are two notes, behind them."""
    before, behind = notes if len(notes) == 2 else ["", *notes]
    return f"[{f'{before} ' if before else ''}{keys}{f', {behind}' if behind else ''}]"


def _note(sign: Sign) -> int | None:
    option = sign.source.option(sign.at, sign.end)
    at = sign.at if option is None else option[2]
    argument = sign.argument(at)
    gap = "" if sign.out.last in ("", " ", "\n") else " "
    if argument is None and sign.source.is_open(at) and sign.character(at + 1):
        # Where the note ends is not known.
        sign.out.add(f"{gap}(")
        return at + 1
    if argument is None:
        return None
    sign.out.add(f"{gap}({sign.inner(argument).strip()})")
    return argument[2]


def _link(name: str, sign: Sign) -> int | None:
    argument = sign.argument()
    if argument is not None:
        address = _unescaped(_source(argument[0], argument[1], sign))
        return _named(address, sign, argument[2]) if name == "href" else _written(address, sign, argument[2])
    if not sign.source.is_open(sign.at):
        return None
    found = _ADDRESS.match(sign.source.text, sign.at + 1, sign.end)
    return None if found is None else _written(_unescaped(found[0]), sign, found.end())


def _written(address: str, sign: Sign, at: int) -> int:
    needs_gap = sign.out.last.isalnum() or sign.out.last in (".", ",", ":", ";", ")")
    behind = " " if sign.character(at).isalnum() else ""
    sign.out.add(f"{' ' if needs_gap else ''}{address}{behind}")
    return at


def _named(address: str, sign: Sign, at: int) -> int:
    """Write a link by its name, with its address behind it; alone where it has none, or none that ends."""
    argument = sign.source.group(at, sign.end)
    if argument is None and sign.source.is_open(at):
        return _written(address, sign, at + 1)
    if argument is None:
        return _written(address, sign, at)
    name = sign.inner(argument).strip()
    sign.out.add(address if name.rstrip("/") in address else f"{name} ({address})")
    return argument[2]


def _unescaped(address: str) -> str:
    return _ESCAPED.sub(r"\1", address)
