"""JSON to domain: with `wire_artefacts`, all that knows the API's field names.

An entry is `{"paper": {…}, …}` in the daily feed and in search results; a single paper is flat. Only the id and the
title have to be there. Any other field of an unexpected kind counts as unknown, because the API has gained and
changed fields every few months. What is a trap in it is said where it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from paperreader.domain.papers.discussion import Comment, FlatDiscussion, Reaction
from paperreader.domain.papers.paper import Author, Organization, Paper, Submitter
from paperreader.domain.text import MAX_LINE_LENGTH, clean_lines, truncated
from paperreader.errors import SourceChanged
from paperreader.sources.hub.json_values import (
    Json,
    bool_of,
    count_of,
    decoded,
    key_of,
    line_of,
    link_of,
    links_of,
    list_of,
    moment_of,
    not_understood,
    object_of,
    text_of,
)

_MAX_ENTRIES = 1000
"""Entries read of a response; 120 is the most that is asked for."""
_MAX_COMMENT_LENGTH = 200_000


@dataclass(frozen=True, slots=True)
class Entries:
    """The papers of a response in its order, and how many entries were not understood, or too many."""

    papers: tuple[Paper, ...]
    left_out: int


def listing_from_json(body: bytes, *, edition_day: date | None) -> Entries:
    """Return the papers of a feed page or of search results.

    Args:
        body: The body of the response.
        edition_day: The day that was asked for, if it was one day: a paper listed on it was submitted on it.

    Raises:
        SourceChanged: The response is not a list, or no entry of it could be understood.
    """
    entries = decoded(body)
    if not isinstance(entries, list):
        raise not_understood("a list was expected")
    understood = (_paper(entry, edition_day) for entry in entries[:_MAX_ENTRIES])
    papers = tuple(paper for paper in understood if paper is not None)
    if entries and not papers:
        raise not_understood("no entry has an id and a title")
    return Entries(papers, len(entries) - len(papers))


def paper_from_json(body: bytes) -> Paper:
    """Return a single paper.

    Raises:
        SourceChanged: The response is not a paper with an id and a title.
    """
    paper = _paper(decoded(body), None)
    if paper is None:
        raise not_understood("a paper with an id and a title was expected")
    return paper


def posts_from_json(body: bytes) -> FlatDiscussion:
    """Return the comments of a paper that was asked for with them; without any there are none.

    Entries that are no comments are events, and counted.

    Raises:
        SourceChanged: The response is not a paper with an id and a title, or no comment of it could be understood.
    """
    response = decoded(body)
    paper = _paper(response, None)
    if paper is None:
        raise not_understood("a paper with an id and a title was expected")
    entries = list(map(object_of, list_of(object_of(response).get("comments"))))
    said = [entry for entry in entries if entry.get("type") == "comment"]
    comments = tuple(comment for comment in map(_comment, said) if comment is not None)
    if said and not comments:
        raise not_understood("no comment has an id and a text")
    events = sum(text_of(entry.get("type")) not in {None, "comment"} for entry in entries)
    left_out = len(entries) - events - len(comments)
    return FlatDiscussion(paper=paper, comments=comments, events=events, left_out=left_out)


def error_text(body: bytes) -> str | None:
    """Return what the body of an error says, in one line of up to 200 characters; None if it says nothing."""
    # Read at once, while nothing else is done: what is long is no message.
    if len(body) > MAX_LINE_LENGTH:
        return None
    try:
        said = text_of(object_of(decoded(body)).get("error"))
    except SourceChanged:
        return None
    return said if said is None or len(said) <= 200 else f"{said[:199]}…"


def _paper(entry: object, edition_day: date | None) -> Paper | None:
    around = object_of(entry)
    inside = object_of(around.get("paper", around))
    key = key_of(inside.get("id"))
    title = _title(around, inside)
    if key is None or title is None:
        return None
    submitted_at = moment_of(inside.get("submittedOnDailyAt"))
    if submitted_at is None and edition_day is not None:
        submitted_at = datetime.combine(edition_day, time(), UTC)
    return Paper(
        key=key,
        title=title,
        abstract=text_of(inside.get("summary")) or text_of(around.get("summary")),
        authors=tuple(_authors(inside.get("authors"))),
        # Never the outer one: it has been the time of submission, and is New York time labelled UTC by now.
        published_at=moment_of(inside.get("publishedAt")),
        submitted_at=submitted_at,
        submitted_by=_submitter(around.get("submittedBy")) or _submitter(inside.get("submittedOnDailyBy")),
        organization=_organization(around.get("organization")) or _organization(inside.get("organization")),
        upvotes=count_of(inside.get("upvotes")),
        comments=count_of(around.get("numComments")),
        ai_summary=text_of(inside.get("ai_summary")),
        ai_keywords=tuple(text for text in map(text_of, list_of(inside.get("ai_keywords"))) if text),
        ai_model=text_of(inside.get("ai_summary_model")),
        project_page=link_of(inside.get("projectPage")),
        github_repo=link_of(inside.get("githubRepo")),
        github_stars=count_of(inside.get("githubStars")),
        models=count_of(inside.get("numTotalModels")),
        thumbnail=link_of(around.get("thumbnail")),
        media_urls=links_of(inside.get("mediaUrls")) or links_of(around.get("mediaUrls")),
        discussion_id=text_of(inside.get("discussionId")),
        is_author_active=bool_of(around.get("isAuthorParticipating")),
        withdrawn_at=moment_of(inside.get("withdrawnAt")),
        source=text_of(around.get("source")),
    )


def _title(around: Json, inside: Json) -> str | None:
    """Return the outer title, as the official client does, else the inner; empty if it is, None without one."""
    titles = [
        line_of(value) for value in (around.get("title"), inside.get("title")) if isinstance(value, str)
    ]
    return next((title for title in titles if title), "") if titles else None


def _comment(entry: Json) -> Comment | None:
    id_ = text_of(entry.get("id"))
    data = object_of(entry.get("data"))
    latest = object_of(data.get("latest")).get("raw")
    is_hidden = data.get("hidden") is True
    if id_ is None or not (is_hidden or isinstance(latest, str)):
        return None
    author = object_of(entry.get("author"))
    return Comment(
        id=id_,
        parent_id=text_of(data.get("parentCommentId")),
        has_account=bool(author),
        username=text_of(author.get("name")),
        name=text_of(author.get("fullname")),
        at=moment_of(entry.get("createdAt")),
        # What was hidden may still be in the response.
        text=clean_lines(truncated(latest, _MAX_COMMENT_LENGTH))
        if isinstance(latest, str) and not is_hidden
        else "",
        reactions=tuple(_reactions(data.get("reactions"))),
        edits=count_of(data.get("numEdits")),
        is_hidden=is_hidden,
        hidden_reason=text_of(data.get("hiddenReason")),
    )


def _reactions(value: object) -> Iterator[Reaction]:
    for reaction in map(object_of, list_of(value)):
        emoji, count = text_of(reaction.get("reaction")), count_of(reaction.get("count"))
        if emoji is not None and count:
            yield Reaction(emoji, count)


def _authors(value: object) -> Iterator[Author]:
    for author in map(object_of, list_of(value)):
        name = text_of(author.get("name"))
        if name is not None:
            user = object_of(author.get("user"))
            yield Author(
                name=name,
                username=text_of(user.get("user")) or text_of(user.get("name")),
                status=text_of(author.get("status")),
                is_hidden=bool_of(author.get("hidden")),
                fullname=text_of(user.get("fullname")),
                status_changed_at=moment_of(author.get("statusLastChangedAt")),
            )


def _submitter(value: object) -> Submitter | None:
    user = object_of(value)
    # `submittedBy` has the user name as `name`, `submittedOnDailyBy` as `user` and lately as both.
    username = text_of(user.get("user")) or text_of(user.get("name"))
    return Submitter(username, text_of(user.get("fullname"))) if username else None


def _organization(value: object) -> Organization | None:
    organization = object_of(value)
    name = text_of(organization.get("name"))
    return Organization(name, text_of(organization.get("fullname"))) if name else None
