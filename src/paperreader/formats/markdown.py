"""A paper as a Markdown link, and papers as a reading list in Markdown."""

import re
from collections.abc import Iterator, Sequence

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.feed import day_label
from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.citation import short_authors

# What has a meaning in CommonMark or in a common dialect of it, wherever in a line it stands. An ampersand has one
# only where it begins a character reference.
_SPECIAL = re.compile(r"[\\`*_\[\]<>{}~^|$]|&(?=#?\w+;)")

_BEGINNING = re.compile(r"^(\s*\d{0,9})([#+=.)-])")
"""What makes a heading, a list, a rule or the like of a line that begins with it."""


def to_markdown_link(paper: Paper) -> str | None:
    """Return the title as a link to the paper's page on the Hub, None for a paper without arXiv id.

    The address is built from the id alone, so nothing in it needs escaping.
    """
    if paper.key.hub_url is None:
        return None
    return f"[{_title(paper)}]({paper.key.hub_url})"


def to_reading_list(entries: Sequence[Entry]) -> str:
    """Return a document to read: a section for each paper with what is known to cite it by, status, tags and note.

    A note is Markdown already; it is quoted, so that its headings and lists stay its own.
    """
    return "\n".join(["# Reading list\n", *(_section(entry) for entry in entries)])


def _section(entry: Entry) -> str:
    paper = entry.paper
    heading = to_markdown_link(paper) or _title(paper)
    paragraphs = [
        f"## {not_closing(heading)}",
        " · ".join(_facts(paper)),
        " · ".join(_added(entry)),
        _quoted(entry.note),
    ]
    return "\n\n".join(part for part in paragraphs if part) + "\n"


def _title(paper: Paper) -> str:
    # As it is meant: Markdown is for readers, and TeX in it would be shown as it was written.
    return _SPECIAL.sub(_escaped, to_unicode(paper.title) or paper.key)


def _facts(paper: Paper) -> Iterator[str]:
    if paper.authors:
        yield _SPECIAL.sub(_escaped, short_authors(paper.authors))
    if paper.published_at:
        yield day_label(paper.published_at.date())
    if paper.category:
        yield _SPECIAL.sub(_escaped, paper.category)
    if paper.key.arxiv_id:
        yield f"[arXiv:{paper.key.arxiv_id}]({paper.key.arxiv_url})"


def _added(entry: Entry) -> Iterator[str]:
    if entry.status:
        yield f"**{entry.status}**"
    yield from (rf"\#{_SPECIAL.sub(_escaped, tag)}" for tag in entry.tags)
    if entry.kept_at:
        yield f"bookmarked {day_label(entry.kept_at.date())}"


def _quoted(note: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in note.split("\n")) if note else ""


def escape(text: str) -> str:
    """Return a text in which nothing has a meaning in Markdown, wherever in a line it stands."""
    return _SPECIAL.sub(_escaped, text)


def escape_paragraph(text: str) -> str:
    """Return a text that is a paragraph in Markdown, whatever it begins with."""
    return _BEGINNING.sub(r"\1\\\2", escape(text))


def not_closing(heading: str) -> str:
    """Return a heading that Markdown does not end early."""
    # Number signs at the end of a heading are taken for its closing sequence.
    return re.sub(r"#(?=#*$)", r"\#", heading)


def _escaped(special: re.Match[str]) -> str:
    return f"\\{special[0]}"
