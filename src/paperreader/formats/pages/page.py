"""A paper as a page of plain text."""

from collections.abc import Iterator
from datetime import datetime

from paperreader.document.cells import pad, wrap
from paperreader.domain.papers.feed import day_label
from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.pages.wording import UNKNOWN, number

_LABELS = 14


def to_page(paper: Paper, width: int = 80) -> str:
    """Return all there is to read about a paper, wrapped at `width` columns; unknown is "—".

    An address that is longer than a line is left whole.
    """
    parts = [
        wrap(to_unicode(paper.title) or UNKNOWN, width),
        wrap(", ".join(author.name for author in paper.authors) or UNKNOWN, width),
        [line for label, value in _facts(paper) for line in _labelled(label, value, width)],
        *(
            [*wrap(heading, width), *wrap(to_unicode(text or "") or UNKNOWN, width)]
            for heading, text in _texts(paper)
        ),
        ["Links", *(line for label, address in _links(paper) for line in _labelled(label, address, width))],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def to_plain_page(paper: Paper, width: int = 80) -> Iterator[str]:
    """Yield the same as lines to be spoken or felt, wrapped at `width` columns, 0 for not at all."""
    paragraphs = [
        [to_unicode(paper.title) or UNKNOWN],
        [", ".join(author.name for author in paper.authors) or UNKNOWN],
        [f"{label}: {value}" for label, value in _facts(paper)],
        *([heading, to_unicode(text or "") or UNKNOWN] for heading, text in _texts(paper)),
        [f"{label}: {address}" for label, address in _links(paper)],
    ]
    for place, lines in enumerate(paragraphs):
        yield from [""] if place else []
        for line in lines:
            yield from wrap(line, width) if width else [line]


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Organization", paper.organization.label if paper.organization else UNKNOWN
    yield "Category", paper.category or UNKNOWN
    yield "Published", _day(paper.published_at)
    if paper.withdrawn_at:
        yield "Withdrawn", _day(paper.withdrawn_at)
    yield "Daily Papers", _day(paper.submitted_at)
    yield "Submitted by", _submitter(paper)
    yield "Upvotes", number(paper.upvotes)
    yield "Comments", _comments(paper)
    yield "GitHub stars", number(paper.github_stars)


def _texts(paper: Paper) -> Iterator[tuple[str, str | None]]:
    """Yield the running texts under headings that say who wrote them."""
    yield "In one sentence (machine-made)", paper.ai_summary
    yield "Keywords (machine-made)", ", ".join(paper.ai_keywords)
    if paper.synopsis and not paper.abstract:
        yield "Summary (written for paperreader)", paper.synopsis
    else:
        yield "Abstract", paper.abstract


def _links(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Page", paper.key.hub_url or UNKNOWN
    yield "arXiv", paper.key.arxiv_url or UNKNOWN
    yield "PDF", paper.key.pdf_url or UNKNOWN
    yield "Project", paper.project_page or UNKNOWN
    yield "Code", paper.github_repo or UNKNOWN


def _submitter(paper: Paper) -> str:
    if paper.submitted_by is None:
        return UNKNOWN
    username, fullname = paper.submitted_by.username, paper.submitted_by.fullname
    return f"{fullname} ({username})" if fullname and fullname != username else username


def _comments(paper: Paper) -> str:
    """Return the count, and whether an author answers."""
    count = number(paper.comments)
    return f"{count} (an author takes part)" if paper.is_author_active else count


def _day(time: datetime | None) -> str:
    return day_label(time.date()) if time else UNKNOWN


def _labelled(label: str, value: str, width: int) -> list[str]:
    first, *rest = wrap(value, width - _LABELS)
    return [pad(label, _LABELS) + first, *(" " * _LABELS + line for line in rest)]
