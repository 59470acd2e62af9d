"""Everything there is to read about a paper, as the paragraphs of the detail."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from paperreader.domain.bookmarks.bookmark import Bookmark, Status
from paperreader.domain.papers.feed import month_name
from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import MAX_LINE_LENGTH, truncated
from paperreader.ui.kit import present

LINKS: Mapping[str, Callable[[Paper], str | None]] = {
    "Hub": lambda paper: paper.key.hub_url,
    "arXiv": lambda paper: paper.key.arxiv_url,
    "PDF": lambda paper: paper.key.pdf_url,
    "Code": lambda paper: paper.github_repo,
    "Project": lambda paper: paper.project_page,
}
"""The addresses of a paper by the label they have."""
_LONGEST_NAMES = 200_000
"""Characters of all authors: some papers have thousands."""
_FEW = 12
"""How many authors are named at first."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the detail, before it is wrapped."""

    text: str
    kind: str = "plain"
    """`title`, `heading`, `plain` or `muted`."""
    is_machine_made: bool = False
    label: str = ""
    """What stands before its first line."""
    url: str | None = None


_GAP = Paragraph("")


def detail(
    paper: Paper,
    bookmark: Bookmark | None = None,
    *,
    all_authors: bool,
    is_kept: bool,
    is_unsaved: bool = False,
    momentum: str = "",
    is_source: bool = False,
    year: int = 0,
) -> tuple[Paragraph, ...]:
    """Return everything there is to read about a paper, what was said of it among it; days of `year` are said without it."""
    kept = "★ bookmarked" if is_kept and not is_unsaved else ""
    kept = "! not saved yet" if is_unsaved else kept
    hint = "  (Enter shows all)" if has_more_authors(paper) and not all_authors else ""
    return (
        Paragraph(present.shown(paper.title, is_source=is_source), "title"),
        _GAP,
        *_known(truncated(_authors(paper, all_of_them=all_authors), _LONGEST_NAMES) + hint, "plain"),
        *_known(truncated(_people_and_days(paper, year), MAX_LINE_LENGTH), "muted"),
        *_known(" · ".join(filter(None, [kept, *_counts(paper, momentum)])), "muted"),
        _GAP,
        *_said(bookmark),
        *_set_apart(paper, is_source=is_source),
        *_abstract(paper, is_source=is_source),
        *(
            Paragraph(truncated(url, MAX_LINE_LENGTH), label=f"{name:9}", url=url)
            for name, url_of in LINKS.items()
            if (url := url_of(paper))
        ),
    )


def has_more_authors(paper: Paper) -> bool:
    """Tell whether some authors are left out at first."""
    return len(paper.authors) > _FEW


def _known(text: str, kind: str) -> Iterator[Paragraph]:
    """Yield a paragraph, unless nothing is known for it."""
    if text:
        yield Paragraph(text, kind)


def _said(bookmark: Bookmark | None) -> Iterator[Paragraph]:
    """Yield the reader's own words, if there are any."""
    if bookmark is None or not (bookmark.tags or bookmark.note or bookmark.status is not Status.TO_READ):
        return
    said = "  ".join([f"Status: {bookmark.status}", present.tags(bookmark)]).rstrip()
    yield Paragraph(truncated(said, MAX_LINE_LENGTH), "heading")
    for line in truncated(bookmark.note, MAX_LINE_LENGTH).splitlines():
        yield Paragraph(line)
    yield _GAP


def _set_apart(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    """Yield what is not the authors' text: the machine's summary and keywords, or the sample's own summary."""
    model = f" by {paper.ai_model}" if paper.ai_model else ""
    parts = [
        (f"In one sentence (machine-made{model})", paper.ai_summary),
        (
            "Summary (written for paperreader, not the authors' abstract)",
            None if paper.abstract else paper.synopsis,
        ),
        ("Keywords (machine-made)", ", ".join(paper.ai_keywords)),
    ]
    for number, (heading, text) in enumerate((heading, text) for heading, text in parts if text):
        if number:
            yield Paragraph("", is_machine_made=True)
        yield Paragraph(heading, "muted", is_machine_made=True)
        yield Paragraph(present.shown(text, is_source=is_source), is_machine_made=True)
    if any(text for _, text in parts):
        yield _GAP


def _abstract(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    if paper.abstract or not paper.synopsis:
        yield Paragraph("Abstract, TeX source" if is_source else "Abstract", "heading")
        yield Paragraph(present.shown(paper.abstract or "", is_source=is_source))
        yield _GAP


def _authors(paper: Paper, *, all_of_them: bool) -> str:
    """Return the authors: the first ones and how many more, or all."""
    names = [author.name for author in paper.authors]
    if all_of_them or len(names) <= _FEW:
        return ", ".join(names)
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more"


def _people_and_days(paper: Paper, year: int) -> str:
    """Return organization, when the paper was published and submitted, and by whom; what is unknown is left out."""
    parts = [
        "" if paper.organization is None else paper.organization.label,
        paper.category or "",
        _day("arXiv", paper.published_at, year),
        _day("Daily Papers", paper.submitted_at, year),
        "" if paper.submitted_by is None else f"by {paper.submitted_by.label}",
        _day("withdrawn", paper.withdrawn_at, year),
    ]
    return " · ".join(filter(None, parts))


def _day(what: str, moment: datetime | None, year: int) -> str:
    """Return a day as `arXiv 17 Aug 2026`, without the year where it is that one; empty when unknown."""
    if moment is None:
        return ""
    day = f"{what} {moment.day} {month_name(moment)[:3]}"
    return day if moment.year == year else f"{day} {moment.year}"


def _counts(paper: Paper, momentum: str) -> Iterator[str]:
    """Yield votes with how they move, comments and stars, those that are known."""
    votes = "" if paper.upvotes is None else present.counted(paper.upvotes, "vote", "votes")
    yield "  ".join(filter(None, [votes, momentum]))
    if paper.comments is not None:
        yield present.counted(paper.comments, "comment", "comments")
    if paper.github_stars is not None:
        yield present.counted(paper.github_stars, "star", "stars")
    if paper.is_author_active:
        yield "an author takes part"
