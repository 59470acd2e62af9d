"""Rules of markdown-it for inline and displayed formulas, which tell them from sums of money and escaped brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paperreader.domain.tex.formulas import formula_end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

CLOSING = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]", "": ""}
"""What ends a formula, by what begins it; an environment begins and ends with itself."""
MAX_LINES = 80
"""Lines among which a formula must end."""
_MAX_LENGTH = 5_000
"""Characters of one."""
_ENVIRONMENT = re.compile(r"\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|displaymath)\*?)\}")
_MONEY = re.compile(r"\d[\d,.]*(?:[kKMB]|\s|$)")
_WORD = re.compile(r"(?<![A-Za-z\\{])[A-Za-z]{4,}")
_PRODUCT = re.compile(r"[\d.,]+ ?(?:[^\W\d_](?![^\W\d_])|[-+*/=<>()|,.\d\s\\^_{}])+")
"""What begins with a number as money does, and has nothing but single letters behind it: `10 x + 1`."""
_EVIDENCE = re.compile(r"[\\^_{}]")
_UNESCAPED = re.compile(r"(?:[^\\$]|\\.)*+", re.DOTALL)
_NAME = re.compile(r"[^\W\d_]'*|[^\W\d_]?[=<>≤≥≈∼]\S{1,12}")
"""What is a formula even right before a digit: one letter, or a short equation."""
_NUMBERED = re.compile(r"\s*([.,;:]?)\s*(\(\d{1,4}[a-z]?\))?\s*([.,;:]?)\s*$")
"""What may stand behind a formula that has its lines for itself: its number."""
_TEX = re.compile(r"\\[A-Za-z,;!{}\\]|[\^_=<>+]|^\s.*\s$", re.DOTALL)
"""What is in a formula, and not in brackets that are escaped, as in `\\[12\\]`."""


def inline_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read a formula within a line."""
    text, at = state.src, state.pos
    opening = next((sign for sign in ("$$", "$", r"\(", r"\[") if text.startswith(sign, at)), None)
    if opening is None:
        return False
    begin = at + len(opening)
    end = end_of_formula(text, begin, state.posMax, opening, is_sure=dollars_are_formulas(state.env))
    if end is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = text[begin:end], opening
    state.pos = end + len(CLOSING[opening])
    return True


def literal_asterisk(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read an asterisk between two digits, which emphasises nothing."""
    at = state.pos
    if state.src[at] != "*" or not (
        state.src[at - 1 : at].isdigit() and state.src[at + 1 : at + 2].isdigit()
    ):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def dollars_are_formulas(env: Mapping[str, object]) -> bool:
    """Tell whether every dollar of a text that is not escaped is that of a formula, by what its parser was given."""
    return env.get("dollars") == "formulas"


def end_of_formula(text: str, begin: int, most: int, opening: str, *, is_sure: bool = False) -> int | None:
    """Return where the formula ends that begins behind its opening sign; None where there is none.

    Args:
        text: All of it.
        begin: Behind the sign.
        most: Where to look no farther.
        opening: The sign.
        is_sure: No dollar is money.
    """
    closing = CLOSING[opening]
    if closing != "$":
        found = text.find(closing, begin, min(most, begin + _MAX_LENGTH))
        content = text[begin:found] if found > begin else ""
        is_one = bool(content.strip()) and (opening != r"\[" or _TEX.search(content) is not None)
        return found if is_one else None
    # Who writes formulas all the time is believed more than an abstract: what is no money and no sentence is one.
    told = None if is_sure else formula_end(text, begin, most, closing)
    if told is not None:
        return told
    inside = _UNESCAPED.match(text, begin, min(most, begin + _MAX_LENGTH))
    end = begin if inside is None else inside.end()
    content = text[begin:end]
    if not content.strip() or not text.startswith("$", end) or end >= most:
        return None
    return end if is_sure or _is_formula(content, text[end + 1 : end + 2]) else None


def _is_formula(content: str, behind: str) -> bool:
    is_tex = _EVIDENCE.search(content) is not None
    if (
        content[0].isspace()
        or content[-1].isspace()
        or (_MONEY.match(content) and not _PRODUCT.fullmatch(content))
    ):
        return False
    if behind.isdigit() and not is_tex and not _NAME.fullmatch(content):
        return False
    return "\\" in content or len(_WORD.findall(content)) <= 1


def formula_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
    """Read a formula that has its lines for itself."""
    begin = state.bMarks[first] + state.tShift[first]
    line = state.src[begin : state.eMarks[first]]
    environment = _ENVIRONMENT.match(line)
    opening = "$$" if line.startswith("$$") else r"\[" if line.startswith(r"\[") else ""
    if not opening and environment is None:
        return False
    closing = CLOSING[opening] or rf"\end{{{environment[1] if environment else ''}}}"
    for at in range(first, min(last, first + MAX_LINES)):
        here = max(begin + len(opening), state.bMarks[at])
        found = state.src.find(closing, here, state.eMarks[at])
        if found < 0:
            continue
        # Line by line: in a quote or an item each begins with its sign.
        starts = [
            begin + len(opening),
            *(state.bMarks[n] + state.tShift[n] for n in range(first + 1, at + 1)),
        ]
        ends = [*(state.eMarks[n] for n in range(first, at)), found + (0 if opening else len(closing))]
        content = "\n".join(state.src[start:end] for start, end in zip(starts, ends, strict=True))
        behind = _NUMBERED.match(state.src, found + len(closing), state.eMarks[at])
        is_one = bool(content.strip()) and (opening != r"\[" or _TEX.search(content) is not None)
        if behind is None or not is_one:
            return False
        if not silent:
            state.line = at + 1
            token = state.push("formula_block", "", 0)
            token.content, token.markup = content.strip(), opening
            token.info = "".join(part for part in behind.groups() if part)
        return True
    return False
