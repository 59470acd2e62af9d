"""Making outside text harmless before anything else sees it, and folding it for comparison."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import StringIO

# CSI, OSC, DCS/SOS/PM/APC and two-character sequences, 7-bit and 8-bit. A string sequence counts only
# when it is terminated: otherwise one stray ESC would swallow the rest of an abstract. Another beginning ends it, as in
# a terminal: if each of many beginnings looked for its end through the whole text, that would cost the square of its length.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)

_EMOJI = r"\u2190-\u2bff\U0001f000-\U0001faff"

# Controls that are not white space, and characters that are invisible or reorder what is around them.
# ZWNJ (200C) stays: Persian words need it. ZWJ (200D) joins emoji; between other characters it hides the second one
# from Rich, which counts columns as if it were not there.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
    rf"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")

MAX_LINE_LENGTH = 20_000
"""Characters of a text on one line; the longest abstract recorded has 1,923."""
_SPACE = re.compile(r"\s")
_LINE_BREAK = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_HARD_BREAK = "  "
"""What Markdown takes for a line break inside a paragraph, at the end of a line."""

_ACCENT = r"\\(?:[`'^\"~=.] *|[uvHtcdbkr](?: +|(?=\{)))"
_ACCENTED = rf"{_ACCENT}(?:\{{\\?([A-Za-z])\}}|\\?([A-Za-z]))"
_TEX_ACCENT = re.compile(rf"\{{{_ACCENTED}\}}|{_ACCENTED}")

_NOT_WORD = re.compile(r"[\W_]+")
_NOT_WORD_NOR_BREAK = re.compile(r"[^\w\n]+")


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table, which are separated by white space."""
    return frozenset(table.split())


def clean(text: str) -> str:
    """Return `text` on one line without control characters, escape sequences and bidi marks.

    White space is folded to single spaces and trimmed; half a surrogate pair, which no terminal or file
    could take, becomes U+FFFD. Nothing else changes, and cleaning twice changes nothing more.
    """
    if not text.isprintable():
        text = _INVISIBLE.sub("", _ESCAPE_SEQUENCE.sub("", text))
        text = _SURROGATE.sub("\ufffd", text)
    return " ".join(text.split())


def clean_piece(text: str) -> str:
    """Return a piece of a line as `clean` does, with the white space at its ends: each becomes a space."""
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _SPACE.sub(" ", _INVISIBLE.sub("", _ESCAPE_SEQUENCE.sub("", text))))


def clean_lines(text: str) -> str:
    """Return a text of several lines without control characters, escape sequences and bidi marks.

    Lines end with a line feed, whatever they ended with; indentation stays, a tab becomes four spaces, and so do
    the two spaces at the end of a line that Markdown understands. Empty lines before and behind are left out.
    Cleaning twice changes nothing more.
    """
    if text.replace("\n", "").isprintable() and text == text.strip() and " \n" not in text:
        return text
    # Sequences first: the text inside one may run over several lines.
    text = _INVISIBLE.sub("", _ESCAPE_SEQUENCE.sub("", text))
    cleaned = StringIO()
    for line in _lines(_SURROGATE.sub("\ufffd", text)):
        cleaned.write(f"{_clean_line(line)}\n")
    return cleaned.getvalue().strip("\n").rstrip()


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, of which a list would take a multiple of its memory."""
    at = 0
    for line_break in _LINE_BREAK.finditer(text):
        yield text[at : line_break.start()]
        at = line_break.end()
    yield text[at:]


def _clean_line(line: str) -> str:
    # The unit separator is the one control left that is white space and ends no line.
    line = line.replace("\t", "    ").replace("\x1f", " ")
    bare = line.rstrip()
    return bare + _HARD_BREAK if bare and line.endswith(_HARD_BREAK) else bare


def truncated(text: str, longest: int) -> str:
    """Return the first `longest` characters of a longer text and "…", else the text."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def fold(text: str) -> str:
    """Return `text` as words to compare: lower case, no accents, every other character a single space.

    >>> fold("Fréchet–Distance, again")
    'frechet distance again'
    """
    return _NOT_WORD.sub(" ", uncased(text)).strip()


def fold_lines(texts: Iterable[str]) -> str:
    r"""Return texts folded, each on lines of its own, each word with a space before it.

    >>> fold_lines(["Fréchet–Distance", "again"])
    ' frechet distance\n again\n'
    """
    together = uncased("\n".join(texts)).replace("_", " ")
    return " " + _NOT_WORD_NOR_BREAK.sub(" ", together).replace("\n", "\n ") + "\n"


def uncased(text: str) -> str:
    r"""Return `text` in lower case and without accents, all else as it is.

    Accents as TeX writes them are accents too.

    >>> uncased("Fréchet–Distance")
    'frechet–distance'
    >>> uncased(r"Fr{\'e}chet and \v{S}kor\'{\i}k")
    'frechet and skorik'
    """
    if "\\" in text:
        text = _TEX_ACCENT.sub(lambda found: found[found.lastindex or 0], text)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return text.casefold()
