"""A paper as a line of plain text to cite it by."""

import unicodedata

from paperreader.domain.papers.paper import Author, Paper
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.fields.person_name import split_name


def to_citation(paper: Paper) -> str:
    """Return one line: up to three authors, else two and how many more; title; arXiv id and year.

    What is not known is left out.

    >>> to_citation(Paper(key=PaperKey("1706.03762"), title="Attention Is All You Need"))
    'Attention Is All You Need. arXiv:1706.03762.'
    """
    arxiv = f"arXiv:{paper.key.arxiv_id}" if paper.key.arxiv_id else ""
    year = f"{paper.published_at.year:04}" if paper.published_at else ""
    where = ", ".join(part for part in (arxiv, year) if part)
    parts = (short_authors(paper.authors), to_unicode(paper.title), where)
    return " ".join(_sentence(part) for part in parts if part)


def short_authors(authors: tuple[Author, ...]) -> str:
    """Return up to three authors by initials and family, else two and how many more; empty where none is known."""
    if len(authors) > 3:
        names = [_short_name(author.name) for author in authors[:2]]
        return f"{', '.join(names)} and {len(authors) - 2:,} more"
    names = [_short_name(author.name) for author in authors]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _short_name(name: str) -> str:
    parts = split_name(name)
    return name if parts is None else " ".join([*map(_initial, parts.given), parts.family])


def _initial(word: str) -> str:
    """Return `J.-P.` for `Jean-Pierre`; what is short already, or not a name with a capital, stays."""
    word = unicodedata.normalize("NFC", word)
    if "." in word or not word[0].isupper():
        return word
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
