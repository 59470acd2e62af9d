"""Days, weeks and months as people type them: `yesterday`, `last friday`, `3d`, `12 mar`, `2026-W10`, `march`."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR, date, timedelta

from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.papers.feed import Edition, Period, day_label, month_name
from paperreader.domain.papers.invalid_dates import invalid_date_reason
from paperreader.errors import DateError

CAN_BE_TYPED = "yesterday, friday, 3d, 12 mar, 2026-03-12, w10, last week, march"
"""An example of each form."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(month_name(date(2024, number, 1)).lower() for number in range(1, 13))
_NAMED_DAYS = {"today": 0, "yesterday": 1}
_UNITS = {"d": Period.DAY, "w": Period.WEEK, "m": Period.MONTH}
_LEAP_YEARS_APART = 8
"""Years from one 29 February to the next at most."""
_ONE = frozenset({"a", "an", "one"})
_OTHER_WORDS = frozenset(
    ("ago", "last", "of", "the", "this", "day", "days", "week", "weeks", "month", "months")
)
_OUR_WORDS = (*_WEEKDAYS, *_MONTHS, *_NAMED_DAYS, "last week", "last month", "this week", "this month")
_FEWEST_LETTERS = 3
"""Of the name of a weekday or month."""

_Parts = Mapping[str, str]
_Read = Callable[[_Parts, date], Edition | None]


class _NoSuchDate(Exception):
    """What is written has the form of a date, but there is none; says why."""


def edition_from_text(text: str, today: date) -> Edition:
    """Return the day, week or month that is meant; without a year, the last one that has begun.

    Raises:
        DateError: It can't be read, there is none, or it has no Daily Papers: it has not begun, or is too long ago.
    """
    written = " ".join(text.casefold().replace(",", " ").split())
    try:
        edition = _read(written, today)
    except _NoSuchDate as none:
        raise _wrong(text, f"there is none, {none}") from None
    if edition is None:
        raise _unreadable(text, written)
    if edition.first_day > today:
        raise _wrong(text, f"{edition.label} has not begun, today is {day_label(today)}")
    if edition.last_day < FIRST_DAY:
        raise _wrong(text, f"too long ago, Daily Papers began on {day_label(FIRST_DAY)}")
    return edition


def _read(written: str, today: date) -> Edition | None:
    for form, read in _FORMS:
        if (parts := form.fullmatch(written)) is not None:
            edition = read({name: part or "" for name, part in parts.groupdict().items()}, today)
            if edition is not None:
                return edition
    return None


# What is wrong --------------------------------------------------------------------------------------------------


def _wrong(text: str, message: str, place: str = "", hint: str = "") -> DateError:
    start = text.find(place) if place else 0
    length = len(place) or max(1, len(text))
    return DateError(message, hint or f"type {CAN_BE_TYPED}", text=text, start=start, length=length)


def _unreadable(text: str, written: str) -> DateError:
    if not written:
        return _wrong(text, "nothing is typed")
    if (numbers := _NUMBERS.fullmatch(written)) is not None:
        return _wrong(text, "day and month could be either way round", hint=_spelled_out(*numbers.groups()))
    if re.fullmatch("[0-9]{4}", written):
        return _wrong(text, "a year is too long", hint=f"type a month of it, such as {written}-03")
    for place in text.split():
        if not _is_known(place.casefold().strip(",.")):
            from difflib import get_close_matches  # noqa: PLC0415 - for what is wrong alone

            close = get_close_matches(place.casefold(), _OUR_WORDS, n=1)
            meant = f"did you mean {close[0]}?" if close else ""
            return _wrong(text, "no day, week or month", place, meant)
    return _wrong(text, "no day, week or month")


def _spelled_out(first: str, second: str, year: str | None) -> str:
    """Return what to type instead of two numbers: each day and month that they can be."""
    ways = {
        f"{int(day)} {_MONTHS[int(month) - 1][:3]}{f' {year}' if year else ''}": None
        for day, month in ((first, second), (second, first))
        if 1 <= int(month) <= len(_MONTHS) and 1 <= int(day) <= 31
    }
    return f"type {' or '.join(ways)}" if ways else ""


def _is_known(word: str) -> bool:
    return (
        word in _OTHER_WORDS
        or word in _ONE
        or word in _NAMED_DAYS
        or _number_of(word, _WEEKDAYS) is not None
        or _number_of(word, _MONTHS) is not None
        or re.fullmatch(r"(?:w[0-9]{1,2}|[0-9]+[a-z]{0,2})", word) is not None
    )


# Parts ----------------------------------------------------------------------------------------------------------


def _number_of(begun: str, names: Iterable[str]) -> int | None:
    """Return the place, from 0, of the one name that begins so, with three letters at least."""
    if len(begun) < _FEWEST_LETTERS:
        return None
    # As some abbreviate it.
    begun = "sep" if begun == "sept" else begun
    return next((number for number, name in enumerate(names) if name.startswith(begun)), None)


def _before(today: date, days: int) -> date:
    if days >= today.toordinal():
        raise _NoSuchDate("that is too long ago")
    return today - timedelta(days=days)


def _day(year: int, month: int, day: int) -> date:
    if why := invalid_date_reason(Period.DAY, f"{year:04}-{month:02}-{day:02}"):
        raise _NoSuchDate(why)
    return date(year, month, day)


def _last_day_of_that_name(month: int, day: int, today: date) -> date:
    for year in range(today.year, max(today.year - _LEAP_YEARS_APART, date.min.year) - 1, -1):
        if not invalid_date_reason(Period.DAY, f"{year:04}-{month:02}-{day:02}"):
            found = date(year, month, day)
            if found <= today:
                return found
    return _day(today.year, month, day)


def _week(year: int, number: int) -> Edition:
    name = f"{year:04}-W{number:02}"
    if why := invalid_date_reason(Period.WEEK, name):
        raise _NoSuchDate(why)
    return Edition.from_name(Period.WEEK, name)


def _month(year: int, number: int) -> Edition:
    if why := invalid_date_reason(Period.MONTH, f"{year:04}-{number:02}"):
        raise _NoSuchDate(why)
    return Edition(Period.MONTH, date(year, number, 1))


def _ago(number: int, period: Period, today: date) -> Edition:
    if period is not Period.MONTH:
        return Edition.containing(period, _before(today, number * (7 if period is Period.WEEK else 1)))
    months = today.year * 12 + today.month - 1 - number
    if not date.min.year <= months // 12 < MAXYEAR:
        raise _NoSuchDate("that is too long ago")
    return Edition(Period.MONTH, date(months // 12, months % 12 + 1, 1))


# Forms ----------------------------------------------------------------------------------------------------------


def _named_day(parts: _Parts, today: date) -> Edition:
    return Edition(Period.DAY, _before(today, _NAMED_DAYS[parts["name"]]))


def _weekday(parts: _Parts, today: date) -> Edition | None:
    weekday = _number_of(parts["name"], _WEEKDAYS)
    if weekday is None:
        return None
    days = (today.weekday() - weekday) % 7
    return Edition(Period.DAY, _before(today, days or (7 if parts["last"] else 0)))


def _age(parts: _Parts, today: date) -> Edition:
    number = 1 if parts["number"] in _ONE else int(parts["number"])
    return _ago(number, _UNITS[parts["unit"][0]], today)


def _this_or_last(parts: _Parts, today: date) -> Edition:
    return _ago(int(parts["which"] == "last"), _UNITS[parts["unit"][0]], today)


def _by_numbers(parts: _Parts, _: date) -> Edition:
    if not parts["day"]:
        return _month(int(parts["year"]), int(parts["month"]))
    return Edition(Period.DAY, _day(int(parts["year"]), int(parts["month"]), int(parts["day"])))


def _by_name(parts: _Parts, today: date) -> Edition | None:
    number = _number_of(parts["month"], _MONTHS)
    weekday = _number_of(parts["weekday"], _WEEKDAYS)
    if number is None or (parts["weekday"] and weekday is None):
        return None
    if not parts["day"]:
        year = int(parts["year"]) if parts["year"] else today.year - (number + 1 > today.month)
        return None if parts["weekday"] else _month(year, number + 1)
    month, day = number + 1, int(parts["day"])
    if parts["year"]:
        found = _day(int(parts["year"]), month, day)
    else:
        found = _last_day_of_that_name(month, day, today)
    if weekday not in (None, found.weekday()):
        raise _NoSuchDate(f"that day is a {_WEEKDAYS[found.weekday()].capitalize()}")
    return Edition(Period.DAY, found)


def _by_week(parts: _Parts, today: date) -> Edition:
    number = int(parts["week"])
    if year := parts["year"] or parts["before"]:
        return _week(int(year), number)
    # Of the years that have so many, the last one in which it has begun.
    for year_before in range(today.year + 1, max(today.year - _LEAP_YEARS_APART, date.min.year), -1):
        if not invalid_date_reason(Period.WEEK, f"{year_before:04}-W{number:02}"):
            found = _week(year_before, number)
            if found.first_day <= today:
                return found
    return _week(today.year, number)


def _by_label(parts: _Parts, _: date) -> Edition | None:
    month = _number_of(parts["month"], _MONTHS)
    if month is None:
        return None
    found = Edition.containing(Period.WEEK, _day(int(parts["year"]), month + 1, int(parts["day"])))
    return found if found.first_day.isocalendar().week == int(parts["week"]) else None


_YEAR = "(?P<year>[0-9]{4})"
_NAME = r"(?P<month>[a-z]{3,9})\.?"
_NUMBER = "(?P<day>[0-9]{1,2})"
_DAY_WORDS = rf"(?:(?P<weekday>{'|'.join(f'{name[:3]}[a-z]*' for name in _WEEKDAYS)})\.? )?"
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(form), read)
    for form, read in (
        (f"(?P<name>{'|'.join(_NAMED_DAYS)})", _named_day),
        (r"(?:(?P<last>last) |this )?(?P<name>[a-z]{3,9})\.?", _weekday),
        (rf"(?P<number>[0-9]{{1,6}}|{'|'.join(sorted(_ONE))}) ?(?P<unit>days?|weeks?|months?) ago", _age),
        (r"(?P<number>[0-9]{1,6}) ?(?P<unit>[dwm])(?: ago)?", _age),
        (r"(?:(?P<which>last|this) )?(?P<unit>week|month)", _this_or_last),
        (rf"{_YEAR}([-/.])(?P<month>[0-9]{{1,2}})(?:\2{_NUMBER})?", _by_numbers),
        (r"(?P<before>[0-9]{4})[- ]?(?:w|week ?)(?P<week>[0-9]{1,2})(?P<year>)", _by_week),
        (rf"(?P<before>)(?:w|week) ?(?P<week>[0-9]{{1,2}})(?: (?:of )?{_YEAR})?", _by_week),
        (rf"week (?P<week>[0-9]{{1,2}}) .*[–-] ?{_NUMBER} {_NAME} {_YEAR}", _by_label),
        (
            rf"{_DAY_WORDS}(?:the )?(?:{_NUMBER}(?:st|nd|rd|th)?\.? (?:of )?)?{_NAME}(?: {_YEAR})?",
            _by_name,
        ),
        (rf"{_DAY_WORDS}{_NAME} (?:the )?{_NUMBER}(?:st|nd|rd|th)?(?: {_YEAR})?", _by_name),
        (rf"{_YEAR} {_NAME}(?P<weekday>)(?: {_NUMBER})?", _by_name),
    )
)
_NUMBERS = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-]?(?: ?([0-9]{4}))?")
