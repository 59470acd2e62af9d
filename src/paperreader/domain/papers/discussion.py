"""The discussion of a paper: its comments in threads, and the papers a bot lists in one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean

_LISTING_BOT = "librarian-bot"
_MAX_ROW_LENGTH = 2_000
"""Characters of a line that is looked at for a listed paper: no title is longer."""
_ROW = re.compile(r" {0,3}[*+-] +\[(?P<title>.+)\]\(<?(?P<url>[^\s<>()]+)>?\)(?P<after>.{0,40})")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CERTAIN = frozenset({"claimed_verified", "admin_assigned", "extracted_confirmed"})
"""What the Hub says of an author whose account is certain; others are guesses of a machine."""
_PLAIN_ID = re.compile(r"[\w-]+", re.ASCII)
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Reaction(Struct, frozen=True):
    """An emoji, and how many people left it."""

    emoji: str
    count: int


class Comment(Struct, frozen=True, kw_only=True):
    """A comment of a discussion. What is unknown is None, never a guess."""

    id: str
    parent_id: str | None = None
    """The comment it replies to."""
    depth: int = 0
    """How many comments it hangs below: 0 begins a thread."""
    has_account: bool = True
    """False where no author came with it: the account was deleted."""
    username: str | None = None
    name: str | None = None
    """The shown name of the account."""
    is_by_author: bool = False
    """Its account is certainly one of an author of the paper."""
    at: datetime | None = None
    """When it was written, UTC."""
    text: str = ""
    """Markdown of several lines, cleaned; empty where it is hidden."""
    reactions: tuple[Reaction, ...] = ()
    edits: int | None = None
    """How often it was edited."""
    is_hidden: bool = False
    hidden_reason: str | None = None

    @property
    def reaction_count(self) -> int:
        """How many reactions there are, of whatever kind."""
        return sum(reaction.count for reaction in self.reactions)


class SimilarPaper(Struct, frozen=True):
    """A paper in a bot's list; `title` is as the bot wrote it."""

    key: PaperKey
    title: str


class FlatDiscussion(Struct, frozen=True, kw_only=True):
    """The comments of a response, flat and in its order, and the number of entries left out."""

    paper: Paper
    comments: tuple[Comment, ...] = ()
    events: int = 0
    """Entries that are no comments, such as a changed title."""
    left_out: int = 0
    """Entries that were not understood."""


class Discussion(Struct, frozen=True, kw_only=True):
    """All that is said of a paper, as of `fetched_at` (UTC)."""

    paper: Paper
    fetched_at: datetime
    comments: tuple[Comment, ...] = field(default=())
    """Thread by thread, every comment before its replies; `depth` says how it hangs."""
    events: int = 0
    left_out: int = 0

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return sum(comment.depth == 0 for comment in self.comments)

    @property
    def url(self) -> str | None:
        """The discussion on the paper's page of the Hub; None where only the title is known."""
        page = self.paper.key.hub_url
        return None if page is None else f"{page}#community"

    def url_of(self, comment: Comment) -> str | None:
        """Return the address of a comment; None where only the title of the paper is known."""
        page = self.paper.key.hub_url
        # What comes from outside and is no plain id has no place in an address.
        return f"{page}#{comment.id}" if page is not None and _PLAIN_ID.fullmatch(comment.id) else self.url


def build_threads(posts: FlatDiscussion, fetched_at: datetime) -> Discussion:
    """Return the threads of an answer, with the comments of the paper's authors marked.

    An id that comes twice counts once. A reply whose parent is not among the comments begins a thread; so does the
    first of those that reply to each other in a circle.
    """
    authors = {
        author.username.casefold()
        for author in posts.paper.authors
        if author.username is not None and author.status in _CERTAIN
    }
    known: dict[str, Comment] = {}
    for comment in posts.comments:
        is_author = comment.username is not None and comment.username.casefold() in authors
        known.setdefault(comment.id, replace(comment, is_by_author=is_author))
    return Discussion(
        paper=posts.paper,
        fetched_at=fetched_at,
        comments=tuple(_in_threads(known)),
        events=posts.events,
        left_out=posts.left_out + len(posts.comments) - len(known),
    )


def _in_threads(known: dict[str, Comment]) -> Iterator[Comment]:
    replies: dict[str, list[Comment]] = {}
    roots = []
    for comment in known.values():
        if comment.parent_id in known:
            replies.setdefault(comment.parent_id, []).append(comment)
        else:
            roots.append(comment)
    seen: set[str] = set()
    # Those in circles are reached from no root.
    for start in [*_by_time(roots), *known.values()]:
        waiting = [(start, 0)]
        # Not by recursion: nothing says how deep replies go.
        while waiting:
            comment, depth = waiting.pop()
            if comment.id in seen:
                continue
            seen.add(comment.id)
            yield replace(comment, depth=depth)
            following = _by_time(replies.get(comment.id, []))
            waiting += [(reply, depth + 1) for reply in reversed(following)]


def _by_time(comments: Iterable[Comment]) -> Sequence[Comment]:
    """Return comments from the oldest on; one without a time stays behind the one it came after."""
    timed = []
    latest = _BEFORE_ALL
    for comment in comments:
        latest = latest if comment.at is None else comment.at
        timed.append((latest, comment))
    return [comment for _, comment in sorted(timed, key=lambda pair: pair[0])]


def listed_paper(comment: Comment, line: str) -> SimilarPaper | None:
    """Return the paper a line of the comment lists, None where it lists none.

    Only the Hub's bot for similar papers is believed: what people write stays text.

    >>> bot = Comment(id="1", username="librarian-bot")
    >>> listed_paper(bot, "* [Lamps at Sea](https://huggingface.co/papers/2608.90301) (2026)")
    SimilarPaper(key='2608.90301', title='Lamps at Sea')
    """
    if comment.username != _LISTING_BOT or len(line) > _MAX_ROW_LENGTH:
        return None
    found = _ROW.fullmatch(line.rstrip())
    key = None if found is None else PaperKey.from_text(found["url"])
    title = "" if found is None else clean(_ESCAPED.sub(r"\1", found["title"]))
    return SimilarPaper(key, title) if key is not None and title else None


def similar_papers(discussion: Discussion) -> Iterator[SimilarPaper]:
    """Yield the papers bots listed in a discussion, each once."""
    seen = set()
    for comment in discussion.comments:
        for line in comment.text.splitlines() if comment.username == _LISTING_BOT else ():
            listed = listed_paper(comment, line)
            if listed is not None and listed.key not in seen:
                seen.add(listed.key)
                yield listed
