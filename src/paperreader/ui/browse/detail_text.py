"""Everything there is to read about a paper, as the paragraphs of the detail."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark, Status
from paperreader.domain.papers.feed import month_name
from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import MAX_LINE_LENGTH, fold, truncated
from paperreader.ui.kit import present

LINKS: Mapping[str, Callable[[Paper], str | None]] = {
    "Page": lambda paper: paper.key.hub_url,
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


class Link(Struct, frozen=True):
    """A part of a text that leads somewhere."""

    start: int
    end: int
    target: str
    """An address, or a query that finds papers."""


class Paragraph(Struct, frozen=True):
    """A paragraph of the detail, before it is wrapped."""

    text: str
    kind: str = "plain"
    """`title`, `heading`, `plain` or `muted`."""
    is_machine_made: bool = False
    label: str = ""
    """What stands before its first line."""
    url: str | None = None
    links: tuple[Link, ...] = ()
    """In the order in which they stand in the text."""


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
        *_known(_authors(paper, hint, all_of_them=all_authors)),
        *_known(_people_and_days(paper, year)),
        *_known(Paragraph(" · ".join(filter(None, [kept, *_counts(paper, momentum)])), "muted")),
        _GAP,
        *_said(bookmark),
        *_set_apart(paper, is_source=is_source),
        *_abstract(paper, is_source=is_source),
        *(
            Paragraph(shown, label=f"{name:9}", url=url, links=(Link(0, len(shown), url),))
            for name, url_of in LINKS.items()
            if (url := url_of(paper)) and (shown := truncated(url, MAX_LINE_LENGTH))
        ),
    )


def has_more_authors(paper: Paper) -> bool:
    """Tell whether some authors are left out at first."""
    return len(paper.authors) > _FEW


def _known(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield a paragraph, unless nothing is known for it."""
    if paragraph.text:
        yield paragraph


def _said(bookmark: Bookmark | None) -> Iterator[Paragraph]:
    """Yield the reader's own words, if there are any."""
    if bookmark is None or not (bookmark.tags or bookmark.note or bookmark.status is not Status.TO_READ):
        return
    # To read are all of which nothing else is said.
    status = "" if bookmark.status is Status.TO_READ else f"Status: {bookmark.status}"
    yield from _known(
        Paragraph(
            truncated(" · ".join(filter(None, [status, present.tags(bookmark)])), MAX_LINE_LENGTH), "heading"
        )
    )
    for line in truncated(bookmark.note, MAX_LINE_LENGTH).splitlines():
        yield Paragraph(line)
    yield _GAP


def _set_apart(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    """Yield what is not the authors' text: the machine's summary and keywords, or the sample's own summary."""
    model = f" by {paper.ai_model}" if paper.ai_model else ""
    keywords = _listed(
        (present.shown(keyword, is_source=is_source), query_for("keyword", keyword))
        for keyword in paper.ai_keywords
    )
    parts: list[tuple[str, str | None]] = [
        (f"In one sentence (machine-made{model})", paper.ai_summary),
        (
            "Summary (written for paperreader, not the authors' abstract)",
            None if paper.abstract else paper.synopsis,
        ),
    ]
    for number, (heading, text) in enumerate((heading, text) for heading, text in parts if text):
        if number:
            yield Paragraph("", is_machine_made=True)
        yield Paragraph(heading, "muted", is_machine_made=True)
        yield Paragraph(present.shown(text, is_source=is_source), is_machine_made=True)
    has_any = any(text for _, text in parts)
    if keywords.text:
        if has_any:
            yield Paragraph("", is_machine_made=True)
        yield Paragraph("Keywords (machine-made)", "muted", is_machine_made=True)
        yield replace(keywords, is_machine_made=True)
    if has_any or keywords.text:
        yield _GAP


def _abstract(paper: Paper, *, is_source: bool) -> Iterator[Paragraph]:
    if paper.abstract or not paper.synopsis:
        yield Paragraph("Abstract, TeX source" if is_source else "Abstract", "heading")
        yield Paragraph(present.shown(paper.abstract or "", is_source=is_source))
        yield _GAP


def query_for(field: str, value: str) -> str:
    """Return the query that finds the papers with a value in a field; empty where it has no letter or digit to find."""
    value = " ".join(value.replace('"', " ").split())
    return f'{field}:"{value}"' if fold(value) else ""


def _listed(
    parts: Iterable[tuple[str, str]], separator: str = ", ", most: int = MAX_LINE_LENGTH
) -> Paragraph:
    """Return texts one after the other, each a link to what its query finds, if it has one."""
    shown: list[str] = []
    links: list[Link] = []
    length = 0
    for text, query in parts:
        if length - len(separator) > most:
            break
        if query:
            links.append(Link(length, length + len(text), query))
        shown.append(text)
        length += len(text) + len(separator)
    text = separator.join(shown)
    return Paragraph(truncated(text, most), links=tuple(link for link in links if link.end <= most))


def _authors(paper: Paper, hint: str, *, all_of_them: bool) -> Paragraph:
    """Return the authors: the first ones and how many more, or all."""
    names = [author.name for author in paper.authors]
    are_all = all_of_them or len(names) <= _FEW
    named = ((name, query_for("author", name)) for name in names[: None if are_all else _FEW])
    listed = _listed(named, most=_LONGEST_NAMES)
    return replace(listed, text=listed.text + ("" if are_all else f" and {len(names) - _FEW} more") + hint)


def _people_and_days(paper: Paper, year: int) -> Paragraph:
    """Return organization, when the paper was published and submitted, and by whom; what is unknown is left out."""
    organization, by = paper.organization, paper.submitted_by
    parts = [
        ("", "") if organization is None else (organization.label, query_for("org", organization.name)),
        (paper.category or "", ""),
        (_day("arXiv", paper.published_at, year), ""),
        (_day("Daily Papers", paper.submitted_at, year), ""),
        ("", "") if by is None else (f"by {by.label}", query_for("submitter", by.username)),
        (_day("withdrawn", paper.withdrawn_at, year), ""),
    ]
    return replace(_listed(((text, query) for text, query in parts if text), " · "), kind="muted")


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
