"""Entries as CSV (RFC 4180) and back, for spreadsheets.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, whoever wrote it, and titles come from
anywhere. Such a cell gets an apostrophe before it, as a person would type it; reading takes it off again. Several
values in one cell are separated by semicolons; one within a value, and a backslash, has a backslash before it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Organization, Paper, PaperKey
from paperreader.domain.text import clean, clean_lines, fold
from paperreader.formats.fields.mentions import key_among
from paperreader.formats.parsing import (
    Parsed,
    authors_from,
    known_text,
    parse_failure,
    parsed,
    tags_of,
    time_from,
    unnamed,
)

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_IN_LIST = re.compile(r"\\(.)|(; ?)", re.DOTALL)
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 10_000_000
_VALUES: Mapping[str, Callable[[Entry], object]] = {
    "id": lambda entry: entry.paper.key,
    "title": lambda entry: entry.paper.title,
    "authors": lambda entry: tuple(author.name for author in entry.paper.authors),
    "published_at": lambda entry: entry.paper.published_at,
    "submitted_at": lambda entry: entry.paper.submitted_at,
    "category": lambda entry: entry.paper.category,
    "organization": lambda entry: entry.paper.organization and entry.paper.organization.label,
    "upvotes": lambda entry: entry.paper.upvotes,
    "comments": lambda entry: entry.paper.comments,
    "github_stars": lambda entry: entry.paper.github_stars,
    "status": lambda entry: entry.status,
    "tags": lambda entry: entry.tags,
    "note": lambda entry: entry.note,
    "kept_at": lambda entry: entry.kept_at,
    "found_in": lambda entry: entry.found_in,
    "link": lambda entry: entry.paper.key.hub_url,
    "pdf": lambda entry: entry.paper.key.pdf_url,
    "github_repo": lambda entry: entry.paper.github_repo,
    "project_page": lambda entry: entry.paper.project_page,
    "ai_summary": lambda entry: entry.paper.ai_summary,
    "abstract": lambda entry: entry.paper.abstract,
}
"""What stands in each column, in their order."""
# What others call them.
_ALIASES = {
    "arxiv": "id",
    "arxiv id": "id",
    "doi": "id",
    "url": "link",
    "author": "authors",
    "paper title": "title",
    "keywords": "tags",
    "notes": "note",
    "date": "published_at",
    "summary": "abstract",
}


def to_csv(entries: Sequence[Entry]) -> str:
    """Return a row of column names and a row for each entry, lines ending as RFC 4180 has it (CRLF)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_VALUES)
    for entry in entries:
        writer.writerow(defused(_cell(value(entry))) for value in _VALUES.values())
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(each.replace("\\", r"\\").replace(";", r"\;") for each in value)
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def from_csv(text: str) -> Iterator[Parsed]:
    """Yield the entry of each row; the first row names the columns, of which `id`, `link` or `title` must be one.

    Columns may be separated by commas, semicolons or tabulators; unknown ones are passed over.
    """
    delimiter = delimiter_of(text)
    if delimiter is None:
        yield parse_failure(1, text[:600], "the first row has no column `id`, `link` or `title`")
        return
    # Of the whole process, but nothing else here reads CSV; a long note or author list passes the usual 131,072.
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        columns = [_column(cell) for cell in next(row for row in rows if row)]
        line = rows.line_num + 1
        for row in rows:
            if any(row):
                yield _read(line, dict(reversed(list(zip(columns, row, strict=False)))))
            line = rows.line_num + 1
    except csv.Error as error:
        yield parse_failure(line, "", f"this is not CSV: {error}")


def delimiter_of(text: str) -> str | None:
    """Return what separates the columns, None if the first row names none that could be read."""
    header = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    for delimiter in _DELIMITERS:
        columns = {_column(cell.strip('" ')) for cell in header.split(delimiter)}
        if columns & {"id", "title"} or (len(columns) > 1 and "link" in columns):
            return delimiter
    return None


def _column(cell: str) -> str:
    name = " ".join(fold(cell).split())
    return _ALIASES.get(name, name.replace(" ", "_"))


def _read(line: int, cells: Mapping[str, str]) -> Parsed:
    def cell(column: str) -> str:
        text = cells.get(column, "")
        return text[1:] if text.startswith("'") and _FORMULA.match(text) else text

    status = clean(cell("status")).lower()
    entry = Entry(
        _paper(cell),
        kept_at=time_from(cell("kept_at")),
        found_in=clean(cell("found_in")),
        status=Status(status) if status in list(Status) else None,
        tags=_tags(cell("tags")),
        note=clean_lines(cell("note")),
    )
    written = clean(cell("id"))
    key = key_among(written, cell("link"), cell("pdf"))
    if key is None and written.startswith("title:"):
        key = PaperKey(written)
    return parsed(line, cell("title") or " ".join(cells.values()), key, cell("title"), entry)


def _paper(cell: Callable[[str], str]) -> Paper:
    organization = known_text(cell("organization"))
    return replace(
        unnamed(),
        authors=authors_from(_split(cell("authors"))),
        published_at=time_from(cell("published_at")),
        submitted_at=time_from(cell("submitted_at")),
        category=known_text(cell("category")),
        organization=Organization(organization) if organization else None,
        upvotes=_count(cell("upvotes")),
        comments=_count(cell("comments")),
        github_stars=_count(cell("github_stars")),
        github_repo=known_text(cell("github_repo")),
        project_page=known_text(cell("project_page")),
        ai_summary=known_text(cell("ai_summary")),
        abstract=known_text(cell("abstract")),
    )


def _tags(cell: str) -> tuple[str, ...]:
    """Return tags as they are written here, between semicolons, or as others write them, between commas."""
    return tags_of(part for value in _split(cell) for part in value.split(","))


def _count(cell: str) -> int | None:
    text = cell.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _split(cell: str) -> list[str]:
    values, start, text = [], 0, ""
    for found in _IN_LIST.finditer(cell):
        text += cell[start : found.start()] + (found[1] or "")
        start = found.end()
        if found[2]:
            values.append(text)
            text = ""
    return [*values, text + cell[start:]]
