"""The copy menu: every text that can be made of one paper to be put on the clipboard."""

from collections.abc import Callable
from dataclasses import dataclass

from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.bibtex import to_bibtex
from paperreader.formats.citation import to_citation
from paperreader.formats.commands import clone_command
from paperreader.formats.markdown import to_markdown_link


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that can be copied."""

    id: str
    key: str
    """The letter that chooses it."""
    label: str
    text: Callable[[Paper], str | None]
    """Makes the text; None where the paper lacks what is needed."""


def _source(text: str | None) -> str | None:
    """Return a text as it was written, None where it is shown just so."""
    return text if text and to_unicode(text) != text else None


COPIES: tuple[Copy, ...] = (
    Copy("hub", "y", "Hugging Face link", lambda paper: paper.key.hub_url),
    Copy("arxiv", "a", "arXiv link", lambda paper: paper.key.arxiv_url),
    Copy("pdf", "p", "PDF link", lambda paper: paper.key.pdf_url),
    Copy("title", "t", "Title", lambda paper: to_unicode(paper.title)),
    Copy("title-source", "T", "Title, TeX source", lambda paper: _source(paper.title)),
    Copy("markdown", "m", "Markdown link", to_markdown_link),
    Copy("bibtex", "b", "BibTeX", to_bibtex),
    Copy("citation", "c", "Plain citation", to_citation),
    Copy("abstract", "s", "Abstract", lambda paper: to_unicode(paper.abstract or "") or None),
    Copy("abstract-source", "S", "Abstract, TeX source", lambda paper: _source(paper.abstract)),
    Copy("clone", "g", "git clone command of its code", lambda paper: clone_command(paper.github_repo)),
)
"""All of them in the order of the menu."""
