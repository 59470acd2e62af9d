"""Raised, lowered and accented letters, and fractions, as Unicode has them."""

import re
import unicodedata

from paperreader.domain.tex.symbols.alphabets import FRACTIONS, RAISED, SUBSCRIPTS, SUPERSCRIPTS

_PLAIN = {"_": re.compile(r"[^\W\d_][^\W_]*|\d+\.\d+"), "^": re.compile(r"[^\W\d_]|\d+\.\d+")}
"""What can stand behind `^` or `_` without brackets and still be read as it is meant."""
_SET = re.compile(f"[{''.join({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()})}]")
_ONE = re.compile(r"[^\W_]+(?:\.\d+)?|[^\W_]*[²³¹⁰⁴-⁹ⁿ]|[√∂∇]?[^\W_]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def script(sign: str, text: str, after: str) -> str:
    """Return what is raised (`^`) or lowered (`_`), in brackets where Unicode lacks letters for it.

    Args:
        sign: `^` or `_`.
        text: What is raised or lowered, already read.
        after: The character behind it.

    >>> script("^", "-3", ""), script("^", "1/2", ""), script("_", "gen", " ")
    ('⁻³', '^(1/2)', '_gen')
    """
    text = text.strip()
    signs = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    dense = text.replace(" ", "")
    if dense and all(char in signs for char in dense):
        return "".join(signs[char] for char in dense)
    if sign == "^" and dense and all(char in RAISED for char in dense):
        return "".join(RAISED[char] for char in dense)
    if _BRACKETED.fullmatch(text):
        return sign + text
    if _SET.search(text):
        # `a_(b₁)` is not `a_b` with something beside it.
        return f"{sign}({text})"
    if len(text) == 1 and not text.isalnum():
        return sign + text
    return f"{sign}{text}" if _PLAIN[sign].fullmatch(text) and not after.isalnum() else f"{sign}({text})"


def accented(letter: str, accent: str) -> str:
    """Return a letter with an accent, a combining character: as one character where there is one."""
    return unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(letter, letter) + accent)


def fraction(above: str, below: str, before: str) -> str:
    """Return a fraction in one line, set off from a number right before it.

    >>> fraction("1", "8", ""), fraction("n+1", "2k", ""), fraction("3", "7", "2")
    ('⅛', '(n+1)/(2k)', ' 3/7')
    """
    above, below = above.strip(), below.strip()
    sign = FRACTIONS.get(f"{above}/{below}")
    if sign is not None:
        return sign
    gap = " " if before.isalnum() else ""
    return f"{gap}{whole(above)}/{whole(below)}"


def root(text: str, degree: str) -> str:
    """Return a root; of degree two where none is given.

    >>> root("n", ""), root("n+1", "3")
    ('√n', '∛(n+1)')
    """
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    if sign is None:
        raised = script("^", degree, "")
        sign = f"{raised}√"
    return sign + whole(text.strip())


def whole(text: str) -> str:
    """Return a part of a formula so that what stands beside it can't be taken for a part of it."""
    is_number_with_letter = text[:1].isdigit() and not text.replace(".", "").isdigit()
    is_whole = (_ONE.fullmatch(text) and not is_number_with_letter) or _BRACKETED.fullmatch(text)
    return text if is_whole else f"({text})"
