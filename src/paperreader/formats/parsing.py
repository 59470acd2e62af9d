"""The result of parsing a file of papers: an entry, or a line that could not be parsed and why; and the values of fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.text import clean

_LONGEST_EXCERPT = 60
# A tag may hold a semicolon, but no white space.
_BETWEEN_TAGS = re.compile(r",|;\s")
_DAY = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?![\d-])")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*")
_COMPANY = frozenset({"inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "corp", "corp."})


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry, and the line of the file on which it begins, counted from 1."""

    line: int
    entry: Entry
    year: str = ""
    doi: str = ""
    """With the year what tells works of one title apart; no paper of arXiv needs them."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """What could not be read: where it begins, the beginning of its text, and the reason."""

    line: int
    text: str
    reason: str


Parsed = ParsedEntry | ParseFailure


def parse_failure(line: int, text: str, reason: str) -> ParseFailure:
    """Return the failure to report for a line; text and reason are cleaned and cut."""
    excerpt = clean(text[: 10 * _LONGEST_EXCERPT])
    if len(excerpt) > _LONGEST_EXCERPT:
        excerpt = excerpt[: _LONGEST_EXCERPT - 1] + "…"
    return ParseFailure(line, excerpt, clean(reason))


def parsed(
    line: int, text: str, key: PaperKey | None, title: str, entry: Entry, *, year: str = "", doi: str = ""
) -> Parsed:
    """Return the entry under its arXiv id, else under its title; without either it is not understood.

    Args:
        line: Where it begins.
        text: What to show of it if it is not understood.
        key: The key of its arXiv id, else one of its title as it was, None where it has neither.
        title: Its title, empty where it has none.
        entry: What else is known; key and title of its paper do not matter.
        year: A text with the year it came out.
        doi: Its DOI, alone or as a link.
    """
    title = clean(title)
    if not title and (key is None or key.arxiv_id is None):
        return parse_failure(line, text, "it has neither an arXiv id nor a title")
    paper = replace(entry.paper, key=key or PaperKey.from_title(title), title=title)
    came = _YEAR.search(year)
    return ParsedEntry(
        line,
        replace(entry, paper=paper),
        year=came[0] if came else "",
        doi=_BEFORE_DOI.sub("", clean(doi[:1000]).lower()),
    )


def unnamed() -> Paper:
    """Return a paper of which nothing is known, to be filled and then named."""
    return Paper(key=PaperKey(""), title="")


def known_text(text: str | None) -> str | None:
    """Return a text, cleaned; None where nothing is left of it."""
    return clean(text or "") or None


def authors_from(names: Iterable[str]) -> tuple[Author, ...]:
    """Return authors by their names as written, without those that are empty."""
    return tuple(Author(name) for name in map(clean, names) if name)


def name_from(inverted: str) -> str:
    """Return `Ludwig van Beethoven` for `van Beethoven, Ludwig`, and `Hal Example III` for `Example, Hal, III`."""
    family, *rest = [part.strip() for part in inverted.split(",")]
    if not rest or len(rest) > 2 or (len(rest) == 1 and rest[0].casefold() in _COMPANY):
        return inverted
    return " ".join(part for part in (rest[0], family, *rest[1:]) if part)


def tags_from(text: str) -> tuple[str, ...]:
    """Return the tags in a list with commas or semicolons; words that belong together are joined: `long-letters`."""
    return tags_of(_BETWEEN_TAGS.split(clean(text)))


def tags_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that are listed one by one, each once."""
    tags = ("-".join(clean(text).replace(",", " ").split()).lstrip("#") for text in texts)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def day_from(text: str) -> datetime | None:
    """Return the day a text begins with, such as `2026-08-17`; None for less than a whole day or no such day."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None


def time_from(text: str) -> datetime | None:
    """Return a time as ISO 8601 writes it, in UTC; a day alone is its midnight; None for anything else."""
    try:
        time = datetime.fromisoformat(text.strip())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
