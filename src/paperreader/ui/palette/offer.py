"""What the palette and the help offer: offers, which of them are meant by what is typed, and which come first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from paperreader.domain.text import fold

_NAMED, _AKIN, _INSIDE = range(3)
"""How a typed word is met: by the beginning of a word of the label, of a synonym, or inside of one of them."""

_ARTICLES = frozenset({"a", "an", "the"})
"""Words that nobody looks for: "the" is the beginning of "theme"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done, with what is told of it; what it is compared with is worked out once."""

    id: str
    """Under which its use is counted."""
    label: str
    run: Callable[[], object]
    """Does it; an awaitable that is returned is awaited."""
    key: str = ""
    """Its keys as people write them, separated by spaces."""
    about: str = ""
    """What it acts on, or how it stands."""
    synonyms: str = ""
    """Words that people may type instead, separated by spaces."""
    why_not: str = ""
    """Why it can't be done here and now; empty if it can."""
    _label_words: Sequence[str] = field(init=False, compare=False, repr=False)
    _other_words: Sequence[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Take the words apart that typed ones are compared with."""
        named = [word for word in words_of(self.label) if word not in _ARTICLES]
        object.__setattr__(self, "_label_words", named)
        object.__setattr__(self, "_other_words", words_of(f"{self.about} {self.synonyms}"))

    def misfit(self, typed: Sequence[str]) -> tuple[int, int] | None:
        """Return how badly it is met by typed words, the worst of them first; None if one is not in it at all."""
        how = [self._how_met(word) for word in typed]
        if _INSIDE + 1 in how:
            return None
        return (max(how, default=_NAMED), sum(how))

    def _how_met(self, word: str) -> int:
        if any(each.startswith(word) for each in self._label_words):
            return _NAMED
        if any(each.startswith(word) for each in self._other_words):
            return _AKIN
        return _INSIDE + (not any(word in each for each in chain(self._label_words, self._other_words)))


def words_of(text: str) -> list[str]:
    """Return the words of a text, as they are compared."""
    return fold(text).split()


def found(offers: Iterable[Offer], text: str, uses: Mapping[str, int]) -> list[Offer]:
    """Return the offers that are meant by what is typed: what can be done, and was used most, comes first.

    What is met only in the midst of a word comes after all that is met by its beginning.

    Args:
        offers: All there are, in the order in which they stand while nothing is typed and none was used.
        text: What is typed; every word of it must be met, or all of it be a key.
        uses: How often each was used, by its id.
    """
    words, key = words_of(text), text.strip()
    # Alone it may be the beginning of another word.
    typed = [word for word in words if word not in _ARTICLES] or words
    ranked: list[tuple[tuple[bool, bool, bool, int, tuple[int, int]], Offer]] = []
    for offer in offers:
        is_key = bool(key) and key in offer.key.split()
        misfit = (-1, 0) if is_key else offer.misfit(typed)
        if misfit is not None and (is_key or typed or not key):
            how_often = -uses.get(offer.id, 0)
            rank = (bool(offer.why_not), misfit[0] == _INSIDE, not is_key, how_often, misfit)
            ranked.append((rank, offer))
    # Sorting keeps the order of those that are equal.
    return [offer for _, offer in sorted(ranked, key=lambda pair: pair[0])]
