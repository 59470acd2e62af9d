"""Splitting a digest into messages: between papers, and each paper in one of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from paperreader.domain.digests.digest import Digest
from paperreader.formats.digests.content import Item, parts, remarks

_T = TypeVar("_T")


class DigestPiece(Struct, frozen=True):
    """One paper, or one sentence in place of papers."""

    item: Item | None = None
    number: int = 0
    """Of the paper in the digest, from 1."""
    heading: str = ""
    """Of the part that begins with this paper."""
    sentence: str = ""


def pieces_of(digest: Digest) -> Iterator[DigestPiece]:
    """Yield the papers of a digest in order, and the sentences below them."""
    number = 0
    for heading, items in parts(digest):
        for place, item in enumerate(items):
            number += 1
            yield DigestPiece(item=item, number=number, heading="" if place else heading)
    for sentence in remarks(digest):
        yield DigestPiece(sentence=sentence)


def packed(
    pieces: Sequence[_T], size_of: Callable[[_T], int], room: int, most: int | None = None
) -> list[list[_T]]:
    """Return pieces in messages, as many in each as there is room for, in order; what is too long stands alone.

    Args:
        pieces: What is sent, none of which is split.
        size_of: How much of the room one takes.
        room: What a message holds.
        most: How many pieces a message has at most.
    """
    messages: list[list[_T]] = []
    left = -1
    for piece in pieces:
        size = size_of(piece)
        if size > left or (most is not None and len(messages[-1]) >= most):
            messages.append([])
            left = room
        messages[-1].append(piece)
        left -= size
    return messages


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters; one that goes on ends in "…"."""
    return text if len(text) <= longest else f"{text[: max(0, longest - 1)].rstrip()}…"


def part_of(place: int, count: int) -> str:
    """Return which of several messages one is, for behind a title: ` (2 of 3)`; nothing for a single one."""
    return f" ({place + 1} of {count})" if count > 1 else ""
