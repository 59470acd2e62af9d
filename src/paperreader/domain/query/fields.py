"""The fields of a query, such as `after:` and `upvotes:`, and how their values are read."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.feed import Period
from paperreader.domain.papers.invalid_dates import invalid_date_reason
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.query.predicates import CountField, PaperState, Presence
from paperreader.domain.query.search_candidate import TextField, folded_tag
from paperreader.domain.query.syntax_tree import (
    CountRange,
    DayRange,
    FieldPhrase,
    HasPresence,
    HasState,
    HasStatus,
    HasTag,
    Term,
)
from paperreader.domain.text import fold

_W = TypeVar("_W", bound=StrEnum)

_ONE_DAY = timedelta(days=1)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_AGE = re.compile(r"([0-9]{1,6})([dwmy])")
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
_NAMED_DAYS = {"today": 0, "yesterday": 1}
_BEGUN_DAY = re.compile(r"[0-9]{1,6}|[0-9]{4}-(?:[01]?|(?:0[1-9]|1[0-2])-[0-3]?)")
_COUNT = re.compile(r"(>=|<=|>|<|=|)([0-9]{1,15})")
_BEGUN_COUNT = re.compile(r"[<>]=?|=")


class QueryField(Struct, frozen=True):
    """How the values of a field are read and explained."""

    read: Callable[[str, date], Term | None]
    """The meaning of a value on a day; None if it is no value of the field."""
    wants: str
    """What a value is, in words that follow "wants"."""
    is_begun: Callable[[str], bool]
    """Tell whether more letters would make it a value; asked only of what stands at the end of the text."""
    invalid_date_reason: Callable[[str], str] = lambda _: ""
    """Return why there is no such value though it is written like one; empty where it is not."""


def _is_nothing(value: str) -> bool:
    return not fold(value)


# Words ----------------------------------------------------------------------------------------------------------


def _words_in(field: TextField, value: str, _: date) -> Term | None:
    if field is TextField.ID:
        value = PaperKey.from_text(value) or value
    words = fold(value)
    return FieldPhrase(field, words) if words else None


def _tag(value: str, _: date) -> Term | None:
    tag = folded_tag(value)
    return HasTag(tag) if tag and len(value.split()) == 1 and "," not in value else None


def _text_field(field: TextField, name: str, example: str) -> QueryField:
    wants = f"a word or a phrase right after it, such as {name}:{example}"
    return QueryField(partial(_words_in, field), wants, _is_nothing)


# Days -----------------------------------------------------------------------------------------------------------


def _after(value: str, today: date) -> Term | None:
    days = days_of(value, today)
    return None if days is None else DayRange(days[0], None)


def _before(value: str, today: date) -> Term | None:
    days = days_of(value, today)
    return None if days is None else DayRange(None, max(days[0], date.min + _ONE_DAY) - _ONE_DAY)


def _on(value: str, today: date) -> Term | None:
    days = days_of(value, today)
    return None if days is None else DayRange(*days)


def days_of(value: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a day, month, year or age as written; None if it is none of these."""
    value = value.lower()
    if value in _NAMED_DAYS:
        day = _days_before(today, _NAMED_DAYS[value])
        return day, day
    if (age := _AGE.fullmatch(value)) is not None:
        day = _before_age(today, int(age[1]), age[2])
        return day, day
    written = _DAY.fullmatch(value)
    try:
        return None if written is None else _span(*written.groups())
    except ValueError:
        return None  # no such month, or no such day in it


def _span(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    if day is not None:
        only = date(int(year), int(month or 0), int(day))
        return only, only
    first = date(int(year), int(month or 1), 1)
    last_month = int(month or 12)
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def _before_age(today: date, number: int, unit: str) -> date:
    if unit in _DAYS:
        return _days_before(today, number * _DAYS[unit])
    months = today.year * 12 + today.month - 1 - number * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if year < date.min.year:
        return date.min
    # A month before 31 March is the last day of February.
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _days_before(today: date, days: int) -> date:
    return date.fromordinal(max(today.toordinal() - days, 1))


def _is_begun_day(value: str) -> bool:
    return not value or _BEGUN_DAY.fullmatch(value) is not None or _begins_one_of(_NAMED_DAYS, value)


def _day_field(read: Callable[[str, date], Term | None], name: str) -> QueryField:
    wants = f"a day, a month, a year or an age, such as {name}:2026-08-21, {name}:2026-08, {name}:2026, {name}:7d, {name}:today"
    return QueryField(read, wants, _is_begun_day, _invalid_date_reason)


def _invalid_date_reason(value: str) -> str:
    return invalid_date_reason(Period.DAY, value) or invalid_date_reason(Period.MONTH, value)


# Numbers --------------------------------------------------------------------------------------------------------


def _counts(number: CountField, value: str, _: date) -> Term | None:
    said = _COUNT.fullmatch(value)
    if said is None:
        return None
    count = int(said[2])
    least, most = {
        "": (count, None),
        ">=": (count, None),
        ">": (count + 1, None),
        "=": (count, count),
        "<=": (None, count),
        "<": (None, count - 1),
    }[said[1]]
    return CountRange(number, least, most)


def _number_field(number: CountField) -> QueryField:
    return QueryField(
        partial(_counts, number),
        f"a number, such as {number}:>50",
        lambda value: not value or _BEGUN_COUNT.fullmatch(value) is not None,
    )


# One of a few words ---------------------------------------------------------------------------------------------


def _choice_field(
    choices: type[_W], term: Callable[[_W], Term], former: Mapping[str, _W] | None = None
) -> QueryField:
    """Return a field of one of a few words; `former` has what some of them were called, which is understood, not told."""
    meant = {each.replace(" ", "-"): term(each) for each in choices}
    *most, last = meant
    wants = f"{', '.join(most)} or {last}"
    meant |= {name: term(each) for name, each in (former or {}).items()}
    return QueryField(
        lambda value, _: meant.get("-".join(value.lower().split())),
        wants,
        partial(_begins_one_of, meant),
    )


def _begins_one_of(names: Iterable[str], value: str) -> bool:
    return any(name.startswith(value.lower()) for name in names)


FIELDS: Mapping[str, QueryField] = MappingProxyType(
    {
        "title": _text_field(TextField.TITLE, "title", "lamp"),
        "abstract": _text_field(TextField.ABSTRACT, "abstract", "lamp"),
        "author": _text_field(TextField.AUTHOR, "author", '"ada example"'),
        "org": _text_field(TextField.ORG, "org", "mistral"),
        "keyword": _text_field(TextField.KEYWORD, "keyword", "diffusion"),
        "submitter": _text_field(TextField.SUBMITTER, "submitter", "ada"),
        "id": _text_field(TextField.ID, "id", "2608.01234"),
        "arxiv": _text_field(TextField.ID, "arxiv", "2608.01234"),
        "after": _day_field(_after, "after"),
        "before": _day_field(_before, "before"),
        "on": _day_field(_on, "on"),
        **{str(number): _number_field(number) for number in CountField},
        "has": _choice_field(Presence, HasPresence),
        "is": _choice_field(PaperState, HasState, {"kept": PaperState.KEPT, "skipped": PaperState.SKIPPED}),
        "tag": QueryField(_tag, "one tag, such as tag:to-cite", lambda value: not folded_tag(value)),
        "status": _choice_field(Status, HasStatus),
    }
)
"""Every field by its name; `arxiv:` is there because ids are written so, and means `id:`."""
