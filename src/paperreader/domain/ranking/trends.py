"""Trends: which share of the papers of a week or month match a query."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from paperreader.domain.papers.archive_statistics import days_between
from paperreader.domain.papers.calendar import FIRST_DAY, is_weekend
from paperreader.domain.papers.feed import Edition, Period

SEPARATOR = ";"
"""Stands between queries that are typed on one line."""


class Series(Struct, frozen=True):
    """How many papers of each period match a query."""

    text: str
    """The query as it was typed."""
    counts: tuple[int | None, ...]
    """By the periods; None where no paper of the period is archived."""


class Trends(Struct, frozen=True):
    """Some queries over time, the oldest period first."""

    periods: tuple[Edition, ...]
    totals: tuple[int | None, ...]
    """How many papers of each period are archived; None where none is: what was published then is not known."""
    series: tuple[Series, ...]

    def shares(self, series: Series) -> tuple[float | None, ...]:
        """Return which part of each period's papers match, from 0 to 1; None where there are no papers."""
        pairs = zip(series.counts, self.totals, strict=True)
        return tuple(count / total if count is not None and total else None for count, total in pairs)

    @property
    def known(self) -> tuple[int, ...]:
        """The places of the periods with papers."""
        return tuple(place for place, total in enumerate(self.totals) if total is not None)


class DailyCounts(Struct, frozen=True):
    """How many papers of each day there are, and how many of them match some queries."""

    papers: Mapping[date, int]
    """Days without papers are left out, here and in what follows."""
    matching: tuple[tuple[str, Mapping[date, int]], ...]
    """Queries as they were typed, in their order."""
    archived: frozenset[date] = frozenset()
    """The days that are archived, whether or not they were over then."""
    waiting: int = 0
    """How many papers are not among these because they are not indexed yet."""

    def span(
        self, today: date, first: date | None = None, last: date | None = None
    ) -> tuple[date, date] | None:
        """Return the first and the last day that are looked at; None where there is nothing to look at.

        No day before Daily Papers and none after `today`; without `first` it begins with the earliest paper.
        """
        last = today if last is None else min(last, today)
        if first is None:
            first = min((day for day in self.papers if FIRST_DAY <= day <= last), default=None)
        if first is None:
            return None
        first = max(first, FIRST_DAY)
        return (first, last) if first <= last else None

    def by(self, period: Period, span: tuple[date, date] | None) -> Trends:
        """Return the trends by periods of that length; of the outermost only the days within the span count."""
        periods = () if span is None else _periods(period, *span)
        totals = _counts(self.papers, period, span)
        known = tuple(totals.get(each) for each in periods)
        series = []
        for text, days in self.matching:
            found = _counts(days, period, span)
            counts = (
                None if total is None else found[each] for each, total in zip(periods, known, strict=True)
            )
            series.append(Series(text, tuple(counts)))
        return Trends(periods, known, tuple(series))

    def missing(self, span: tuple[date, date]) -> tuple[int, int]:
        """Return how many weekdays of a span are not archived, and how many weekdays it has."""
        weekdays = [day for day in days_between(*span) if not is_weekend(day)]
        return sum(day not in self.archived for day in weekdays), len(weekdays)


def _periods(period: Period, first: date, last: date) -> tuple[Edition, ...]:
    return tuple(dict.fromkeys(Edition.containing(period, day) for day in days_between(first, last)))


def _counts(days: Mapping[date, int], period: Period, span: tuple[date, date] | None) -> Counter[Edition]:
    counts: Counter[Edition] = Counter()
    if span is not None:
        for day, count in days.items():
            if span[0] <= day <= span[1]:
                counts[Edition.containing(period, day)] += count
    return counts


def split_queries(line: str) -> Sequence[tuple[int, str]]:
    """Return the queries of a line, separated by semicolons, and where each begins; one within quotation marks is text.

    >>> split_queries('lamp; title:"a;b" ;')
    [(0, 'lamp'), (6, 'title:"a;b"')]
    """
    found: list[tuple[int, str]] = []
    start, is_quoted = 0, False
    for place, char in enumerate(line + SEPARATOR):
        if char == '"':
            is_quoted = not is_quoted
        if place == len(line) or (char == SEPARATOR and not is_quoted):
            part = line[start:place]
            if part.strip():
                found.append((start + len(part) - len(part.lstrip()), part.strip()))
            start = place + 1
    return found
