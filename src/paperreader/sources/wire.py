"""JSON to domain: the only file that knows the API's field names.

An entry is `{"paper": {…}, …}` in the daily feed and in search results; a single paper is flat. Only the id and the
title have to be there. Any other field of an unexpected kind counts as unknown, because the API has gained and
changed fields every few months. What is a trap in it is said where it is read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from paperreader.domain.discussion import Comment, Posts, Reaction
from paperreader.domain.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines
from paperreader.errors import SourceChanged

Json = Mapping[str, object]

_LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# More than any count, less than what a database can hold.
_MOST = 2**53
_NOTHING: Json = {}

_PARTS = (b"[", b"{", b",")
_MOST_PARTS = 250_000
"""Python holds everything up while it makes objects of JSON, for 100 ms with as many; the largest answer recorded has
a tenth of it."""
_MOST_ENTRIES = 1000
"""Entries read of an answer; 120 is the most that is asked for."""
_LONGEST = 20_000
"""Characters of a text on one line; the longest abstract recorded has 1,923."""
_LONGEST_COMMENT = 200_000


@dataclass(frozen=True, slots=True)
class Entries:
    """The papers of an answer in its order, and how many entries were not understood, or too many."""

    papers: tuple[Paper, ...]
    left_out: int


def listing_from_json(body: bytes, *, edition_day: date | None) -> Entries:
    """Return the papers of a feed page or of search results.

    Args:
        body: The answer.
        edition_day: The day that was asked for, if it was one day: a paper listed on it was submitted on it.

    Raises:
        SourceChanged: The answer is not a list, or no entry of it could be understood.
    """
    entries = _decoded(body)
    if not isinstance(entries, list):
        raise _not_understood("a list was expected")
    understood = (_paper(entry, edition_day) for entry in entries[:_MOST_ENTRIES])
    papers = tuple(paper for paper in understood if paper is not None)
    if entries and not papers:
        raise _not_understood("no entry has an id and a title")
    return Entries(papers, len(entries) - len(papers))


def paper_from_json(body: bytes) -> Paper:
    """Return a single paper.

    Raises:
        SourceChanged: The answer is not a paper with an id and a title.
    """
    paper = _paper(_decoded(body), None)
    if paper is None:
        raise _not_understood("a paper with an id and a title was expected")
    return paper


def posts_from_json(body: bytes) -> Posts:
    """Return the comments of a paper that was asked for with them; without any there are none.

    Entries that are no comments are events, and counted.

    Raises:
        SourceChanged: The answer is not a paper with an id and a title, or no comment of it could be understood.
    """
    answer = _decoded(body)
    paper = _paper(answer, None)
    if paper is None:
        raise _not_understood("a paper with an id and a title was expected")
    entries = list(map(_object, _list(_object(answer).get("comments"))))
    said = [entry for entry in entries if entry.get("type") == "comment"]
    comments = tuple(comment for comment in map(_comment, said) if comment is not None)
    if said and not comments:
        raise _not_understood("no comment has an id and a text")
    events = sum(_text(entry.get("type")) not in {None, "comment"} for entry in entries)
    left_out = len(entries) - events - len(comments)
    return Posts(paper=paper, comments=comments, events=events, left_out=left_out)


def error_text(body: bytes) -> str | None:
    """Return what the body of an error says, in one line of up to 200 characters; None if it says nothing."""
    # Read at once, while nothing else is done: what is long is no message.
    if len(body) > _LONGEST:
        return None
    try:
        said = _text(_object(_decoded(body)).get("error"))
    except SourceChanged:
        return None
    return said if said is None or len(said) <= 200 else f"{said[:199]}…"


def _decoded(body: bytes) -> object:
    if not body or body.isspace():
        raise _not_understood("it is empty")
    if sum(map(body.count, _PARTS)) > _MOST_PARTS:
        raise _not_understood("it has far too many parts")
    # Not msgspec: it refuses half a surrogate pair, which JavaScript writes when it cuts a text in the middle
    # of an emoji, and with it the whole listing.
    try:
        return json.loads(body, parse_int=_whole, parse_constant=_unknown)
    except UnicodeDecodeError as error:
        raise _not_understood("its text is damaged: it is not UTF-8") from error
    except RecursionError as error:
        raise _not_understood("it is nested too deeply") from error
    except ValueError as error:
        raise _not_understood("it is not JSON") from error


def _whole(digits: str) -> int | None:
    # Python refuses numbers of more than 4,300 digits, and with one of them the whole listing would be.
    return int(digits) if len(digits) < 20 else None


def _unknown(_name: str) -> None:
    """Stand for NaN and the infinities, which are no JSON."""


def _not_understood(reason: str) -> SourceChanged:
    return SourceChanged(
        f"The Hub's answer was not understood ({reason})", "if this goes on, look for a newer paperreader"
    )


def _paper(entry: object, edition_day: date | None) -> Paper | None:
    around = _object(entry)
    inside = _object(around.get("paper", around))
    key = _key(inside.get("id"))
    title = _title(around, inside)
    if key is None or title is None:
        return None
    submitted_at = _moment(inside.get("submittedOnDailyAt"))
    if submitted_at is None and edition_day is not None:
        submitted_at = datetime.combine(edition_day, time(), UTC)
    return Paper(
        key=key,
        title=title,
        abstract=_text(inside.get("summary")) or _text(around.get("summary")),
        authors=tuple(_authors(inside.get("authors"))),
        # Never the outer one: it has been the time of submission, and is New York time labelled UTC by now.
        published_at=_moment(inside.get("publishedAt")),
        submitted_at=submitted_at,
        submitted_by=_submitter(around.get("submittedBy")) or _submitter(inside.get("submittedOnDailyBy")),
        organization=_organization(around.get("organization")) or _organization(inside.get("organization")),
        upvotes=_count(inside.get("upvotes")),
        comments=_count(around.get("numComments")),
        ai_summary=_text(inside.get("ai_summary")),
        ai_keywords=tuple(text for text in map(_text, _list(inside.get("ai_keywords"))) if text),
        ai_model=_text(inside.get("ai_summary_model")),
        project_page=_link(inside.get("projectPage")),
        github_repo=_link(inside.get("githubRepo")),
        github_stars=_count(inside.get("githubStars")),
        models=_count(inside.get("numTotalModels")),
        thumbnail=_link(around.get("thumbnail")),
        media_urls=_links(inside.get("mediaUrls")) or _links(around.get("mediaUrls")),
        discussion_id=_text(inside.get("discussionId")),
        is_author_active=_truth(around.get("isAuthorParticipating")),
        withdrawn_at=_moment(inside.get("withdrawnAt")),
    )


def _key(value: object) -> PaperKey | None:
    key = PaperKey(value.strip()) if isinstance(value, str) else PaperKey()
    return key if key.arxiv_id is not None else None


def _title(around: Json, inside: Json) -> str | None:
    """Return the outer title, as the official client does, else the inner; empty if it is, None without one."""
    titles = [_line(value) for value in (around.get("title"), inside.get("title")) if isinstance(value, str)]
    return next((title for title in titles if title), "") if titles else None


def _comment(entry: Json) -> Comment | None:
    id_ = _text(entry.get("id"))
    data = _object(entry.get("data"))
    latest = _object(data.get("latest")).get("raw")
    is_hidden = data.get("hidden") is True
    if id_ is None or not (is_hidden or isinstance(latest, str)):
        return None
    author = _object(entry.get("author"))
    return Comment(
        id=id_,
        parent_id=_text(data.get("parentCommentId")),
        has_account=bool(author),
        username=_text(author.get("name")),
        name=_text(author.get("fullname")),
        at=_moment(entry.get("createdAt")),
        # What was hidden may still be in the answer.
        text=clean_lines(_cut(latest, _LONGEST_COMMENT)) if isinstance(latest, str) and not is_hidden else "",
        reactions=tuple(_reactions(data.get("reactions"))),
        edits=_count(data.get("numEdits")),
        is_hidden=is_hidden,
        hidden_reason=_text(data.get("hiddenReason")),
    )


def _reactions(value: object) -> Iterator[Reaction]:
    for reaction in map(_object, _list(value)):
        emoji, count = _text(reaction.get("reaction")), _count(reaction.get("count"))
        if emoji is not None and count:
            yield Reaction(emoji, count)


def _authors(value: object) -> Iterator[Author]:
    for author in map(_object, _list(value)):
        name = _text(author.get("name"))
        if name is not None:
            user = _object(author.get("user"))
            yield Author(
                name=name,
                username=_text(user.get("user")) or _text(user.get("name")),
                status=_text(author.get("status")),
                is_hidden=_truth(author.get("hidden")),
            )


def _submitter(value: object) -> Submitter | None:
    user = _object(value)
    # `submittedBy` has the user name as `name`, `submittedOnDailyBy` as `user` and lately as both.
    username = _text(user.get("user")) or _text(user.get("name"))
    return Submitter(username, _text(user.get("fullname"))) if username else None


def _organization(value: object) -> Organization | None:
    organization = _object(value)
    name = _text(organization.get("name"))
    return Organization(name, _text(organization.get("fullname"))) if name else None


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else _NOTHING


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return (_line(value) or None) if isinstance(value, str) else None


def _line(text: str) -> str:
    return clean(_cut(text, _LONGEST))


def _cut(text: str, longest: int) -> str:
    """Return the beginning of a text that is longer than any real one, else the text."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: object) -> int | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # bool is a kind of int.
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MOST else None


def _link(value: object) -> str | None:
    text = _text(value)
    return text if text is not None and _LINK.fullmatch(text) else None


def _links(value: object) -> tuple[str, ...]:
    return tuple(link for link in map(_link, _list(value)) if link is not None)


def _moment(value: object) -> datetime | None:
    """Return the time of `2026-08-20T00:00:00.000Z` and other ISO forms in UTC; without a zone it is UTC."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
