"""The text of the help: every key, by where it works."""

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from paperreader.ui.kit.keys import bindings_of, keys_of, shown

Section = tuple[str, Sequence[type]]
"""A heading, and the classes whose bindings stand below it."""

_COLUMN = 24


def help_text(sections: Sequence[Section], keymap: Mapping[str, str]) -> Content:
    """Return the sections with their keys, each with what it does."""
    parts: list[str | tuple[str, str]] = []
    for heading, owners in sections:
        parts += [("\n" if parts else "") + "\n" if parts else "", (heading, "bold"), "\n"]
        parts += [piece for row in rows(owners, keymap) for piece in _line(*row)]
    return Content.assemble(*parts)


def rows(owners: Sequence[type], keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the keys of each binding as people write them, and what it does."""
    for owner in owners:
        for binding in bindings_of(owner):
            keys = " ".join(shown(key) for key in keys_of(binding, keymap))
            yield keys, binding.tooltip or binding.description


def _line(keys: str, what: str) -> tuple[str | tuple[str, str], ...]:
    return ("  ", (f"{keys:{_COLUMN - 2}}", "$accent"), what, "\n")
