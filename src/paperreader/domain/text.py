"""Making outside text harmless before anything else sees it, and folding it for comparison."""

import re
import unicodedata

# CSI, OSC, DCS/SOS/PM/APC and two-character sequences, 7-bit and 8-bit. A string sequence counts only
# when it is terminated: otherwise one stray ESC would swallow the rest of an abstract.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)

# Controls that are not white space, and characters that are invisible or reorder what is around them.
# ZWNJ and ZWJ (200C, 200D) stay: Persian words and emoji need them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_NOT_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """Return `text` on one line without control characters, escape sequences and bidi marks.

    White space is folded to single spaces and trimmed; half a surrogate pair, which no terminal or file
    could take, becomes U+FFFD. Nothing else changes, and cleaning twice changes nothing more.
    """
    if text.isprintable() and text.isascii():
        return " ".join(text.split())
    text = _ESCAPE_SEQUENCE.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return `text` as words to compare: lower case, no accents, every other character a single space.

    >>> fold("Fréchet–Distance, again")
    'frechet distance again'
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", text.casefold()).strip()
