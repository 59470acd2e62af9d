"""The parts of an author's name, as far as they can be told from a name written "First Last"."""

import re
from dataclasses import dataclass

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_GROUP_ANYWHERE = frozenset({"team", "collaboration", "consortium"})
_GROUP_AT_END = frozenset(
    {
        "community",
        "foundation",
        "group",
        "inc",
        "inc.",
        "initiative",
        "institute",
        "lab",
        "laboratory",
        "labs",
        "project",
        "research",
        "university",
    }
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts: Hal | de la | Clergerie | III."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    """The words in small letters before the last name, such as `van der`."""
    last: str
    suffix: str
    """`Jr`, `III` and the like, as written; empty where there is none."""

    @property
    def family(self) -> str:
        """The name without what was given: `de la Clergerie III`."""
        return " ".join([*self.particles, self.last, *([self.suffix] if self.suffix else [])])


def split_name(name: str) -> PersonName | None:
    """Return the parts of a name, None where it has to be taken whole.

    Whole are groups, single words, names with a comma, names that begin in small letters, and names in a
    script without capitals: in several of those the family comes first.
    """
    words = name.split()
    if len(words) < 2 or words[0][0].islower() or "," in name or _is_group(words) or not _has_capitals(name):
        return None
    suffix = words.pop() if len(words) > 2 and words[-1].casefold() in _SUFFIXES else ""
    start, end = _particles(words)
    return PersonName(tuple(words[:start]), tuple(words[start:end]), " ".join(words[end:]), suffix)


def _particles(words: list[str]) -> tuple[int, int]:
    """Return where the particles begin and where they end.

    As BibTeX has it, they reach from the first to the last word in small letters, but never to the last word.
    """
    small = [index for index, word in enumerate(words[:-1]) if word[0].islower()]
    return (small[0], small[-1] + 1) if small else (len(words) - 1, len(words) - 1)


def _is_group(words: list[str]) -> bool:
    parts = [part for word in words for part in re.split("[-/]", word.casefold())]
    if not _GROUP_ANYWHERE.isdisjoint(parts):
        return True
    # "AI" in capitals only: Ai is also a family name.
    return parts[-1] in _GROUP_AT_END or words[-1] == "AI"


def _has_capitals(name: str) -> bool:
    return any(char.isupper() for char in name)
