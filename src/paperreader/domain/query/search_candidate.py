"""What a query is asked about: a paper with what its reader did with it and said of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import fold_lines, uncased

# A quotation mark can't be written within a query's quotation marks.
_NOT_IN_TAGS = re.compile(r'["\s,]+')


class TextField(StrEnum):
    """A part of a paper that words are looked for in."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHOR = "author"
    ORG = "org"
    KEYWORD = "keyword"
    SUBMITTER = "submitter"
    ID = "id"


_FIELD_TEXTS: dict[TextField, Callable[[Paper], Iterable[str | None]]] = {
    TextField.TITLE: lambda paper: (paper.title,),
    TextField.ABSTRACT: lambda paper: (paper.abstract,),
    TextField.AUTHOR: lambda paper: (author.name for author in paper.authors),
    TextField.ORG: lambda paper: (
        () if paper.organization is None else (paper.organization.name, paper.organization.fullname)
    ),
    TextField.KEYWORD: lambda paper: paper.ai_keywords,
    TextField.SUBMITTER: lambda paper: (
        () if paper.submitted_by is None else (paper.submitted_by.username, paper.submitted_by.fullname)
    ),
    TextField.ID: lambda paper: (paper.key.arxiv_id,),
}


def candidates_of(
    papers: Iterable[Paper], marks: Mapping[PaperKey, Mark], bookmarks: Iterable[Bookmark]
) -> "list[SearchCandidate]":
    """Return papers as what a query is asked about, with what their reader did with them and said of them."""
    kept = {bookmark.paper.key: bookmark for bookmark in bookmarks}
    return [SearchCandidate(paper, marks.get(paper.key, Mark.NEW), kept.get(paper.key)) for paper in papers]


def search_text(paper: Paper) -> str:
    """Return all words of a paper, folded, each with a space before it: what plain words are looked for in.

    Every text has lines of its own, so that no phrase runs from one to the next.
    """
    parts = [paper.title, paper.abstract, *summaries(paper), paper.key.arxiv_id]
    parts += (author.name for author in paper.authors)
    parts += paper.ai_keywords
    parts += _FIELD_TEXTS[TextField.ORG](paper)
    return fold_lines(text for text in parts if text)


def summaries(paper: Paper) -> tuple[str | None, ...]:
    """Return what others than its authors wrote of a paper."""
    return paper.ai_summary, paper.synopsis


def field_text(paper: Paper, field: TextField) -> str:
    """Return the words of one part of a paper as `search_text` does."""
    return fold_lines(text for text in _FIELD_TEXTS[field](paper) if text)


def annotation_text(bookmark: Bookmark) -> str:
    """Return the words of the tags and the note of a bookmark as `search_text` does; a note is one text."""
    said = (*bookmark.tags, bookmark.note)
    return fold_lines(text.replace("\n", " ") for text in said if text)


def folded_tag(tag: str) -> str:
    """Return a tag as a query compares it: without case and accents, other characters as they are (`c++`)."""
    return _NOT_IN_TAGS.sub("", uncased(tag)).lstrip("#")


class SearchCandidate:
    """A paper, its mark and its bookmark, with its folded texts, each worked out when first asked for.

    The paper never changes; `mark` and `bookmark` may be set anew at any time, and what matched before is then to
    be asked again. A bookmark that is None is not kept, or not known to be.
    """

    __slots__ = ("_paper_text", "_parts", "_said", "bookmark", "mark", "paper")

    def __init__(self, paper: Paper, mark: Mark = Mark.NEW, bookmark: Bookmark | None = None) -> None:
        self.paper = paper
        self.mark = mark
        self.bookmark = bookmark
        self._paper_text: str | None = None
        self._parts: dict[TextField, str] | None = None
        self._said: tuple[Bookmark, str] | None = None

    @property
    def text(self) -> str:
        """All words of the paper and of what its reader said of it, as `search_text` returns them."""
        text = self._paper_text
        if text is None:
            text = self._paper_text = search_text(self.paper)
        bookmark = self.bookmark
        return text if bookmark is None else text + self._said_of(bookmark)

    def part(self, field: TextField) -> str:
        """Return the words of one part, folded, each with a space before it; no phrase runs from one author to the next."""
        parts = self._parts
        if parts is None:
            parts = self._parts = {}
        text = parts.get(field)
        if text is None:
            text = parts[field] = field_text(self.paper, field)
        return text

    @property
    def tags(self) -> frozenset[str]:
        """The tags of the bookmark as `folded_tag` returns them."""
        return frozenset() if self.bookmark is None else frozenset(map(folded_tag, self.bookmark.tags))

    def _said_of(self, bookmark: Bookmark) -> str:
        if self._said is None or self._said[0] is not bookmark:
            self._said = (bookmark, annotation_text(bookmark))
        return self._said[1]
