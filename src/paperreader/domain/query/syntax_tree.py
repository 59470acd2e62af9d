"""The syntax tree of a query, which the archive translates to SQL.

Every term tells whether it `matches` a candidate, and writes itself as text that is read back as the same term.
What is not known of a paper matches no term; `Not` turns whatever came out around.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

from msgspec import Struct

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.query.predicates import (
    COUNTS,
    PRESENCES,
    STATES,
    CountField,
    PaperState,
    Presence,
    day_of,
)
from paperreader.domain.query.search_candidate import SearchCandidate, TextField

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row anywhere in the paper, its tags or its note, the last one perhaps only begun."""

    text: str
    """Folded and not empty."""
    is_plain: bool = field(default=False, compare=False)
    """Typed as it is, not between quotation marks: where few papers have it, a search may do without."""

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the candidate has them."""
        return f" {self.text}" in candidate.text

    def __str__(self) -> str:
        return _quoted(self.text)


class FieldPhrase(Struct, frozen=True):
    """Words in a row in one part of the paper, the last one perhaps only begun."""

    field: TextField
    text: str
    """Folded and not empty."""

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the part has them."""
        return f" {self.text}" in candidate.part(self.field)

    def __str__(self) -> str:
        return f"{self.field}:{_quoted(self.text)}"


class DayRange(Struct, frozen=True):
    """The paper's day is within these two, both included; None is open, and one at least is not."""

    first: date | None
    last: date | None

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the day is known and within."""
        day = day_of(candidate.paper)
        return (
            day is not None
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    def __str__(self) -> str:
        if self.first is None:
            return f"before:{self.last + _ONE_DAY}" if self.last is not None else ""
        if self.last is None:
            return f"after:{self.first}"
        return f"on:{_span(self.first, self.last)}"


class CountRange(Struct, frozen=True):
    """A number is within these two, both included; None is open, and one at least is not."""

    number: CountField
    least: int | None
    most: int | None

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the number is known and within."""
        count = COUNTS[self.number](candidate.paper)
        return (
            count is not None
            and (self.least is None or self.least <= count)
            and (self.most is None or count <= self.most)
        )

    def __str__(self) -> str:
        if self.most is None:
            return f"{self.number}:>={self.least}"
        # Less than none is asked for as such: a number has no sign.
        return f"{self.number}:<{self.most + 1}" if self.least is None else f"{self.number}:={self.least}"


class HasPresence(Struct, frozen=True):
    """The paper has code, a note and the like."""

    what: Presence

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether it is there."""
        return bool(PRESENCES[self.what](candidate))

    def __str__(self) -> str:
        return f"has:{self.what}"


class HasState(Struct, frozen=True):
    """The paper is new, kept and the like."""

    state: PaperState

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether it is."""
        return STATES[self.state](candidate)

    def __str__(self) -> str:
        return f"is:{self.state}"


class HasTag(Struct, frozen=True):
    """The bookmark has this tag, whole."""

    tag: str
    """As `folded_tag` returns it."""

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether it has."""
        return self.tag in candidate.tags

    def __str__(self) -> str:
        return f'tag:"{self.tag}"'


class HasStatus(Struct, frozen=True):
    """The bookmark has this status."""

    status: Status

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the paper is kept and has it."""
        return candidate.bookmark is not None and candidate.bookmark.status is self.status

    def __str__(self) -> str:
        return f"status:{self.status.replace(' ', '-')}"


class Not(Struct, frozen=True):
    """All that the term does not match; never of another Not."""

    term: "Term"

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the term does not."""
        return not self.term.matches(candidate)

    def __str__(self) -> str:
        return f"-({self.term})" if isinstance(self.term, AllOf | AnyOf) else f"-{self.term}"


class AllOf(Struct, frozen=True):
    """All terms match; without any, everything. Never one term alone, never of another AllOf."""

    terms: "tuple[Term, ...]" = ()

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether all do."""
        # A loop: `all` would make a generator for every paper.
        for term in self.terms:  # noqa: SIM110
            if not term.matches(candidate):
                return False
        return True

    def __str__(self) -> str:
        return " ".join(f"({term})" if isinstance(term, AnyOf) else str(term) for term in self.terms)


class AnyOf(Struct, frozen=True):
    """One of the terms matches, or more. Never one alone, never of another AnyOf."""

    terms: "tuple[Term, ...]"

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether one does."""
        for term in self.terms:  # noqa: SIM110
            if term.matches(candidate):
                return True
        return False

    def __str__(self) -> str:
        return " OR ".join(map(str, self.terms))


Leaf: TypeAlias = Phrase | FieldPhrase | DayRange | CountRange | HasPresence | HasState | HasTag | HasStatus
Term: TypeAlias = Leaf | Not | AllOf | AnyOf

EVERYTHING = AllOf()


def all_of(terms: Iterable[Term]) -> Term:
    """Return the term that matches what all of these match."""
    flat = tuple(each for term in terms for each in (term.terms if isinstance(term, AllOf) else (term,)))
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(terms: Iterable[Term]) -> Term:
    """Return the term that matches what one of these, of which there is one at least, matches."""
    flat = tuple(each for term in terms for each in (term.terms if isinstance(term, AnyOf) else (term,)))
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def negated(term: Term) -> Term:
    """Return the term that matches what this one does not."""
    return term.term if isinstance(term, Not) else Not(term)


def leaves(term: Term) -> Iterator[tuple[Leaf, bool]]:
    """Yield every term that is not made of others, and whether it is wanted or refused, in the order typed."""
    if isinstance(term, Not):
        yield from ((leaf, not is_wanted) for leaf, is_wanted in leaves(term.term))
    elif isinstance(term, AllOf | AnyOf):
        for each in term.terms:
            yield from leaves(each)
    else:
        yield term, True


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _span(first: date, last: date) -> str:
    if first == last:
        return str(first)
    # Not `strftime`: its years before 1000 have less than four digits.
    return first.isoformat()[: 7 if first.month == last.month else 4]
