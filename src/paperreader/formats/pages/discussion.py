"""What stands over a comment, and a whole discussion as a page of plain text."""

from collections.abc import Iterator

from paperreader.document.blocks import Block
from paperreader.document.cells import wrap
from paperreader.document.layout import layout_lines
from paperreader.document.markdown import comment_blocks
from paperreader.document.segments import plain_text
from paperreader.domain.papers.discussion import Comment, Discussion, SimilarPaper, listed_paper
from paperreader.domain.papers.feed import day_label
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.pages.wording import UNKNOWN

Part = SimilarPaper | tuple[Block, ...]
"""A piece of a comment: a paper in a bot's list, or text."""

_INDENT = 4
_DEEPEST = 5
_SHORTEST = 20


def name(comment: Comment) -> str:
    """Return who wrote a comment: the shown name, and the user name where it is another."""
    if not comment.has_account:
        return "deleted user"
    if comment.name and comment.username and comment.name != comment.username:
        return f"{comment.name} ({comment.username})"
    return comment.name or comment.username or UNKNOWN


def facts(comment: Comment, when: str) -> str:
    """Return what is known of a comment beside its text: who, when, edited, how many reactions."""
    edited = "edited" if comment.edits else ""
    reactions = f"{comment.reaction_count:,} reaction{'' if comment.reaction_count == 1 else 's'}"
    parts = [
        "an author of the paper" if comment.is_by_author else "",
        when,
        "" if comment.is_hidden else edited,
        reactions if comment.reaction_count else "",
        _hidden(comment) if comment.is_hidden else "",
    ]
    return " · ".join(filter(None, parts))


def _hidden(comment: Comment) -> str:
    return (
        f"hidden on Hugging Face: {comment.hidden_reason}"
        if comment.hidden_reason
        else "hidden on Hugging Face"
    )


def parts_of(comment: Comment) -> Iterator[Part]:
    """Yield the text of a comment, and the papers a bot lists in it, in order."""
    text: list[str] = []
    for line in comment.text.split("\n"):
        listed = listed_paper(comment, line)
        if listed is None:
            text.append(line)
            continue
        if any(text):
            yield comment_blocks("\n".join(text))
        text = []
        yield listed
    if any(text):
        yield comment_blocks("\n".join(text))


def number_of_comments(discussion: Discussion) -> str:
    """Return how many comments there are, in words."""
    count = len(discussion.comments)
    return "no comments" if not count else f"{count:,} comment{'' if count == 1 else 's'}"


def left_out(discussion: Discussion) -> str:
    """Return what of the answer is not shown, in words; empty where everything is."""
    events, others = discussion.events, discussion.left_out
    told = [
        f"{events:,} event{'' if events == 1 else 's'} without text" if events else "",
        f"{others:,} not understood" if others else "",
    ]
    return f"Left out: {', '.join(filter(None, told))}" if any(told) else ""


def to_page(discussion: Discussion, width: int = 80) -> str:
    """Return a discussion as plain text, wrapped at `width` columns; replies are indented."""
    title = to_unicode(discussion.paper.title) or UNKNOWN
    heading = number_of_comments(discussion).capitalize()
    parts = [
        wrap(title, width),
        [f"{heading}, as of {discussion.fetched_at:%Y-%m-%d %H:%M} UTC", discussion.url or UNKNOWN],
        *(list(_page_of(comment, width)) for comment in discussion.comments),
        *([[left_out(discussion)]] if left_out(discussion) else []),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _page_of(comment: Comment, width: int) -> Iterator[str]:
    indent = " " * (_INDENT * min(comment.depth, _DEEPEST))
    room = max(_SHORTEST, width - len(indent))
    when = day_label(comment.at.date()) if comment.at else UNKNOWN
    for line in wrap(f"{name(comment)} · {facts(comment, when)}", room):
        yield indent + line
    for part in parts_of(comment):
        if isinstance(part, SimilarPaper):
            lines = wrap(f"- {to_unicode(part.title)} ({part.key})", room)
        else:
            lines = [plain_text(line) for line in layout_lines(part, room)]
        for line in lines:
            yield (indent + line).rstrip()
