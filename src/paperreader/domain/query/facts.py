"""The facts a query can ask for besides words: numbers, what there is, how it is, and the day."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.search_candidate import SearchCandidate


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
HAVING: dict[Having, Callable[[SearchCandidate], object]] = {
    Having.CODE: lambda candidate: candidate.paper.github_repo,
    Having.MODELS: lambda candidate: candidate.paper.models,
    Having.PROJECT: lambda candidate: candidate.paper.project_page,
    Having.SUMMARY: lambda candidate: candidate.paper.ai_summary or candidate.paper.synopsis,
    Having.NOTE: lambda candidate: candidate.bookmark is not None and candidate.bookmark.note,
    Having.ABSTRACT: lambda candidate: candidate.paper.abstract,
}
STATES: dict[State, Callable[[SearchCandidate], bool]] = {
    State.NEW: lambda candidate: candidate.mark is Mark.NEW,
    State.READ: lambda candidate: candidate.mark is Mark.READ,
    State.UNREAD: lambda candidate: candidate.mark.is_unread,
    State.KEPT: lambda candidate: candidate.bookmark is not None,
    State.SKIPPED: lambda candidate: candidate.mark is Mark.SKIPPED,
    State.SEEN: lambda candidate: candidate.mark is Mark.SEEN,
    State.AUTHOR_ACTIVE: lambda candidate: candidate.paper.is_author_active is True,
}


def day_of(paper: Paper) -> date | None:
    """Return the day a paper came on Daily Papers, else the one it came on arXiv; None if neither is known."""
    moment = paper.submitted_at or paper.published_at
    return None if moment is None else moment.date()
