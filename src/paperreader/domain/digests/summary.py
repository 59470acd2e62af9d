"""What a paper is about, in a few lines: one machine-made sentence, or how its abstract begins."""

import re

from msgspec import Struct

from paperreader.domain.papers.paper import Paper
from paperreader.domain.tex.unicode import to_unicode

_ENOUGH, _LONGEST = 180, 480
"""Characters after which no further sentence is taken, and after which one is cut."""
_SENTENCE_END = re.compile(r"[.?!][)”\"']*\s+(?=[^a-z\s])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|Fig|Sec|Eq|Tab|No|Dr|Prof|approx|w\.r\.t)|\b[A-Z])\.$"
)


class Summary(Struct, frozen=True):
    """A few lines, and who wrote them."""

    text: str
    """As it is shown, without TeX."""
    is_machine_made: bool = False


def summary_of(paper: Paper) -> Summary | None:
    """Return what a paper is about; None where neither a summary nor an abstract is known."""
    if paper.ai_summary:
        return Summary(to_unicode(paper.ai_summary), is_machine_made=True)
    text = paper.abstract or paper.synopsis
    return Summary(first_sentences(to_unicode(text))) if text else None


def first_sentences(text: str, enough: int = _ENOUGH, longest: int = _LONGEST) -> str:
    """Return the first sentences of a text, as many as are enough; what goes on ends in "…".

    >>> first_sentences("Agents fail, e.g. at night. Ours do not. They sleep.", enough=30)
    'Agents fail, e.g. at night. Ours do not. …'
    """
    for end in _SENTENCE_END.finditer(text):
        sentences = text[: end.end()].rstrip()
        if len(sentences) >= enough and not _ABBREVIATION.search(sentences):
            return _cut(sentences, longest, goes_on=True)
    return _cut(text, longest, goes_on=False)


def _cut(text: str, longest: int, *, goes_on: bool) -> str:
    if len(text) <= longest:
        return f"{text} …" if goes_on else text
    space = text.rfind(" ", 0, longest)
    return f"{text[: space if space > 0 else longest].rstrip()} …"
