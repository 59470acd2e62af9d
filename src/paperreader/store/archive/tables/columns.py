"""Converts feeds, times, marks and origins to the columns of the archive and back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import msgspec

from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Period,
    Sample,
    SavedPage,
    Search,
    Submissions,
    Trending,
)
from paperreader.domain.papers.full_text import ReadingPosition, TextOrigin
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.utc import in_utc
from paperreader.errors import StoreUnreadable

_T = TypeVar("_T")
_PLACE = ("block", "offset", "share")
_NAMES: Mapping[type, str] = {date: "day", Mark: "mark", TextOrigin: "origin", int: "number"}
"""What messages call a value, by its type."""

_FEEDS: dict[str, Callable[[str], Feed]] = {
    **{period.value: partial(Edition.from_name, period) for period in Period},
    "search": Search,
    "submitter": Submissions,
    "saved": SavedPage,
    Trending.key: lambda _: Trending(),
    Sample.key: lambda _: Sample(),
}


def feed_to_key(feed: Feed) -> str:
    """Return the name under which a feed is filed; half a surrogate pair, which no file takes, becomes `?`."""
    return feed.key.encode(errors="replace").decode()


def feed_from_key(key: str) -> Feed:
    """Return the feed filed under that name.

    Raises:
        StoreUnreadable: No feed is called so.
    """
    kind, _, name = key.partition(":")
    try:
        feed = _FEEDS[kind](name)
    except (KeyError, ValueError) as error:
        raise StoreUnreadable(f"{key!r} is not the name of a feed") from error
    if feed.key != key:
        raise StoreUnreadable(f"{key!r} is not the name of a feed")
    return feed


def key_from_column(value: object) -> PaperKey:
    """Return the paper a column names; what is no text there names none that there is."""
    return PaperKey(value if isinstance(value, str) else str(value))


def time_to_text(at: datetime) -> str:
    """Return a time as text that sorts like the time itself: always UTC, always with microseconds."""
    return in_utc(at).isoformat(timespec="microseconds")


def time_from_text(text: str) -> datetime:
    """Return the time of a text written by `time_to_text`.

    Raises:
        StoreUnreadable: It is not such a time.
    """
    return in_utc(_converted(text, datetime, "time"))


def from_column(value: object, kind: type[_T]) -> _T:
    """Return what a column says as a day, mark, origin or whole number: another program may have put anything there.

    Raises:
        StoreUnreadable: It is something else.
    """
    return _converted(value, kind, _NAMES[kind])


def count_from_column(value: object) -> int | None:
    """Return the number in a column that may have none.

    Raises:
        StoreUnreadable: It is something else.
    """
    return None if value is None else from_column(value, int)


def position_from_row(row: Sequence[object]) -> ReadingPosition:
    """Return the place of a row: block, offset, share.

    Raises:
        StoreUnreadable: It is not such a row.
    """
    return _converted(dict(zip(_PLACE, row, strict=True)), ReadingPosition, "place")


def _converted(text: object, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.convert(text, kind)
    except msgspec.ValidationError as error:
        raise StoreUnreadable(f"A stored {name} was not understood: {error}") from error
