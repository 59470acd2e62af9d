"""What is told of artefacts, and all of a paper's as a page of plain text."""

from collections.abc import Callable, Iterator

from paperreader.document.cells import wrap
from paperreader.domain.papers.artefacts import (
    ON_HUB,
    Artefact,
    ArtefactKind,
    ArtefactListing,
    linked_artefacts,
)
from paperreader.domain.papers.feed import day_label
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.commands import download_command
from paperreader.formats.pages.wording import UNKNOWN, number

_HEADINGS = {
    ArtefactKind.MODEL: "Models",
    ArtefactKind.DATASET: "Datasets",
    ArtefactKind.SPACE: "Spaces",
    ArtefactKind.CODE: "Code",
    ArtefactKind.PAGE: "Project page",
}


def heading(kind: ArtefactKind, listing: ArtefactListing | None) -> str:
    """Return what stands over a kind: `Models  10 of 153`, where all are here `Models  4`; code and page have no count."""
    if listing is None or kind not in ON_HUB:
        return _HEADINGS[kind]
    held, total = len(listing.of(kind)), listing.total(kind)
    return f"{_HEADINGS[kind]}  {held:,}" + (f" of {total:,}" if total is not None and total > held else "")


def facts(artefact: Artefact, when: str, counted: Callable[[int | None], str] = number) -> str:
    """Return what is known of an artefact beside its name, always in the same order.

    Args:
        artefact: It.
        when: When it was changed, in words; empty where that is unknown.
        counted: How a count is written.
    """
    parts = [
        "private" if artefact.is_private else "",
        *_counts(artefact, counted),
        artefact.task or "",
        artefact.library or artefact.sdk or "",
        f"changed {when}" if when else "",
    ]
    return " · ".join(filter(None, parts))


def _counts(artefact: Artefact, counted: Callable[[int | None], str]) -> Iterator[str]:
    if artefact.kind is ArtefactKind.CODE:
        yield _with_noun(artefact.stars, "star", counted)
    if artefact.kind in {ArtefactKind.MODEL, ArtefactKind.DATASET}:
        yield _with_noun(artefact.downloads, "download", counted)
    if artefact.kind in ON_HUB:
        yield _with_noun(artefact.likes, "like", counted)


def _with_noun(count: int | None, noun: str, counted: Callable[[int | None], str]) -> str:
    return f"{counted(count)} {noun}{'' if count == 1 else 's'}"


def number_of_artefacts(listing: ArtefactListing) -> str:
    """Return how many there are on the Hub, in words: all of them where that is known, else those that are here."""
    counts = {kind: listing.total(kind) or len(listing.of(kind)) for kind in ON_HUB}
    told = [
        f"{count:,} {_HEADINGS[kind].removesuffix('s') if count == 1 else _HEADINGS[kind]}"
        for kind, count in counts.items()
        if count
    ]
    told = [each if "Space" in each else each.lower() for each in told]
    return ", ".join(told) or "nothing on Hugging Face links to this paper"


def left_out(listing: ArtefactListing) -> str:
    """Return what is not shown, in sentences; empty where everything is."""
    unsure = [kind for kind in ON_HUB if listing.total(kind) is None and listing.of(kind)]
    cut = [kind for kind in ON_HUB if (listing.total(kind) or 0) > len(listing.of(kind))]
    others = listing.left_out
    told = [
        f"{others:,} {'entry' if others == 1 else 'entries'} not understood." if others else "",
        "The rest is on the paper's page on Hugging Face." if cut else "",
        "There may be more on Hugging Face." if unsure else "",
    ]
    return " ".join(filter(None, told))


def to_page(listing: ArtefactListing, width: int = 80) -> str:
    """Return the artefacts of a paper as plain text, with the address of each and the command that brings it."""
    paper = listing.paper
    said = number_of_artefacts(listing)
    parts = [
        wrap(to_unicode(paper.title) or UNKNOWN, width),
        [
            f"{said[0].upper()}{said[1:]}, as of {listing.fetched_at:%Y-%m-%d %H:%M} UTC",
            paper.key.hub_url or UNKNOWN,
        ],
        *_parts(listing, width),
        *([wrap(left_out(listing), width)] if left_out(listing) else []),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _parts(listing: ArtefactListing, width: int) -> Iterator[list[str]]:
    known = [*listing.on_hub, *linked_artefacts(listing.paper)]
    for kind in ArtefactKind:
        artefacts = [each for each in known if each.kind is kind]
        if artefacts:
            yield [heading(kind, listing)]
        for each in artefacts:
            yield list(_page_of(each, width))


def _page_of(artefact: Artefact, width: int) -> Iterator[str]:
    yield from wrap(artefact.id, width)
    when = day_label(artefact.modified_at.date()) if artefact.modified_at else ""
    told = facts(artefact, when)
    yield from (f"  {line}" for line in (wrap(told, width - 2) if told else []))
    # Whole, however long: they are there to be copied.
    yield f"  {artefact.url or 'no link: Hugging Face does not allow this name'}"
    command = download_command(artefact)
    if command is not None:
        yield f"  {command}"
