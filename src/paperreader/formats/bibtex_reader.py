"""Papers from BibTeX as others write it: any entry, strings, comments, nested braces, accents.

A parser of its own: of an entry only what a paper can hold is wanted, but with its line, in time that grows with the
text, and with what `bibtex.py` writes read back exactly. What is no entry is a comment, as BibTeX has it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from paperreader.domain.entry import Entry
from paperreader.domain.text import clean, clean_lines
from paperreader.formats.reading import (
    Read,
    authors_from,
    day_from,
    key_among,
    known,
    named,
    not_understood,
    tags_from,
    unnamed,
)
from paperreader.formats.tex_text import from_tex

_START = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*(?P<open>[{(])")
_MOST_JOINED, _MOST_FIELDS = 10_000, 10_000
"""Characters that are joined by `#`, and strings or fields: made of each other, they take much more room than the file."""
_KEY = re.compile(r"\s*+(?P<key>[^\s,{}=\"#]*+)\s*+(?=[,})])")
_FIELD = re.compile(r"[\s,]*(?P<name>[^\s,{}=\"#()]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}=\"#()]+")
_SPACE = re.compile(r"\s*")
_END = re.compile(r"[\s,]*")
# An entry at the beginning of a line, in the middle of a value: the one before it was not closed. To stop there keeps
# the time for many broken entries from growing with the square of their number.
_NEXT = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_DELIMITER = re.compile(r'[{}"]|^[ \t]*@[A-Za-z]+[ \t]*(?:\{|\([^\s,{}]+,)', re.MULTILINE)
_AND = re.compile(r" and |,|[{}]|\\.", re.IGNORECASE | re.DOTALL)
_MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MENTIONS = ("doi", "url", "journal", "howpublished", "number", "note", "volume", "link")


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


def from_bibtex(text: str) -> Iterator[Read]:
    """Yield the paper of each entry; an entry that breaks off does not take the next ones with it."""
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
            read = _read(source, kind, strings, line)
            at = source.at
        except _MalformedError as error:
            read = not_understood(line, text[counted : counted + 600], str(error))
            following = _NEXT.search(text, start.end())
            at = len(text) if following is None else following.start()
        if read is not None:
            yield read


def _read(source: _Text, kind: str, strings: dict[str, str], line: int) -> Read | None:
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
    if source.skip(_KEY) is None:
        raise _MalformedError("it has no key")
    fields = _fields(source, strings)
    return _entry(line, source.text[start : start + 600], fields)


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


def _entry(line: int, text: str, fields: Mapping[str, str]) -> Read:
    title = clean(from_tex(fields.get("title", "")))
    eprint = fields.get("eprint", "").strip()
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").strip().lower()
    mentions = [from_tex(fields.get(name, "")) for name in _MENTIONS]
    key = key_among(eprint if archive == "arxiv" else "", *mentions)
    paper = replace(
        unnamed(),
        abstract=known(from_tex(fields.get("abstract", ""))),
        authors=authors_from(_names(fields.get("author", ""))),
        published_at=_day(fields),
        category=known(from_tex(fields.get("primaryclass") or fields.get("eprintclass") or "")),
    )
    note = clean_lines(from_tex(fields.get("annote") or fields.get("annotation") or ""))
    tags = tags_from(from_tex(fields.get("keywords") or fields.get("tags") or ""))
    return named(line, text, key, title, Entry(paper, tags=tags, note=note))


def _day(fields: Mapping[str, str]) -> datetime | None:
    parts = [fields.get(name, "").strip() for name in ("year", "month", "day")]
    parts[1] = _MONTHS.get(parts[1][:3].lower(), parts[1])
    return day_from(fields.get("date", "")) or day_from("-".join(parts))


def _names(field: str) -> Iterator[str]:
    """Yield each name in the order in which it is read; "and others" says that some are missing."""
    for parts in _split_names(" ".join(field.split())):
        whole = ", ".join(parts)
        if len(parts) == 1 or len(parts) > 3:
            if whole.strip().lower() != "others":
                yield from_tex(whole)
        else:
            family, *suffix, given = (clean(from_tex(part)) for part in parts)
            yield " ".join(part for part in (given, family, *suffix) if part)


def _split_names(field: str) -> Iterator[list[str]]:
    """Yield the parts between commas of each name; what is in braces is not taken apart."""
    parts, depth, start = [""], 0, 0
    for found in _AND.finditer(field):
        mark = found[0]
        if mark in ("{", "}"):
            depth += 1 if mark == "{" else -1
        elif depth == 0 and not mark.startswith("\\"):
            parts[-1] = field[start : found.start()]
            start = found.end()
            if mark != ",":
                yield parts
                parts = []
            parts.append("")
    parts[-1] = field[start:]
    if any(part.strip() for part in parts):
        yield parts
