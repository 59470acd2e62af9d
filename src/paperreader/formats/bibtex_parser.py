"""Papers from BibTeX as others write it: any entry, strings, comments, nested braces, accents.

A parser of its own: of an entry only what a paper can hold is wanted, but with its line, in time that grows with the
text, and with what `bibtex.py` writes read back exactly. What is no entry is a comment, as BibTeX has it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean, clean_lines
from paperreader.formats.fields.author_field import names_from
from paperreader.formats.fields.mentions import key_among, key_in_fields, key_of_eprint
from paperreader.formats.fields.tex_text import from_tex, title_from_tex
from paperreader.formats.parsing import (
    Parsed,
    ParseFailure,
    authors_from,
    day_from,
    known_text,
    parse_failure,
    parsed,
    tags_from,
    unnamed,
)

_START = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*(?P<open>[{(])")
_MOST_JOINED, _MOST_FIELDS = 10_000, 10_000
"""Characters that are joined by `#`, and strings or fields: made of each other, they take much more room than the file."""
_KEY = re.compile(r"\s*+(?P<key>[^,{}=\"#\n]*+)\s*+(?=[,})])")
_FIELD = re.compile(r"[\s,]*(?P<name>[^\s,{}=\"#()]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}=\"#()]+")
_SPACE = re.compile(r"\s*")
_END = re.compile(r"[\s,]*")
# An entry at the beginning of a line, in the middle of a value: the one before it was not closed. To stop there keeps
# the time for many broken entries from growing with the square of their number.
_NEXT = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_DELIMITER = re.compile(r'[{}"]|^[ \t]*@[A-Za-z]+[ \t]*(?:\{|\([^\s,{}]+,)', re.MULTILINE)
_MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_PLACES = ("pages", "eid")
"""Of a journal; those of arXiv are its ids."""
_MENTIONS = ("arxivid", "arxiv", "doi", "url", "journal", "howpublished", "number", "note", "volume", "link")
"""Fields that may be an arXiv id and nothing else."""
_SILENT = frozenset(
    [
        *(
            "title",
            "shorttitle",
            "subtitle",
            "titleaddon",
            "abstract",
            "author",
            "editor",
            "file",
            "keywords",
            "tags",
        ),
        *("annote", "annotation", "references", "cited-references", "related", "eprint", "crossref", "xdata"),
    ]
)
"""Fields that say nothing of which paper it is, or speak of others."""
_INHERITED = ("year", "date", "month", "day")
"""What an entry has from the one it refers to: the rest is of the whole, such as its title and its DOI."""


class _MalformedError(Exception):
    """The entry can't be read any further; the argument says why."""


@dataclass(slots=True)
class _Text:
    """A text and how far it was read."""

    text: str
    at: int

    def skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move behind the pattern if it stands here."""
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def next(self) -> str:
        """Return the next character that is not white space, without moving behind it; empty at the end."""
        self.skip(_SPACE)
        return self.text[self.at : self.at + 1]


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry as it stands in the file: its line, the beginning of its text, its key and its fields."""

    line: int
    text: str
    key: str
    fields: dict[str, str]


def from_bibtex(text: str) -> Iterator[Parsed]:
    """Yield the paper of each entry; an entry that breaks off does not take the next ones with it."""
    items = list(_items(text))
    # What an entry refers to stands behind it.
    referred = {item.key.lower(): item.fields for item in items if isinstance(item, _Item)}
    for item in items:
        yield _entry(item, referred) if isinstance(item, _Item) else item


def _items(text: str) -> Iterator[_Item | ParseFailure]:
    """Yield the fields of each entry, or why it could not be read."""
    strings = dict(_MONTHS)
    counted, line = 0, 1
    at = 0
    while (start := _START.search(text, at)) is not None:
        line += text.count("\n", counted, start.start())
        counted = start.start()
        source = _Text(text, start.end())
        kind = start["kind"].lower()
        at = start.end()
        if kind == "comment":
            continue
        try:
            item = _read(source, kind, strings, line)
            at = source.at
        except _MalformedError as error:
            item = parse_failure(line, text[counted : counted + 600], str(error))
            following = _NEXT.search(text, start.end())
            at = len(text) if following is None else following.start()
        if item is not None:
            yield item


def _read(source: _Text, kind: str, strings: dict[str, str], line: int) -> _Item | ParseFailure | None:
    start = source.at
    if kind == "preamble":
        _value(source, strings)
        return None
    if kind == "string":
        new = _fields(source, strings)
        if len(strings) + len(new) > _MOST_FIELDS:
            raise _MalformedError("there are more strings than any file needs")
        strings.update(new)
        return None
    key = source.skip(_KEY)
    if key is None:
        raise _MalformedError("it has no key")
    return _Item(line, source.text[start : start + 600], key["key"].strip(), _fields(source, strings))


def _fields(source: _Text, strings: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (name := source.skip(_FIELD)) is not None:
        fields.setdefault(name["name"].lower(), _value(source, strings))
        if len(fields) > _MOST_FIELDS:
            raise _MalformedError("it has more fields than any entry")
    source.skip(_END)
    if source.next() not in ("}", ")"):
        raise _MalformedError(
            "it is not closed" if not source.next() else "a field has no name, or a comma is missing"
        )
    source.at += 1
    return fields


def _value(source: _Text, strings: Mapping[str, str]) -> str:
    """Return what stands behind `name =`: braces, quotes, numbers and strings, joined by `#`."""
    value = _part(source, strings)
    while source.next() == "#":
        source.at += 1
        value += _part(source, strings)
        # Strings made of strings double with each line.
        if len(value) > _MOST_JOINED:
            raise _MalformedError("what is joined in it is longer than any field")
    return value


def _part(source: _Text, strings: Mapping[str, str]) -> str:
    opened = source.next()
    if opened in ("{", '"'):
        source.at += 1
        return _delimited(source, opened)
    bare = source.skip(_BARE)
    if bare is None:
        raise _MalformedError("a field has no value")
    return strings.get(bare[0].lower(), bare[0])


def _delimited(source: _Text, opened: str) -> str:
    """Return the text up to the brace or quotation mark that closes it."""
    start, depth = source.at, 0
    # Braces count whatever stands before them, and hide quotation marks, as BibTeX has it.
    for found in _DELIMITER.finditer(source.text, start):
        mark = found[0]
        if depth == 0 and mark == ("}" if opened == "{" else '"'):
            source.at = found.end()
            return source.text[start : found.start()]
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0 or "@" in mark:
            break
    raise _MalformedError("its braces or quotation marks do not match")


def _entry(item: _Item, referred: Mapping[str, Mapping[str, str]]) -> Parsed:
    whole = referred.get(item.fields.get("crossref", "").strip().lower(), {})
    fields = {name: whole[name] for name in _INHERITED if name in whole} | item.fields
    subject = from_tex(fields.get("primaryclass") or fields.get("eprintclass") or "")
    paper = replace(
        unnamed(),
        abstract=known_text(from_tex(fields.get("abstract", ""), keeps_formulas=True)),
        authors=authors_from(names_from(fields.get("author", ""))),
        published_at=_day(fields),
        category=known_text(subject),
    )
    note = clean_lines(from_tex(fields.get("annote") or fields.get("annotation") or "", keeps_formulas=True))
    tags = tags_from(from_tex(fields.get("keywords") or fields.get("tags") or ""))
    title = clean(title_from_tex(fields.get("title", "")))
    key = _key(item.fields, item.key, subject)
    return parsed(
        item.line,
        item.text,
        key,
        title,
        Entry(paper, tags=tags, note=note),
        year=from_tex(fields.get("year") or fields.get("date") or ""),
        doi=from_tex(fields.get("doi", "")),
    )


def _key(fields: Mapping[str, str], cited_as: str, subject: str) -> PaperKey | None:
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or fields.get("archive") or ""
    key = key_of_eprint(from_tex(fields.get("eprint", "")), archive, subject)
    if key is not None:
        return key
    is_of_arxiv = "arxiv" in fields.get("journal", "").lower()
    names = (*_MENTIONS, *_PLACES) if is_of_arxiv else _MENTIONS
    return key_among(*(from_tex(fields.get(name, "")) for name in names)) or key_in_fields(
        [*(from_tex(value) for name, value in fields.items() if name not in _SILENT), cited_as]
    )


def _day(fields: Mapping[str, str]) -> datetime | None:
    parts = [fields.get(name, "").strip() for name in ("year", "month", "day")]
    parts[1] = _MONTHS.get(parts[1][:3].lower(), parts[1])
    return day_from(fields.get("date", "")) or day_from("-".join(parts))
