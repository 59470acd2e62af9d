"""A paper worth keeping, and what its reader says of it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper
from paperreader.domain.text import clean, clean_lines


class Status(StrEnum):
    """How far the reading of a kept paper has come."""

    TO_READ = "to read"
    READING = "reading"
    READ = "read"


class Bookmark(Struct, frozen=True, kw_only=True):
    """A kept paper, complete in itself: it can be read when no listing holds the paper any more."""

    paper: Paper
    kept_at: datetime
    """When it was kept, UTC."""
    found_in: str = ""
    """Label of the feed in which it was found, such as `Tue 18 Aug 2026`; empty when kept by its id."""
    status: Status = Status.TO_READ
    tags: tuple[str, ...] = ()
    """As `tidy_tags` returns them."""
    note: str = ""
    """Markdown, several lines, as `clean_lines` returns them; empty when there is none."""


class Annotations(Struct, frozen=True, kw_only=True):
    """What to say of a bookmark; None leaves as it is."""

    status: Status | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None
    """These and no others; then some are added and some removed."""
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    def applied_to(self, bookmark: Bookmark) -> Bookmark:
        """Return the bookmark with these annotations."""
        tags = bookmark.tags if self.tags is None else tidy_tags(self.tags)
        return replace(
            bookmark,
            status=bookmark.status if self.status is None else self.status,
            note=bookmark.note if self.note is None else clean_lines(self.note),
            tags=with_tags(tags, self.add_tags, self.remove_tags),
        )


def tag_key(tag: str) -> str:
    """Return what two spellings of a tag have in common: `NLP` and `nlp` are one tag."""
    return tag.lower() if tag.isascii() else unicodedata.normalize("NFKC", tag.casefold()).casefold()


def tidy_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags in texts, sorted, each once, in the spelling that came first.

    A tag has no white space and no comma, so every text is some tags; a `#` before a tag is not part of it.

    >>> tidy_tags(["to-cite, #NLP", "nlp"])
    ('NLP', 'to-cite')
    """
    found: dict[str, str] = {}
    for text in texts:
        for word in clean(text).replace(",", " ").split():
            tag = word.lstrip("#")
            if tag:
                found.setdefault(tag_key(tag), tag)
    return tuple(found[key] for key in sorted(found))


def with_tags(tags: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> tuple[str, ...]:
    """Return tags with some added and some removed; one that is there already keeps its spelling."""
    unwanted = {tag_key(tag) for tag in tidy_tags(remove)}
    return tuple(tag for tag in tidy_tags([*tags, *add]) if tag_key(tag) not in unwanted)


def counted_tags(bookmarks: Iterable[Bookmark]) -> tuple[tuple[str, int], ...]:
    """Return all tags with the number of bookmarks that have them, the most frequent first."""
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for bookmark in bookmarks:
        for tag in bookmark.tags:
            counts[tag_key(tag)] += 1
            spelling.setdefault(tag_key(tag), tag)
    return tuple(
        (spelling[key], count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def completions(text: str, tags: Iterable[str]) -> list[str]:
    """Return the tags, in their order, that the last word of a text may become and does not name yet.

    >>> completions("thesis to", ["to-cite", "theory", "tools"])
    ['to-cite', 'tools']
    """
    *before, last = text.replace(",", " ").split(" ")
    typed = tag_key(last.lstrip("#-"))
    there = {tag_key(word.lstrip("#-")) for word in before}
    return [
        tag for tag in tags if (key := tag_key(tag)).startswith(typed) and key != typed and key not in there
    ]


def completed(text: str, tag: str) -> str:
    """Return a text with its last word become that tag.

    >>> completed("thesis -to", "to-cite")
    'thesis -to-cite'
    """
    last = text.replace(",", " ").split(" ")[-1]
    signs = last[: len(last) - len(last.lstrip("#-"))]
    return f"{text.removesuffix(last)}{signs}{tag}"


def joined_notes(first: str, second: str) -> str:
    """Return two notes as one; the second is left out where the first has it already."""
    if second in first:
        return first
    return f"{first}\n\n{second}" if first else second


def joined_bookmarks(first: Bookmark, second: Bookmark) -> Bookmark:
    """Return one bookmark of two of the same paper: what the first has, the rest from the second."""
    return replace(
        first,
        paper=second.paper.updated_by(first.paper),
        found_in=first.found_in or second.found_in,
        status=second.status if first.status is Status.TO_READ else first.status,
        tags=with_tags(first.tags, second.tags),
        note=joined_notes(first.note, second.note),
    )
