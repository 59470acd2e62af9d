"""The facts a query can ask for besides words: numbers, what there is, how it is, and the day."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.subject import Subject


class Number(StrEnum):
    """What is counted of a paper."""

    UPVOTES = "upvotes"
    COMMENTS = "comments"
    STARS = "stars"


class Having(StrEnum):
    """What a paper can have."""

    CODE = "code"
    MODELS = "models"
    PROJECT = "project"
    SUMMARY = "summary"
    NOTE = "note"
    ABSTRACT = "abstract"


class State(StrEnum):
    """What a paper can be."""

    NEW = "new"
    READ = "read"
    UNREAD = "unread"
    KEPT = "kept"
    SKIPPED = "skipped"
    SEEN = "seen"
    AUTHOR_ACTIVE = "author-active"


NUMBERS: dict[Number, Callable[[Paper], int | None]] = {
    Number.UPVOTES: lambda paper: paper.upvotes,
    Number.COMMENTS: lambda paper: paper.comments,
    Number.STARS: lambda paper: paper.github_stars,
}
HAVING: dict[Having, Callable[[Subject], object]] = {
    Having.CODE: lambda subject: subject.paper.github_repo,
    Having.MODELS: lambda subject: subject.paper.models,
    Having.PROJECT: lambda subject: subject.paper.project_page,
    Having.SUMMARY: lambda subject: subject.paper.ai_summary or subject.paper.synopsis,
    Having.NOTE: lambda subject: subject.bookmark is not None and subject.bookmark.note,
    Having.ABSTRACT: lambda subject: subject.paper.abstract,
}
STATES: dict[State, Callable[[Subject], bool]] = {
    State.NEW: lambda subject: subject.mark is Mark.NEW,
    State.READ: lambda subject: subject.mark is Mark.READ,
    State.UNREAD: lambda subject: subject.mark.is_unread,
    State.KEPT: lambda subject: subject.bookmark is not None,
    State.SKIPPED: lambda subject: subject.mark is Mark.SKIPPED,
    State.SEEN: lambda subject: subject.mark is Mark.SEEN,
    State.AUTHOR_ACTIVE: lambda subject: subject.paper.is_author_active is True,
}


def day_of(paper: Paper) -> date | None:
    """Return the day a paper came on Daily Papers, else the one it came on arXiv; None if neither is known."""
    moment = paper.submitted_at or paper.published_at
    return None if moment is None else moment.date()
