"""The name a paper's PDF has on disk: for people to read, and valid wherever the file may be copied to."""

import re
import unicodedata

from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.text import clean
from paperreader.formats.fields.person_name import split_name

SUFFIX = ".pdf"
MOST_BYTES = 120
"""Of a name in UTF-8. Encrypted home folders (eCryptfs) allow 143; the files beside one have longer names."""

_MOST_OF_AN_ID = 40
_MOST_OF_AN_AUTHOR = 40
_ELLIPSIS = "…"
# What Windows does not allow, and what is read as a folder somewhere (`:` once in the Finder).
_COLON = re.compile(r"\s*:\s+")
_INSTEAD = str.maketrans(
    {"/": "-", "\\": " ", ":": "-", '"': "'", "<": " ", ">": " ", "|": "-", "?": None, "*": " "}
)
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}) | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}
"""Windows opens these in place of a file, whatever stands behind the first dot."""


def pdf_name(paper: Paper) -> str:
    """Return `2017 Vaswani - Attention Is All You Need (1706.03762).pdf`, as far as that is known.

    The id makes the names of two papers different, and is what a file is found by when the title has changed.
    """
    ending = pdf_ending(paper.key)
    year = f"{paper.published_at.year:04}" if paper.published_at else ""
    author = _cut(_family(paper.authors[0]), _MOST_OF_AN_AUTHOR) if paper.authors else ""
    who = " ".join(filter(None, (year, author)))
    room = MOST_BYTES - len(f" ({ending}".encode()) - len(f"{who} - ".encode()) - 1
    what = _cut(_allowed(paper.title), room)
    words = _trimmed(" - ".join(filter(None, (who, what))))
    if not words:
        return ending
    # A name that begins with a dot is hidden, one that begins with a dash is an option to many programs.
    return f"{'_' if _is_device(words) else ''}{words} ({ending.removesuffix(SUFFIX)}){SUFFIX}"


def pdf_ending(key: PaperKey) -> str:
    """Return the name of a PDF of which only the id is known: `1706.03762.pdf`."""
    return f"{_trimmed(_allowed(key.replace('/', '_')))[-_MOST_OF_AN_ID:]}{SUFFIX}"


def is_pdf_of(key: PaperKey, name: str) -> bool:
    """Tell whether a file, by its name, is the PDF of a paper, whatever its title was when it was downloaded."""
    ending = pdf_ending(key)
    return name == ending or name.endswith(f" ({ending.removesuffix(SUFFIX)}){SUFFIX}")


def _family(author: Author) -> str:
    parts = split_name(author.name)
    return _allowed(author.name if parts is None else parts.family)


def _allowed(text: str) -> str:
    """Return a text on one line of characters every file system takes."""
    text = unicodedata.normalize("NFC", _COLON.sub(" - ", clean(text)).translate(_INSTEAD))
    # Not assigned, private, half of a pair, or not seen: some systems refuse them, and nobody could type them.
    return " ".join("".join(char for char in text if unicodedata.category(char)[0] != "C").split())


def _trimmed(text: str) -> str:
    """Return a text without what Windows drops at the end of a name, nor a dot or dash at its beginning."""
    return text.strip(" .").lstrip(" .-")


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many bytes, cut between two words where that leaves most of it."""
    if len(text.encode()) <= most:
        return text
    room = most - len(_ELLIPSIS.encode())
    if room < len(_ELLIPSIS):
        return ""
    short = text.encode()[:room].decode(errors="ignore")
    at_word = short.rpartition(" ")[0]
    short = at_word if len(at_word) > len(short) // 2 else short
    return f"{short.rstrip(' .,-')}{_ELLIPSIS}"


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip().upper() in _DEVICES
