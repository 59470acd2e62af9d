"""The names in an author field of BibTeX, each as it is read aloud."""

import re
from collections.abc import Iterator, Sequence

from paperreader.domain.text import clean
from paperreader.formats.fields.tex_text import from_tex
from paperreader.formats.fields.title_markup import without_markup

_NAME_PART = re.compile(r"\s*(?:family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=", re.IGNORECASE)
_OTHERS = frozenset(["others", "et al"])
_AND = re.compile(r" and |,|[{}]|\\.", re.IGNORECASE | re.DOTALL)


def names_from(field: str) -> Iterator[str]:
    """Yield each name in the order in which it is read; "and others" says that some are missing."""
    for parts in _split_names(without_markup(" ".join(field.split()))):
        whole = ", ".join(parts)
        if all(_NAME_PART.match(part) for part in parts):
            yield _of_parts(parts)
        elif len(parts) == 1 or len(parts) > 3:
            if whole.strip(" .{}").lower() not in _OTHERS:
                yield from_tex(whole)
        else:
            family, *suffix, given = (clean(from_tex(part)) for part in parts)
            yield " ".join(part for part in (given, family, *suffix) if part)


def _of_parts(parts: Sequence[str]) -> str:
    """Return the name of `family=Beethoven, given=Ludwig, prefix=van`, as biblatex has it."""
    split = (part.partition("=") for part in parts)
    named = {name.strip().lower(): clean(from_tex(value)).strip('"') for name, _, value in split}
    return " ".join(named[each] for each in ("given", "prefix", "family", "suffix") if named.get(each))


def _split_names(field: str) -> Iterator[list[str]]:
    """Yield the parts between commas of each name; what is in braces is not taken apart."""
    parts, depth, start = [""], 0, 0
    for found in _AND.finditer(field):
        mark = found[0]
        if mark in ("{", "}"):
            depth += 1 if mark == "{" else -1
        elif depth == 0 and not mark.startswith("\\"):
            parts[-1] = field[start : found.start()]
            start = found.end()
            if mark != ",":
                yield parts
                parts = []
            parts.append("")
    parts[-1] = field[start:]
    if any(part.strip() for part in parts):
        yield parts
