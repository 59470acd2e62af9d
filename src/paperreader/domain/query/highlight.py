"""Finds the words of a query in a text, to highlight them."""

from collections.abc import Iterable, Iterator

from paperreader.domain.text import uncased


def highlight_spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return from where to where wanted words and phrases reach in a text, in order, those that touch as one.

    Args:
        text: As it is shown.
        words: Folded, as `Query.words_in` returns them; each is looked for at the beginning of words, and what is only
            begun ends within one.

    >>> highlight_spans("Fréchet Distance", ["frech", "dist"])
    ((0, 5), (8, 12))
    """
    wanted = [word for word in words if word]
    if not wanted:
        return ()
    folded, places = _folded(text)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for word in wanted for span in _found(folded, word, places)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text folded, with a space before it, and of each folded character which one of the text it comes from."""
    folded, places = [" "], [0]
    for place, char in enumerate(text):
        # One by one, as for the whole: an accent that is a character of its own folds to nothing wherever it stands.
        for part in uncased(char):
            is_word = part.isalnum()
            if is_word or folded[-1] != " ":
                folded.append(part if is_word else " ")
                places.append(place)
    # An end, so that accents behind the last character belong to it.
    places.append(len(text))
    return "".join(folded), places


def _found(folded: str, word: str, places: list[int]) -> Iterator[tuple[int, int]]:
    at = folded.find(f" {word}")
    while at >= 0:
        last = at + len(word)
        # What folds to nothing belongs to the character before it; the second half of `ﬁ` is not shown by itself.
        yield places[at + 1], max(places[last] + 1, places[last + 1])
        at = folded.find(f" {word}", at + 1)
