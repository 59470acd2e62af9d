"""What every form of a digest says of a paper, in the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.digests.summary import summary_of
from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode

_MOST_AUTHORS = 3
_IN_ADDRESS = "!#$%&'*+,/:;=?@[]~-._"
"""What stays in an address: not parentheses, quotation marks and angle brackets, which end one in some form or other."""
MADE_BY_MACHINE = "machine-made"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper as a digest shows it; what is unknown is empty."""

    title: str
    link: str
    """To its page; empty where it has none."""
    people: str
    """Authors and organization, on one line."""
    figures: str
    """Votes and rise, comments, stars, on one line."""
    why: str
    summary: str
    is_machine_made: bool
    """The summary was not written by a person."""
    links: tuple[tuple[str, str], ...]
    """Names, and addresses in ASCII, of the web alone."""


def item_of(each: DigestPaper) -> Item:
    """Return what is shown of a paper."""
    paper = each.paper
    summary = summary_of(paper)
    links = tuple(_links(paper))
    return Item(
        title=to_unicode(paper.title) or str(paper.key),
        link=links[0][1] if links else "",
        people=" · ".join(_people(paper)),
        figures=" · ".join(_figures(each)),
        why="; ".join(each.reasons),
        summary="" if summary is None else summary.text,
        is_machine_made=summary is not None and summary.is_machine_made,
        links=links,
    )


def parts(digest: Digest) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield the parts of a digest, each with its heading, which is empty where there are no parts."""
    heading, items = "", list[Item]()
    for each in digest.papers:
        if each.part != heading and items:
            yield heading, tuple(items)
            items = []
        heading = each.part
        items.append(item_of(each))
    if items:
        yield heading, tuple(items)


def remarks(digest: Digest) -> Iterator[str]:
    """Yield the sentences that stand in place of papers, or below them."""
    for sentence in (digest.why_empty, digest.remark):
        if sentence:
            yield f"{sentence[0].upper()}{sentence[1:]}."


def _people(paper: Paper) -> Iterator[str]:
    names = [author.name for author in paper.authors]
    if len(names) > _MOST_AUTHORS:
        names = [*names[: _MOST_AUTHORS - 1], f"{len(names) - _MOST_AUTHORS + 1:,} more"]
    if names:
        yield " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    if paper.organization is not None:
        yield paper.organization.label


def _figures(each: DigestPaper) -> Iterator[str]:
    paper = each.paper
    if paper.upvotes is not None:
        rise = "" if not each.rise else f" ({each.rise:+,} since yesterday)"
        yield f"{_counted(paper.upvotes, 'vote')}{rise}"
    if paper.comments:
        yield _counted(paper.comments, "comment")
    if paper.github_stars:
        yield _counted(paper.github_stars, "star")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _links(paper: Paper) -> Iterator[tuple[str, str]]:
    for name, address in (
        ("Hugging Face", paper.key.hub_url),
        ("arXiv", paper.key.arxiv_url),
        ("PDF", paper.key.pdf_url),
        ("Code", paper.github_repo),
        ("Project", paper.project_page),
    ):
        if address and address.startswith(("https://", "http://")):
            yield name, quote(address, safe=_IN_ADDRESS)
