"""Papers as BibTeX entries, in the form arXiv recommends.

What the reader added goes where reference managers look for it and no style prints it: tags into `keywords`, the
note into `annote`. In `note` the standard styles would print it in the reader's own bibliography.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence

from paperreader.domain.bookmarks.entry import Entry, each_once
from paperreader.domain.papers.paper import Author, Paper
from paperreader.domain.text import fold
from paperreader.formats.fields.person_name import split_name

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


# A line of a note that Biber would take for the beginning of an entry or a field, and warn of.
_LIKE_A_FIELD = re.compile(r"^(?= *(?:@|[^\s=]+ *=))", re.MULTILINE)

# What TeX makes one character of; an empty group keeps them apart.
_LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")


def to_bibtex(paper: Paper) -> str:
    """Return a `@misc` entry with all authors; what is not known is left out.

    The title stands in a second pair of braces, else many styles would turn its capitals into small letters.
    """
    return _entry(citation_key(paper), _paper_fields(paper))


def to_bibliography(entries: Sequence[Entry]) -> str:
    """Return an entry for each paper, its keys unique, with an empty line between them."""
    entries = each_once(entries)
    keys = citation_keys([entry.paper for entry in entries])
    return "\n".join(
        _entry(key, _paper_fields(entry.paper) | _added_fields(entry)) + "\n"
        for key, entry in zip(keys, entries, strict=True)
    )


def citation_keys(papers: Sequence[Paper]) -> list[str]:
    """Return a key for each of several different papers.

    It is the one the paper has alone, unless another paper here has the same: then each of them has its arXiv id
    behind it (a paper without one, a number made of its title), whichever comes first.
    """
    alone = [citation_key(paper) for paper in papers]
    times = Counter(alone)
    return [
        key if times[key] == 1 else f"{key}-{paper.key.arxiv_id or _number(paper.key)}"
        for key, paper in zip(alone, papers, strict=True)
    ]


def _number(text: str) -> str:
    return f"{zlib.crc32(text.encode(errors='replace')):08x}"


def _entry(key: str, fields: Mapping[str, str | None]) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _paper_fields(paper: Paper) -> dict[str, str | None]:
    key = paper.key
    return {
        "title": "{" + _tex(paper.title) + "}" if paper.title else None,
        "author": " and ".join(_bibtex_name(author.name) for author in paper.authors),
        "year": _year(paper),
        "eprint": key.arxiv_id,
        "archivePrefix": "arXiv" if key.arxiv_id else None,
        "primaryClass": _tex(paper.category) if key.arxiv_id and paper.category else None,
        "url": key.arxiv_url,
    }


def _added_fields(entry: Entry) -> dict[str, str | None]:
    return {"keywords": ", ".join(map(_tex, entry.tags)), "annote": _LIKE_A_FIELD.sub("{}", _tex(entry.note))}


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
    """Return a name as written, with braces around what BibTeX must not take apart.

    With a suffix it is `van Example, Jr., Hal`: only so does BibTeX tell the suffix from the family.
    """
    parts = split_name(name)
    # BibTeX separates names at the word "and".
    if parts is None or "and" in name.casefold().split():
        return "{" + _tex(name) + "}"
    if not parts.suffix:
        return _tex(name)
    family = " ".join([*parts.particles, parts.last])
    return ", ".join(map(_tex, (family, parts.suffix, " ".join(parts.given))))


def _tex(text: str) -> str:
    # Ligatures last: the braces that part them must stay braces.
    return _LIGATURE.sub(r"\g<0>{}", text.translate(_TEX))
