"""Finds the end of a formula, and tells formulas from sums of money."""

import re

_MAX_LENGTH = 500
"""Formulas in titles and abstracts are shorter; what is between two dollars farther apart is text."""
_MAX_DISPLAYED_LENGTH = 3_000
_EVIDENCE = re.compile(r"\\[A-Za-z]|\\[%{}|,;!]|[\^_{}]|\b(?:text|math)(?:bf|it|rm|tt|sf|cal|bb)\{")
_COMMAND = re.compile(r"\\[A-Za-z]|(?:text|math)(?:bf|it|rm|tt|sf|cal|bb)\{")
_LONG_COMMAND = re.compile(r"\\[A-Za-z]{2}|[\^_]\{")
_WORD = re.compile(r"(?<![A-Za-z\\{])[A-Za-z]{3,}")
_NUMBERS = re.compile(r"\s?[-+−±~]?\.?\d[\d.,]*[%kKMBx]?(?:(?:[:;–-]|, ?)[-+−±]?\.?\d[\d.]*%?){0,5}")
"""A number, or several, that are no money: money has one sign, and before it."""
_SINGLE = re.compile(r"[^\W\d_][\w'*+-]{0,15}|\W?[^\W\d_]|[^\s\w]|[\d.]{1,6}-?[^\W\d_]{1,2}")
_SIGN = re.compile(
    r"[<>=+≤≥≈∼×-]|[A-Za-z]{0,3}[(\[][\w,.;|%∞ -]{1,20}[)\]][A-Za-z]{0,3}|[~∼±]?\d{0,4}\.?'{1,2}\.?\d{0,4}"
)
_EQUATION = re.compile(r"[^\W\d_]{1,3} ?[=<>≤≥≈] ?[\d.,]{1,9}")
_ONE_WORD = re.compile(r"[@|(\[]?[^\W\d_][\w()\[\]|,.;:/!?@'*&+=<>≤≥∈×·→≈%-]{0,40}|[|(@][\w()|,.?;:+-]{1,20}")
"""Something that is written without a space, such as `pass@k` or `O(s(t))`."""
_WORDS = re.compile(r"[a-z][a-z-]*(?: [a-z][a-z-]*){1,4}")
"""Words that authors set apart as if they were a formula."""
_EXPRESSION = re.compile(r"[^\W\d_]?[\w\s=<>+*/().,:;|'!?\[\]≤≥≠≡∈×·→≈−-]{1,60}")
_OPERATOR = re.compile(r"[=<>+*/≤≥≠≡∈×·→≈,!|−]|(?<=\w)-(?=\w)")
# Regular expressions escape brackets too.
_PATTERN = re.compile(r"\\[dwsDWSB](?![A-Za-z{])|\\[.+*?]|\\$|[?*+]\)|\|")


def formula_end(text: str, at: int, end: int, closing: str) -> int | None:
    r"""Return where the formula that begins at a place ends, None if there is none.

    Args:
        text: All of it.
        at: Behind the sign that opens it.
        end: Where to look no farther.
        closing: What ends it: `$`, `$$`, `\)` or `\]`.
    """
    longest = _MAX_LENGTH if closing == "$" else _MAX_DISPLAYED_LENGTH
    found = _closing(text, at, min(end, at + longest), closing)
    if found <= at:
        return None
    content, behind = text[at:found], text[found + len(closing) : found + len(closing) + 1]
    if closing[0] == "\\":
        is_sure = _LONG_COMMAND.search(content) is not None
        return found if content.strip() and (is_sure or not _PATTERN.search(content)) else None
    before = text[max(0, at - len(closing) - 1) : at - len(closing)]
    return found if _is_formula(content, before, behind) else None


def _closing(text: str, at: int, last: int, closing: str) -> int:
    """Return where what closes a formula stands, not escaped and in no group of it; -1 where it does not."""
    found = first = _next(text, at, last, closing)
    while found >= 0 and text.count("{", at, found) > text.count("}", at, found):
        # Such as the formula in a text in a formula.
        found = _next(text, found + 1, last, closing)
    return first if found < 0 else found


def _next(text: str, at: int, last: int, closing: str) -> int:
    found = text.find(closing, at, last)
    while found > 0 and text[found - 1] == "\\" and closing[0] == "$":
        found = text.find(closing, found + 1, last)
    return found


def _is_formula(content: str, before: str, behind: str) -> bool:
    if _SIGN.fullmatch(content):
        return True
    bare = content.strip()
    has_command = _COMMAND.search(content) is not None
    if not bare or not _is_closed(content, behind, has_command=has_command):
        return False
    if _EVIDENCE.search(content):
        return has_command or len(_WORD.findall(content)) < 3
    return _is_plain_formula(bare, before, behind, starts_with_digit=bare[0].isdigit())


def _is_closed(content: str, behind: str, *, has_command: bool) -> bool:
    """Tell whether the second sign ends what the first began; before a sum of money it begins another one."""
    starts_with_digit = content.lstrip()[0].isdigit()
    is_sure = has_command or "{" in content or (len(content) == 1 and content.isalpha())
    if behind.isdigit() and (starts_with_digit or not is_sure):
        return False
    if content[-1].isspace():
        return has_command and not starts_with_digit
    return not content[0].isspace() or has_command or _NUMBERS.fullmatch(content) is not None


def _is_plain_formula(bare: str, before: str, behind: str, *, starts_with_digit: bool) -> bool:
    """Tell whether what has no sign of TeX in it is a formula: a name, a number, a short equation."""
    if _NUMBERS.fullmatch(bare):
        return not (starts_with_digit and before.isascii() and before.isalpha())
    if behind.isalpha() and len(bare) > 3 and not _EQUATION.fullmatch(bare):
        return False
    if _SINGLE.fullmatch(bare):
        return not (starts_with_digit and before.isascii() and before.isalpha())
    if _is_set_apart(bare, before, behind):
        return True
    if re.search(r"[A-Za-z]{4,}", bare) or not _EXPRESSION.fullmatch(bare):
        return False
    return _OPERATOR.search(bare) is not None and not (starts_with_digit and " " in bare and "=" not in bare)


def _is_set_apart(bare: str, before: str, behind: str) -> bool:
    """Tell whether something is written between dollars as a whole, with nothing that goes on behind it."""
    if behind.isalnum() or bare[-1] in "/-+=:":
        return False
    return _ONE_WORD.fullmatch(bare) is not None or (
        not before.isalnum() and _WORDS.fullmatch(bare) is not None
    )
