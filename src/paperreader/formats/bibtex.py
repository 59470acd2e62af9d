"""A paper as a BibTeX entry, in the form arXiv recommends."""

import re

from paperreader.domain.paper import Author, Paper
from paperreader.domain.text import fold
from paperreader.formats.names import split_name

# A backslash before a brace would not do: BibTeX counts braces without looking at backslashes, and one that is
# alone breaks the whole file. `<`, `>` and `|` come out as other characters in LaTeX's oldest font encoding.
_TEX = str.maketrans(
    {
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)

# Letters that have no accent to lose.
_ASCII = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})

_SMALL_WORD = re.compile(
    r"an?|and|are|as|at|be|but|by|can|could|do|does|for|from|has|have|how|in|into|is|its?|not|of|on|or|should|that"
    r"|the|their|this|to|towards?|via|was|we|what|when|where|which|who|why|will|with|without|you|your"
)


def to_bibtex(paper: Paper) -> str:
    """Return a `@misc` entry with all authors; what is not known is left out.

    The title stands in a second pair of braces, else many styles would turn its capitals into small letters.
    """
    key = paper.key
    fields = {
        "title": "{" + _tex(paper.title) + "}",
        "author": " and ".join(_bibtex_name(author.name) for author in paper.authors),
        "year": _year(paper),
        "eprint": key.arxiv_id,
        "archivePrefix": "arXiv" if key.arxiv_id else None,
        "primaryClass": _tex(paper.category) if key.arxiv_id and paper.category else None,
        "url": key.arxiv_url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{citation_key(paper)},\n" + ",\n".join(lines) + "\n}"


def citation_key(paper: Paper) -> str:
    """Return a key such as `vaswani2017attention`: family name, year and first word of weight, as far as known.

    It is made of ASCII letters and digits; where neither name nor title has any, the arXiv id takes their place.
    """
    name = _key_name(paper.authors[0]) if paper.authors else ""
    word = _key_word(paper.title)
    if name or word:
        return f"{name}{_year(paper)}{word}"
    return f"arxiv{paper.key.arxiv_id}" if paper.key.arxiv_id else f"paper{_year(paper)}"


def _year(paper: Paper) -> str:
    return f"{paper.published_at.year:04}" if paper.published_at else ""


def _key_name(author: Author) -> str:
    parts = split_name(author.name)
    return _ascii(parts.last if parts else author.name)


def _key_word(title: str) -> str:
    words = [word for word in map(_ascii, fold(title).split()) if word]
    return next((word for word in words if not _SMALL_WORD.fullmatch(word)), words[0] if words else "")


def _ascii(text: str) -> str:
    folded = fold(text).translate(_ASCII)
    return "".join(char for char in folded if char.isascii() and char.isalnum())


def _bibtex_name(name: str) -> str:
    """Return a name as written, with braces around what BibTeX must not take apart."""
    parts = split_name(name)
    # BibTeX separates names at the word "and".
    if parts is None or "and" in name.casefold().split():
        return "{" + _tex(name) + "}"
    if not parts.suffix:
        return _tex(name)
    return " ".join(
        [*map(_tex, (*parts.given, *parts.particles)), "{" + _tex(f"{parts.last} {parts.suffix}") + "}"]
    )


def _tex(text: str) -> str:
    return text.translate(_TEX)
