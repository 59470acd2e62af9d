"""Explains a recommendation by the few words that a paper shares with others, as they are written in it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress

from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.relaxation import STOP_WORDS
from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import fold, fold_lines, word_set

MAX_REASON = 60
"""Characters of a reason."""
_MIN_TITLE = 32
"""Characters of a title in a reason, at least, where it has so many."""
_MAX_WORDS = 3
_MAX_TERMS = 15
"""Of the words that tie a paper to others; those behind say too little to be shown."""
_TITLE_BOOST = 2
"""How many times as much a word of the title or a keyword says, to be shown, as one that is only in the abstract."""
_SAYS_LITTLE = (
    STOP_WORDS
    | {"keep", "keeps"}
    | word_set("""
    zero one two three four five six seven eight nine ten twelve hundred hundreds thousand thousands million millions
    billion billions half third first second single double many several few little much far less least almost often
    usually always never rarely still yet again once already enough even ever together apart rather quite
    ask asks call called come comes describe described describes find finds finding found get gets give gives given go
    goes know known knows let lets look looks make makes making need needs put read reads report reports
    say says see seen set sets show shown shows take takes taken tell tells turn turns try tries use used uses using
    want wants work works better best good bad big large larger small smaller new old long short high higher low lower
    simple hard easy fast slow whole part parts thing things way ways time times year years day days people
""")
)
"""What stands in texts about anything."""
_WORD = re.compile(r"([^\W_]+)")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]?")
"""What two words that belong together may have between them."""


def shared_words(
    paper: Paper, shared_terms: Sequence[tuple[str, float]], tell: Callable[[str], bool] = bool
) -> tuple[str, ...]:
    """Return at most three of the words that tie a paper to others, as they are written in it, the strongest first.

    What its title or a keyword says counts more. Left out are numbers, single letters, words of all texts, what is shown in another form
    already, two words that belong to two sentences, and what stands in the abstract alone and does not tell.

    Args:
        paper: Of which they are.
        shared_terms: Folded words, and pairs of words, with how strong they are, as `InterestProfile.shared_terms` returns them.
        tell: Tells whether words that only the abstract has say something.
    """
    spellings = _Spellings(" \n".join((paper.abstract or "", *paper.ai_keywords))), _Spellings(paper.title)
    shown: list[str] = []
    used: set[str] = set()
    named = fold_lines((paper.title, *paper.ai_keywords)).replace("\n", " \n")
    for words in _by_strength(named, shared_terms):
        each_word = words.split()
        stems = {word.removesuffix("s") for word in each_word}
        if stems & used or _SAYS_LITTLE.issuperset(each_word) or not all(map(_is_meaningful, each_word)):
            continue
        is_phrase = len(each_word) > 1 and not _SAYS_LITTLE.intersection(each_word)
        if not (is_phrase or f" {words} " in named or tell(words)):
            continue
        spelling = spellings[0].of(words) or _plain(spellings[1].of(words) or "")
        if spelling:
            shown.append(spelling)
            used |= stems
        if len(shown) == _MAX_WORDS:
            break
    return tuple(shown)


def _by_strength(named: str, shared_terms: Sequence[tuple[str, float]]) -> list[str]:
    def strength(shared_term: tuple[str, float]) -> float:
        return shared_term[1] * (_TITLE_BOOST if f" {shared_term[0]} " in named else 1)

    return [words for words, _ in sorted(shared_terms[:_MAX_TERMS], key=strength, reverse=True)]


def reason_of_words(words: Sequence[str]) -> str:
    """Return why a paper is near to another: `diffusion, distillation`; as many words as there is room for."""
    return _joined_within(words, MAX_REASON)


def reason_of_people(paper: Paper, others: Collection[Paper]) -> str:
    """Return whom a paper shares with others: `also by Ada Example`, or `also from Example Lab`; empty for nobody."""
    known = {author.name for other in others for author in other.authors}
    both = [author.name for author in paper.authors if author.name in known]
    if both:
        return f"also by {_joined_within(both[:_MAX_WORDS], MAX_REASON - len('also by '))}"
    labels = {other.organization.label for other in others if other.organization is not None}
    if paper.organization is not None and paper.organization.label in labels:
        return f"also from {_clipped(paper.organization.label, MAX_REASON - len('also from '))}"
    return ""


def reason_of_title(title: str, words: Sequence[str]) -> str:
    """Return why a paper is near to a bookmarked one, what they share first: `diffusion · like “Small Lamps”`."""
    if not title:
        return _joined_within(words, MAX_REASON)
    title = to_unicode(title)
    around = len(" · like “”")
    listed = _joined_within(words[:2], MAX_REASON - around - min(len(title), _MIN_TITLE))
    if not listed:
        return f"like “{_clipped(title, MAX_REASON - around + 3)}”"
    return f"{listed} · like “{_clipped(title, MAX_REASON - around - len(listed))}”"


class _Spellings:
    """Finds how folded words are written in a text."""

    def __init__(self, text: str) -> None:
        self._parts = _WORD.split(text)
        """What is before, between and behind the words, and in every other place a word."""
        words = self._parts[1::2]
        self._words = _WORD.split(text.lower())[1::2] if text.isascii() else [_folded(word) for word in words]

    def of(self, words: str) -> str | None:
        """Return how folded words are written most often; None where they are not, or not together."""
        found = Counter(self._found(words.split()))
        return max(found, key=lambda written: (found[written], written.islower(), written), default=None)

    def _found(self, wanted: list[str]) -> Iterator[str]:
        at = -1
        with suppress(ValueError):
            while True:
                at = self._words.index(wanted[0], at + 1)
                if self._words[at : at + len(wanted)] == wanted:
                    # The word, or the two of them with what is between.
                    written = self._parts[2 * at + 1 : 2 * (at + len(wanted))]
                    if len(wanted) == 1 or _BETWEEN.fullmatch(written[1]):
                        yield "".join(written)


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _is_meaningful(word: str) -> bool:
    return len(word) > 1 and not word.isdigit()


def _plain(title: str) -> str:
    """Return words of a title as a text has them: only names with capitals inside keep them."""
    return _WORD.sub(lambda word: word[0].lower() if word[0].istitle() else word[0], title)


def _joined_within(words: Sequence[str], room: int) -> str:
    listed = ""
    for word in words:
        longer = f"{listed}, {word}" if listed else word
        if len(longer) > room:
            break
        listed = longer
    return listed or (_clipped(words[0], room) if words else "")


def _clipped(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"
