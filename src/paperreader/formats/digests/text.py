"""A digest as plain text, for a terminal or the text part of a mail."""

from collections.abc import Iterator

from paperreader.document.cells import cell_width, wrap
from paperreader.domain.digests.digest import Digest
from paperreader.formats.digests.content import MADE_BY_MACHINE, Item, parts, remarks

WIDTH = 72
"""Columns: what a mail is quoted with still fits into eighty."""


def to_text(digest: Digest, width: int = WIDTH) -> str:
    """Return a digest as lines of at most `width` columns; an address that is longer is left whole."""
    blocks = [[*wrap(digest.title, width), digest.counts]]
    indent = " " * (len(str(len(digest.papers))) + 2)
    number = 0
    for heading, items in parts(digest):
        if heading:
            blocks.append([*wrap(heading, width), "-" * min(width, cell_width(heading))])
        for item in items:
            number += 1
            first, *rest = _lines(item, width - len(indent))
            label = f"{number}.".ljust(len(indent))
            blocks.append([label + first, *(indent + line if line else "" for line in rest)])
    blocks += [wrap(sentence, width) for sentence in remarks(digest)]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _lines(item: Item, width: int) -> Iterator[str]:
    for text in (item.title, item.people, item.figures, item.why and f"Here because: {item.why}"):
        yield from wrap(text, width) if text else ()
    if item.summary:
        told = f"{item.summary} ({MADE_BY_MACHINE})" if item.is_machine_made else item.summary
        yield from ("", *wrap(told, width))
    names = max((len(name) for name, _ in item.links), default=0)
    yield from [""] if item.links else []
    yield from (f"{name.ljust(names)}  {address}" for name, address in item.links)
