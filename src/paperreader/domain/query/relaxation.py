"""Query relaxation: where few papers have all plain words of a query, any of their stems will do.

Only plain words give way. Phrases in quotation marks, fields, alternatives and what is refused stay required.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from paperreader.domain.query.syntax_tree import AllOf, Phrase, Term, all_of
from paperreader.domain.text import word_set

MIN_RESULTS = 5
"""With fewer papers than these a search goes on."""
_MIN_STEMMED = 5
"""Letters of the shortest word that is cut to its stem."""
_MIN_STEM = 4
_MIN_PLURAL = 3
"""Letters of the shortest word whose plural is looked for too."""
STOP_WORDS = word_set("""
    about above after again against all also am among an and any are as at be because been before being below between
    both but by can cannot could did didn do does doesn doing don down during each few for from further had has have
    having he her here hers him his how however if in into is isn it its itself just let me more most my no nor not
    now of off on once only onto or other others our ours out over own per same shall she should since so some such
    than that the their theirs them then there these they this those through thus to too toward towards under until
    up upon us very via was wasn we were what when where whether which while who whom whose why will with within
    without won would you your yours
    """)
"""Words that are in all texts, and say nothing of any."""
_SUFFIXES = tuple(
    """
    ations ation ingly ities ments ness ings edly ions ment ives ally ing ers ors ity ive ion als ies ely ed er or al
    ly es s e y
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
"""Of English words, the longest first."""


class RelaxedWord(Struct, frozen=True):
    """A folded word or stem to search for."""

    text: str
    is_begun: bool
    """Words that begin so will do, else the word itself or with an `s` behind it."""

    @property
    def has_plural(self) -> bool:
        """The word with an `s` behind it will do, too."""
        return not self.is_begun and len(self.text) >= _MIN_PLURAL and self.text.isalpha()


class RelaxedQuery(Struct, frozen=True):
    """What is searched for where too few papers match."""

    words: tuple[RelaxedWord, ...]
    """Any of them will do; there is one at least."""
    required: Term
    """Must be so all the same."""
    word_count: int
    """How many plain words were typed."""
    has_phrases: bool
    """One of them is several words in a row, such as `state-of-the-art`."""

    def sentence(self, with_all: int) -> str:
        """Return what is to be said of an answer: so many papers, the first ones, have all plain words, the others some."""
        what = ("this word" if self.word_count == 1 else "all of these words") + (
            " as written" if self.has_phrases else ""
        )
        some = (
            "some"
            if self.word_count > 1
            else "a part of the word"
            if self.has_phrases
            else "one with the same beginning"
        )
        if with_all:
            first = "the first paper has" if with_all == 1 else f"the first {with_all} papers have"
            return f"{first} {what}, the others have {some}"
        return f"{'no paper' if self.required == AllOf() else 'no such paper'} has {what}; these have {some}"

    def headings(self, with_all: int) -> tuple[str, str]:
        """Return that shorter, for a narrow list: what to show above so many papers, and above the others."""
        what = "the word" if self.word_count == 1 else "all the words"
        some = "These come close" if self.word_count == 1 else "These have some"
        if with_all:
            return f"{'This has' if with_all == 1 else 'These have'} {what}", some
        return "", f"None has {what}; {some[0].lower()}{some[1:]}"


def relax(term: Term) -> RelaxedQuery | None:
    """Return what a query is widened to; None where it has no plain words that say anything."""
    parts = term.terms if isinstance(term, AllOf) else (term,)
    plain = [part.text for part in parts if isinstance(part, Phrase) and part.is_plain]
    # `lamps` finds all that `lamp` finds.
    by_text = {word.text: word for word in sorted(_relaxed_words(plain), key=lambda word: word.is_begun)}
    words = tuple(by_text[text] for text in dict.fromkeys(word.text for word in _relaxed_words(plain)))
    if not words:
        return None
    required = all_of(part for part in parts if not (isinstance(part, Phrase) and part.is_plain))
    return RelaxedQuery(words, required, len(plain), any(" " in text for text in plain))


def _relaxed_words(texts: Iterable[str]) -> Iterator[RelaxedWord]:
    for word in " ".join(texts).split():
        # A number, or a letter such as the `s` of `what's`, is in too many papers for other reasons.
        if word in STOP_WORDS or word.isdigit() or (len(word) == 1 and word.isascii()):
            continue
        is_long = len(word) >= _MIN_STEMMED
        yield RelaxedWord(stem_of(word) if is_long else word, is_long)


def stem_of(word: str) -> str:
    """Return the beginning that a folded word shares with its kin, four letters at least of a longer word.

    >>> stem_of("remembering"), stem_of("quantization"), stem_of("noise")
    ('rememb', 'quantiz', 'nois')
    """
    if not word.isascii():
        return word
    ending = next(
        (each for each in _SUFFIXES if word.endswith(each) and len(word) - len(each) >= _MIN_STEM), ""
    )
    return word.removesuffix(ending)
