"""Writes links, notes, citations and references."""

import re

from paperreader.domain.tex.source import TexToken, is_citation
from paperreader.domain.tex.symbols.command_names import INVISIBLE, LINKS, NOTES, REFERENCES

_CITED = re.compile(r"\*?((?:\[[^\[\]]{0,80}\]){1,2})\{([^{}]{1,200})\}")
_ESCAPED = re.compile(r"\\([%#&_~$])")
_ADDRESS = re.compile(r"[^\s{}]+")
_ICON = re.compile(r"fa[A-Z][A-Za-z]{1,30}")


def reference(name: str, token: TexToken) -> int | None:
    """Write what a command says beside the text, or where it leads; None where it is none of these."""
    if is_citation(name):
        return _cited(token)
    if name in LINKS:
        return _link(name, token)
    if name in NOTES:
        return _note(token)
    if _ICON.fullmatch(name):
        return _unseen(token)
    return _label(name, token) if name in REFERENCES or name in INVISIBLE else None


def _unseen(token: TexToken) -> int:
    argument = token.source.group(token.at, token.end)
    return token.at if argument is None else argument[2]


def _label(name: str, token: TexToken) -> int | None:
    argument = token.argument(token.at + 1 if token.following == "*" else token.at)
    if argument is None:
        return None
    if name not in INVISIBLE:
        token.out.add(f"[{_source(argument[0], argument[1], token)}]")
    return argument[2]


def _source(begin: int, end: int, token: TexToken) -> str:
    return token.source.text[begin:end].strip()


def _cited(token: TexToken) -> int | None:
    found = _CITED.match(token.source.text, token.at, token.end)
    if found is not None:
        token.out.add(_citation(found[1][1:-1].split("]["), found[2].strip()))
        return found.end()
    argument = token.argument(token.at + 1 if token.following == "*" else token.at)
    if argument is None:
        return None
    token.out.add(f"[{_source(argument[0], argument[1], token)}]")
    return argument[2]


def _citation(notes: list[str], keys: str) -> str:
    """Return a citation with what is said of it: before the keys where there are two notes, behind them."""
    before, behind = notes if len(notes) == 2 else ["", *notes]
    return f"[{f'{before} ' if before else ''}{keys}{f', {behind}' if behind else ''}]"


def _note(token: TexToken) -> int | None:
    at = token.option()[1]
    argument = token.argument(at)
    gap = "" if token.out.last in ("", " ", "\n") else " "
    if argument is None and token.source.is_open(at) and token.character(at + 1):
        # Where the note ends is not known.
        token.out.add(f"{gap}(")
        return at + 1
    if argument is None:
        return None
    token.out.add(f"{gap}({token.inner(argument).strip()})")
    return argument[2]


def _link(name: str, token: TexToken) -> int | None:
    argument = token.argument()
    if argument is not None:
        address = _unescaped(_source(argument[0], argument[1], token))
        return (
            _named(address, token, argument[2]) if name == "href" else _written(address, token, argument[2])
        )
    if not token.source.is_open(token.at):
        return None
    found = _ADDRESS.match(token.source.text, token.at + 1, token.end)
    return None if found is None else _written(_unescaped(found[0]), token, found.end())


def _written(address: str, token: TexToken, at: int) -> int:
    needs_gap = token.out.last.isalnum() or token.out.last in (".", ",", ":", ";", ")")
    behind = " " if token.character(at).isalnum() else ""
    token.out.add(f"{' ' if needs_gap else ''}{address}{behind}")
    return at


def _named(address: str, token: TexToken, at: int) -> int:
    """Write a link by its name, with its address behind it; alone where it has none, or none that ends."""
    argument = token.source.group(at, token.end)
    if argument is None and token.source.is_open(at):
        return _written(address, token, at + 1)
    if argument is None:
        return _written(address, token, at)
    name = token.inner(argument).strip()
    token.out.add(address if name.rstrip("/") in address else f"{name} ({address})")
    return argument[2]


def _unescaped(address: str) -> str:
    return _ESCAPED.sub(r"\1", address)
