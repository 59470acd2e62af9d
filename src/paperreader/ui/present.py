"""How things are worded and drawn: dates, counts, marks, and "—" for what is unknown."""

from datetime import datetime, timedelta

from textual.content import Content

from paperreader.domain.feed import day_label
from paperreader.domain.listing import Listing, Origin
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper

UNKNOWN = "—"
_DOTS = {Mark.NEW: "•", Mark.SEEN: "·", Mark.READ: " ", Mark.SKIPPED: "×"}
_ORIGINS = {
    Origin.HUB: "Hub",
    Origin.ARCHIVE: "archive",
    Origin.FILE: "file",
    Origin.SAMPLE: "built-in sample",
}


def dot(mark: Mark) -> str:
    """Return the character that stands for a mark, one column wide."""
    return _DOTS[mark]


def count(number: int | None) -> str:
    """Return a count in at most five columns: `7`, `999`, `2.1k`, `79k`; "—" when unknown."""
    if number is None:
        return UNKNOWN
    if number < 1000:
        return str(number)
    if number < 10_000:
        return f"{number / 1000:.1f}k".replace(".0k", "k")
    return f"{number // 1000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def counted(number: int | None, one: str, many: str) -> str:
    """Return a count with its noun: `1 comment`, `4 comments`; "—" when unknown."""
    if number is None:
        return UNKNOWN
    return f"{count(number)} {one if number == 1 else many}"


def age(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was: `just now`, `5 min`, `3 h`, `2 d`, `4 mo`, `2 y`; "—" when unknown."""
    if then is None:
        return UNKNOWN
    gone = now - then
    if gone < timedelta(minutes=1):
        return "just now"
    if gone < timedelta(hours=1):
        return f"{gone.seconds // 60} min"
    if gone < timedelta(days=1):
        return f"{gone.seconds // 3600} h"
    if gone.days < 60:
        return f"{gone.days} d"
    return f"{gone.days // 30} mo" if gone.days < 730 else f"{gone.days // 365} y"


def byline(paper: Paper) -> str:
    """Return who a paper is from, for its row: the organization, else the first author."""
    if paper.organization is not None:
        return paper.organization.label
    if not paper.authors:
        return UNKNOWN
    return paper.authors[0].name + (" et al." if len(paper.authors) > 1 else "")


def second_line(paper: Paper, now: datetime) -> str:
    """Return the second line of a paper's row, always in the same order."""
    return " · ".join(
        (
            byline(paper),
            counted(paper.comments, "comment", "comments"),
            counted(paper.github_stars, "star", "stars"),
            age(paper.published_at, now),
        )
    )


def authors(paper: Paper, *, all_of_them: bool) -> str:
    """Return the authors: the first ones and how many more, or all."""
    names = [author.name for author in paper.authors]
    if not names:
        return UNKNOWN
    few = 12
    if all_of_them or len(names) <= few:
        return ", ".join(names)
    return f"{', '.join(names[:few])} and {len(names) - few} more (Enter)"


def dates(paper: Paper) -> str:
    """Return when a paper was published and when it came to Daily Papers."""
    published = UNKNOWN if paper.published_at is None else day_label(paper.published_at.date())
    submitted = UNKNOWN if paper.submitted_at is None else day_label(paper.submitted_at.date())
    by = "" if paper.submitted_by is None else f", by {paper.submitted_by.label}"
    return f"arXiv {published} · on Daily Papers {submitted}{by}"


def facts(paper: Paper, *, all_authors: bool) -> Content:
    """Return title, people, dates and counts, as the head of the detail."""
    organization = UNKNOWN if paper.organization is None else paper.organization.label
    counts = (
        counted(paper.upvotes, "vote", "votes"),
        counted(paper.comments, "comment", "comments"),
        counted(paper.github_stars, "star", "stars"),
    )
    withdrawn = "" if paper.withdrawn_at is None else f"\nWithdrawn {day_label(paper.withdrawn_at.date())}"
    return Content.assemble(
        (paper.title or "(without a title)", "bold"),
        "\n\n",
        authors(paper, all_of_them=all_authors),
        "\n",
        (f"{organization} · {dates(paper)}", "dim"),
        "\n",
        "   ".join(counts),
        (withdrawn, "bold"),
    )


def machine_made(paper: Paper) -> Content | None:
    """Return the machine-made sentence and keywords, or the sample's own summary, labelled; None without any."""
    parts: list[tuple[str, str] | str] = []
    if paper.synopsis and not paper.abstract:
        parts += [
            ("Summary (written for paperreader, not the authors' abstract)", "dim"),
            "\n",
            paper.synopsis,
        ]
    if paper.ai_summary:
        parts += [("In one sentence (machine-made)", "dim"), "\n", paper.ai_summary]
    if paper.ai_keywords:
        parts += ["\n" if parts else "", ("Keywords (machine-made)  " + ", ".join(paper.ai_keywords), "dim")]
    return Content.assemble(*parts) if parts else None


def links(paper: Paper) -> Content:
    """Return the addresses of a paper, one a line."""
    rows = (
        ("Hub", paper.key.hub_url),
        ("arXiv", paper.key.arxiv_url),
        ("PDF", paper.key.pdf_url),
        ("Code", paper.github_repo),
        ("Project", paper.project_page),
    )
    parts: list[tuple[str, str] | str] = [("Links", "bold")]
    for label, url in rows:
        if url:
            parts += ["\n", (f"{label:8}", "dim"), url]
    return Content.assemble(*parts) if len(parts) > 1 else Content("Links  " + UNKNOWN)


def status(listing: Listing | None, unread: int, kept: int, now: datetime, doing: str) -> str:
    """Return the status line: what is shown, from where, how old, what is going on."""
    if listing is None:
        return doing or "Opening"
    papers = counted(len(listing.papers), "paper", "papers")
    parts = [listing.feed.label, papers, f"{unread} unread", f"{kept} kept"]
    if listing.left_out:
        parts.append(f"{listing.left_out} not understood")
    source = _ORIGINS[listing.origin]
    if listing.fetched_at is not None:
        old = age(listing.fetched_at, now)
        source += f", {old}" if old == "just now" else f", {old} ago"
    return " · ".join([*parts, source, *([doing] if doing else [])])
