"""The predicates of a query besides words: counts, what a paper has, its state, and its day."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.search_candidate import SearchCandidate


class CountField(StrEnum):
    """What is counted of a paper."""

    UPVOTES = "upvotes"
    COMMENTS = "comments"
    STARS = "stars"


class Presence(StrEnum):
    """What a paper can have."""

    CODE = "code"
    MODELS = "models"
    PROJECT = "project"
    SUMMARY = "summary"
    NOTE = "note"
    ABSTRACT = "abstract"


class PaperState(StrEnum):
    """What a paper can be."""

    NEW = "new"
    READ = "read"
    UNREAD = "unread"
    KEPT = "bookmarked"
    SKIPPED = "hidden"
    SEEN = "seen"
    AUTHOR_ACTIVE = "author-active"


COUNTS: dict[CountField, Callable[[Paper], int | None]] = {
    CountField.UPVOTES: lambda paper: paper.upvotes,
    CountField.COMMENTS: lambda paper: paper.comments,
    CountField.STARS: lambda paper: paper.github_stars,
}
PRESENCES: dict[Presence, Callable[[SearchCandidate], object]] = {
    Presence.CODE: lambda candidate: candidate.paper.github_repo,
    Presence.MODELS: lambda candidate: candidate.paper.models,
    Presence.PROJECT: lambda candidate: candidate.paper.project_page,
    Presence.SUMMARY: lambda candidate: candidate.paper.ai_summary or candidate.paper.synopsis,
    Presence.NOTE: lambda candidate: candidate.bookmark is not None and candidate.bookmark.note,
    Presence.ABSTRACT: lambda candidate: candidate.paper.abstract,
}
STATES: dict[PaperState, Callable[[SearchCandidate], bool]] = {
    PaperState.NEW: lambda candidate: candidate.mark is Mark.NEW,
    PaperState.READ: lambda candidate: candidate.mark is Mark.READ,
    PaperState.UNREAD: lambda candidate: candidate.mark.is_unread,
    PaperState.KEPT: lambda candidate: candidate.bookmark is not None,
    PaperState.SKIPPED: lambda candidate: candidate.mark is Mark.SKIPPED,
    PaperState.SEEN: lambda candidate: candidate.mark is Mark.SEEN,
    PaperState.AUTHOR_ACTIVE: lambda candidate: candidate.paper.is_author_active is True,
}


def day_of(paper: Paper) -> date | None:
    """Return the day a paper came on Daily Papers, else the one it came on arXiv; None if neither is known."""
    moment = paper.submitted_at or paper.published_at
    return None if moment is None else moment.date()
