"""JSON from outside, value by value: cleaned, and unknown where it is of an unexpected kind."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import MAX_LINE_LENGTH, clean, truncated
from paperreader.errors import SourceChanged

Json = Mapping[str, object]

_LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# More than any count, less than what a database can hold.
_MAX_COUNT = 2**53
_NOTHING: Json = {}

_PARTS = (b"[", b"{", b",")
_MAX_PARTS = 250_000
"""Python holds everything up while it makes objects of JSON, for 100 ms with as many; the largest answer recorded has
a tenth of it."""


def decoded(body: bytes) -> object:
    """Return the value of a JSON body.

    Raises:
        SourceChanged: It is not JSON, or no response could be as large.
    """
    if not body or body.isspace():
        raise not_understood("it is empty")
    if sum(map(body.count, _PARTS)) > _MAX_PARTS:
        raise not_understood("it has too many parts")
    # Not msgspec: it refuses half a surrogate pair, which JavaScript writes when it cuts a text in the middle
    # of an emoji, and with it the whole listing.
    try:
        return json.loads(body, parse_int=_whole, parse_constant=_unknown)
    except UnicodeDecodeError as error:
        raise not_understood("its text is damaged: it is not UTF-8") from error
    except RecursionError as error:
        raise not_understood("it is nested too deeply") from error
    except ValueError as error:
        raise not_understood("it is not JSON") from error


def _whole(digits: str) -> int | None:
    # Python refuses numbers of more than 4,300 digits, and with one of them the whole listing would be.
    return int(digits) if len(digits) < 20 else None


def _unknown(_name: str) -> None:
    """Stand for NaN and the infinities, which are no JSON."""


def not_understood(reason: str) -> SourceChanged:
    """Return the error to raise for a response; `reason` stands in parentheses."""
    return SourceChanged(
        f"Hugging Face's answer was not understood ({reason})",
        "if this goes on, look for a newer paperreader",
    )


def object_of(value: object) -> Json:
    """Return an object, an empty one in place of anything else."""
    return value if isinstance(value, dict) else _NOTHING


def list_of(value: object) -> list[object]:
    """Return a list, an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def text_of(value: object) -> str | None:
    """Return a text, cleaned; None where it is empty or none."""
    return (line_of(value) or None) if isinstance(value, str) else None


def line_of(text: str) -> str:
    """Return a text on one line, cleaned and no longer than any real one."""
    return clean(truncated(text, MAX_LINE_LENGTH))


def bool_of(value: object) -> bool | None:
    """Return a bool; None for anything else."""
    return value if isinstance(value, bool) else None


def count_of(value: object) -> int | None:
    """Return a whole number from 0 on; None where it is none, or too large to be believed."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # bool is a kind of int.
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MAX_COUNT else None


def link_of(value: object) -> str | None:
    """Return a web address; None where it is none."""
    text = text_of(value)
    return text if text is not None and _LINK.fullmatch(text) else None


def links_of(value: object) -> tuple[str, ...]:
    """Return the web addresses of a list, in order."""
    return tuple(link for link in map(link_of, list_of(value)) if link is not None)


def key_of(value: object) -> PaperKey | None:
    """Return the key of a paper by its arXiv id; None where it is none."""
    key = PaperKey(value.strip()) if isinstance(value, str) else PaperKey()
    return key if key.arxiv_id is not None else None


def moment_of(value: object) -> datetime | None:
    """Return the time of `2026-08-20T00:00:00.000Z` and other ISO forms in UTC; without a zone it is UTC."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
