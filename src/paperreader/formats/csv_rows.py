"""Entries as CSV (RFC 4180) and back, for spreadsheets.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, whoever wrote it, and titles come from
anywhere. Such a cell gets an apostrophe before it, as a person would type it; reading takes it off again. Several
values in one cell are separated by semicolons; one within a value, and a backslash, has a backslash before it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Organization, Paper, PaperKey
from paperreader.domain.text import clean, clean_lines, fold
from paperreader.formats.fields.mentions import key_among
from paperreader.formats.hub_json import time_to_json
from paperreader.formats.parsing import (
    Parsed,
    authors_from,
    known,
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
COLUMNS = (
    "id",
    "title",
    "authors",
    "published_at",
    "submitted_at",
    "category",
    "organization",
    "upvotes",
    "comments",
    "github_stars",
    "status",
    "tags",
    "note",
    "kept_at",
    "found_in",
    "link",
    "pdf",
    "github_repo",
    "project_page",
    "ai_summary",
    "abstract",
)
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
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = _cells(entry)
        writer.writerow([defused(cells[column]) for column in COLUMNS])
    return text.getvalue()


def _cells(entry: Entry) -> dict[str, str]:
    paper = entry.paper
    return {
        "id": str(paper.key),
        "title": paper.title,
        "authors": _joined(author.name for author in paper.authors),
        "published_at": time_to_json(paper.published_at) or "",
        "submitted_at": time_to_json(paper.submitted_at) or "",
        "category": paper.category or "",
        "organization": paper.organization.label if paper.organization else "",
        "upvotes": _number(paper.upvotes),
        "comments": _number(paper.comments),
        "github_stars": _number(paper.github_stars),
        "status": str(entry.status or ""),
        "tags": _joined(entry.tags),
        "note": entry.note,
        "kept_at": time_to_json(entry.kept_at) or "",
        "found_in": entry.found_in,
        "link": paper.key.hub_url or "",
        "pdf": paper.key.pdf_url or "",
        "github_repo": paper.github_repo or "",
        "project_page": paper.project_page or "",
        "ai_summary": paper.ai_summary or "",
        "abstract": paper.abstract or "",
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(value.replace("\\", r"\\").replace(";", r"\;") for value in values)


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def from_csv(text: str) -> Iterator[Parsed]:
    """Yield the entry of each row; the first row names the columns, of which `id`, `link` or `title` must be one.

    Columns may be separated by commas, semicolons or tabulators; unknown ones are passed over.
    """
    delimiter = delimiter_of(text)
    if delimiter is None:
        yield parse_failure(1, text[:600], "the first row names no column `id`, `link` or `title`")
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
        yield parse_failure(line, "", f"it is not CSV: {error}")


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
    organization = known(cell("organization"))
    return replace(
        unnamed(),
        authors=authors_from(_split(cell("authors"))),
        published_at=time_from(cell("published_at")),
        submitted_at=time_from(cell("submitted_at")),
        category=known(cell("category")),
        organization=Organization(organization) if organization else None,
        upvotes=_count(cell("upvotes")),
        comments=_count(cell("comments")),
        github_stars=_count(cell("github_stars")),
        github_repo=known(cell("github_repo")),
        project_page=known(cell("project_page")),
        ai_summary=known(cell("ai_summary")),
        abstract=known(cell("abstract")),
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
