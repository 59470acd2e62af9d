"""Recognizes commands whose backslash the Hub took out, only where they can be no words."""

import re

from msgspec import Struct

from paperreader.domain.tex.symbols.alphabets import ALPHABETS, FRACTIONS
from paperreader.domain.tex.symbols.frequent import GREEK, SYMBOLS, parse_pairs
from paperreader.domain.text import word_set

_UNAMBIGUOUS = word_set("""
    infty rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow
    circlearrowright circlearrowleft leq geq neq leqslant geqslant varepsilon varphi cdot cdots otimes oplus
    subseteq supseteq varnothing lfloor rfloor lceil rceil langle rangle lelesssim gtrsim
""")
"""Names of symbols that are no words of any language."""
_UNAMBIGUOUS_IF_ADJACENT = frozenset(["uparrow", "downarrow"])
"""Names of keys too: read as symbols only where something touches them."""
_BIG = frozenset(["sum", "prod", "int", "bigcup", "bigcap"])
BRACED_SYMBOLS = _UNAMBIGUOUS | _UNAMBIGUOUS_IF_ADJACENT | {"times", "sim", "pm", "approx", "to"}
"""Names that are symbols where they are all there is between braces."""
RAISED_SYMBOLS = parse_pairs("circ ° top ᵀ star ⋆ dagger † prime ′ ast * infty ^∞ th ᵗʰ")
"""What is read as raised, by its name."""
STRIPPED_FONTS = (
    *("textbf", "textit", "texttt", "textsc", "textsf", "textrm", "mathcal", "mathbb", "mathbf"),
    *("mathrm", "mathit", "mathsf", "mathtt", "mathfrak", "mathscr", "boldsymbol", "operatorname"),
)
"""Fonts that are no words: a brace behind them begins what they are for."""

_SIM = re.compile(r"\$?\d[\d.,]*(?=[KMBGTkx]\b|[^A-Za-z\d]|$|times|to\d)")
_SCRIPT = re.compile(r"(?:\^\{?-?\w|_\{?[A-Za-z0-9](?![A-Za-z0-9]*_)(?:\W|\d|$|\^))")
_SCRIPTED = re.compile(r" (?:[A-Za-zα-ω][_^]|cal[A-Z])")
_NUMBER_BEFORE = re.compile(r"(\d{2,5}) \Z")
_NUMBER_BEHIND = re.compile(r" (\d{2,5})(?!\d)")
_BIG_LIMITS = re.compile(r"[_^]\{")
_TWO_DIGITS = re.compile(r"(\d)(\d)(?!\d)")
_OPENING = re.compile(r" ?[(\[|]|\{")
_CLOSING = re.compile(r"[)\]|}]")
_BRACKET_PAIR = re.compile(r"left[(\[|].{1,400}?right[)\]|]", re.DOTALL)


class StrippedCommand(Struct, frozen=True):
    """The command that a word is left of."""

    text: str
    end: int
    """Where the text goes on."""
    is_operator: bool = False


def has_stripped_brackets(text: str) -> bool:
    r"""Tell whether a text holds what is left of `\left( … \right)`."""
    return "right" in text and _BRACKET_PAIR.search(text) is not None


def stripped_command(text: str, start: int, end: int, *, is_paired: bool) -> StrippedCommand | None:
    """Return what the word from `start` to `end` is a remain of, None where it may be a word.

    Args:
        text: All of it; the word is the whole run of its letters.
        start: Where the word begins.
        end: Where it ends.
        is_paired: Whether `left` and `right` are brackets in this text.
    """
    word = text[start:end]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if "times" in word:
        return _times(text, start, end)
    if word in _UNAMBIGUOUS or (
        word in _UNAMBIGUOUS_IF_ADJACENT and not (before in ("", " ") and after in ("", " "))
    ):
        return StrippedCommand(SYMBOLS[word], end, word not in ("infty", "varepsilon", "varphi"))
    if word in _BETWEEN and _BETWEEN[word](text, start, end):
        return StrippedCommand(SYMBOLS[word], end, is_operator=True)
    if word in GREEK or word == "nabla":
        return StrippedCommand(SYMBOLS[word], end) if before != "_" and _SCRIPT.match(text, end) else None
    return _of_formulas(text, start, end, is_paired=is_paired)


def _of_formulas(text: str, start: int, end: int, *, is_paired: bool) -> StrippedCommand | None:
    word = text[start:end]
    if word in _BIG and _BIG_LIMITS.match(text, end):
        return StrippedCommand(SYMBOLS[word], end)
    if len(word) == 4 and word.startswith("cal") and word[3].isupper():
        return StrippedCommand(ALPHABETS["cal"][word[3]], end)
    digits = _TWO_DIGITS.match(text, end) if word == "frac" else None
    if digits is not None:
        over = f"{digits[1]}/{digits[2]}"
        return StrippedCommand(FRACTIONS.get(over, over), digits.end())
    for name in ("boldsymbol", "mathbf", "mathrm"):
        if word == name and text[end : end + 1] > "\x7f":
            return StrippedCommand("", end)
    return _bracket(text, start, end) if is_paired else None


def _bracket(text: str, start: int, end: int) -> StrippedCommand | None:
    word = text[start:end]
    if word.endswith("left") and _OPENING.match(text, end) and text[end] != " ":
        return StrippedCommand(word[:-4], end)
    return StrippedCommand("", end) if word == "right" and _CLOSING.match(text, end) else None


def _times(text: str, start: int, end: int) -> StrippedCommand | None:
    left, _, right = text[start:end].partition("times")
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (left and not left[-1].isupper()) or (right and not right[0].isupper()):
        return None
    if left and right:
        return StrippedCommand(f"{left}×{right}", end)
    if left:
        return (
            StrippedCommand(f"{left}×", end)
            if len(left) == 1 and before in ("", " ", "(") and after in ("", " ", ")")
            else None
        )
    if before.isdigit() or before == "}":
        return StrippedCommand(f"×{right}", end)
    if not right and after.isdigit() and not before.isalnum() and before != "_":
        return StrippedCommand("×", end)
    return StrippedCommand("×", end) if not right and _is_spaced(text, start, end) else None


def _is_spaced(text: str, start: int, end: int) -> bool:
    """Tell whether `times` stands between two numbers, or before a letter with a script."""
    if _SCRIPTED.match(text, end):
        return text[start - 1 : start] == " "
    left, right = _NUMBER_BEFORE.search(text, max(0, start - 7), start), _NUMBER_BEHIND.match(text, end)
    if left is None or right is None:
        return False
    # Ten times twenty minutes is no size.
    return left[1] == right[1] or max(len(left[1]), len(right[1])) > 2


def _is_before_number(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 1) : start]
    if before.isdigit() and text.startswith(" ", end):
        end += 1
    return not before.isalpha() and before not in ("_", "/", "-") and _SIM.match(text, end) is not None


def _is_between_digits(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].isdigit() and text[end : end + 1].isdigit()


def _is_after_digit(text: str, start: int, end: int) -> bool:
    return text[end : end + 1].isdigit() and text[max(0, start - 1) : start] != "_"


_BETWEEN = {
    "sim": _is_before_number,
    "pm": _is_between_digits,
    "to": _is_between_digits,
    "approx": _is_after_digit,
}
