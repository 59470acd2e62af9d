"""How a query that is being typed can go on: fields, and the values they can have."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from paperreader.domain.bookmarks.bookmark import Bookmark, Status, counted_tags
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.fields import FIELDS
from paperreader.domain.query.predicates import CountField, PaperState, Presence
from paperreader.domain.text import fold

_MOST_PAPERS = 2_000
"""Papers that are looked at for names and keywords."""
_MOST_CHOICES = 50
_DAYS = ("today", "yesterday", "7d", "1m", "1y")
_COUNTS = (">10", ">50", ">100")


def _names(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.replace(" ", "-") for each in choices)


_FIXED: Mapping[str, Sequence[str]] = {
    "has": _names(Presence),
    "is": _names(PaperState),
    "status": _names(Status),
    **dict.fromkeys(("after", "before", "on"), _DAYS),
    **dict.fromkeys((str(each) for each in CountField), _COUNTS),
}
"""The values of a field that do not depend on the papers."""
_VALUES: Mapping[str, Callable[[Paper], Iterable[str]]] = {
    "author": lambda paper: (author.name for author in paper.authors),
    "org": lambda paper: () if paper.organization is None else (paper.organization.name,),
    "keyword": lambda paper: paper.ai_keywords,
    "submitter": lambda paper: () if paper.submitted_by is None else (paper.submitted_by.username,),
}


class Completion(Struct, frozen=True):
    """What may stand from a place of the text on, in place of what was begun there."""

    start: int = 0
    choices: Sequence[str] = ()
    is_value: bool = False
    """They are values of a field, not fields."""


class Vocabulary:
    """The values that fields can have among some papers and bookmarks, the most frequent first."""

    def __init__(self, papers: Sequence[Paper] = (), bookmarks: Sequence[Bookmark] = ()) -> None:
        self._papers = papers
        self._bookmarks = bookmarks
        self._known: dict[str, Sequence[tuple[str, str]]] = {}

    def values_of(self, field: str) -> Sequence[tuple[str, str]]:
        """Return the values of a field, each with itself folded; worked out once."""
        if field not in self._known:
            self._known[field] = [(value, fold(value)) for value in self._found(field)]
        return self._known[field]

    def _found(self, field: str) -> Iterable[str]:
        if field == "tag":
            return (tag for tag, _ in counted_tags(self._bookmarks))
        if field not in _VALUES:
            return _FIXED.get(field, ())
        values_in = _VALUES[field]
        counted = Counter(
            value for paper in islice(self._papers, _MOST_PAPERS) for value in values_in(paper) if value
        )
        # What has no letter or digit can't be asked for.
        return sorted(filter(fold, counted), key=lambda value: (-counted[value], value))


def completion_of(text: str, vocabulary: Vocabulary) -> Completion:
    """Return how a text can go on at its end: with a field or, behind one, with a value that has a word that begins so."""
    start = _start_of_last(text)
    field, colon, value = text[start:].partition(":")
    if not colon:
        return Completion(start, [f"{name}:" for name in FIELDS if name.startswith(field.lower())])
    if field.lower() not in FIELDS:
        return Completion(len(text))
    begun = fold(value.lstrip('"'))
    values = vocabulary.values_of(field.lower())
    found = [shown for shown, folded in values if not begun or f" {folded}".find(f" {begun}") >= 0]
    quoted = [_quoted(each) for each in islice(found, _MOST_CHOICES)]
    return Completion(start + len(field) + 1, quoted, is_value=True)


def _quoted(value: str) -> str:
    value = value.replace('"', " ").strip()
    return f'"{value}"' if any(not (char.isalnum() or char in "-_.+<>=") for char in value) else value


def _start_of_last(text: str) -> int:
    """Return where the last word or field begins, behind its sign; a phrase in quotation marks is part of it."""
    start, is_quoted = 0, False
    for place, char in enumerate(text):
        if char == '"':
            is_quoted = not is_quoted
        elif not is_quoted and (char.isspace() or char in "()"):
            start = place + 1
    return start + (text[start : start + 1] == "-")
