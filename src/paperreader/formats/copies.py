"""The copy menu: every text that can be made of one paper to be put on the clipboard."""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from paperreader.domain.paper import Paper
from paperreader.domain.tex import to_unicode
from paperreader.formats.bibtex import to_bibtex
from paperreader.formats.citation import to_citation
from paperreader.formats.markdown import to_markdown_link

_GITHUB = ("github.com", "www.github.com")
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_REPOSITORY = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9_.-]+")
# First words of GitHub addresses that lead to no repository.
_NOT_OWNERS = frozenset(
    {"apps", "collections", "marketplace", "orgs", "search", "sponsors", "topics", "users"}
)


@dataclass(frozen=True, slots=True)
class Copy:
    """An entry of the menu."""

    id: str
    key: str
    """The letter that chooses it."""
    label: str
    text: Callable[[Paper], str | None]
    """Makes the text; None where the paper lacks what is needed."""


def clone_command(paper: Paper) -> str | None:
    """Return the shell command that clones the paper's code from GitHub, None where none is known.

    The address is made anew from owner and repository: the one on the Hub may lead to a folder or carry a query.
    """
    path = _github_path(paper.github_repo or "")
    if len(path) < 2:
        return None
    owner, repository = path[0], path[1].removesuffix(".git")
    if owner in _NOT_OWNERS or not _OWNER.fullmatch(owner) or not _REPOSITORY.fullmatch(repository):
        return None
    return shlex.join(["git", "clone", f"https://github.com/{owner}/{repository}"])


def _github_path(address: str) -> list[str]:
    """Return the parts of the path of a GitHub address, none for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return []
    if parts.scheme not in ("http", "https") or parts.netloc.lower() not in _GITHUB:
        return []
    return [part for part in parts.path.split("/") if part]


def _source(text: str | None) -> str | None:
    """Return a text as it was written, None where it is shown just so."""
    return text if text and to_unicode(text) != text else None


COPIES: tuple[Copy, ...] = (
    Copy("hub", "y", "Hub link", lambda paper: paper.key.hub_url),
    Copy("arxiv", "a", "arXiv link", lambda paper: paper.key.arxiv_url),
    Copy("pdf", "p", "PDF link", lambda paper: paper.key.pdf_url),
    Copy("title", "t", "Title", lambda paper: to_unicode(paper.title)),
    Copy("title-source", "T", "Title, TeX source", lambda paper: _source(paper.title)),
    Copy("markdown", "m", "Markdown link", to_markdown_link),
    Copy("bibtex", "b", "BibTeX", to_bibtex),
    Copy("citation", "c", "Plain citation", to_citation),
    Copy("abstract", "s", "Abstract", lambda paper: to_unicode(paper.abstract or "") or None),
    Copy("abstract-source", "S", "Abstract, TeX source", lambda paper: _source(paper.abstract)),
    Copy("clone", "g", "git clone of its code", clone_command),
)
"""All entries in the order of the menu."""
